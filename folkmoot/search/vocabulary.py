"""The words that documents are made of, by audience: what a mistyped word may have been meant to be.

The clock fills the table, each minute from what is new and each night from everything; a process keeps what
it has read of it. Words of documents that a reader may not find are never looked through for them.
"""

import math
import time
from collections import Counter, OrderedDict, defaultdict
from functools import reduce
from operator import or_
from threading import Lock

from django.db import transaction
from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .models import Document, Word
from .words import WORD, folded

SHORTEST, LONGEST = 3, 30  # letters of a word that is worth mending
BATCH = 200  # documents of one transaction
AUDIENCES = 200  # whose words one process keeps
LOOKED_THROUGH = 100  # of them for one search
RECENT = 60  # seconds a process goes on without asking for new words
GOOD_FOR = 12 * 3600  # seconds until it reads all of them anew
OTHER_BEGINNING = 0.7  # what a wrong first letter costs, in letters: people rarely mistype it


def words_of(document):
    """The different words of a document, in small letters, that someone might look for and mistype."""
    text = f"{document.title}\n{document.words}\n{document.body}"
    return {
        word
        for word in {found.casefold() for found in WORD.findall(text)}
        if SHORTEST <= len(word) <= LONGEST and word.isalpha()
    }


def counted(documents):
    """In how many of the documents each word stands: {(audience, word): many}"""
    return Counter((document.audience_id, word) for document in documents for word in words_of(document))


def take_up():
    """Add the words of documents that are new or changed; answers of how many."""
    many = 0
    waiting = Document.objects.filter(counted=False)
    while keys := list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            documents = waiting.filter(pk__in=keys).select_for_update()
            Word.objects.add(counted(documents))
            Document.objects.filter(pk__in=keys).update(counted=True)
        many += len(keys)
    return many


def take_stock():
    """Count all words anew, so that those of what is gone go, too."""
    take_up()
    counts = counted(Document.objects.only("audience", "title", "words", "body").iterator(chunk_size=BATCH))
    with transaction.atomic():
        Word.objects.all().delete()
        Word.objects.add(counts)


class Words:
    """The words one audience adds to what others find, as this process knows them."""

    def __init__(self, audience_id):
        self.audience_id = audience_id
        self.began, self.asked, self.last = time.monotonic(), -math.inf, 0
        self.written = {}  # a word without accents: how it is written most often, and in how many documents
        self.by_length = defaultdict(list)

    @property
    def is_old(self):
        return time.monotonic() > self.began + GOOD_FOR

    @property
    def is_due(self):
        """Whether it may lack what has been added since it last asked."""
        return time.monotonic() >= self.asked + RECENT

    def take_in(self, pk, word, many):
        self.last, bare = pk, folded(word)
        if bare not in self.written:
            self.by_length[len(bare)].append(bare)
        if many >= self.written.get(bare, ("", 0))[1]:
            self.written[bare] = (word, many)

    def near(self, word, most):
        """Words within so many slips of the finger: (word, slips, in how many documents)."""
        for length in range(len(word) - most, len(word) + most + 1):
            found = process.extract(
                word, self.by_length[length], scorer=OSA.distance, score_cutoff=most, limit=30
            )
            for bare, slips, _at in found:
                written, many = self.written[bare]
                yield written, bare, slips, many


class Vocabulary:
    """The words of several audiences, kept by the process from search to search."""

    def __init__(self):
        self.kept, self.lock = OrderedDict(), Lock()

    def meant(self, word, audiences, most=4):
        """What a word may have been meant to be, the likeliest first: words of what these audiences find."""
        bare = folded(word)
        if not SHORTEST <= len(bare) <= LONGEST or not bare.isalpha():
            return []
        costs = {}
        for words in self._of(audiences):
            for written, other, slips, many in words.near(bare, slips_allowed(bare)):
                cost = likelihood(bare, other, slips, many)
                if other != bare and cost < costs.get(written, math.inf):
                    costs[written] = cost
        return sorted(costs, key=lambda word: (costs[word], word))[:most]

    def many(self, word, audiences):
        """In how many documents of these audiences the word stands."""
        return sum(words.written.get(folded(word), ("", 0))[1] for words in self._of(audiences))

    def _of(self, audiences):
        """The words of these audiences, as they are now, in at most one query. Of very many, those of the
        widest and the oldest are looked through.
        """
        with self.lock:
            found = [self._kept(audience_id) for audience_id in sorted(audiences)[:LOOKED_THROUGH]]
            self._catch_up([words for words in found if words.is_due])
            while len(self.kept) > AUDIENCES:
                self.kept.popitem(last=False)
            return found

    def _kept(self, audience_id):
        words = self.kept.pop(audience_id, None)
        if words is None or words.is_old:
            words = Words(audience_id)
        self.kept[audience_id] = words
        return words

    @staticmethod
    def _catch_up(due):
        if not due:
            return
        by_audience = {words.audience_id: words for words in due}
        new = reduce(or_, (Q(audience=words.audience_id, pk__gt=words.last) for words in due))
        added = Word.objects.filter(new).order_by("pk").values_list("audience", "pk", "word", "many")
        for words in due:
            words.asked = time.monotonic()
        for audience_id, pk, word, many in added.iterator(chunk_size=5000):
            by_audience[audience_id].take_in(pk, word, many)

    def forget(self):
        """Read everything anew next time."""
        with self.lock:
            self.kept.clear()


vocabulary = Vocabulary()


def slips_allowed(word):
    """How many letters may be wrong, missing, too many or swapped, by the length of the word."""
    return 1 if len(word) < 5 else 2 if len(word) < 9 else 3


def likelihood(typed, other, slips, many):
    """What it costs to take one word for another, in letters: slips, another beginning, a rare word."""
    cost = slips - 0.25 * math.log10(many + 1)
    if typed[0] != other[0]:
        cost += OTHER_BEGINNING
    if bones(typed) == bones(other):
        cost -= 0.6
    return cost


def bones(word):
    """A word without its vowels and doubled letters, which are mistaken most often."""
    kept = []
    for letter in word:
        if letter not in "aeiouwy" and kept[-1:] != [letter]:
            kept.append(letter)
    return "".join(kept)
