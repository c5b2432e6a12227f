"""The small rounds of the demo: a pilot, one that was told, one whose list waits, one being read."""

from folkmoot.recruitment.models import (
    Application,
    DecisionList,
    LaneNote,
    LaneRequest,
    Outcome,
    Ranking,
    Round,
    publish,
)

from . import applied, decided, judged
from .applied import SAYS
from .holding import Holding

State = Round.State


class SmallRounds(Holding):
    """What happens in each of these."""

    def pilot(self):
        """Long past: everybody was told, some came, and the papers are gone."""
        partners = ["Wellspring Institute for Everyday Services"]
        round = self.plan("Pilot round", "pilot round", partners, 790, 774, 740, places=4)
        self.questions(round)
        applications = self.applicants.apply(round, self.applicants.new(self.size.pilot, since=self.day(791)))
        self.close(round, 774)
        self.read(round, applications, self.readers(4), capacity=40, closed=772, days=12)
        self.tell(round, 4, ago=750)
        self.forget_whose(round, 566)
        self.at(self.day(700, 11))
        round.finish(by=self.cast.cora)
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

    def libraries(self):
        """Told a few days ago: Ben is offered membership, somebody waits, a lead asks for more places."""
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
        self.at(self.day(1, 11))
        lane = round.lanes.order_by("pk").first()
        words = "Two more of our branches would come along if there were room."
        LaneRequest.objects.ask_places(lane, 4, words, by=lane.leads.order_by("pk").first())

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
