"""Somebody who is here already, told what a row says of them; and what was there before, to be given back.

Names stay as people chose them. What someone shows to nobody is not touched, and neither is who has left.
"""

from django.utils import timezone

from folkmoot.accounts.policy import may_give_roles
from folkmoot.activity.models import Entry
from folkmoot.members.models import (
    Cohort,
    ImportRow,
    Interest,
    Listing,
    Member,
    Organisation,
    Profile,
    Region,
    Skill,
)
from folkmoot.members.models.people_import import PeopleImport

from .checking import WHOLE
from .comparing import Organisations, differences, held
from .newcomers import made, since

ROWS = {"interests": Interest, "skills": Skill}
Outcome = ImportRow.Outcome


def merge(run, row, how):
    """Fill in what is empty, or overwrite what is said otherwise. The row says what became of it.

    Whoever has a role is changed by an administrator's import alone.
    """
    user = _user(row)
    out_of_reach = user is not None and user.roles and not may_give_roles(run.by)
    if user is None or not user.is_active or _has_left(user) or out_of_reach:
        row.outcome = Outcome.KEPT
        return
    before = {}
    if not user.is_member:
        Member.objects.welcome(user, by=run.by, since=since(row))
        before |= {"welcomed": True, "at": timezone.now().isoformat()}
        user = _user(row)
    fields, differing = differences(user, row.data, Organisations(row.data.get("organisations", [])))
    if how == PeopleImport.Known.OVERWRITE:
        fields = [*fields, *differing]
    if fields:
        profile = Profile.objects.of(user, by=run.by)
        here = held(user)
        before["fields"] = {field: [here.get(field), _wanted(run, row, field)] for field in fields}
        put(user, profile, {field: new for field, (_old, new) in before["fields"].items()}, by=run.by)
    if not before:
        row.outcome = Outcome.KEPT
        return
    row.outcome, row.before = Outcome.CHANGED, before
    if row.email != user.email and ["address_noted", {}] not in row.remarks:
        row.remarks = [*row.remarks, ["address_noted", {}]]
    Entry.objects.record("members.import_merged", user, by=run.by, run=run.pk, fields=sorted(fields))


def _user(row):
    """Fresh from the database, with all that is compared."""
    users = ImportRow.user.field.related_model.objects
    whole = users.select_related("membership", "profile")
    return whole.prefetch_related(*(f"profile__{r}" for r in WHOLE)).filter(pk=row.user_id).first()


def _has_left(user):
    membership = getattr(user, "membership", None)
    return bool(membership and membership.left_on)


def _wanted(run, row, field):
    """What the row says, in the shape in which `held` says what is here."""
    if field == "organisations":
        return list(dict.fromkeys(made(run, row.data[field]).values()))
    return row.data[field]


def put(user, profile, values, *, by):
    """Let the profile, and the membership where the cohort is among them, say this."""
    values = dict(values)
    if "cohort" in values:
        cohort = Cohort.objects.filter(pk=values.pop("cohort")).first()
        Member.objects.filter(user=user).update(cohort=cohort)
        Listing.objects.filter(profile=profile).outdate()
    changes = {field: _as_told(field, value) for field, value in values.items()}
    if changes:
        profile.edit(by=by, **changes)


def _as_told(field, value):
    """A value as `Profile.edit` takes it."""
    if field == "organisations":
        names = Organisation.objects.in_bulk(value or [])
        return [names[pk].name for pk in value or [] if pk in names]
    if field == "region":
        return Region.objects.filter(pk=value).first()
    if field in ROWS:
        return list(ROWS[field].objects.filter(pk__in=value or []))
    return value if value is not None else ([] if field == "languages" else "")
