"""From what a room says of a thing to the rows of the index."""

import unicodedata

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

LONGEST = 100_000  # characters of a body


def documents_of(thing, *, audience_id, fuller=None, **facts):
    """The rows for one thing, unsaved: one; two where a narrower audience may read more of it.

    `fuller` is a dict of `audience_id`, the narrower audience, and `body`, the whole text that it reads
    instead. Its people find that document and not the other; everyone else finds the other alone.
    """
    document = _document(thing, audience_id, **facts)
    if not fuller or fuller["audience_id"] == audience_id:
        return [document]
    document.outdone_by_id = fuller["audience_id"]
    return [document, _document(thing, **{**facts, **fuller})]


def _document(
    thing, audience_id, *, kind, title, body, url, language="en", words="", at=None, topics=(), authors=()
):
    """`words` are matched without being shown; sentences shown come from `body`.

    `at` is when it was published or said. `topics` are slugs, `authors` keys of profiles: what to filter by.
    """
    from .models import Document

    return Document(
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        audience_id=audience_id,
        kind=kind,
        language=(language or "en")[:2],
        at=at or timezone.now(),
        year=timezone.localtime(at).year if at else None,
        topics=marks(topics),
        authors=marks(authors),
        url=url,
        title=normal(title)[:300],
        words=normal(words)[:2000],
        body=normal(body)[:LONGEST],
    )


def marks(values):
    """Values of a filter in one text, each between spaces, so that no part of one is found: " falls tea "."""
    return f" {' '.join(str(value) for value in values)} " if values else ""


def marked(text):
    """The values of such a text."""
    return text.split()


def normal(text):
    """One form of each letter, and no character that a database refuses."""
    bare = (text or "").replace("\x00", "").encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", bare)
