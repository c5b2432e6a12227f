"""What search knows of comments, where it changes for many at once."""

from itertools import batched

from folkmoot.search.documents import marks, normal
from folkmoot.search.models import Document

from .models import Message
from .owners import owners_of

BATCH = 500


def documents():
    """Every comment that is shown under something, for the rebuilding of the index."""
    shown = Message.objects.shown().select_related("thread", "guest", "author__profile").order_by("pk")
    for messages in batched(shown.iterator(chunk_size=BATCH), BATCH):
        owners = owners_of([message.thread for message in messages])
        for message in messages:
            if owner := owners[message.thread_id]:
                yield message, message.as_document(owner)


def name_anew(messages, name, profile=None):
    """Let these be found by this name of their author from now on, and filtered by that profile."""
    Document.objects.about_each(messages).update(
        words=normal(name),
        authors=marks([profile.pk]) if profile else "",
        counted=False,
    )
