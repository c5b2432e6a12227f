"""The form by which people say that somebody should not read, or decide about, an application."""

from django import forms
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import User

from .. import policy
from ..models import Assessor, Lane
from ..models.plan import LIVE
from .finding import with_power


def whom(user, application):
    """Of whom this person may say so: of themselves; a lead of readers they know of; the team of all who read
    or lead; an administrator of the team too.
    """
    round, reading = application.round, Assessor.objects.exclude(state__in=["declined", "removed"])
    if user.is_administrator:
        known = Q(pk__in=with_power(round).values("pk"))
    elif policy.manages(user):
        leading = Lane.leads.through.objects.filter(lane__round=round).values("user")
        known = Q(pk__in=reading.filter(round=round).values("user")) | Q(pk__in=leading)
    else:
        reads_it = Q(assessments__application=application, assessments__state__in=LIVE)
        theirs = Q(lane__in=policy.leads_in(user, round))
        known = Q(pk__in=reading.filter(theirs | reads_it, round=round).values("user"))
    found = User.objects.filter(Q(known, is_active=True) | Q(pk=user.pk))
    themselves_first = Case(When(pk=user.pk, then=0), default=1)
    return found.exclude(pk=application.applicant_id).order_by(themselves_first, "name", "pk")


class ConflictForm(forms.Form):
    """Who, and why; for an administrator, whether it is pinned."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Who should not"))
    reason = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In a few words, for the team."),
    )  # fmt: skip
    pinned = forms.BooleanField(
        label=_("Pin it: only an administrator can dismiss it then"), required=False
    )  # fmt: skip

    def __init__(self, *args, user, application, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.queryset = whom(user, application)
        field.label_from_instance = lambda one: _("Myself") if one == user else one.name
        if not policy.may_pin_conflicts(user, application.round):
            del self.fields["pinned"]
