"""The round of the demo that brought 350 to the 500 before them: of the many, else of a few of its own."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.members.models import Buddy, Cohort, Greeter
from folkmoot.recruitment.models import Application, LaneNote, Outcome, Round

from . import decided
from .applied import SAYS
from .holding import Holding

COHORT = "Third cohort"
FIRST = ["Don Valley Community Health", "Soar Valley Hospitals", "Lagan Care Trust"]
State = Round.State


class FirstRound(Holding):
    """What a `Recruiting` tells of this round."""

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
            self.tell(round, size.welcomed, ago=346, reserves=2, puts_off=True)
        self.notes(lanes, LaneNote.Stage.END, 305)
        self.at(self.day(300, 11))
        round.finish(by=cora)
        self.greet(cohort)
        self.forget_whose(round, 162)

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
        for number, one in enumerate(one for one in offered if one.applicant_id not in members):
            one.refresh_from_db()
            if number == 0:
                self.put_off(one)
            else:
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
