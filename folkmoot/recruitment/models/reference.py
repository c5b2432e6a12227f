"""References: somebody who knows the applicant says so by mail."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.lifecycle import Lifecycle

from .application import Application


class Reference(Lifecycle):
    """A person named by an applicant, asked by mail, who answers by a link without an account."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("Asked")
        GIVEN = "given", gettext_lazy("Given")
        DECLINED = "declined", gettext_lazy("Not given")
        TAKEN_BACK = "taken_back", gettext_lazy("Taken back")

    MOVES = {State.ASKED: {State.GIVEN, State.DECLINED, State.TAKEN_BACK}}

    application = models.ForeignKey(Application, models.CASCADE, related_name="references")
    name = models.CharField(gettext_lazy("name"), max_length=80)
    email = models.EmailField(gettext_lazy("e-mail address"))
    relation = models.CharField(gettext_lazy("how they know the applicant"), max_length=120, blank=True)
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State, default=State.ASKED)
    words = models.TextField(gettext_lazy("reference"), blank=True)
    may_be_shown = models.BooleanField(gettext_lazy("the applicant may read it"), default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("reference")
        constraints = [
            models.UniqueConstraint(fields=["application", "email"], name="one_reference_a_referee")
        ]

    def __str__(self):
        return _("Reference %(number)s") % {"number": self.pk}
