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
from folkmoot.members.models import Buddy, Cohort, Greeter
from folkmoot.recruitment.models import Application, DecisionList, LaneNote, Outcome, Ranking, Round, publish

from . import applied, decided, judged
from .applied import SAYS
from .days import nothing_leaves, story_time

FEW = SimpleNamespace(pilot=8, first=24, welcomed=12, small=8, night=15, open=10, drafts=5, buddies=6)
MANY = SimpleNamespace(pilot=30, first=520, welcomed=350, small=12, night=48, open=70, drafts=30, buddies=24)
COHORT = "Third cohort"
FIRST = ["Don Valley Community Health", "Soar Valley Hospitals", "Lagan Care Trust"]
OPEN = [*FIRST, "Clydeside Care Partnership", "Llyfrgelloedd Glan Menai"]
State = Round.State


@transaction.atomic
def recruit(cast, today=None, *, many=False):
    """All rounds, in the order of their days."""
    with story_time() as at:
        Recruiting(cast, today or timezone.localdate(), MANY if many else FEW, at).happen()
    freshness.touch()
    nothing_leaves()


class Recruiting:
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

    def first(self):
        """The one that brought 350 to the 500 before them."""
        size, cora = self.size, self.cast.cora
        cohort = Cohort.objects.get(name=COHORT)
        round = self.plan(
            "First open round", "first round", FIRST, 420, 392, 346, places=size.welcomed, cohort=cohort,
            answer_days=28, reserve_until=self.today - timedelta(days=312),
        )  # fmt: skip
        lanes = list(round.lanes.order_by("pk"))
        self.notes(lanes, LaneNote.Stage.START, 419)
        members = self.came(cohort)
        others = self.applicants.new(size.first - len(members), since=self.day(430))
        for one in others if members else []:
            one.quality -= 0.65
        applications = self.applicants.apply(round, members + others)
        self.applicants.apply(round, self.applicants.new(size.drafts, since=self.day(425)), sent=False)
        came = {one.user.pk for one in members}
        for application in [one for one in applications if one.applicant_id not in came][-2:]:
            self.at(self.day(393, 9))
            application.withdraw(by=application.applicant, reason="time")
        self.close(round, 392)
        readers = [*self.lead_users(lanes), *self.readers(len(self.story))]
        many = max(5, len(applications) * 3 // 36)
        readers = self.known_then(list(dict.fromkeys(readers)), many)
        self.read(round, applications, readers, capacity=45, closed=390, days=24, in_bulk=bool(members))
        self.notes(lanes, LaneNote.Stage.MIDWAY, 375)
        if members:
            self.tell_many(round, came)
        else:
            self.tell(round, size.welcomed, ago=346, reserves=2)
        self.notes(lanes, LaneNote.Stage.END, 305)
        self.at(self.day(300, 11))
        round.move_on(State.FINISHED, by=cora)
        self.greet(cohort)

    def lead_users(self, lanes):
        return [lead for lane in lanes for lead in lane.leads.order_by("pk")]

    def known_then(self, users, many):
        """So many who could read then: of the story, else of the many who had joined."""
        if len(users) >= many:
            return users[:many]
        others = User.objects.filter(is_member=True, membership__since__lt=self.today - timedelta(days=420))
        others = others.exclude(pk__in=[user.pk for user in users]).order_by("pk")
        return [*users, *others[: many - len(users)]]

    def came(self, cohort):
        """Those of the many who were welcomed in this cohort; their accounts are older than that."""
        users = User.objects.filter(membership__cohort=cohort).select_related("profile__region", "membership")
        users = list(users.prefetch_related("profile__affiliations__organisation").order_by("pk"))
        users = users[: self.size.welcomed]
        for user in users:
            user.joined, user.date_joined = user.date_joined, self.day(421, 12)
        User.objects.bulk_update(users, ["date_joined"], batch_size=500)
        return self.applicants.members(users)

    def tell_many(self, round, members):
        """As `tell`, in bulk: who is not among the members that came said no, and others moved up."""
        cora, fay = self.cast.cora, self.cast.fay
        self.at(self.day(348, 14))
        ordered = decided.in_order(round)
        offered, below = ordered[: len(members)], ordered[len(members) :]
        moved_up = [one for one in below if one.applicant_id in members]
        outcomes = [(one, Outcome.OFFER, None) for one in offered]
        waiting = [*moved_up, *[one for one in below if one not in moved_up][:5]]
        outcomes += [(one, Outcome.RESERVE, rank) for rank, one in enumerate(waiting, start=1)]
        outcomes += [(one, Outcome.DECLINE, None) for one in below if one not in waiting]
        decided.proposed_in_bulk(round, outcomes, by=cora, die=self.die)
        decided.told_in_bulk(round, by=cora, second=fay)
        self.at(self.day(337, 12))
        for one in offered:
            if one.applicant_id not in members:
                one.refresh_from_db()
                one.decline_offer(by=one.applicant)
        for one in moved_up:
            one.refresh_from_db()
            one.promote(by=cora)
        joined = dict(User.objects.filter(pk__in=members).values_list("pk", "membership__since"))
        accepting = [one for one in ordered if one.applicant_id in members]
        for one in accepting:
            one.applicant.joined = timezone.make_aware(datetime.combine(joined[one.applicant_id], time(12)))
        decided.accepted_in_bulk(accepting)
        self.at(self.day(311, 4))
        for one in Application.objects.filter(round=round, state="reserve").order_by("reserve_rank"):
            one.close_reserve()

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

    def greet(self, cohort):
        """Members greet them, and go along with some; most have met."""
        self.at(self.day(345, 15))
        Cohort.objects.filter(pk=cohort.pk).update(
            welcome_at=self.day(314, 18), welcome_where="The market hall, Sheffield, and by video"
        )
        cohort.refresh_from_db()
        cohort.about = "\n".join(SAYS["about cohort"])
        cohort.save()
        greeters = [self.cast.hana, self.cast.ada, *self.story[:8]]
        greeters = [user for user in dict.fromkeys(greeters) if user.membership.since < cohort.began_on]
        greeters = [
            Greeter.objects.offer(cohort, by=user, most=4, words="Ask me anything; I answer after four.")
            for user in greeters
        ]
        waiting = User.objects.filter(membership__cohort=cohort, is_active=True).order_by("pk")
        for number, newcomer in enumerate(waiting[: self.size.buddies]):
            self.at(self.day(319 - number % 5, 10, number % 60))
            buddy = Buddy.objects.pair(newcomer, greeters[number % len(greeters)], by=self.cast.cora)
            if number % 3 < 2:
                self.at(self.day(310 - number % 7, 16))
                buddy.meet(by=newcomer)

    def libraries(self):
        """Told a few days ago: Ben is offered membership, somebody waits."""
        partners = ["Llyfrgelloedd Glan Menai", "Don Valley Community Health"]
        round = self.plan("Libraries round", "libraries round", partners, 90, 70, 5, places=3, answer_days=21)
        people = self.applicants.new(self.size.small - 1, since=self.day(91))
        people.append(self.ben(1.6))
        applications = self.applicants.apply(round, people)
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
        people[1].house = "Lews Night Care"
        applications = self.applicants.apply(round, people)
        self.notes(lanes, LaneNote.Stage.START, 44)
        self.close(round, 20)
        self.at(self.day(18, 8))
        reading = judged.Reading(round, by=self.cast.cora, at=self.at)
        users = [self.cast.dev, self.cast.ada, *self.lead_users(lanes)]
        readers = dict.fromkeys([*users, *self.readers(3 + self.size.night // 8)])
        reading.ask(readers, capacity=max(10, self.size.night // 3))
        self.at(self.day(15, 10))
        reading.share_out()
        quality = {application.pk: application.quality for application in applications}
        waiting = reading.waiting()
        mine = [one for one in waiting if one.assessor.user == self.cast.dev]
        others = [one for one in waiting if one not in mine]
        done = mine[: len(mine) // 3] + others[: len(others) * 3 // 4]
        reading.score(quality, self.die.sample(done, len(done)), days=12)
        for one in mine[len(mine) // 3 : len(mine) * 2 // 3]:
            one.clear()
        self.at(self.day(1, 12))
        reading.look_at_conflicts(leaving=3)
        Ranking.objects.make(round)
        self.notes(lanes[:1], LaneNote.Stage.MIDWAY, 1)

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
