"""Somebody who is here already, told what a row says of them; and what was there before, to be given back.

Names stay as people chose them. What someone shows to nobody is not touched, and neither is who has left.
"""

from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import may_give_roles
from folkmoot.activity.models import Entry
from folkmoot.members.models import ImportRow, Member, Profile
from folkmoot.members.models.organisation import key
from folkmoot.members.models.people_import import PeopleImport

from .checking import WHOLE
from .comparing import Organisations, differences, held
from .newcomers import made, since
from .retelling import retell

Outcome = ImportRow.Outcome


def merge_each(run, rows):
    """Fill in what is empty, or overwrite what is said otherwise. Each row says what became of it.

    In the caller's transaction; nobody twice in it. Whoever has a role is changed by an administrator's
    import alone.
    """
    here = people(rows)
    for row in rows:
        row.before = {}
        row.outcome = Outcome.CHANGED if _may_be_told(here.get(row.user_id), run.begun_by) else Outcome.KEPT
    told = [row for row in rows if row.outcome == Outcome.CHANGED]
    here |= people(_welcomed(run, told, here))
    changes = _changes(run, told, here)
    retell([(here[row.user_id].profile, values) for row, values in changes], by=run.begun_by)
    for row in told:
        if not row.before:
            row.outcome = Outcome.KEPT
        elif row.email != here[row.user_id].email and ["address_noted", {}] not in row.remarks:
            row.remarks = [*row.remarks, ["address_noted", {}]]
    Entry.objects.record_each(
        "members.import_merged",
        [
            (here[row.user_id], {"run": run.pk, "fields": sorted(row.before.get("fields", {}))})
            for row in told
            if row.before
        ],
        by=run.begun_by,
    )


def _welcomed(run, rows, here):
    """The rows of those who had an account and no more; now they belong and have a profile."""
    new = [row for row in rows if not (here[row.user_id].is_member and hasattr(here[row.user_id], "profile"))]
    for row in new:
        user = here[row.user_id]
        if not user.is_member:
            Member.objects.welcome(user, by=run.begun_by, since=since(row))
            row.before = {"welcomed": True, "at": timezone.now().isoformat()}
        Profile.objects.of(user, by=run.begun_by)
    return new


def _changes(run, rows, here):
    """Pairs of a row and what it changes; the row keeps what was there, and what is said instead."""
    known = Organisations(_named(rows))
    wanted = []
    for row in rows:
        user = here[row.user_id]
        fields, differing = differences(user, row.data, known)
        if (row.answer or run.known) == PeopleImport.Known.OVERWRITE:
            fields = [*fields, *differing]
        if fields:
            wanted.append((row, fields))
    organisations = made(run, _named(row for row, fields in wanted if "organisations" in fields))
    changes = []
    for row, fields in wanted:
        there, user = held(here[row.user_id]), here[row.user_id]
        said = {field: row.data[field] for field in fields}
        if "organisations" in said:
            said["organisations"] = list(dict.fromkeys(organisations[key(n)] for n in said["organisations"]))
        row.before = {**row.before, "fields": {field: [there.get(field), said[field]] for field in fields}}
        changes.append((row, said))
    return changes


def _named(rows):
    return [name for row in rows for name in row.data.get("organisations", [])]


def people(rows):
    """{key: account} of these rows, with all that is compared. Nobody changes their profiles meanwhile."""
    keys = {row.user_id for row in rows} - {None}
    list(Profile.objects.select_for_update().filter(user__in=keys).order_by("pk").values_list("pk"))
    whole = User.objects.select_related("membership", "profile")
    return whole.prefetch_related(*(f"profile__{relation}" for relation in WHOLE)).in_bulk(keys)


def _may_be_told(user, by):
    if user is None or not user.is_active or _has_left(user):
        return False
    return not user.roles or (by is not None and may_give_roles(by))


def _has_left(user):
    membership = getattr(user, "membership", None)
    return bool(membership and membership.left_on)
