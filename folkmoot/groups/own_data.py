"""What this room puts into the copy of someone's data, what it forgets, and its links to a person."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import belongs
from folkmoot.conversations.models import Thread
from folkmoot.core.merging import Link
from folkmoot.core.own_data import kept_of

from .models import Belonging, Circular, Group, Invitation, Merger, Paper

NAMED = {  # where the name of somebody may stand in words of others
    Group: ["name", "about", "question", "phrases", "welcome", "learned", "picture_words"],
    Merger: ["learned"],
    Belonging: ["words", "reason"],
    Invitation: ["words"],
    Thread: ["title"],
}
DERIVED = {Group: ["about_html", "learned_html"]}


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
    _take_out_the_name(person)
    for paper in Paper.objects.filter(added_by=person.user).select_related("file", "group"):
        paper.forget_name(person)


def _take_out_the_name(person):
    """Of what groups say of themselves, of subjects, and of reasons that name them."""
    for model, columns in NAMED.items():
        for row in model.objects.filter(person.held_in(*columns)):
            words = {column: person.taken_out(getattr(row, column)) for column in columns}
            changed = {column: text for column, text in words.items() if text != getattr(row, column)}
            if not changed:
                continue
            for column, text in changed.items():
                setattr(row, column, text)
            row.save(update_fields=[*changed, *DERIVED.get(model, [])])
            if isinstance(row, Group) and row.state != Group.State.DRAFT:
                row.follow()


class Places(Link):
    """Places in groups. Where both have one, the stronger holds, but never over having been taken out."""

    def move(self, kept, other):
        theirs = {row.group_id: row for row in Belonging.objects.filter(user=kept).select_related("group")}
        is_guest = any(one.is_in and one.role == "guest" for one in theirs.values())
        for row in Belonging.objects.here().filter(user=other).select_related("group").order_by("group"):
            same = theirs.get(row.group_id)
            if same or (row.role == "guest" and is_guest):
                _let_go_for(row, same, kept)
        return super().move(kept, other)


def _let_go_for(row, same, kept):
    """The other account's place ends; the kept one has it, where it had none that holds."""
    group, role = row.group, row.role
    group.lock()
    if same and same.state not in ("in", "removed"):
        Belonging.objects.seat(group, kept, role=group.role_for(kept), by=None)
        same.refresh_from_db()
    if same and same.is_in and role == "convenor" and not same.is_convenor and belongs(kept):
        same.convene(by=None)
    row.vanish(by=None)


def links_of_a_person():
    return [
        Places(Belonging, "user", gettext_lazy("Groups"), once=("group",), follow=_seat_anew),
        Link(Group, "started_by"),
        Link(Invitation, "user", once=("group",)),
        Link(Invitation, "by", not_self="user"),
        Link(Merger, "asked_by"),
        Link(Circular, "by"),
        Link(Paper, "added_by"),
    ]


def _seat_anew(keys, before, after):
    """The circles of the groups follow: who moved is listed, whom the row was of is not."""
    for belonging in Belonging.objects.filter(pk__in=keys).select_related("group__circle", "group__wider"):
        for circle in (belonging.group.circle, belonging.group.wider):
            circle.people.remove(before)
            if belonging.is_in:
                circle.people.add(after)
        if belonging.role == "guest" and belongs(belonging.user):
            Belonging.objects.filter(pk=belonging.pk).update(role="member")
        Belonging.objects.count_convenors(belonging.group)
