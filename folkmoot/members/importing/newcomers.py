"""Many people welcomed at once: every row that welcoming them one by one would have written."""

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.text import slugify

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.members import signals
from folkmoot.members.models import (
    Affiliation,
    Contact,
    ImportRow,
    Listing,
    Member,
    Organisation,
    OrganisationName,
    Profile,
    marks,
    slugs,
)
from folkmoot.members.models.organisation import key
from folkmoot.search.models import Document
from folkmoot.search.words import folded

COLUMNS = [
    *("role", "place", "pronouns", "languages", "about", "ask_me_about", "want_to_learn"),
]


def welcome(run, rows):
    """Make an account, a membership and a profile of each row, in a fixed number of statements.

    In the caller's transaction; no password, no letter, seen by members only.
    """
    users = User.objects.bulk_create([_user(row) for row in rows])
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
    )
    members = Member.objects.bulk_create(
        [
            Member(
                user=user,
                since=since(row),
                cohort_id=row.data.get("cohort"),
                came=Member.Came.IMPORTED,
                welcomed_by=run.begun_by,
            )
            for user, row in zip(users, rows, strict=True)
        ]
    )
    profiles = _profiles(users, rows)
    organisations = made(run, [name for row in rows for name in row.data.get("organisations", [])])
    _affiliate(profiles, rows, organisations)
    _choose(profiles, rows)
    _show(profiles)
    contacts = _close_contacts(users)
    _record(run, users)
    for user, profile, row in zip(users, profiles, rows, strict=True):
        row.user, row.outcome = user, ImportRow.Outcome.MADE
        row.before = {"changed_at": profile.changed_at.isoformat(), **contacts.get(user.email, {})}
    for member in members:
        signals.welcomed.send(Member, member=member, by=run.begun_by)


def _user(row):
    return User(email=row.email, name=row.name, password=make_password(None), is_member=True)


def since(row):
    return date.fromisoformat(row.data["since"]) if "since" in row.data else timezone.localdate()


def _profiles(users, rows):
    profiles = []
    for user, row, slug in zip(users, rows, slugs.free_for([user.name for user in users]), strict=True):
        said = {field: row.data[field] for field in COLUMNS if field in row.data}
        region = row.data.get("region")
        profile = Profile(user=user, name=user.name, slug=slug, region_id=region, **said)
        profile.derive()
        profiles.append(profile)
    return Profile.objects.bulk_create(profiles)


def made(run, names):
    """{key of a name: the organisation}; those that are not here yet are made, and the run knows which."""
    wanted = {key(name): " ".join(name.split()) for name in reversed(names)}  # as it was called first
    known = dict(OrganisationName.objects.filter(key__in=wanted).values_list("key", "organisation"))
    missing = {bare: name for bare, name in wanted.items() if bare not in known}
    if not missing:
        return known
    new = Organisation.objects.bulk_create(
        [
            Organisation(name=name, sort_name=folded(name)[:120], slug=slug)
            for name, slug in zip(missing.values(), _slugs(missing.values()), strict=True)
        ]
    )
    OrganisationName.objects.bulk_create(
        [
            OrganisationName(organisation=organisation, name=organisation.name, key=bare)
            for bare, organisation in zip(missing, new, strict=True)
        ]
    )
    kind = ContentType.objects.get_for_model(Organisation)
    Entry.objects.bulk_create(
        [_entry("members.organisation_made", kind, one.pk, run, name=one.name) for one in new]
    )
    run.advance(made=[*run.made, *(organisation.pk for organisation in new)])
    return known | {bare: one.pk for bare, one in zip(missing, new, strict=True)}


def _slugs(names):
    """An address for each, as `slugs.free_in` would give one after the other."""
    bases = [slugify(name)[:60].strip("-") or "organisation" for name in names]
    candidates = {f"{base}-{number}" for base in bases for number in range(2, 6)} | set(bases)
    taken = set(Organisation.objects.filter(slug__in=candidates).values_list("slug", flat=True))
    for base in bases:
        tried = [base, *(f"{base}-{number}" for number in range(2, 6))]
        slug = next((one for one in tried if one not in taken), None) or slugs.rare(base)
        taken.add(slug)
        yield slug


def _affiliate(profiles, rows, organisations):
    Affiliation.objects.bulk_create(
        [
            Affiliation(profile=profile, organisation_id=organisation)
            for profile, row in zip(profiles, rows, strict=True)
            for organisation in dict.fromkeys(
                organisations[key(name)] for name in row.data.get("organisations", [])
            )
        ]
    )


def _choose(profiles, rows):
    for field in ("interests", "skills"):
        through = Profile._meta.get_field(field).remote_field.through
        column = through._meta.get_field(field.removesuffix("s")).attname
        through.objects.bulk_create(
            [
                through(profile_id=profile.pk, **{column: chosen})
                for profile, row in zip(profiles, rows, strict=True)
                for chosen in row.data.get(field, [])
            ]
        )


def _show(profiles):
    """In the directory and the search, as members see them."""
    whole = list(Profile.objects.whole().filter(pk__in=[profile.pk for profile in profiles]).order_by("pk"))
    Listing.objects.bulk_create([Listing(profile=profile, **marks.facts_of(profile)) for profile in whole])
    Document.objects.put_new(
        (profile, {**profile.as_document(), "audience_id": profile.audience_id}) for profile in whole
    )


def _close_contacts(users):
    """{address: how its contact stood}: what they had asked for has come."""
    by_email = {user.email: user for user in users}
    open_ones = Contact.objects.filter(email__in=by_email).exclude(state=Contact.State.JOINED)
    before = {}
    for contact in open_ones:
        before[contact.email] = {"contact": [contact.pk, contact.state]}
        contact.join(by_email[contact.email])
    return before


def _record(run, users):
    kind = ContentType.objects.get_for_model(User)
    Entry.objects.bulk_create([_entry("members.imported", kind, user.pk, run) for user in users])


def _entry(verb, kind, pk, run, **details):
    return Entry(
        verb=verb,
        room="members",
        by=run.begun_by,
        content_type=kind,
        object_id=str(pk),
        details={"run": run.pk, **details},
    )
