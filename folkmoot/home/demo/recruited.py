"""The rounds of the demo: a pilot whose papers are gone, the one that brought 350, small ones, one open now.

`applied` says who applies, `judged` who reads, `decided` what becomes of it. Where the many of the larger
demos are there, 350 of them are who came by the first round; the small demo welcomes a few of its own.
"""

from datetime import datetime, time, timedelta
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.core import freshness
from folkmoot.recruitment.models import (
    Application,
    DecisionList,
    LaneNote,
    Outcome,
    Ranking,
    Reference,
    Round,
    Talk,
    Volunteer,
    publish,
)

from . import applied, decided, judged
from .applied import SAYS
from .days import nothing_leaves, story_time
from .first_round import FIRST, FirstRound

FEW = SimpleNamespace(pilot=8, first=24, welcomed=12, small=8, night=18, open=10, drafts=5, buddies=6)
MANY = SimpleNamespace(pilot=30, first=520, welcomed=350, small=12, night=48, open=70, drafts=30, buddies=24)
OPEN = [*FIRST, "Clydeside Care Partnership", "Llyfrgelloedd Glan Menai"]
State = Round.State


@transaction.atomic
def recruit(cast, today=None, *, many=False):
    """All rounds, in the order of their days."""
    with story_time() as at:
        Recruiting(cast, today or timezone.localdate(), MANY if many else FEW, at).happen()
    freshness.touch()
    nothing_leaves()


