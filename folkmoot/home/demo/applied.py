"""Who applies in the demo, and what they write: in bulk, as the verbs leave it, but for the receipts."""

import random
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType

from folkmoot.accounts.models import Agreement, Policy, User
from folkmoot.activity.models import Entry
from folkmoot.members.models import Partner, Region
from folkmoot.members.models.slugs import made_of
from folkmoot.recruitment.models import Answer, Application, Lane, Round, Submission

from . import counted, lists, names, texts, trades

SAYS = texts.passages("recruited.txt")
INTERESTS = texts.lists("crowd.txt")["interests"]
STRONG, FAIR = 0.5, -0.4  # how good an application is from which its sentences are of this kind
BATCH = 500
State = Application.State


@dataclass
class Applicant:
    """Somebody who applies: an account, where and what they are, and how good what they write truly is."""

    user: User
    place: str
    region: Region | None
    role: str
    house: str
    quality: float


class Applicants:
    """Makes people who apply, the same for the same seed."""

    def __init__(self, seed="applicants"):
        self.die = random.Random(seed)  # noqa: S311 (invented people)
        self.choices = lists.Choices(seed)
        self.policies = list(Policy.objects.to_agree())
        self.number = 0

    def new(self, many, *, since, regions=None):
        """So many with an account each, opened on that day; from these regions where they are named."""
        people = [self._one(since, regions) for _ in range(many)]
        users = User.objects.bulk_create([one.user for one in people], batch_size=BATCH)
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
        )
        Agreement.objects.give(users, self.policies)
        return people

    def members(self, users):
        """Members as the applicants they were."""
        users = [user for user in users if hasattr(user, "profile")]
        return [
            Applicant(
                user, user.profile.place or "our town", user.profile.region, user.profile.role or "volunteer",
                self._house(user.profile), self.die.gauss(0.75, 0.5),
            )
            for user in users
        ]  # fmt: skip

    @staticmethod
    def _house(profile):
        return next((str(one.organisation) for one in profile.affiliations.all()), "")

    def _one(self, since, regions):
        self.number += 1
        nation, region, place = self.choices.somewhere()
        while regions and region not in regions:
            nation, region, place = self.choices.somewhere()
        field = trades.field(self.die)
        name = names.name(names.kind_of(nation, self.die), self.die)
        user = User(
            email=f"{made_of(name)}.{self.number}@applicants.example", name=name,
            password=make_password(None), date_joined=since, last_login=since,
        )  # fmt: skip
        role, house = trades.role(field, self.die), trades.house(field, region, self.die)
        return Applicant(
            user, place, self.choices.regions.get(region), role, house, self.die.gauss(-0.1, 0.8)
        )

    # What they write

    def texts(self, applicant, questions, *, answered=None):
        """{key: text}: about themselves, and the first `answered` of the questions."""
        about = {"role": applicant.role, "employer": applicant.house, "place": applicant.place}
        said = {key: text for key, text in about.items() if text}
        one = self.die.choice(INTERESTS)
        for question in list(questions)[:answered]:
            kind = _kind(applicant.quality + self.die.gauss(0, 0.3))
            words = self.die.choice(SAYS[f"{kind} {question.key}"])
            said[question.key] = words.format(place=applicant.place, one=one, role=_within(applicant.role))
        return said

    def apply(self, round, people, *, until=None, sent=True):
        """Each has applied while the round was open, in its lane; numbered as they were sent, and counted."""
        lanes = list(round.lanes.prefetch_related("regions").order_by("pk"))
        asked = round.question_set()
        questions = [*asked.for_route("professional")]
        until = until or round.closes_at
        open_for = until - round.opens_at
        moments = sorted(until - open_for * (0.01 + 0.98 * self.die.random() ** 2) for _ in people)
        people = self.die.sample(people, len(people))
        rows, said = [], []
        for number, (one, moment) in enumerate(zip(people, moments, strict=True), start=round.numbered + 1):
            began = max(round.opens_at, moment - timedelta(minutes=self.die.randint(50, 9000)))
            facts = {"state": State.SUBMITTED, "number": number, "submitted_at": moment} if sent else {}
            rows.append(
                Application(
                    round=round, lane=self._lane(one, lanes), applicant=one.user, question_set=asked,
                    started_at=began, saved_at=moment, seconds=self.die.randint(1400, 5600), **facts,
                )
            )  # fmt: skip
            answered = None if sent else self.die.randint(0, len(questions) - 1)
            said.append(self.texts(one, questions, answered=answered))
        rows = Application.objects.bulk_create(rows, batch_size=BATCH)
        self._write(rows, said)
        if sent:
            Round.objects.filter(pk=round.pk).update(numbered=round.numbered + len(rows))
            round.refresh_from_db()
            counted.answer(round, rows)
        for row, one in zip(rows, people, strict=True):
            row.quality = one.quality
        return rows

    def _lane(self, one, lanes):
        """The lane of their region, of a nation's whole, else any."""
        theirs = [lane for lane in lanes if one.region in lane.regions.all()]
        return theirs[0] if theirs else self.die.choice(lanes)

    @staticmethod
    def _write(rows, said):
        pairs = list(zip(rows, said, strict=True))
        Answer.objects.bulk_create(
            (
                Answer(application=row, key=key, text=text, saved_at=row.saved_at)
                for row, texts in pairs
                for key, text in texts.items()
            ),
            batch_size=BATCH,
        )
        Submission.objects.bulk_create(
            (
                Submission(
                    application=row, version=1, question_set=row.question_set, answers=texts,
                    at=row.submitted_at,
                )
                for row, texts in pairs
                if row.submitted_at
            ),
            batch_size=BATCH,
        )  # fmt: skip
        recorded("recruitment.application_started", rows, at=lambda row: row.started_at)
        sent = [row for row in rows if row.submitted_at]
        recorded("recruitment.application_sent", sent, at=lambda row: row.submitted_at)


def recorded(verb, rows, *, at, by=lambda row: row.applicant, thing=lambda row: row.pk, **details):
    """What the record would say of each of these: of the application that `thing` names, on its moment."""
    kind = ContentType.objects.get_for_model(Application)
    Entry.objects.bulk_create(
        (
            Entry(
                verb=verb, room="recruitment", content_type=kind, object_id=str(thing(row)), by=by(row),
                at=at(row), details={name: value(row) for name, value in details.items()},
            )
            for row in rows
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _kind(quality):
    return "strong" if quality > STRONG else "fair" if quality > FAIR else "weak"


def _within(role):
    return role[:1].lower() + role[1:]


def lanes(round, names, *, by, places, die):
    """The lanes of these partners: who leads the partner leads the lane."""
    for name in names:
        partner = Partner.objects.get(organisation__name=name)
        welcome = die.choice(SAYS["welcome"])
        Lane.objects.add(round, partner, by=by, places=places, wanted_readers=4, welcome=welcome)
