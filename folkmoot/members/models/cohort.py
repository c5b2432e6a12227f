"""Those who were welcomed together: their day, who greets them, and who goes along with each."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import text
from folkmoot.core.lifecycle import Refused

from ..cohorts import notices
from .lists import Listed, ListedQuerySet


class Cohort(Listed):
    """Those who were welcomed together."""

    began_on = models.DateField(gettext_lazy("began on"), null=True, blank=True)
    about = models.TextField(gettext_lazy("words of welcome"), blank=True)
    about_html = models.TextField(blank=True, editable=False)
    welcome_at = models.DateTimeField(gettext_lazy("welcome day"), null=True, blank=True)
    welcome_where = models.CharField(gettext_lazy("where it is"), max_length=200, blank=True)

    objects = ListedQuerySet.as_manager()

    class Meta(Listed.Meta):
        verbose_name = gettext_lazy("cohort")

    def get_absolute_url(self):
        return reverse("members:cohort", args=[self.slug])

    def save(self, *args, **kwargs):
        self.about_html = text.markdown(self.about)
        super().save(*args, **kwargs)


class GreeterQuerySet(models.QuerySet):
    @transaction.atomic
    def offer(self, cohort, *, by, most, words=""):
        """A member offers to welcome this cohort and to go along with so many. Said twice, the last holds."""
        facts = {"most": most, "words": words}
        try:
            with transaction.atomic():
                greeter = self.create(cohort=cohort, user=by, **facts)
        except IntegrityError:
            greeter = self.select_for_update().get(cohort=cohort, user=by)
            if greeter.taken > most:
                raise Refused(_("You go along with more people than that already.")) from None
            self.filter(pk=greeter.pk).update(**facts)
            return greeter
        Entry.objects.record("members.greeter_offered", cohort, by=by)
        return greeter

    def free(self):
        return self.filter(taken__lt=F("most"), user__is_active=True, user__is_member=True)


class Greeter(models.Model):
    """A member who offered to welcome a cohort, and to be the buddy of some of it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="greeters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="greets")
    most = models.PositiveSmallIntegerField(gettext_lazy("newcomers you could go along with"), default=2)
    taken = models.PositiveSmallIntegerField(default=0, editable=False)
    words = models.CharField(gettext_lazy("what you would say to them"), max_length=300, blank=True)
    offered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GreeterQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("greeter")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="one_greeter_a_cohort"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("most")), name="a_greeter_takes_no_more_than_offered"
            ),
        ]

    def __str__(self):
        return str(self.user)

    @transaction.atomic
    def step_back(self, *, by):
        """They cannot after all: their newcomers stand without a buddy again, and the team sees it."""
        self.buddies.all().delete()
        self.delete()
        Entry.objects.record("members.greeter_stepped_back", self.cohort, by=by)


class BuddyQuerySet(models.QuerySet):
    @transaction.atomic
    def pair(self, newcomer, greeter, *, by):
        """This greeter goes along with this newcomer; both are told of each other."""
        if newcomer == greeter.user:
            raise Refused(_("Nobody is their own buddy."))
        is_there = Greeter.objects.free().filter(pk=greeter.pk).exists()
        rows = Greeter.objects.filter(
            pk=greeter.pk, taken__lt=F("most")
        )  # no join: the row itself is asked again
        if not (is_there and rows.update(taken=F("taken") + 1)):
            raise Refused(_("%(name)s goes along with as many as they offered.") % {"name": greeter})
        try:
            with transaction.atomic():
                buddy = self.create(newcomer=newcomer, greeter=greeter, by=by)
        except IntegrityError:
            Greeter.objects.filter(pk=greeter.pk).update(taken=F("taken") - 1)
            raise Refused(_("%(name)s has a buddy already.") % {"name": newcomer}) from None
        Entry.objects.record("members.buddy_paired", newcomer, by=by, greeter=greeter.user_id)
        notices.paired(buddy)
        return buddy


class Buddy(models.Model):
    """That a greeter goes along with one newcomer in the first ninety days."""

    newcomer = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="buddy")
    greeter = models.ForeignKey(Greeter, models.CASCADE, related_name="buddies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=timezone.now, editable=False)
    met_at = models.DateTimeField(null=True, editable=False)  # one of the two says that they spoke

    objects = BuddyQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("buddy")

    def __str__(self):
        return str(self.greeter)

    @transaction.atomic
    def meet(self, *, by):
        """They have been in touch; the first time counts."""
        if type(self).objects.filter(pk=self.pk, met_at=None).update(met_at=timezone.now()):
            Entry.objects.record("members.buddy_met", self.newcomer, by=by)

    @transaction.atomic
    def part(self, *, by):
        """The newcomer stands without one again."""
        if not type(self).objects.filter(pk=self.pk).delete()[0]:
            raise Refused(_("Someone else was quicker, or this has already moved on. Nothing was changed."))
        Greeter.objects.filter(pk=self.greeter_id).update(taken=F("taken") - 1)
        Entry.objects.record("members.buddy_parted", self.newcomer, by=by)


class FirstStepQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=FirstStep.State.OFFERED)


class FirstStep(models.Model):
    """One small thing a newcomer is offered, with one person, and why; done or let go, the next follows."""

    class State(models.TextChoices):
        OFFERED = "offered", gettext_lazy("Offered")
        DONE = "done", gettext_lazy("Done")
        IGNORED = "ignored", gettext_lazy("Let go")

    class Kind(models.TextChoices):
        HELLO = "hello", gettext_lazy("Say hello")
        TALK = "talk", gettext_lazy("Talk for twenty minutes")
        THIRD = "third", gettext_lazy("Be introduced to one more person")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="first_steps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    why = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    offered_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = FirstStepQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("first step")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="offered"), name="one_first_step_at_a_time"
            ),
            models.UniqueConstraint(fields=["user", "kind"], name="one_first_step_a_kind"),
            models.CheckConstraint(condition=~Q(user=F("person")), name="a_first_step_is_with_somebody_else"),
        ]
        indexes = [
            models.Index(fields=["offered_at"], condition=Q(state="offered"), name="first_steps_offered")
        ]

    def __str__(self):
        return self.get_kind_display()

    def close(self, state):
        """It is done, or let go; the second press changes nothing."""
        rows = type(self).objects.open().filter(pk=self.pk)
        return bool(rows.update(state=state, closed_at=timezone.now()))
