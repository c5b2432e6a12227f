"""Accepting, declining, putting off and withdrawing for somebody who asked the team to."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..screening.views import page_of, visible
from .forms import ACTS, ForThemForm, acts


@require_POST
def for_them(request, slug, number):
    """Do what somebody asked for: they are written to, and the record says who did it."""
    application = visible(request, slug, number)
    require(policy.may_act_for(request.user, application))
    _require_open(application, request.POST.get("act"))
    form = ForThemForm(request.POST, application=application)
    if not form.is_valid():
        return page_of(request, application, for_them=form)
    said = {"by": request.user, "asked": form.cleaned_data["asked"]}
    verbs = {
        "accept": application.accept,
        "decline": application.decline_offer,
        "defer": application.defer,
        "withdraw": application.withdraw,
    }
    verbs[form.cleaned_data["act"]](**said)
    messages.success(request, _("Done for them. A letter tells them what was done, and how they asked."))
    return redirect("recruitment:one", slug, number)


def _require_open(application, act):
    """What was open when the page was made may have been done since, by them or by somebody of the team."""
    if act in ACTS and act not in acts(application):
        words = _(
            "This has moved on: it stands at “%(state)s” now. Nothing was changed, and nobody was told."
        )
        raise Refused(words % {"state": application.get_state_display()})
