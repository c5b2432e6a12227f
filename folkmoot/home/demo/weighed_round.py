"""The round of the demo that is being decided: its meeting is on, and has come to the middle of its list."""

from datetime import timedelta

from folkmoot.recruitment.deciding.agenda import board, in_order
from folkmoot.recruitment.models import Meeting, Outcome, Ranking

from . import decided
from .holding import Holding

FOR = ["Federation of Patients' and Carers' Voices", "Medlock Advice"]


class WeighedRound(Holding):
    """What has happened in it so far."""

    def carers(self):
        """All of it is read, by Dev too: he sees what others gave, and how strict he was."""
        size = self.size.carers
        round = self.plan("Carers’ round", "carers round", FOR, 66, 40, -9, places=size // 3)
        applications = self.applicants.apply(round, self.applicants.new(size, since=self.day(67)))
        self.close(round, 40)
        users = dict.fromkeys([self.cast.dev, *self.readers(3 + size // 5)])
        self.read(round, applications, users, capacity=14, closed=38, days=24, in_bulk=True)
        self.at(self.day(2, 11))
        Ranking.objects.make(round)
        self.clear_ones(round)
        self.meet(round)

    def clear_ones(self, round):
        """What the scores do not leave open is proposed before the meeting."""
        _ranking, rows = board(self.cast.cora, round)
        clear = [row for row in rows if not row.is_open]
        outcomes = [
            (row, Outcome.OFFER if row.standing.is_surely_in else Outcome.DECLINE, None) for row in clear
        ]
        decided.proposed(round, outcomes, by=self.cast.cora, die=self.die)

    def meet(self, round):
        """It has talked about half of the rest, and talks about the next."""
        cora = self.cast.cora
        self.at(self.now - timedelta(minutes=50))
        meeting = Meeting.objects.begin(round, by=cora)
        agenda = in_order(board(cora, round)[1])
        half = len(agenda) // 2
        for number, row in enumerate(agenda[: half + 1]):
            self.at(self.now - timedelta(minutes=48 - 45 * number / (half + 1)))
            meeting.move_on(row, by=cora, turn=meeting.turn)
            if number < half:
                self.agreed(row)

    def agreed(self, row):
        """As the scores would have it: in, in if somebody else is not, or not this time."""
        likely = row.standing.chance
        outcome = Outcome.OFFER if likely > 0.5 else Outcome.RESERVE if likely > 0.35 else Outcome.DECLINE
        decided.proposed(row.round, [(row, outcome, None)], by=self.cast.cora, die=self.die)
