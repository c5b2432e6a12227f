"""What every round of the demo has: its days, a plan, a deadline, readers, a list that is told, notes."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.recruitment.equality.figures import count
from folkmoot.recruitment.models import Application, EqualityAnswers, LaneNote, Outcome, Round

from . import applied, decided, judged
from .applied import SAYS

State = Round.State


class Holding:
    """Rounds being held, on the days of the story."""

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

    def day(self, ago, hour=9, minute=0):
        naive = datetime.combine(self.today - timedelta(days=ago), time(hour, minute))
        return timezone.make_aware(naive)

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

    def lead_users(self, lanes):
        return [lead for lane in lanes for lead in lane.leads.order_by("pk")]

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

    def tell(self, round, places, *, ago, reserves=1, puts_off=False):
        """The best are offered membership, the next wait, the others are told why not; then they answer. The
        last says no, or puts it off to the next cohort.
        """
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
            elif outcome == Outcome.OFFER and puts_off:
                self.put_off(one)
            elif outcome == Outcome.OFFER:
                one.decline_offer(by=one.applicant, words="I have moved to another country.")
        for one in later[:1]:
            one.refresh_from_db()
            one.promote(by=self.cast.cora)
            self.accept(one)
        for one in later[1:]:
            one.refresh_from_db()
            one.close_reserve()

    def put_off(self, application):
        """To the next cohort, as they asked."""
        application.ask_to_defer(by=application.applicant, words="My mother needs me until the summer.")
        application.defer(by=self.cast.cora)

    def accept(self, application):
        Application.objects.filter(pk=application.pk).update(may_become_profile=True)
        application.refresh_from_db()
        application.accept(by=application.applicant)

    def forget_whose(self, round, ago):
        """Half a year after the letters: whose equality answers are whose."""
        self.at(self.day(ago, 4))
        count(round)
        EqualityAnswers.objects.destroy_keys(round)

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
