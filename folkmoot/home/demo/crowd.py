"""The many: members in bulk, each with what the verbs would have left. Tests hold the two ways together."""

import random
from datetime import date, datetime, time, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import Agreement, Policy, User
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.files.models import File
from folkmoot.members.models import Affiliation, Listing, Member, Profile, marks
from folkmoot.members.models.face import AUDIENCES, FIELDS
from folkmoot.members.models.slugs import made_of
from folkmoot.search.models import Document

from . import faces, growth, lists, looked_after, names, texts, trades

BATCH = 1000
SAYS = texts.lists("crowd.txt")
VISIBLE = [Profile.Visible.PUBLIC] * 12 + [Profile.Visible.MEMBERS] * 7 + [Profile.Visible.NOBODY]
NARROWED = [Profile.Visible.MEMBERS, Profile.Visible.MEMBERS, Profile.Visible.NOBODY]
PRONOUNS = {name: pronouns for pronouns in ("she/her", "he/him") for name in SAYS[pronouns]}
MOST_PICTURES = 1500  # drawn; a quarter of the people up to that
ONLY_A_NAME, SAYS_LITTLE = 0.06, 0.55  # of all; of the others, those without a line about them


def join(total, *, by, say=lambda words: None):
    """Members until there are `total`, in cohorts that grow."""
    wanted = total - Member.objects.current().count()
    crowd = Crowd(by)
    while wanted > 0:
        crowd.batch(min(BATCH, wanted))
        wanted -= BATCH
        if wanted >= BATCH and wanted // BATCH % 10 == 0:
            say(f"About {wanted // BATCH},000 more people to welcome")
    freshness.touch()


