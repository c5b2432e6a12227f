"""Which registrations: whose, in which state, and who of them others see."""

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from folkmoot.accounts.models import Guest, User

from .event import Event


class RegistrationQuerySet(models.QuerySet):
    def live(self):
        """With a place, offered one, waiting, or awaiting a decision or a draw."""
        return self.filter(state__in=self.model.LIVE)

    def live_first(self):
        """Of one person and event: what holds now, else the latest."""
        return self.order_by(Case(When(state__in=self.model.LIVE, then=0), default=1), "-pk")

    def confirmed(self):
        return self.filter(state="confirmed").order_by("moved_at", "pk")

    def waiting(self):
        """In the queue, the first first."""
        return self.filter(state="waiting").order_by("number", "pk")

    def offered(self):
        return self.filter(state="offered").order_by("offered_until", "pk")

    def open(self):
        """Waiting, or offered a place that was not answered."""
        return self.filter(state__in=["waiting", "offered"])

    def undecided(self):
        """Awaiting the decision of the hosts, who asked first first."""
        return self.filter(state="applied").order_by("registered_at", "pk")

    def unsettled(self):
        """With neither a place nor an answer that says there is none."""
        return self.filter(state__in=self.model.UNSETTLED)

    def lapsed(self):
        """Offers whose time is over."""
        ended = self.offered().filter(offered_until__lte=timezone.now(), event__state="published")
        return ended.order_by("pool", "pk")

    def of(self, person):
        """A User's, or a Guest's: of the address, whatever name they gave."""
        if not isinstance(person, Guest):
            return self.filter(user=person)
        return self.at(person.email) if person.email else self.filter(guest=person)

    def at(self, email):
        """Those of guests with this address."""
        return self.filter(guest__email=email).exclude(guest__email="")

    def of_somebody(self):
        """Whose person is still there: an open account, a guest neither forgotten nor blocked."""
        guests = Q(guest__isnull=False, guest__erased_at=None, guest__blocked_at=None)
        return self.filter(Q(user__is_active=True) | guests)

    def who_cannot(self):
        """How many people said that they cannot come, and did not come again."""
        back = self.model.objects.live().filter(event=OuterRef("event"))
        back = back.filter(Q(user=OuterRef("user")) | Q(guest=OuterRef("guest")))
        gone = self.filter(~Exists(back), state="cancelled")
        return gone.values("user", "guest").distinct().count()

    def asked_again(self, event):
        """Who comes, and was asked whether they still can when it was moved the last time."""
        rows = self.filter(state="confirmed")
        return rows.filter(moved_at__lt=event.moved_at) if event.moved_at else rows.none()

    def who_may_come(self, event):
        """Those whom the event is still for: the rule of `policy.may_come`, for many of one event.

        As this event says, which may be about to change who may come and is not saved yet.
        Who has moved to another region since they registered keeps what they have.
        """
        rows = self.of_somebody()
        if event.comers == Event.Comers.EVERYONE:
            return rows
        if event.comers == Event.Comers.INVITED:
            outside = event.invitations.exclude(email="").values("email")
            listed = User.objects.filter(circles=event.audience_id).values("pk")
            return rows.filter(Q(user__in=listed) | Q(guest__email__in=outside))
        rows = rows.filter(guest=None)
        if event.comers == Event.Comers.GROUP:
            return rows.filter(user__circles=event.audience_id)
        return rows.filter(Q(user__is_member=True) | Q(user__in=User.objects.running_the_house()))

    def who_may_still_come(self):
        """The same, of many events at once: each is asked about its own, as that is kept."""
        from .invitation import Invitation

        listed = Exists(
            User.circles.through.objects.filter(user=OuterRef("user"), audience=OuterRef("event__audience"))
        )
        outside = Invitation.objects.filter(event=OuterRef("event"), email=OuterRef("guest__email"))
        belongs = Q(user__is_member=True) | Q(user__in=User.objects.running_the_house())
        return self.of_somebody().filter(
            Q(event__comers=Event.Comers.EVERYONE)
            | Q(listed, event__comers__in=[Event.Comers.INVITED, Event.Comers.GROUP])
            | Q(Exists(outside.exclude(email="")), event__comers=Event.Comers.INVITED)
            | Q(belongs, event__comers__in=[Event.Comers.MEMBERS, Event.Comers.REGION])
        )

    def with_owed(self):
        """Each with `owes`: whether it lacks an answer that has to be given, as who joined a series may."""
        from .question import Answer, Question

        answered = Answer.objects.filter(registration=OuterRef(OuterRef("pk"))).values("question")
        required = Question.objects.asked().filter(event=OuterRef("event"), is_required=True)
        return self.annotate(owes=Exists(required.exclude(pk__in=answered)))

    def shown(self):
        """Those with a place who let others who come see that they do, until the day they named."""
        today = timezone.localdate()
        agreed = Q(shown_until=None) | Q(shown_until__gte=today)
        return self.filter(agreed, state="confirmed", shown_to="comers", user__is_active=True)

    def shown_too_long(self):
        """Those whose day is over."""
        return self.filter(shown_until__lt=timezone.localdate()).select_related("pool__event").order_by("pk")

    def there(self, event):
        """Those with a place; once it is over and it was noted who was there, those who were."""
        rows = self.filter(event=event, state="confirmed")
        noted = event.is_over and rows.filter(attendance__isnull=False).exists()
        return rows.filter(attendance__isnull=False) if noted else rows

    def shown_of(self, event):
        """Those of one event whom others may see, as far as it is still for them."""
        return self.there(event).shown().who_may_come(event)

    def let_go(self):
        """The event is over: nobody waits any more. Places that were offered are given back."""
        for registration in self.select_related("pool__event").order_by("pool", "pk"):
            registration.hold()
            if registration.state in self.model.ASKS:
                registration.end(self.model.State.REFUSED)
            elif registration.state in ("waiting", "offered"):
                registration.end(self.model.State.LAPSED, offers_on=False)

    def shut_out(self):
        """Those of what is to come that is not for them any more give their places to the next."""
        coming = self.live().filter(event__state="published", event__starts_at__gt=timezone.now())
        still = self.who_may_still_come().order_by().values("pk")
        rows = coming.exclude(pk__in=still).select_related("pool__event")
        for registration in rows.order_by("pool", "pk"):
            registration.fall_away()
