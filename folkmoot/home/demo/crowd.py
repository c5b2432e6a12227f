"""The many: members in bulk, each with what the verbs would have left. Tests hold the two ways together."""

import random
from datetime import datetime, time, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import Agreement, Policy, User
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.members.models import Affiliation, Listing, Member, Organisation, Profile, marks
from folkmoot.members.models.slugs import made_of
from folkmoot.search.models import Document

from . import lists, looked_after, texts

BATCH = 1000
WORDS = texts.lists("crowd.txt")
KINDS_OF_HOUSE = ["Community Trust", "Hospitals", "Libraries", "Homes", "Schools", "Care", "Advice Service"]
VISIBLE = [Profile.Visible.PUBLIC] * 12 + [Profile.Visible.MEMBERS] * 7 + [Profile.Visible.NOBODY]


def join(total, *, by, say=lambda words: None):
    """Members until there are `total`: a quarter before the year, the others in growing numbers since."""
    wanted = total - Member.objects.current().count()
    crowd = Crowd(by)
    while wanted > 0:
        crowd.batch(min(BATCH, wanted))
        wanted -= BATCH
        if wanted > 0 and wanted // BATCH % 10 == 0:
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
        self.number = 0
        self.choices, self.houses = lists.Choices("crowd chooses"), {}

    @transaction.atomic
    def batch(self, many):
        """Every row that welcoming this many people one by one would have written."""
        users = User.objects.bulk_create([self.user() for _ in range(many)])
        EmailAddress.objects.bulk_create(
            [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
        )
        Member.objects.bulk_create(
            [
                Member(user=user, since=since, cohort=self.choices.cohort_on(since))
                for user in users
                for since in [timezone.localdate(user.date_joined)]
            ]
        )
        profiles = Profile.objects.bulk_create([self.profile(user) for user in users])
        self.choose(profiles)
        profiles = list(
            Profile.objects.whole().filter(pk__in=[profile.pk for profile in profiles]).order_by("pk")
        )
        Listing.objects.bulk_create(
            [Listing(profile=profile, **marks.facts_of(profile)) for profile in profiles]
        )
        Agreement.objects.give(users, self.policies)
        Document.objects.put_new(
            (profile, {**profile.as_document(), "audience_id": profile.audience_id})
            for profile in profiles
            if profile.audience_id
        )
        self.record("members.welcomed", users, [user.date_joined for user in users])

    def user(self):
        self.number += 1
        name = f"{self.die.choice(WORDS['first names'])} {self.die.choice(WORDS['last names'])}"
        if self.die.random() < 0.08:
            name += f"-{self.die.choice(WORDS['last names'])}"
        joined = self.some_day()
        return User(
            email=f"{made_of(name)}.{self.number}@example.org",
            name=name,
            password=make_password(None),
            is_member=True,
            date_joined=joined,
            last_login=looked_after.last_here(self.was_here, joined),
        )

    def some_day(self):
        """A quarter had joined before the year began; then more each month than in the one before."""
        ago = (
            self.die.randint(365, 720)
            if self.die.random() < 0.25
            else int(364 * (1 - self.die.random() ** 0.6))
        )
        hour = time(self.die.randint(7, 21), self.die.randint(0, 59))
        return timezone.make_aware(datetime.combine(self.today - timedelta(days=ago + 1), hour))

    def profile(self, user):
        place = self.die.choice(WORDS["places"])
        cares = self.die.sample(WORDS["interests"], 2)
        profile = Profile(
            user=user,
            name=user.name,
            slug=self.slug(user.name),
            role=self.die.choice(WORDS["roles"]),
            place=place,
            about=f"Interested in {cares[0]} and {cares[1]}.",
            visible=self.die.choice(VISIBLE),
            made_at=user.date_joined,
        )
        profile.chosen = self.choices.of(place)
        for field in [*profile.chosen]:
            if field not in {"interests", "skills"}:
                setattr(profile, field, profile.chosen[field])
        profile.derive()
        return profile

    def choose(self, profiles):
        """The rows beside each profile: where they work, what they care about and can do."""
        each = [(profile, f"{profile.place} {self.die.choice(KINDS_OF_HOUSE)}") for profile in profiles]
        for name in {name for _profile, name in each} - set(self.houses):
            self.houses[name] = Organisation.objects.named(name, by=self.by)
        Affiliation.objects.bulk_create(
            [Affiliation(profile=profile, organisation=self.houses[name]) for profile, name in each]
        )
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

    def record(self, verb, things, moments):
        kind = ContentType.objects.get_for_model(things[0])
        Entry.objects.bulk_create(
            [
                Entry(
                    verb=verb,
                    room=verb.partition(".")[0],
                    content_type=kind,
                    object_id=str(thing.pk),
                    by=self.by,
                    at=moment,
                )
                for thing, moment in zip(things, moments, strict=True)
            ]
        )