class Crowd:
    """Makes people, the same for the same seed."""

    def __init__(self, by):
        self.by = by
        self.die = random.Random("crowd")  # noqa: S311 (invented people)
        self.was_here = random.Random("crowd was here")  # noqa: S311 (invented people)
        self.slugs = set(Profile.objects.values_list("slug", flat=True))
        self.policies = list(Policy.objects.to_agree())
        self.today = timezone.localdate()
        self.number = self.pictures = 0
        self.choices, self.houses = lists.Choices("crowd chooses"), {}

    @transaction.atomic
    def batch(self, many):
        """Every row that welcoming this many people one by one would have written."""
        people = [Person(self) for _ in range(many)]
        users = User.objects.bulk_create([person.user for person in people])
        EmailAddress.objects.bulk_create(
            [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
        )
        Member.objects.bulk_create([person.member() for person in people])
        self.draw(people)
        profiles = Profile.objects.bulk_create([person.profile for person in people])
        self.place(people)
        self.choose(profiles)
        profiles = list(
            Profile.objects.whole().filter(pk__in=[profile.pk for profile in profiles]).order_by("pk")
        )
        Listing.objects.bulk_create(
            Listing(profile=profile, **marks.facts_of(profile) | {"changed_at": profile.made_at})
            for profile in profiles
        )
        Agreement.objects.give(users, self.policies)
        Document.objects.put_new(
            (profile, {**profile.as_document(), "audience_id": profile.audience_id})
            for profile in profiles
            if profile.audience_id
        )
        self.record(users)

    def draw(self, people):
        """Their pictures, before their profiles are written."""
        shown = [person for person in people if person.wants_a_picture]
        shown = shown[: MOST_PICTURES - self.pictures]
        self.pictures += len(shown)
        files = [
            faces.file(person.user, AUDIENCES[person.profile.seen_by_whom("picture")]) for person in shown
        ]
        for person, file in zip(shown, File.objects.bulk_create(files), strict=True):
            person.profile.picture = file

    def place(self, people):
        """Where they work, and where they did before."""
        wanted = {name for person in people for name in (person.house, person.former) if name}
        regions = self.choices.regions
        self.houses |= trades.known(wanted - set(self.houses), regions, by=self.by)
        Affiliation.objects.bulk_create(
            Affiliation(
                profile=person.profile, organisation=self.houses[name], since=since, until=until,
                is_shown=until is None,
            )
            for person in people
            for name, since, until in person.affiliations()
        )  # fmt: skip

    def choose(self, profiles):
        """The rows beside each profile: what they care about and can do."""
        for kind in ("interests", "skills"):
            through = Profile._meta.get_field(kind).remote_field.through
            column = through._meta.get_field(kind.removesuffix("s")).attname
            through.objects.bulk_create(
                [
                    through(profile_id=profile.pk, **{column: row.pk})
                    for profile in profiles
                    for row in profile.chosen[kind]
                ]
            )

    def slug(self, name):
        base = slug = made_of(name)
        number = 2
        while slug in self.slugs:
            slug, number = f"{base}-{number}", number + 1
        self.slugs.add(slug)
        return slug

    def record(self, users):
        kind = ContentType.objects.get_for_model(User)
        Entry.objects.bulk_create(
            Entry(
                verb="members.welcomed", room="members", content_type=kind, object_id=str(user.pk),
                by=self.by, at=user.date_joined,
            )
            for user in users
        )  # fmt: skip


class Person:
    """One of them, before any row is written."""

    def __init__(self, crowd):
        crowd.number += 1
        self.crowd, self.die = crowd, crowd.die
        self.nation, self.region, place = crowd.choices.somewhere()
        self.kind = names.kind_of(self.nation, self.die)
        self.field = trades.field(self.die)
        self.is_bare = self.die.random() < ONLY_A_NAME
        self.house = "" if self.is_bare else trades.house(self.field, self.region, self.die)
        self.former = trades.house(self.field, self.region, self.die) if self.die.random() < 0.12 else ""
        self.user = self._user(names.name(self.kind, self.die))
        self.profile = self._profile("" if self.is_bare else place)
        self.wants_a_picture = not self.is_bare and self.die.random() < 0.25

    def _user(self, name):
        number, die = self.crowd.number, self.die
        day = self.crowd.today - timedelta(days=growth.days_ago(number, die))
        joined = timezone.make_aware(datetime.combine(day, time(die.randint(7, 21), die.randint(0, 59))))
        return User(
            email=f"{made_of(name)}.{number}@example.org",
            name=name,
            password=make_password(None),
            is_member=True,
            date_joined=joined,
            last_login=looked_after.last_here(self.crowd.was_here, joined),
        )

    def member(self):
        since = timezone.localdate(self.user.date_joined)
        return Member(user=self.user, since=since, cohort=self.crowd.choices.cohort_on(since))

    def _profile(self, place):
        user, die = self.user, self.die
        profile = Profile(
            user=user,
            name=user.name,
            slug=self.crowd.slug(user.name),
            role="" if self.is_bare else trades.role(self.field, die),
            place=place,
            visible=die.choice(VISIBLE),
            made_at=user.date_joined,
        )
        profile.chosen = self.crowd.choices.of(place, of_course=not self.is_bare)
        for field in [*profile.chosen]:
            if field not in {"interests", "skills"}:
                setattr(profile, field, profile.chosen[field])
        if not self.is_bare:
            self._say(profile)
        profile.derive()
        return profile

    def _say(self, profile):
        die = self.die
        if die.random() > SAYS_LITTLE:
            one, other = die.sample(SAYS["interests"], 2)
            words = die.choice(SAYS["sentences"]).format(one=one, other=other, place=profile.place)
            profile.about = words[0].upper() + words[1:]
        if die.random() < 0.3:
            usual = PRONOUNS.get(profile.name.split()[0], "")
            profile.pronouns = usual if die.random() < 0.95 else "they/them"
        if die.random() < 0.3:
            fields = die.sample(list(FIELDS), die.randint(1, 3))
            profile.seen_by = {field: str(die.choice(NARROWED)) for field in fields}
        profile.languages = names.languages(self.kind, die)

    def affiliations(self):
        """(organisation, since, until) of each."""
        joined = timezone.localdate(self.user.date_joined)
        if self.house:
            yield self.house, joined, None
        if self.former and self.former != self.house:
            left = self.die.randint(joined.year - 9, joined.year - 1)
            yield self.former, date(left - self.die.randint(1, 8), 1, 1), date(left, 12, 31)
