"""The round of the demo that is open now: some have sent theirs, some write, Ben among them."""

from folkmoot.recruitment.models import Application, LaneNote, Reference, Talk, Volunteer

from .applied import SAYS
from .first_round import FIRST
from .holding import Holding

OPEN = [*FIRST, "Clydeside Care Partnership", "Llyfrgelloedd Glan Menai"]


class OpenRound(Holding):
    """What has happened in it so far."""

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
        stuck = round.applications.drafts().order_by("pk").first()
        stuck.ask_for_help(by=stuck.applicant, words="Does what I do at home count as well?")
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
