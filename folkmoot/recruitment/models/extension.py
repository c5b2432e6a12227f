"""More time for one person, for a reason."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused

from .conflict import Conflict
from .round import Round


class ExtensionQuerySet(models.QuerySet):
    def unconflicted(self, user):
        """Without one's own, and without those of people one has a binding conflict with."""
        bound = Conflict.objects.binding().filter(person=user, applicant=OuterRef("user"))
        return self.exclude(user=user).exclude(Exists(bound))

    def until(self, round, user):
        """The last moment given to this person; None where there is none."""
        return self.filter(round=round, user=user).aggregate(last=models.Max("until"))["last"]

    @transaction.atomic
    def give(self, round, user, *, until, reason, by):
        """Let this person send their application until then, whatever the deadline of the others; once."""
        if until <= timezone.now():
            raise Refused(_("That moment has passed."))
        Round.objects.select_for_update().get(pk=round.pk)
        if given := self.filter(round=round, user=user, until=until, reason=reason).first():
            return given
        extension = self.create(round=round, user=user, until=until, reason=reason, given_by=by)
        for expired in round.applications.filter(applicant=user, state="not_sent"):
            expired.become("draft")  # what they wrote is there still
        Entry.objects.record("recruitment.extended", round, by=by, until=until, person=user.pk)
        return extension


class Extension(models.Model):
    """One person may send an application until then; never changed, a later one counts too."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="extensions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField(gettext_lazy("until"))
    reason = models.TextField(gettext_lazy("reason"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("extension")
        indexes = [models.Index(fields=["round", "user", "-until"], name="extensions_of_a_person")]

    def __str__(self):
        return _("Extension %(number)s") % {"number": self.pk}
