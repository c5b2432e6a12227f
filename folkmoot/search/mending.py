"""Mistyped words: which of a search find nothing, and what their writer may have meant.

What is offered has been looked for: it finds something for this very reader.
"""

from itertools import product

from .vocabulary import vocabulary
from .words import wanted

MENDED = 4  # words of one search; with more of them wrong, who could say what was meant
TRIED = 8  # searches in which mended words are tried
MUCH_MORE = 5  # times as many results: then a word is offered for one that finds something, too


def mended(words, visible):
    """The search that was probably meant; empty where there is none that finds anything.

    `visible` are the documents that this reader may find.
    """
    terms = list(dict.fromkeys(wanted(words)))
    if not terms:
        return ""
    unknown = _unknown(terms, visible)
    if not 0 < len(unknown) <= MENDED:
        return ""
    most = 4 if len(unknown) < 3 else 2
    choices = [
        vocabulary.meant(term, visible.audiences, most) if term in unknown else [term] for term in terms
    ]
    searches = sorted(product(*(enumerate(words) for words in choices)), key=_unlikeliness)[:TRIED]
    found = visible.that_find([" ".join(word for _at, word in search) for search in searches])
    return found[0] if found else ""


def _unknown(terms, visible):
    """Those that find nothing by themselves; only the last may be unfinished, so the others are asked twice."""
    asked = {f"{term} {term}": term for term in terms[:-1]} | {terms[-1]: terms[-1]}
    known = {asked[search] for search in visible.that_find(asked)}
    return [term for term in terms if term not in known]


def _unlikeliness(search):
    return sum(at for at, _word in search)


def commoner(words, many, visible):
    """For a search that finds little: the same with its rarest word changed, where that finds much more."""
    terms = wanted(words)
    rarest = min(terms, key=lambda term: vocabulary.many(term, visible.audiences))
    for word in vocabulary.meant(rarest, visible.audiences, 1):
        search = " ".join(word if term == rarest else term for term in terms)
        enough = MUCH_MORE * (many + 1)
        if visible.matching(search).order_by()[:enough].count() == enough:
            return search
    return ""
