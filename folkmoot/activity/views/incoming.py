"""Mail that came in: its writer says that it is theirs, the team sees what was held and refused."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import policy, reading
from folkmoot.activity.inbound import asking, taking
from folkmoot.activity.models import IncomingMail
from folkmoot.core.policy import require


@require_safe
def incoming(request):
    """What is held and what was refused, and why: never what it says."""
    require(policy.may_see_deliveries(request.user))
    return render(request, "activity/incoming.html", reading.page_of_incoming(request.GET))


@require_POST
def let_in(request, pk):
    """The team vouches for a held answer: it goes where it was for."""
    require(policy.may_decide_on_mail(request.user))
    held = get_object_or_404(IncomingMail.objects.for_the_team().defer("raw"), pk=pk)
    require(policy.may_let_in(request.user, held))
    _told(request, taking.let_in(held.pk, by=request.user))
    return redirect("activity:incoming")


@require_POST
def refuse(request, pk):
    """The team refuses a held mail; its writer gets their words back."""
    require(policy.may_decide_on_mail(request.user))
    held = get_object_or_404(IncomingMail.objects.for_the_team().defer("raw"), pk=pk)
    taking.turn_away(held.pk, by=request.user)
    messages.success(request, _("The mail is refused, and its writer told."))
    return redirect("activity:incoming")


@login_not_required  # from a link in a letter: signed, for one mail and the address its owner has now
@never_cache
@require_http_methods(["GET", "POST"])
def was_it_you(request, token):
    """A GET asks and changes nothing; a POST says that it is theirs, or that it is not."""
    mails = IncomingMail.objects.filter(pk=asking.read(token))
    held = mails.select_related("user").defer("raw").first()
    if held is None or not asking.fits(token, held):
        raise Http404
    if request.method == "POST":
        if "mine" in request.POST:
            held = taking.let_in(held.pk, by=held.user)
        else:
            held.drop("not theirs", by=held.user)
        return redirect(request.path)
    response = render(request, "activity/was_it_you.html", {"held": held})
    # Its address is a key, for this site only; "no-referrer" would hide the Origin of its own form.
    response["Referrer-Policy"] = "same-origin"
    return response


def _told(request, decided):
    if decided.state == IncomingMail.State.TAKEN:
        messages.success(request, _("The mail is let in."))
    elif decided.state == IncomingMail.State.DROPPED:
        messages.warning(request, _("The account is closed, so the mail was thrown away."))
    else:
        words = _("It could not be put where it was for: %(reason)s Its writer is told.")
        messages.warning(request, words % {"reason": decided.reason})
