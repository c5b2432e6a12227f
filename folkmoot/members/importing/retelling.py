"""Many profiles told anew at once: every row that `Profile.edit` would have written of each, and no more."""

from collections import defaultdict

from django.utils import timezone

from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.members.models import (
    Affiliation,
    Cohort,
    Interest,
    Listing,
    Member,
    Organisation,
    Profile,
    Region,
    Skill,
    marks,
)
from folkmoot.search.models import Document

from .comparing import is_present

COLUMNS = ["role", "region_id", "place", "pronouns", "languages", "about", "ask_me_about", "want_to_learn"]
DERIVED = ["about_html", "sort_name", "town", "changed_at"]
LISTS = {
    "organisations": Organisation, "region": Region, "cohort": Cohort, "interests": Interest, "skills": Skill,
}  # fmt: skip
CHOSEN = ("interests", "skills")
EMPTY = {"region_id": None, "languages": []}


def retell(changes, *, by):
    """In the caller's transaction: pairs of a profile, whole, and {field: value as `held` has it}."""
    changes = _still_there([(profile, values) for profile, values in changes if values])
    _columns(changes)
    _organisations(
        [(profile, set(v["organisations"] or ())) for profile, v in changes if "organisations" in v]
    )
    for kind in CHOSEN:
        _choose(kind, [(profile, set(values[kind] or ())) for profile, values in changes if kind in values])
    _cohorts(changes)
    said = [(profile, sorted(set(values) - {"cohort"})) for profile, values in changes]
    Entry.objects.record_each("members.edited", [(p, {"fields": f}) for p, f in said if f], by=by)
    _show([profile.pk for profile, _values in changes])


def write_over(rows, fields):
    """These columns of rows of one model, in one statement; a row that has gone meanwhile stays gone.

    `bulk_update` says the same in a case for each row and column, and takes eight times as long.
    """
    if not rows:
        return
    model, keys = type(rows[0]), [row.pk for row in rows]
    here = model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    there = set(here.values_list("pk", flat=True))
    model.objects.bulk_create(
        [row for row in rows if row.pk in there],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=[name.removesuffix("_id") for name in fields],
    )


def _still_there(changes):
    """Without rows of lists that have gone since somebody wrote their keys down."""
    there = {}
    for field, model in LISTS.items():
        keys = {key for _profile, values in changes for key in _keys(values.get(field))}
        there[field] = set(model.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return [
        (profile, {field: _of(value, there.get(field)) for field, value in values.items()})
        for profile, values in changes
    ]


def _keys(value):
    return value if isinstance(value, list) else [value] if value else []


def _of(value, there):
    if there is None:
        return value
    return (
        [key for key in value if key in there]
        if isinstance(value, list)
        else value
        if value in there
        else None
    )


def _columns(changes):
    changed = []
    for profile, values in changes:
        columns = {"region_id" if name == "region" else name: value for name, value in values.items()}
        columns = {name: value for name, value in columns.items() if name in COLUMNS}
        for name, value in columns.items():
            setattr(profile, name, EMPTY.get(name, "") if value is None else value)
        if set(values) - {"cohort"}:
            profile.derive()
            changed.append(profile)
    write_over(changed, [*COLUMNS, *DERIVED])


def _organisations(wanted):
    """These are shown on each page; those taken off are former ones."""
    gone, told, back, new = [], [], [], []
    for profile, organisations in wanted:
        held = [one for one in profile.affiliations.all() if one.until is None]
        former = [one for one in profile.affiliations.all() if one.until]
        for one in held:
            if is_present(one) and one.organisation_id not in organisations:
                (told if one.is_told_by(former) else gone).append(one.pk)
        back += [one.pk for one in held if not one.is_shown and one.organisation_id in organisations]
        missing = organisations - {one.organisation_id for one in held}
        new += [Affiliation(profile=profile, organisation_id=pk) for pk in sorted(missing)]
    Affiliation.objects.filter(pk__in=told).delete()
    Affiliation.objects.filter(pk__in=gone).update(until=timezone.localdate())
    Affiliation.objects.filter(pk__in=back).update(is_shown=True)
    Affiliation.objects.bulk_create(new)


def _choose(kind, wanted):
    through = Profile._meta.get_field(kind).remote_field.through
    column = through._meta.get_field(kind.removesuffix("s")).attname
    keys = {profile.pk: rows for profile, rows in wanted}
    here = through.objects.filter(profile__in=keys).values_list("pk", "profile", column)
    gone = [pk for pk, profile, chosen in here if chosen not in keys[profile]]
    there = {(profile, chosen) for _pk, profile, chosen in here}
    through.objects.filter(pk__in=gone).delete()
    through.objects.bulk_create(
        through(profile_id=profile, **{column: chosen})
        for profile, rows in keys.items()
        for chosen in sorted(rows)
        if (profile, chosen) not in there
    )


def _cohorts(changes):
    users = defaultdict(list)
    for profile, values in changes:
        if "cohort" in values:
            users[values["cohort"]].append(profile.user_id)
    for cohort, keys in users.items():
        Member.objects.filter(user__in=keys).update(cohort=cohort)


def _show(keys):
    """The directory, the search and kept pages follow, as after any change of a profile."""
    whole = Profile.objects.whole().select_related("user").filter(pk__in=keys).order_by("pk")
    listings = [Listing(profile=profile, **marks.facts_of(profile)) for profile in whole]
    Listing.objects.bulk_create(
        listings,
        update_conflicts=True,
        unique_fields=["profile"],
        update_fields=[field.name for field in Listing._meta.concrete_fields if not field.primary_key],
    )
    Document.objects.put_each((one, one.as_document()) for one in whole if one.audience_id)
    Document.objects.drop_each(
        Profile.objects.filter(pk__in=[one.pk for one in whole if not one.audience_id])
    )
    freshness.touch()
