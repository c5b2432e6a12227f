"""The letters of this room."""

import copy

from django.urls import reverse
from django.utils import timezone

from folkmoot.activity import mail
from folkmoot.activity.mail import reader_at

from . import links

FOLDER = "members/notices"


def welcomed(member):
    """Tell someone that they belong now, and where to say who they are."""
    mail.write(
        f"{FOLDER}/welcomed.txt",
        to=[member.user],
        kind="account",
        key=f"members.welcomed.{member.pk}.{timezone.localdate()}",
        profile_path=reverse("members:profile"),
        people_path=reverse("members:people"),
    )


def invited(user, row):
    """To someone whom the team brought in from a table: who says so, how to sign in, how to say no."""
    by = row.run.by
    mail.write(
        f"{FOLDER}/invited.txt", to=[user], kind="account", key=f"members.invited.{row.run_id}",
        sender=by and by.name, by=by, login_path=reverse("account_login"),
        no_path=links.path_to_decline(user),
    )  # fmt: skip


def added(member, by):
    """Tell someone whom the team added that they belong, by whom, and how to sign in."""
    mail.write(
        f"{FOLDER}/added.txt", to=[member.user], kind="account", key=f"members.added.{member.pk}",
        sender=by.name, by=by, login_path=reverse("account_request_login_code"),
        profile_path=reverse("members:profile"),
    )  # fmt: skip


def contact_confirm(contact, asking):
    """To an address with which somebody said that they would like to join: is it you? Once a minute.

    Who confirmed before is called by their own name, whatever was typed.
    """
    reader = copy.copy(contact.guest)
    reader.name = contact.name if contact.has_confirmed else asking.name
    mail.write(
        f"{FOLDER}/contact_confirm.txt", to=[reader], kind="account",
        key=f"contact-confirm-{asking.pk}-{asking.asked_at:%Y%m%d%H%M}",
        contact=contact, asking=asking, yours=links.path_for(contact, asking),
    )  # fmt: skip


def contact_already(contact):
    """To a contact whose address was typed once more: nothing has changed. Once a day."""
    _to_contact("contact_already", contact, key=f"contact-already-{contact.pk}-{timezone.localdate()}")


def contact_thanks(contact):
    """To a contact who confirmed: what happens from now on."""
    key = f"contact-thanks-{contact.pk}-{contact.confirmed_at.timestamp()}"
    _to_contact("contact_thanks", contact, key=key)


def member_already(user, email):
    """To a member whose address was typed on the page for joining. Once a day."""
    mail.write(
        f"{FOLDER}/member_already.txt", to=[reader_at(email, user)], kind="account",
        key=f"contact-member-{timezone.localdate()}", login_path=reverse("account_login"),
    )  # fmt: skip


def heard(guests, *, key, about, words, path):
    """To contacts (`Contact.objects.reachable()`): something opens. `about` is the subject."""
    mail.write(
        f"{FOLDER}/contact_heard.txt", to=guests, kind="joining", key=key, about=about, words=words, path=path
    )


def _to_contact(name, contact, *, key):
    mail.write(
        f"{FOLDER}/{name}.txt", to=[contact.guest], kind="account", key=key,
        contact=contact, yours=links.path_for(contact),
    )  # fmt: skip
