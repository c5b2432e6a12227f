"""Taking one's data, leaving, coming back and being forgotten; and the team doing it for someone."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.core.gathering import gather
from folkmoot.core.http import page
from folkmoot.core.policy import require

from .. import policy
from ..leaving import links
from ..leaving.forms import ForgetForm, LeaveForm
from ..models import DataCopy, Erasure, Member


@require_http_methods(["GET", "HEAD", "POST"])
def data(request):
    """A copy of everything that is kept of me: ask for it, take it."""
    if request.method == "POST":
        DataCopy.objects.ask(request.user, by=request.user)
        messages.success(request, _("Your copy is being put together. We write to you when it is ready."))
        return redirect("members:data")
    held = [row for rows in gather("data held", request.user) for row in rows]
    context = {"copy": DataCopy.objects.of(request.user).first(), "held": held}
    return render(request, "members/leaving/data.html", context)


@require_safe
def data_file(request, pk):
    """The file itself, for the person it is about alone, for a week."""
    copy = get_object_or_404(DataCopy.objects.of(request.user).select_related("file"), pk=pk)
    if not copy.is_good:
        return render(request, "members/leaving/copy_gone.html", status=410)
    try:
        content = copy.file.stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=copy.file.name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request):
    """Stop being a member, or leave altogether; once that waits, the way back."""
    erasure = Erasure.objects.of(request.user)
    if erasure and "back" in request.POST:
        erasure.call_off(by=request.user)
        messages.success(request, _("Welcome back. Requests that were ended stay ended."))
        return redirect("accounts:overview")
    member = Member.objects.current().filter(user=request.user).first()
    form = LeaveForm(request.POST or None, member=member)
    if form.is_valid():
        if not form.forgets:
            if member:  # sent twice, they have left already
                member.leave(by=request.user)
            messages.success(request, _("You are no member any more. Your account stays."))
            return redirect("accounts:overview")
        Erasure.objects.ask(request.user, by=request.user, words_go=form.words_go)
        return redirect("members:leave")
    context = {"form": form, "member": member, "erasure": erasure}
    status = 422 if form.errors and not erasure else 200
    return render(request, "members/leaving/leave.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request, token):
    """Behind the link of the letter: come back, or do not wait. Scanners open links: only buttons act."""
    erasure = Erasure.objects.waiting().filter(pk=links.read(token)).select_related("user").first()
    if erasure and not links.fits(token, erasure):
        erasure = None
    done = ""
    if request.method == "POST" and erasure:
        done = _decided(request, erasure)
    context = {"erasure": erasure, "done": done, "token": token}
    response = page(request, "members/leaving/leaving.html", context, status=200 if erasure else 410)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _decided(request, erasure):
    """What the button said: "back", "forgotten", or nothing where it said neither."""
    if "back" in request.POST:
        erasure.call_off(by=erasure.user)
        return "back"
    if "now" not in request.POST:
        return ""
    if request.user == erasure.user:
        logout(request)
    erasure.carry_out()
    return "forgotten"


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request, pk):
    """The team has someone forgotten who asked for it otherwise."""
    person = get_object_or_404(User.objects.not_forgotten(), pk=pk)
    require(policy.may_forget(request.user, person))
    may_be_now = policy.may_forget_at_once(request.user, person)
    erasure = Erasure.objects.of(person)
    form = ForgetForm(request.POST or None, may_be_now=may_be_now, waiting=erasure)
    if form.is_valid():
        return _forgotten(request, person, form)
    context = {"form": form, "person": person, "erasure": erasure, "may_be_now": may_be_now}
    return render(request, "members/leaving/forget.html", context, status=422 if form.errors else 200)


def _forgotten(request, person, form):
    reason = form.cleaned_data.get("reason", "")
    told = {"by": request.user, "words_go": form.words_go, "reason": reason}
    name = str(person)
    erasure = Erasure.objects.ask(person, **told)
    if form.cleaned_data.get("now"):
        erasure.carry_out(by=request.user)
        messages.success(request, _("%(name)s is forgotten.") % {"name": name})
        return redirect("members:team_people")
    messages.success(request, _("%(name)s is told, and can come back for 30 days.") % {"name": name})
    return redirect("members:person_record", person.pk)


@require_POST
def bring_back(request, pk):
    """The team calls it off: the person wants to stay."""
    person = get_object_or_404(User, pk=pk)
    require(policy.may_forget(request.user, person))
    erasure = get_object_or_404(Erasure.objects.waiting(), user=person)
    erasure.call_off(by=request.user)
    messages.success(request, _("%(name)s stays.") % {"name": person})
    return redirect("members:person_record", person.pk)


@require_POST
def copy_for(request, pk):
    """Somebody asked the team for a copy of their data: it goes to them, never to the team."""
    person = get_object_or_404(User.objects.active(), pk=pk)
    require(policy.may_have_copied(request.user, person))
    DataCopy.objects.ask(person, by=request.user)
    messages.success(request, _("The copy goes to %(name)s by mail.") % {"name": person})
    return redirect("members:person_record", person.pk)
