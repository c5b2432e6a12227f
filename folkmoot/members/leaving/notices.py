"""The letters of leaving, and the one that says that a copy of one's data is ready."""

from django.urls import reverse

from folkmoot.activity import mail

from . import links

FOLDER = "members/leaving/notices"


def leaving(erasure):
    """To who is leaving: until when they can come back, and how they need not wait."""
    _about("leaving", erasure)


def about_to_forget(erasure):
    """Three days before."""
    _about("about_to_forget", erasure)


def copy_ready(copy):
    """Their data is ready to be taken, until when."""
    mail.write(
        f"{FOLDER}/copy_ready.txt", to=[copy.user], kind="account", key=f"members.copy.{copy.pk}",
        copy=copy, path=reverse("members:data"),
    )  # fmt: skip


def copy_failed(copy):
    """It could not be put together, and was tried for a day."""
    mail.write(
        f"{FOLDER}/copy_failed.txt", to=[copy.user], kind="account", key=f"members.copy_failed.{copy.pk}",
        path=reverse("members:data"),
    )  # fmt: skip


def _about(name, erasure):
    """Secret, since its link has them forgotten at once: it stands in no copy that a session could take."""
    mail.write(
        f"{FOLDER}/{name}.txt", to=[erasure.user], kind="account", key=f"members.{name}.{erasure.pk}",
        erasure=erasure, path=links.path_of(erasure), secret=True,
    )  # fmt: skip
