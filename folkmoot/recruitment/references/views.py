"""People who know the applicant: named by them, answering by the link of a letter without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused

from ..models import Application, Reference
from ..models.reference import MOST, may_name
from . import links
from .forms import RefereeForm, ReferenceForm


def _own(request, slug):
    return get_object_or_404(Application.objects.of(request.user), round__slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def referees(request, slug):
    """Whom the applicant named, what became of it, and a form to name one more."""
    application = _own(request, slug)
    form = RefereeForm(request.POST or None, applicant=request.user, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            asked = Reference.objects.ask(application, by=request.user, **form.cleaned_data)
        except Refused as why:
            form.add_error(None, why.words)
        else:
            messages.success(request, _("We have written to %(name)s.") % {"name": asked.name})
            return redirect("recruitment:referees", slug)
    named = list(application.references.standing())
    context = {
        "application": application, "round": application.round, "form": form, "named": named,
        "may_name": may_name(application) and len(named) < MOST,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "recruitment/references/referees.html", context, status=status)


@require_POST
def take_back(request, slug, pk):
    """They are not to be asked after all; pressed twice it is taken back once."""
    reference = get_object_or_404(_own(request, slug).references, pk=pk)
    if reference.state != Reference.State.TAKEN_BACK:
        reference.take_back(by=request.user)
        messages.success(request, _("Taken back. The link in our letter leads nowhere any longer."))
    return redirect("recruitment:referees", slug)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference(request, token):
    """Behind the link of the letter: a few lines, or no. Scanners open links: only the buttons answer."""
    found = Reference.objects.select_related("application__round", "application__applicant")
    found = found.filter(pk=links.read(token)).first()
    if found and not (found.email and links.fits(token, found)):
        found = None
    response = _answer(request, found) if found else _shown(request, None, None, status=410)
    # The address of this page is a key: for this site only, see conversations.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request, found):
    declines = "decline" in request.POST
    form = ReferenceForm(request.POST if request.method == "POST" and not declines else None)
    if request.method != "POST" or not found.is_waited_for:
        gone = not found.is_waited_for and found.state not in {"given", "declined"}
        typed = request.POST.get("words", "")  # too late: given back, to keep elsewhere
        return _shown(request, found, form, status=410 if gone else 200, typed=typed)
    if declines:
        found.decline()
    elif form.is_valid():
        found.give(**form.cleaned_data)
    else:
        return _shown(request, found, form, status=422)
    return redirect(request.path)


def _shown(request, found, form, *, status, typed=""):
    context = {"reference": found, "form": form, "typed": typed if found and found.state != "given" else ""}
    return render(request, "recruitment/references/reference.html", context, status=status)