class Recruiting(FirstRound):
    """What happens in each round, on its days."""

    def __init__(self, cast, today, size, at):
        self.cast, self.today, self.size, self.at = cast, today, size, at
        self.now = timezone.now()
        self.applicants = applied.Applicants()
        self.die = self.applicants.die
        self.story = list(
            User.objects.filter(is_member=True, email__regex=r"^[^.0-9]+@example\.org$")
            .exclude(pk__in=[cast.ada.pk, cast.cora.pk, cast.dev.pk])
            .order_by("pk")
        )
        self.ready = self.story[:]  # to be asked, in turn

    def happen(self):
        self.pilot()
        self.first()
        self.libraries()
        self.students()
        self.night()
        self.open()
        self.at(self.now)

    def day(self, ago, hour=9, minute=0):
        naive = datetime.combine(self.today - timedelta(days=ago), time(hour, minute))
        return timezone.make_aware(naive)

    # What all rounds have

    def plan(self, name, key, partners, opens, closes, hear, *, lane_places=None, **facts):
        """A round with its lanes, open since its day."""
        self.at(self.day(opens + 20, 10))
        round = Round.objects.plan(
            name,
            by=self.cast.cora,
            about="\n".join(SAYS[f"about {key}"]),
            like="\n".join(SAYS.get(f"like {key}", [])),
            opens_at=self.day(opens, 9),
            closes_at=self.day(closes, 17),
            hear_on=self.today - timedelta(days=hear),
            is_announced=True,
            **facts,
        )
        applied.lanes(round, partners, by=self.cast.cora, places=lane_places, die=self.die)
        self.at(self.day(opens, 9))
        round.open(by=self.cast.cora)
        return round

    def close(self, round, ago):
        """The deadline has passed; drafts end."""
        self.at(self.day(ago, 18, 30))
        round.move_on(State.CLOSING)
        for draft in round.applications.drafts():
            draft.expire()
        round.move_on(State.SCREENING, by=self.cast.cora)

    def readers(self, many):
        """The next of the story who read; everyone has their turn."""
        chosen = [self.ready.pop(0) for _ in range(min(many, len(self.ready)))]
        self.ready += chosen
        return chosen

    def read(self, round, applications, users, *, capacity, closed, days, in_bulk=False):
        """Shared out, read by everyone and weighed."""
        self.at(self.day(closed, 8))
        reading = judged.Reading(round, by=self.cast.cora, at=self.at)
        reading.ask(users, capacity=capacity)
        self.at(self.day(closed - 1, 10))
        reading.share_out()
        quality = {application.pk: application.quality for application in applications}
        score = reading.score_in_bulk if in_bulk else reading.score
        score(quality, reading.waiting(), days=days)
        reading.look_at_conflicts()
        self.at(self.day(closed - days - 2, 10))
        round.weigh(by=self.cast.cora)
        return reading

    # The rounds

    def pilot(self):
        """Long past: everybody was told, some came, and the papers are gone."""
        partners = ["Wellspring Institute for Everyday Services"]
        round = self.plan("Pilot round", "pilot round", partners, 790, 774, 740, places=4)
        self.questions(round)
        applications = self.applicants.apply(round, self.applicants.new(self.size.pilot, since=self.day(791)))
        self.close(round, 774)
        self.read(round, applications, self.readers(4), capacity=40, closed=772, days=12)
        self.tell(round, 4, ago=750)
        self.at(self.day(700, 11))
        round.move_on(State.FINISHED, by=self.cast.cora)
        self.at(self.day(510, 4))
        for application in round.applications.order_by("pk"):
            application.purge()
        round.move_on(State.PURGED)

    def questions(self, round):
        """The first version had no sample answers."""
        questions = list(round.question_set().questions.all())
        for question in questions:
            question.sample = "\n".join(SAYS[f"sample {question.key}"])
        publish(
            round.question_sets, questions, by=self.cast.cora, why="People asked what an answer looks like."
        )

    def tell(self, round, places, *, ago, reserves=1):
        """The best are offered membership, the next wait, the others are told why not; then they answer."""
        self.at(self.day(ago, 14))
        ordered = decided.in_order(round)
        outcomes = [(one, Outcome.OFFER, None) for one in ordered[:places]]
        later = ordered[places : places + reserves]
        outcomes += [(one, Outcome.RESERVE, rank) for rank, one in enumerate(later, start=1)]
        outcomes += [(one, Outcome.DECLINE, None) for one in ordered[places + reserves :]]
        decided.proposed(round, outcomes, by=self.cast.cora, die=self.die)
        decided.told(round, by=self.cast.cora, second=self.cast.fay)
        for number, (one, outcome, _rank) in enumerate(outcomes):
            self.at(self.day(ago - 2 - number % 9, 8 + number % 12))
            one.refresh_from_db()
            if outcome == Outcome.OFFER and number < places - 1:
                self.accept(one)
            elif outcome == Outcome.OFFER:
                one.decline_offer(by=one.applicant, words="I have moved to another country.")
        for one in later[:1]:
            one.refresh_from_db()
            one.promote(by=self.cast.cora)
            self.accept(one)
        for one in later[1:]:
            one.refresh_from_db()
            one.close_reserve()

    def accept(self, application):
        Application.objects.filter(pk=application.pk).update(may_become_profile=True)
        application.refresh_from_db()
        application.accept(by=application.applicant)

    def notes(self, lanes, stage, ago):
        """What the leads of each lane put down."""
        fields = {"start": ["hopes", "fears", "readers who", "dates", "no"],
                  "midway": ["looking", "change", "need"], "end": ["again", "not", "advice"]}  # fmt: skip
        for number, lane in enumerate(lanes):
            self.at(self.day(ago, 18, 10 * number))
            words = {
                field.split()[0]: SAYS[field][number % len(SAYS[field])]
                for field in fields[stage]
                if number < 2 or field in {"hopes", "fears", "looking", "advice"}
            }
            LaneNote.objects.write(lane, stage, words, by=lane.leads.order_by("pk").first())

    def libraries(self):
        """Told a few days ago: Ben is offered membership, somebody waits."""
        partners = ["Llyfrgelloedd Glan Menai", "Don Valley Community Health"]
        round = self.plan("Libraries round", "libraries round", partners, 90, 70, 5, places=3, answer_days=21)
        people = self.applicants.new(self.size.small - 1, since=self.day(91))
        people.append(self.ben(1.6))
        applications = self.applicants.apply(round, people)
        Application.objects.filter(round=round, applicant=self.cast.ben).update(may_become_profile=True)
        self.close(round, 70)
        self.read(round, applications, self.readers(5), capacity=12, closed=68, days=20)
        self.at(self.day(6, 14))
        ordered = decided.in_order(round)
        ordered.sort(key=lambda one: one.applicant_id != self.cast.ben.pk)
        outcomes = [(one, Outcome.OFFER, None) for one in ordered[:3]]
        outcomes += [(one, Outcome.RESERVE, rank) for rank, one in enumerate(ordered[3:5], start=1)]
        outcomes += [(one, Outcome.DECLINE, None) for one in ordered[5:]]
        decided.proposed(round, outcomes, by=self.cast.cora, die=self.die)
        decided.told(round, by=self.cast.cora, second=self.cast.fay)
        self.at(self.day(2, 9))
        ordered[1].refresh_from_db()
        self.accept(ordered[1])

    def ben(self, quality):
        region = self.applicants.choices.region_of.get("Hull")
        return applied.Applicant(
            self.cast.ben, "Hull", region, "Branch librarian", "Humber Libraries", quality
        )

    def students(self):
        """Weighed: the list waits for a second person."""
        partners = ["Ouseburn University"]
        round = self.plan("Students’ round", "students round", partners, 75, 54, -7, places=4)
        people = self.applicants.new(self.size.small, since=self.day(76))
        applications = self.applicants.apply(round, people)
        self.close(round, 54)
        self.read(round, applications, self.readers(5), capacity=12, closed=52, days=18)
        self.at(self.day(2, 15))
        ordered = decided.in_order(round)
        outcomes = [(one, Outcome.OFFER, None) for one in ordered[:4]]
        outcomes += [(ordered[4], Outcome.RESERVE, 1)]
        outcomes += [(one, Outcome.DECLINE, None) for one in ordered[5:]]
        decided.proposed(round, outcomes, by=self.cast.cora, die=self.die)
        DecisionList.objects.propose(round, by=self.cast.cora)

    def night(self):
        """Being read now: Dev has some before him, and some behind."""
        partners = ["Lews Night Care", "Taff Interpreting"]
        round = self.plan(
            "Night workers’ round", "night round", partners, 45, 20, -25, places=self.size.night // 3
        )
        lanes = list(round.lanes.order_by("pk"))
        people = self.applicants.new(self.size.night, since=self.day(46))
        people[0].house = "Don Valley Community Health"  # where Ada works
        for one, house in zip(people[1:], ["Lews Night Care", "Taff Interpreting"] * 2, strict=False):
            one.house = house
        applications = self.applicants.apply(round, people)
        self.notes(lanes, LaneNote.Stage.START, 44)
        self.close(round, 20)
        self.at(self.day(18, 8))
        reading = judged.Reading(round, by=self.cast.cora, at=self.at)
        users = [self.cast.dev, self.cast.ada, *self.lead_users(lanes)]
        readers = dict.fromkeys([*users, *self.readers(3 + self.size.night // 8)])
        least = {self.cast.dev: 7, self.cast.ada: 4}
        reading.ask(readers, capacity=max(10, self.size.night // 3), least=least)
        self.at(self.day(15, 10))
        reading.share_out()
        quality = {application.pk: application.quality for application in applications}
        waiting = reading.waiting()
        mine = [one for one in waiting if one.assessor.user == self.cast.dev]
        others = [one for one in waiting if one not in mine]
        others.sort(key=lambda one: one.application.number)  # most of it by the first who applied
        done = mine[: len(mine) // 3] + others[: len(others) * 3 // 4]
        reading.score(quality, self.die.sample(done, len(done)), days=12)
        for one in mine[len(mine) // 3 : len(mine) * 2 // 3]:
            one.clear()
        self.at(self.day(1, 12))
        reading.look_at_conflicts(leaving=[self.cast.ada])
        Ranking.objects.make(round)
        self.notes(lanes[:1], LaneNote.Stage.MIDWAY, 1)
        judged.propose_swap(round)

    def open(self):
        """Open now, in five lanes: some have sent theirs, some write, Ben among them."""
        round = self.plan(
            "Spring round" if self.today.month in {1, 2, 3, 4} else "Round for everyone", "open round", OPEN,
            18, -12, -70, places=40, lane_places=8,
        )  # fmt: skip
        now = self.day(1, 20)
        self.applicants.apply(round, self.applicants.new(self.size.open, since=self.day(19)), until=now)
        drafting = self.applicants.new(self.size.drafts, since=self.day(17))
        self.applicants.apply(round, drafting, until=now, sent=False)
        self.notes(list(round.lanes.order_by("pk"))[:3], LaneNote.Stage.START, 16)
        self.at(self.day(3, 19))
        ben = self.cast.ben
        lane = round.lanes.get(partner__organisation__name=FIRST[0])
        mine = Application.objects.start(round, applicant=ben, lane=lane)
        told = {
            "role": "Branch librarian",
            "place": "Hull",
            "motive": SAYS["ben motive"][0],
            "bring": SAYS["ben bring"][0],
        }
        for minutes, (key, text) in enumerate(told.items()):
            self.at(self.day(3, 19, 4 * minutes))
            mine.write(key, text, revision=0)
        self.at(self.day(2, 20))
        referees = [
            ("Una Brack", "una@brack.example", "reads in his group"),
            ("Len Coy", "len@coy.example", ""),
        ]
        asked = [
            Reference.objects.ask(mine, name=name, email=email, relation=relation, by=ben)
            for name, email, relation in referees
        ]
        self.at(self.day(1, 9))
        asked[1].give("\n".join(SAYS["said of ben"]), may_be_shown=True)
        self.talks(round)

    def talks(self, round):
        """Some members offer to talk with people who think of applying; Ben has asked, and Ada is asked."""
        self.at(self.day(15, 12))
        for number, who in enumerate([self.cast.ada, *self.readers(3)]):
            Volunteer.objects.offer(by=who, most=1 + number % 2, words=SAYS["talks about"][number])
        self.at(self.day(1, 10))
        Talk.objects.ask(round, by=self.cast.ben, words=SAYS["ben asks"][0])
