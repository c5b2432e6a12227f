"""The letters of groups: to who joins, to convenors, to people invited; by a Circular to all of one."""

import hashlib

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity import mail
from folkmoot.core.text import plain

from . import links

FOLDER = "groups/notices"
KIND = "groups"


def opened(group):
    """To the team: a new group, and what it would like help with."""
    _write("opened", User.objects.running_the_house(), group, key=f"group-opened-{group.pk}")


def joined(belonging):
    """To who came in: the group's own words of welcome."""
    group = belonging.group
    _write(
        "joined", [belonging.user], group, kind="account",
        key=_once("joined", belonging, belonging.joined_at), belonging=belonging,
    )  # fmt: skip


def asked(belonging):
    """To the convenors: somebody would like to come in."""
    group = belonging.group
    _write(
        "asked", _convenors(group), group, key=f"group-asked-{belonging.pk}-{belonging.asked_at:%Y%m%d}",
        path=reverse("groups:people", args=[group.slug]), person=belonging.user, words=belonging.words,
    )  # fmt: skip


def declined(belonging):
    """To who asked: no, and why."""
    _write(
        "declined", [belonging.user], belonging.group, kind="account",
        key=_once("declined", belonging, belonging.asked_at), reason=belonging.reason,
    )  # fmt: skip


def removed(belonging):
    """To who was taken out: that, and why."""
    _write(
        "removed", [belonging.user], belonging.group, kind="account",
        key=_once("removed", belonging, belonging.joined_at), reason=belonging.reason,
    )  # fmt: skip


def invited(invitation):
    """To who is asked into a group; people outside get it at the address a convenor gave."""
    to = invitation.user or mail.reader_at(invitation.email)
    _write(
        "invited", [to], invitation.group, kind="account", key=f"group-invited-{invitation.pk}",
        sender=invitation.by and invitation.by.name, invitation=invitation,
        path=links.path_for(invitation), outside=invitation.user is None,
        about=plain(invitation.group.about_html),
    )  # fmt: skip


def accepted(invitation):
    """To who invited."""
    _to_inviter("accepted", invitation)


def invitation_declined(invitation):
    """To who invited."""
    _to_inviter("invitation_declined", invitation)


def proposed(group):
    """To the convenors: by its signals it looks like another stage; they decide."""
    _write("proposed", _convenors(group), group, key=f"group-proposed-{group.pk}-{group.proposed_at:%Y%m%d}")


def readers_changed(circular, people):
    """To its people but who did it: others read what is said from now on."""
    group = circular.group
    key = f"group-readers-{group.pk}-{circular.at:%Y%m%d%H%M%S%f}"
    _write("readers_changed", people, group, key=key, by=circular.by, kind="account")


def closed(circular, people):
    """To its people: it has ended, with what was learned."""
    group = circular.group
    key = f"group-closed-{group.pk}-{circular.at:%Y%m%d%H%M%S}"
    _write("closed", people, group, key=key, by=circular.by, learned=plain(group.learned_html))


def merger_asked(merger):
    """To the convenors of the other group."""
    path = reverse("groups:merger", args=[merger.pk])
    _write(
        "merger_asked", _convenors(merger.into), merger.into, key=f"merger-{merger.pk}",
        merger=merger, path=path,
    )  # fmt: skip


def merger_declined(merger):
    """To who asked."""
    if merger.asked_by:
        _write(
            "merger_declined", [merger.asked_by], merger.group, kind="account",
            key=f"merger-declined-{merger.pk}", merger=merger,
        )  # fmt: skip


def merged(circular, people):
    """To the people of the group that ended: they go on in the other one."""
    merger = circular.group.mergers.select_related("group", "into").get(state="agreed")
    _write("merged", people, merger.into, key=f"merged-{merger.pk}", merger=merger)


def care(group, subject, words, *, by):
    """From one of the team to the convenors, in words they have read through."""
    said = hashlib.sha256(f"{timezone.localdate()} {subject} {words}".encode()).hexdigest()[:16]
    return _write(
        "care", _convenors(group), group, key=f"group-care-{group.pk}-{said}", kind="account",
        subject=subject, words=words,
        sender=by.name, by=by,
    )  # fmt: skip


def _to_inviter(name, invitation):
    if invitation.by and invitation.by.is_active:
        _write(
            name, [invitation.by], invitation.group, kind=KIND, key=f"group-{name}-{invitation.pk}",
            invitation=invitation,
        )  # fmt: skip


def _write(name, to, group, *, key, kind=KIND, path=None, **context):
    return mail.write(
        f"{FOLDER}/{name}.txt", to=list(to), kind=kind, key=key, group=group,
        path=path or group.get_absolute_url(), **context,
    )  # fmt: skip


def _once(name, belonging, moment):
    return (
        f"group-{name}-{belonging.pk}-{moment.timestamp():.0f}" if moment else f"group-{name}-{belonging.pk}"
    )


def _convenors(group):
    here = Q(belongings__group=group, belongings__state="in", belongings__role="convenor")
    return User.objects.filter(here, is_active=True).order_by("pk")
