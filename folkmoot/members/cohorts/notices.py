"""The letters between a newcomer and the one who goes along with them."""

from django.urls import reverse

from folkmoot.activity import mail

FOLDER = "members/cohorts/notices"


def paired(buddy):
    """To both, once: who the other is, and how to write to them. No address is shown."""
    newcomer, greeter = buddy.newcomer, buddy.greeter.user
    for name, reader, other in [("to_newcomer", newcomer, greeter), ("to_buddy", greeter, newcomer)]:
        mail.write(
            f"{FOLDER}/{name}.txt", to=[reader], kind="account", key=f"members.buddy.{buddy.pk}.{name}",
            other=other, profile=other.profile, words=buddy.greeter.words,
            ask_path=reverse("members:ask", args=[other.profile.slug]),
            path=reverse("members:cohort", args=[buddy.greeter.cohort.slug]),
        )  # fmt: skip
