"""What this room puts into the copy of someone's data."""

from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.core.own_data import Kept, kept_of

from ..models import (
    Affiliation,
    Block,
    Buddy,
    Connection,
    Contact,
    ContactRequest,
    Correction,
    FirstStep,
    Greeter,
    ImportRow,
    Member,
    Note,
    Profile,
    Report,
    SavedSearch,
    Task,
)
from ..models.face import FIELDS, Visible
from ..views.own import SAID

SAID_PLAINLY = [
    field
    for field in SAID
    if field not in {"organisations", "former", "interests", "skills", "links", "region"}
]


def own_data(user):
    """Membership, profile, requests and what came of them, and what the team keeps of them."""
    return [*_belonging(user), *_said(user), *_between_two(user), *_by_the_team(user)]


def _belonging(user):
    yield kept_of(
        "members.membership", _("Membership"), Member.objects.filter(user=user),
        "since", "left_on", "cohort__name", "came", "reason", "welcomed_by__name",
        "still_asked_at", "still_active_at",
    )  # fmt: skip
    asked = Contact.objects.filter(user=user)
    yield kept_of(
        "members.interest_in_joining", _("Interested in joining"), asked,
        "email", "guest__name", "region", "why", "consent", "asked_at", "confirmed_at", "state",
    )  # fmt: skip
    yield kept_of(
        "members.merges", _("Other accounts of yours that became this one"), user.merges.all(),
        "at", "by__name", "reason", "undone_at",
    )  # fmt: skip
    yield kept_of(
        "members.erasures", _("Leaving"), user.erasures.all(),
        "asked_at", "due_at", "words_go", "reason", "state",
    )  # fmt: skip


def _said(user):
    profile = Profile.objects.whole().filter(user=user).first()
    if profile is None:
        return
    named = {"region": profile.region and profile.region.name, "slug": profile.slug}
    named |= {field: getattr(profile, field) for field in SAID_PLAINLY}
    named |= {
        "interests": [listed.name for listed in profile.interests.all()],
        "skills": [listed.name for listed in profile.skills.all()],
        "links": [link.url for link in profile.links.all()],
        "former_addresses": list(profile.former_slugs.values_list("slug", flat=True)),
        "visible": str(profile.get_visible_display()),
        "seen_by": {field: str(Visible(profile.seen_by_whom(field)).label) for field in FIELDS},
        "changed_at": profile.changed_at,
    }
    labels = {field.name: str(field.verbose_name) for field in Profile._meta.get_fields() if field.concrete}
    labels |= {
        "slug": _("address"),
        "links": _("links"),
        "former_addresses": _("former addresses"),
        "seen_by": _("who sees each part"),
        "changed_at": _("changed"),
    }
    files = [(f"{profile.slug}.webp", profile.picture.stored)] if profile.picture else []
    yield Kept("members.profile", _("Profile"), [named], labels=labels, files=files)
    worked = Affiliation.objects.filter(profile=profile)
    yield kept_of(
        "members.affiliations", _("Where you work or worked"), worked,
        "organisation__name", "since", "until", "is_shown",
    )  # fmt: skip


def _between_two(user):
    told = ["sender__name", "recipient__name", "purpose", "words", "state", "answer", "asked_at", "closed_at"]
    requests = ContactRequest.objects.filter(Q(sender=user) | Q(recipient=user)).order_by("asked_at")
    yield kept_of(
        "members.requests",
        _("Contact requests"),
        requests,
        *told,
        sender__name=_("from"),
        recipient__name=_("to"),
    )
    connections = Connection.objects.of(user).select_related("first", "second")
    rows = [
        {
            "with": str(held.other(user)),
            "source": held.source,
            "made_at": held.made_at,
            "shares_address": held.shares(user),
        }
        for held in connections
    ]
    if rows:
        labels = {"with": _("with"), "source": _("what it came of"), "made_at": _("since")}
        labels["shares_address"] = _("you give them your address")
        yield Kept("members.connections", _("Connections"), rows, labels)
    yield kept_of(
        "members.blocks", _("People you blocked"), Block.objects.filter(by=user), "blocked__name", "made_at"
    )
    greets = Greeter.objects.filter(user=user)
    yield kept_of(
        "members.greets", _("Cohorts you greet"), greets, "cohort__name", "most", "words", "offered_at"
    )
    buddies = Buddy.objects.filter(newcomer=user)
    yield kept_of("members.buddy", _("Your buddy"), buddies, "greeter__user__name", "since", "met_at")
    steps = FirstStep.objects.filter(user=user)
    yield kept_of(
        "members.first_steps", _("First steps"), steps, "kind", "person__name", "why", "state", "offered_at"
    )
    searches = SavedSearch.objects.filter(owner=user)
    yield kept_of("members.searches", _("Saved searches"), searches, "name", "query", "alerts", "made_at")
    reports = Report.objects.filter(by=user)
    yield kept_of(
        "members.reports", _("What you reported"), reports, "reason", "words", "state", "made_at", "answer"
    )


def _by_the_team(user):
    notes = Note.objects.about(user).order_by("on")
    yield kept_of(
        "members.notes", _("What the team wrote down about you"), notes, "on", "kind", "words", "author__name"
    )
    corrected = Correction.objects.about(user)
    yield kept_of(
        "members.corrections", _("Addresses the team corrected"), corrected,
        "before", "after", "reason", "state", "asked_at",
    )  # fmt: skip
    tasks = Task.objects.about(user)
    yield kept_of(
        "members.tasks",
        _("What the team has to do about you"),
        tasks,
        "words",
        "due",
        "done_at",
        "owner__name",
    )
    rows = ImportRow.objects.about(user)
    yield kept_of(
        "members.import_rows",
        _("Tables you were brought in with"),
        rows,
        "run__file_name",
        "line",
        "email",
        "name",
        "data",
    )
