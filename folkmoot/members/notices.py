"""The letters of this room."""

from django.urls import reverse
from django.utils import timezone

from folkmoot.activity import mail


def welcomed(member):
    """Tell someone that they belong now, and where to say who they are."""
    mail.write(
        "members/notices/welcomed.txt",
        to=[member.user],
        kind="account",
        key=f"members.welcomed.{member.pk}.{timezone.localdate()}",
        profile_path=reverse("members:profile"),
        people_path=reverse("members:people"),
    )
