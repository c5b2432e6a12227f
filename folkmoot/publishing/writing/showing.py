"""A text as pages show it before it is a post: its pieces, with the pictures beside it."""

from django.utils.safestring import mark_safe

from .text import pieces


def drawn(submission):
    """Pieces for `writing/pieces.html`; a picture that is not there says so."""
    beside = {picture.number: picture for picture in submission.pictures.select_related("file")}
    for kind, value in pieces(submission.source):
        if kind == "picture":
            value = {**value, "picture": beside.get(value["number"])}
        yield {"kind": kind, "value": mark_safe(value) if kind == "text" else value}  # cleaned by `pieces`
