"""The words someone searches for, and where they stand in a text."""

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import mark_safe

MOST = 8  # words of one search
LONGEST = 40  # letters of one word
WINDOW = 240  # characters of a sentence shown
LOOKED_THROUGH = 30_000  # characters of a body in which its sentence is sought

WORD = re.compile(r"[^\W_]+")
SENTENCE = re.compile(r"\S.*?(?:[.!?…]+(?=\s)|\n|$)", re.DOTALL)
ENDINGS = re.compile(
    r"(.{3,}?)(?:i[sz]ations?|ational|fulness|iveness|ements?|ments?|ations?|ities|ity|ings?|ness|edly|ed"
    r"|ers?|ies|ive|al|ly|es|s|e|y)"
)


def wanted(words):
    """The words to look for: letters and digits only, whatever else was typed."""
    composed = unicodedata.normalize("NFC", words or "")
    return [word[:LONGEST] for word in WORD.findall(composed)[:MOST]]


def folded(word):
    """A word without capitals and accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def root(word):
    """An English word without its ending: rough, for showing where a match stands, not for finding it."""
    match = ENDINGS.fullmatch(word)
    return match[1] if match else word


class Marker:
    """Finds the words of one search in texts and marks them there."""

    def __init__(self, words, language="en"):
        self.terms = [folded(term) for term in wanted(words)]
        self.root = root if language == "en" else str
        self.roots = [self.root(term) for term in self.terms]
        self.known = {}  # a text repeats most of its words

    def term_of(self, word):
        """Which of the words searched for this one is: its position, None if it is none of them."""
        if word not in self.known:
            self.known[word] = self._term_of(folded(word))
        return self.known[word]

    def _term_of(self, word):
        if word in self.terms:
            return self.terms.index(word)
        if self.terms and len(self.terms[-1]) > 1 and word.startswith(self.terms[-1]):
            return len(self.terms) - 1
        word_root = self.root(word)
        return self.roots.index(word_root) if word_root in self.roots else None

    def marked(self, text):
        """The text as HTML, everything in it escaped, the words found in <mark>."""
        pieces, end = [], 0
        for match in WORD.finditer(text):
            if self.term_of(match[0]) is not None:
                pieces += [escape(text[end : match.start()]), "<mark>", escape(match[0]), "</mark>"]
                end = match.end()
        pieces.append(escape(text[end:]))
        return mark_safe("".join(pieces))

    def sentence(self, body):
        """The sentence of a body with the most of the words; its beginning where it has none of them."""
        best, most = None, 0
        for match in SENTENCE.finditer(body[:LOOKED_THROUGH]):
            hits = [
                (word.start(), term)
                for word in WORD.finditer(match[0])
                if (term := self.term_of(word[0])) is not None
            ]
            found = len({term for _, term in hits})
            if found > most:
                best, most = (match[0], hits[0][0]), found
            if most == len(self.roots):
                break
        return self.marked(cut(*best)) if best else escape(cut(body, 0))


def cut(sentence, hit):
    """At most a window of a sentence, its first hit in view, cut between words."""
    sentence = sentence.rstrip()
    if len(sentence) <= WINDOW:
        return sentence
    start = sentence.rfind(" ", 0, max(hit - WINDOW // 3, 0)) + 1
    piece = sentence[start : start + WINDOW]
    if start + WINDOW < len(sentence):
        piece = piece.rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return ("…" if start else "") + piece
