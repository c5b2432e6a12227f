"""Groups that speak of the same thing, shown to who starts one before there are two of them."""

import re

from folkmoot.search.models import Document
from folkmoot.search.words import folded

from ..models import Group

MOST = 3
SHORTEST = 4  # letters of a word that says something


def alike(words, user):
    """The living groups this person sees that speak of these words, the closest first."""
    telling = [word for word in re.findall(r"\w+", words) if len(folded(word)) >= SHORTEST][:12]
    if not telling:
        return []
    documents = Document.objects.visible_to(user).of_kind("group").matching(" ".join(telling), any_word=True)
    keys = [document.object_id for document in documents.best_first()[: MOST * 2]]
    groups = Group.objects.visible_to(user).living().with_counts().in_bulk(keys)
    return [groups[key] for key in keys if key in groups][:MOST]
