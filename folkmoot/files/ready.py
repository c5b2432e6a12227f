"""Uploads made ready to be kept: looked into, pictures made anew. It takes seconds and locks nothing."""

from dataclasses import dataclass

from django.core.files import File as Content

from . import kinds, pictures


@dataclass(frozen=True)
class Ready:
    """What is left to do is to store it: `FileQuerySet.keep_ready`."""

    content: Content
    name: str
    media_type: str

    @property
    def is_picture(self):
        return self.media_type.startswith("image/")


def made_ready(upload, *, max_side=pictures.LARGEST_SIDE, square=False):
    """An upload as it will be kept; raises ValidationError with plain words if it is none of our kinds."""
    kind = kinds.sniff(upload)
    content = upload
    if kind.is_picture or square:  # what is to be cut square must be one: else it says so
        content = pictures.reencode(upload, max_side=max_side, square=square)
        kind = kinds.WEBP
    return Ready(content, kinds.shown_name(upload.name, kind), kind.media_type)
