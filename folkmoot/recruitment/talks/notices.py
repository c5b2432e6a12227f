"""The letters about talks. Nobody's address stands in them before both have agreed to it."""

from django.urls import reverse

from folkmoot.activity import mail

FOLDER = "recruitment/talks/notices"


def asked(talk):
    """To a volunteer: would you? With the words, without the address."""
    _write("asked", talk.member, talk, f"asked.{talk.member_id}")


def taken(talk):
    """To both: the member has the asker's address now; the asker the member's, if they gave it."""
    _write("taken", talk.asker, talk, "taken", volunteer=_volunteer(talk))
    _write("yours", talk.member, talk, "yours")


def nobody(talk):
    """To the asker, once: nobody is free, and what happens now."""
    _write("nobody", talk.asker, talk, "nobody")


def _volunteer(talk):
    return getattr(talk.member, "volunteer", None)  # somebody of the team need not be one


def _write(name, reader, talk, key, **context):
    mail.write(
        f"{FOLDER}/{name}.txt", to=[reader], kind="account", key=f"recruitment.talk.{talk.pk}.{key}",
        talk=talk, round=talk.round, asker=talk.asker, member=talk.member, path=talk.get_absolute_url(),
        offer_path=reverse("recruitment:volunteer"), **context,
    )  # fmt: skip
