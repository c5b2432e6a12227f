"""What this room puts into the copy of someone's data, what it forgets, and its links to a person."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of

from .models import Belonging, Group, Invitation, Merger, Paper


def own_data(user):
    """Their places in groups, what they began, invitations to them and by them."""
    theirs = Belonging.objects.filter(user=user).order_by("pk")
    yield kept_of(
        "groups.places", _("Groups"), theirs, "group__name", "role", "state", "words", "reason",
        "asked_at", "joined_at",
    )  # fmt: skip
    begun = Group.objects.filter(started_by=user).order_by("pk")
    yield kept_of(
        "groups.started", _("Groups you started"), begun, "name", "state", "kind", "about", "question",
        "phrases", "welcome", "first_months", "support", "learned", "begun_at", "opened_at",
    )  # fmt: skip
    to_them = Invitation.objects.filter(user=user).order_by("pk")
    yield kept_of(
        "groups.invitations", _("Invitations to groups"), to_them, "group__name", "role", "words", "state",
        "sent_at", "answered_at",
    )  # fmt: skip
    by_them = Invitation.objects.filter(by=user).order_by("pk")
    yield kept_of(
        "groups.invited", _("Whom you invited to groups"), by_them, "group__name", "role", "words", "state",
        "sent_at", "answered_at",
    )  # fmt: skip
    papers = Paper.objects.filter(added_by=user).order_by("pk")
    yield kept_of(
        "groups.files", _("Files you put into groups"), papers, "group__name", "title", "words", "added_at"
    )


def forget(person):
    """Their places go, with drafts, open invitations and words; what a group keeps stands without a name."""
    for belonging in Belonging.objects.filter(user=person.user, state__in=["in", "asked"]).order_by("group"):
        belonging.vanish(by=None)
    Belonging.objects.filter(user=person.user).delete()
    Invitation.objects.filter(Q(user=person.user) | Q(email__in=person.names)).delete()
    Invitation.objects.filter(by=person.user).update(words="")
    Merger.objects.filter(asked_by=person.user, state="asked").end_all()
    for draft in Group.objects.drafts_of(person.user):
        draft.throw_away()
    Group.objects.filter(started_by=person.user).update(first_months="", support="")
    for paper in Paper.objects.filter(added_by=person.user).select_related("file", "group"):
        paper.forget_name(person)


class Places(Link):
    """Places in groups: who is no member of the community keeps the one they have as a guest."""

    def move(self, kept, other):
        if Belonging.objects.here().filter(user=kept, role="guest").exists():
            for guest in Belonging.objects.here().filter(user=other, role="guest"):
                guest.vanish(by=None)
        return super().move(kept, other)


def links_of_a_person():
    return [
        Places(Belonging, "user", gettext_lazy("Groups"), once=("group",), follow=_seat_anew),
        Link(Group, "started_by"),
        Link(Invitation, "user", once=("group",)),
        Link(Invitation, "by", not_self="user"),
        Link(Merger, "asked_by"),
        Link(Paper, "added_by"),
    ]


def _seat_anew(keys, before, after):
    """The circles of the groups follow: who moved is listed, whom the row was of is not."""
    for belonging in Belonging.objects.filter(pk__in=keys).select_related("group__circle", "group__wider"):
        for circle in (belonging.group.circle, belonging.group.wider):
            circle.people.remove(before)
            if belonging.is_in:
                circle.people.add(after)
