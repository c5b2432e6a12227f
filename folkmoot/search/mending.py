"""Mistyped words: what the writer of a search that finds nothing may have meant.

What is offered has been looked for: it finds something for this very reader.
"""

from itertools import islice, product

from .vocabulary import vocabulary
from .words import wanted

MENDED = 4  # words of one search; with more of them wrong, who could say what was meant
TRIED = 10  # searches in which mended words are tried
MUCH_MORE = 5  # times as many results: then a word is offered for one that finds something, too


def mended(words, visible):
    """The search that was probably meant; empty where there is none that finds anything.

    `visible` are the documents that this reader may find.
    """
    terms = list(dict.fromkeys(wanted(words)))
    unknown = {term for term in terms if not vocabulary.many(term, visible.audiences)}
    if not 0 < len(unknown) <= MENDED:
        return ""
    # A word that the vocabulary lacks may find something by its stem, or as a beginning: it comes first.
    choices = [
        [term, *(vocabulary.meant(term, visible.audiences) if term in unknown else [])] for term in terms
    ]
    ranked = sorted(product(*(enumerate(choice) for choice in choices)), key=_unlikeliness)
    searches = [" ".join(word for _at, word in search) for search in islice(ranked, 1, 1 + TRIED)]
    found = visible.that_find(searches)
    return found[0] if found else ""


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
