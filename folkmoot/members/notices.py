"""The letters of this room."""

import copy

from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity import mail
from folkmoot.activity.mail import Reader, reader_at
from folkmoot.core.names import hint_of

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


def still_active(member, *, again=False):
    """To a member nobody has heard of for a year: are you still with us? One tap says yes."""
    key = f"members.still.{member.pk}.{member.still_asked_at:%Y%m%d}" + (".again" if again else "")
    mail.write(
        f"{FOLDER}/still_active.txt", to=[member.user], kind="account", key=key,
        member=member, again=again, path=links.path_of_still(member), leave_path=reverse("members:leave"),
    )  # fmt: skip


def merged(merge, address):
    """To both addresses: two records of one person are one from now on, and whom to write to if not."""
    for email in {merge.kept.email, address}:
        mail.write(
            f"{FOLDER}/merged.txt", to=[reader_at(email, merge.kept)], kind="account",
            key=f"members.merged.{merge.pk}.{email == address}", merge=merge, kept=hint_of(merge.kept.email),
            other=hint_of(address), login_path=reverse("account_login"), signs_in=merge.signs_in,
        )  # fmt: skip


def parted(merge, address):
    """To both: they are two again."""
    for user, email in ((merge.kept, merge.kept.email), (merge.other, address)):
        mail.write(
            f"{FOLDER}/parted.txt", to=[reader_at(email, user)], kind="account",
            key=f"members.parted.{merge.pk}", login_path=reverse("account_login"),
        )  # fmt: skip


def invited(user, row):
    """To someone whom the team brought in from a table: who says so, how to sign in, how to say no."""
    by = row.run.begun_by
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


def address_told(correction):
    """To the address somebody has now: the team would like to correct it. Is that right?"""
    person = correction.person
    mail.write(
        f"{FOLDER}/address_told.txt", to=[getattr(person, "guest", person)], kind="account", secret=True,
        key=f"members.address-told.{correction.pk}", by=correction.asked_by, hint=hint_of(correction.after),
        needs_second=correction.needs_second, path=links.path_of_correction(correction, "before"),
    )  # fmt: skip


def address_confirm(correction):
    """To the new address: is it yours? Answers the row, to see what becomes of it."""
    written = mail.write(
        f"{FOLDER}/address_confirm.txt", to=[_at(correction, correction.after)], kind="account", secret=True,
        by=correction.asked_by, path=links.path_of_correction(correction, "after"),
    )  # fmt: skip
    return written[0] if written else None


def address_corrected(correction):
    """To both: which of the two is used from now on. The old one can still say that it was not them."""
    for side in ("before", "after"):
        mail.write(
            f"{FOLDER}/address_corrected.txt", to=[_at(correction, getattr(correction, side))],
            kind="account", secret=True, is_old=side == "before", has_account=bool(correction.user_id),
            login_path=reverse("account_login"), path=links.path_of_correction(correction, side),
        )  # fmt: skip


def address_refused(correction, side):
    """To who asked for it and to the administrators: one of the two addresses said no."""
    told = User.objects.administrators() | User.objects.active().filter(pk=correction.asked_by_id)
    record = "person_record" if correction.user_id else "contact_record"
    mail.write(
        f"{FOLDER}/address_refused.txt", to=told.exclude(pk=correction.user_id), kind="account",
        key=f"members.address-refused.{correction.pk}.{side}", person=correction.person,
        is_old=side == "before", is_done=correction.state == "done",
        path=reverse(f"members:{record}", args=[correction.user_id or correction.contact_id]),
    )  # fmt: skip


def _at(correction, email):
    """Whoever reads an address that may be a stranger's: no account and no guest is theirs for that."""
    person = correction.person
    reader = getattr(person, "guest", person)
    return Reader(email=email, name=person.name, language=reader.language)


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
