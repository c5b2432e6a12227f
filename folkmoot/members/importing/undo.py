"""Taking a run back: whom it made goes, what it changed is as before, unless people made it their own."""

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.core import freshness
from folkmoot.core.runs import breathe
from folkmoot.members import signals
from folkmoot.members.models import (
    Affiliation,
    Contact,
    ImportRow,
    Listing,
    Member,
    Organisation,
    Profile,
    ProfileLink,
)
from folkmoot.search.models import Document

from . import merging
from .comparing import held
from .retelling import retell, write_over
from .writing import once_each

BATCH = 100
FEW = 10
Outcome = ImportRow.Outcome
# What an import itself leaves beside an account and a profile; anything else there is people's own.
OF_AN_IMPORT = {
    *("account.EmailAddress", "members.Member", "members.Profile", "members.ImportRow", "members.Contact"),
    *("members.Affiliation", "members.Listing", "activity.Email"),
}


def undo(run):
    """Batch after batch, as it was written."""
    made = run.rows.filter(outcome=Outcome.MADE).order_by("-line")
    while batch := list(made[:BATCH]):
        with transaction.atomic():
            take_back(batch, by=run.begun_by)
            _advance(run)
        yield
        breathe()
    changed = run.rows.filter(outcome=Outcome.CHANGED).order_by("-line")
    for waiting, many in [(changed.filter(before__has_key="welcomed"), FEW), (changed, BATCH)]:
        while batch := once_each(waiting[:many]):
            with transaction.atomic():
                _as_before(run, batch)
                write_over(batch, ["outcome", "remarks"])
                _advance(run)
            yield
            breathe()
    with transaction.atomic():
        _organisations(run)
        freshness.touch()


def _advance(run):
    run.advance(done=run.rows.filter(outcome__in=[Outcome.UNDONE, Outcome.STAYS]).count())


def take_back(rows, *, by, outcome=Outcome.UNDONE):
    """Whom these rows made, in the caller's transaction; who stays is said in their row."""
    users = (
        User.objects.select_for_update(of=("self",))
        .select_related("profile", "membership")
        .in_bulk([row.user_id for row in rows])
    )
    used = _used(users)
    going = []
    for row in rows:
        user = users.get(row.user_id)
        reason = _stays(row, user, used) if user else None
        row.outcome = Outcome.STAYS if reason else outcome
        row.remarks = [[reason, {}]] if reason else row.remarks
        if user and not reason:
            going.append((row, user))
            row.user = None
    write_over(rows, ["outcome", "remarks", "user"])
    _delete([user for _row, user in going], by)
    for row, _user in going:
        _reopen(row)


def _stays(row, user, used):
    """Why this person cannot be taken back any more."""
    profile = getattr(user, "profile", None)
    if user.last_login:
        return "signed_in"
    changed = profile is None or profile.changed_at != parse_datetime(row.before["changed_at"])
    if changed or user.email != row.email or user.name != row.name:
        return "edited"
    return "used" if user.pk in used else None


def _used(users):
    """Those of whom another row of any room speaks than an import leaves."""
    found = _pointed_at(User, list(users))
    owners = {user.profile.pk: pk for pk, user in users.items() if getattr(user, "profile", None)}
    return found | {owners[pk] for pk in _pointed_at(Profile, list(owners))}


def _pointed_at(model, keys):
    """Those of these keys of a model to which something points that is not an import's."""
    found, ours = set(), {Profile.interests.through, Profile.skills.through}
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete:
            continue
        pointing = relation.related_model
        if pointing._meta.label in OF_AN_IMPORT or pointing in ours or relation.field.many_to_many:
            continue
        name = relation.field.attname
        rows = pointing._base_manager.filter(**{f"{relation.field.name}__in": keys})
        found.update(rows.values_list(name, flat=True))
    return found


def _delete(users, by):
    keys = [user.pk for user in users]
    for user in users:
        signals.left.send(Member, member=user.membership, by=by)
    profiles = Profile.objects.filter(user__in=keys)
    Document.objects.drop_each(profiles)
    for model in (Listing, Affiliation, ProfileLink, Profile.interests.through, Profile.skills.through):
        model.objects.filter(profile__in=profiles.values("pk")).delete()
    Email.objects.filter(user__in=keys).delete()
    profiles.delete()
    User.objects.filter(pk__in=keys).delete()


def _reopen(row):
    """A contact that was closed by the import waits again as before."""
    if "contact" in row.before:
        pk, state = row.before["contact"]
        closed = Contact.objects.filter(pk=pk, state=Contact.State.JOINED, user=None)
        closed.update(state=state, closed_at=timezone.now() if state == Contact.State.STOPPED else None)


def _as_before(run, rows):
    """Each field says again what it said, where it still says what the run wrote."""
    here, back, staying = merging.people(rows), [], {}
    for row in rows:
        row.outcome = Outcome.UNDONE
        user = here.get(row.user_id)
        if user and getattr(user, "profile", None):
            values, staying[row] = _given_back(row, held(user))
            back.append((user.profile, values))
        elif user:  # it follows another record of the same person since
            staying[row] = list(row.before.get("fields", {}))
    retell(back, by=run.begun_by)
    for row, fields in staying.items():
        if row.before.get("welcomed"):
            _belong_no_more(here[row.user_id], row, fields)
        if fields:
            row.outcome, row.remarks = Outcome.STAYS, [["fields_stay", {"fields": fields}]]


def _given_back(row, here):
    """({field: what it said}, fields that people changed since and that stay)"""
    fields = row.before.get("fields", {}).items()
    back = {field: old for field, (old, new) in fields if here.get(field) == new}
    changed = [field for field, (old, _new) in fields if field not in back and here.get(field) != old]
    return back, changed


def _belong_no_more(user, row, staying):
    """Whom the run made a member and who had an account before."""
    if not getattr(user, "membership", None):  # it follows another record of the same person since
        staying.append("since")
        return
    if user.last_login and user.last_login.isoformat() > row.before.get("at", ""):
        staying.append("since")
        return
    user.membership._belongs(False)
    signals.left.send(Member, member=user.membership, by=None)
    Member.objects.filter(user=user).delete()


def _organisations(run):
    """Those that came with the run and at which nobody is."""
    idle = Organisation.objects.filter(pk__in=run.made, affiliations=None, partner=None)
    for organisation in idle:
        if organisation.names.count() == 1:
            organisation.delete()
