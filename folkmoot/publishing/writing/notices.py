"""The letters about what members write: to the author what became of it, to the editors what waits."""

from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity import mail

FOLDER = "publishing/notices"


def submitted(submission):
    """To the editors: someone waits to be read."""
    _to_editors("submitted", submission, key=f"submitted-{submission.pk}-{submission.revision}")


def withdrawn(submission, *, was, holder):
    """To the editors, where it was with them: the author took their words back."""
    if was != submission.State.RETURNED:
        _to_editors("withdrawn", submission, was=was, holder=holder)


def accepted(submission):
    _to_author("accepted", submission, by=submission.noted_by)


def returned(submission):
    _to_author("returned", submission, by=submission.noted_by)


def declined(submission):
    _to_author("declined", submission, by=submission.noted_by)


def published(submission, *, by):
    """To the author: it is out, and what an editor changed."""
    _to_author(
        "published", submission, by=by, changes_path=reverse("publishing:changes", args=[submission.pk])
    )


def taken_off(submission, *, by):
    _to_author("taken_off", submission, by=by)


def _to_author(name, submission, *, by, **context):
    mail.write(
        f"{FOLDER}/{name}.txt", to=[submission.author], kind="writing", sender=by and by.name,
        **_about(submission), by=by, **context,
    )  # fmt: skip


def _to_editors(name, submission, *, key=None, **context):
    editors = User.objects.publishing().exclude(pk=submission.author_id)
    mail.write(
        f"{FOLDER}/{name}.txt", to=list(editors), kind="review", key=key, sender=submission.author.name,
        **_about(submission), **context,
    )  # fmt: skip


def _about(submission):
    return {
        "submission": submission,
        "path": submission.get_absolute_url(),
        "post_path": submission.post.get_absolute_url() if submission.post_id else "",
        "review_path": reverse("publishing:review", args=[submission.pk]),
    }
