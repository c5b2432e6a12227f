"""Starting a group: three parts that tolerate gaps, a look at the whole, and opening it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.activity.models import Draft
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.files.kinds import LARGEST_PICTURE
from folkmoot.files.receiving import files_up_to

from .. import policy
from ..forms import too_large
from ..models import Group, Invitation
from .alike import alike as found_alike
from .forms import PARTS, PeopleForm, PlansForm, StartForm

RATES |= {"group-open": (5, 24 * 3600)}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """What a group needs, and one's drafts. POST begins one."""
    require(policy.may_start(request.user))
    if request.method == "POST":
        group = Group.objects.begin(by=request.user)
        return redirect("groups:start_part", group.pk, "group")
    drafts = Group.objects.drafts_of(request.user)
    return render(request, "groups/start.html", {"drafts": drafts})


@require_http_methods(["GET", "HEAD", "POST"])
@files_up_to(LARGEST_PICTURE)
def part(request, pk, part):
    """One part of the form. What is typed saves itself; sending it goes on to the next."""
    group = _draft(request, pk)
    if part not in PARTS:
        raise Http404
    form = _form(request, group, part)
    if request.method == "POST" and form.is_valid() and _saved(request, group, part, form):
        Draft.objects.drop(request.user, _key(group, part))
        return redirect(_next(group, part))
    context = {
        "group": group, "form": form, "part": part, "parts": _parts(group, part), "title": PARTS[part],
        "draft_key": _key(group, part),
        "alike": _alike(request, group) if part == "group" else [],
    }  # fmt: skip
    return render(request, "groups/start_part.html", context, status=422 if form.errors else 200)


@require_safe
def alike(request):
    """For the page that asks while somebody types: groups that speak of this."""
    require(policy.may_start(request.user))
    words = " ".join([request.GET.get("name", ""), request.GET.get("question", "")])[:500].replace("\x00", "")
    return render(request, "groups/alike.html", {"alike": found_alike(words, request.user)})


@require_safe
def check(request, pk):
    """The whole before it opens: what is missing, what is empty, which groups are alike, who sees what."""
    group = _draft(request, pk)
    context = {
        "group": group,
        "parts": _parts(group, "check"),
        "lacks": _linked(group, group.lacks()),
        "gaps": _linked(group, group.gaps()),
        "alike": _alike(request, group),
        "unsent": _unsent(request, group),
        "planned": group.invitations.planned().select_related("user").order_by("-role", "pk"),
    }
    return render(request, "groups/start_check.html", context)


@require_POST
def open_it(request, pk):
    """From now on it is a group."""
    group = get_object_or_404(Group.objects.filter(started_by=request.user), pk=pk)
    if group.state != Group.State.DRAFT:  # sent twice
        return redirect(group)
    require(policy.may_start(request.user))
    if _unsent(request, group):
        raise Refused(_("Something you typed is not sent yet. Go to that step and send it, or empty it."))
    spend("group-open", request.user.pk)
    for _invitation in group.invitations.planned():
        spend("group-invitation", request.user.pk)
    group.open(by=request.user)
    messages.success(request, _("The group is open, and you convene it. Who you thought of is invited."))
    return redirect(group)


@require_POST
def throw_away(request, pk):
    """The draft goes."""
    if group := Group.objects.drafts_of(request.user).filter(pk=pk).first():
        group.throw_away()
        Draft.objects.filter(user=request.user, key__startswith=f"group-{pk}-").delete()
    messages.success(request, _("The draft is gone."))
    return redirect("groups:start")


def _draft(request, pk):
    """One's own draft; what is open already is edited elsewhere."""
    return get_object_or_404(Group.objects.drafts_of(request.user), pk=pk)


def _unsent(request, group):
    """[(part, words)] of the steps in which something was typed that was not sent."""
    keys = {_key(group, part): part for part in PARTS}
    drafts = Draft.objects.of(request.user).filter(key__in=keys).values_list("key", flat=True)
    return _linked(group, [(keys[key], PARTS[keys[key]]) for key in drafts])


def _alike(request, group):
    return found_alike(f"{group.name} {group.question} {group.phrases}", request.user)


def _key(group, part):
    return f"group-{group.pk}-{part}"


def _parts(group, here):
    """The steps, for the line at the top: what each is called, where it lies, which one this is."""
    steps = [
        {"label": label, "url": reverse("groups:start_part", args=[group.pk, part]), "current": part == here}
        for part, label in PARTS.items()
    ]
    url = reverse("groups:start_check", args=[group.pk])
    return [*steps, {"label": _("Check and open"), "url": url, "current": here == "check"}]


def _next(group, part):
    order = [*PARTS]
    after = order.index(part) + 1
    if after < len(order):
        return reverse("groups:start_part", args=[group.pk, order[after]])
    return reverse("groups:start_check", args=[group.pk])


def _linked(group, lines):
    return [(reverse("groups:start_part", args=[group.pk, part]), words) for part, words in lines]


def _form(request, group, part):
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = kept(request)
    if part == "people":
        return PeopleForm(data, group=group, by=request.user, initial=initial)
    if part == "plans":
        return PlansForm(data, instance=group, initial=initial)
    return StartForm(data, files, instance=group, initial=initial)


def _saved(request, group, part, form):
    """Call the verbs; False where the picture turns out to be none, which only unpacking it tells."""
    if part == "people":
        _plan(group, form, request.user)
        return True
    if too_large(request, form, "picture", "15 MB"):
        return False
    try:
        with transaction.atomic():
            if upload := form.cleaned_data.get("picture"):
                group.put_picture(upload, form.cleaned_data["picture_words"], by=request.user)
            group.edit(by=request.user, **form.said)
    except ValidationError as error:
        form.add_error("picture", error)
        return False
    return True


@transaction.atomic
def _plan(group, form, by):
    """Whom it will invite: the list as it is now, in place of the one before."""
    group.invitations.planned().delete()
    for name, role in (("convenors", "convenor"), ("allies", "member")):
        for one in form.cleaned_data[name]:
            if one.get("user") != by:
                Invitation.objects.invite(group, by=by, role=role, **one)
