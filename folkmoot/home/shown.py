"""Documents as the search page shows them: what each is, who and when, the sentence that has the words."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from folkmoot.conversations.models import Message
from folkmoot.conversations.owners import owners_of
from folkmoot.search.words import Marker

from .narrowing import KINDS


def shown(documents, words, names, user):
    """In their order. `names` are those of the authors, by key. What is gone meanwhile is left out."""
    markers = {language: Marker(words, language) for language in {each.language for each in documents}}
    comments = Comments([each.object_id for each in documents if each.kind == "comment"], user)
    found = [
        _shown(document, markers[document.language], names, comments)
        for document in documents
        if document.kind != "comment" or document.object_id in comments
    ]
    return found


def _shown(document, marker, names, comments):
    facts = {
        "url": document.url,
        "at": document.at if document.year else None,
        "kind": KINDS[document.kind][1] if document.kind in KINDS else document.kind,
        "title": marker.marked(document.title),
        "language": document.language,
        "sentence": marker.sentence(document.body),
    }
    if document.kind == "comment":
        facts["title"] = comments.title_of(document.object_id, marker)
    elif document.kind == "person":
        facts["standing"] = marker.marked(document.words)
    elif authors := [names[key] for key in document.authors.split() if key in names]:
        facts["by"] = marker.marked(", ".join(authors))
    return facts


class Comments:
    """The comments of a page of results: who wrote each, and under what, as it is called today."""

    def __init__(self, keys, user):
        messages = Message.objects.visible_to(user).shown().with_names()
        found = messages.in_bulk(keys) if keys else {}
        owners = owners_of([message.thread for message in found.values()]) if found else {}
        self.found = {
            pk: (message, owners[message.thread_id])
            for pk, message in found.items()
            if owners[message.thread_id]
        }

    def __contains__(self, key):
        return key in self.found

    def title_of(self, key, marker):
        message, owner = self.found[key]
        return format_html(
            _("{name} on “{title}”"), name=marker.marked(message.name), title=marker.marked(owner.title)
        )
