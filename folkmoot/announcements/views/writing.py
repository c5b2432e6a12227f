"""Writing what goes to many: words, parts, the items of a newsletter."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.activity.models import Draft
from folkmoot.core.http import kept, number
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import newsletter, policy, telling
from ..forms import AnnouncementForm, ItemForm, RewordForm
from ..models import Announcement
from .finding import found

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def new(request):
    """The form for a new announcement; it is saved as a draft."""
    require(policy.may_announce(request.user))
    draft_key = "announcement-new"
    form = _form(request, AnnouncementForm, Announcement(), draft_key)
    if not form.is_valid():
        return _written(request, form, draft_key, title=_("Write an announcement"))
    with transaction.atomic():
        announcement = Announcement.objects.draft(by=request.user, **form.words)
        Draft.objects.drop(request.user, draft_key)
    return redirect("announcements:standing", announcement.pk)


@require_http_methods(PAGE)
def edit(request, pk):
    """Change a draft. Where another was quicker, what was typed stays and theirs is a click away."""
    announcement = found(request, pk)
    draft_key = f"announcement-{pk}"
    form = _form(request, AnnouncementForm, announcement, draft_key)
    title = _("Change the newsletter") if announcement.is_newsletter else _("Change the announcement")
    if request.method != "POST" or not form.is_valid():
        with transaction.atomic():
            announcement.require_draft()
        return _written(request, form, draft_key, title=title, announcement=announcement)
    fresh = Announcement.objects.get(pk=pk)
    try:
        with transaction.atomic():
            fresh.edit(by=request.user, revision=form.cleaned_data["revision"], **form.words)
            Draft.objects.drop(request.user, draft_key)
    except Refused as refused:
        form = form.over(fresh.revision)
        form.add_error(None, refused.words)
        return _written(request, form, draft_key, title=title, announcement=announcement, status=409)
    return redirect("announcements:standing", pk)


@require_http_methods(PAGE)
def reword(request, pk):
    """New words for those who still wait, while it is paused."""
    announcement = found(request, pk)
    draft_key = f"announcement-reword-{pk}"
    form = _form(request, RewordForm, announcement, draft_key)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            Announcement.objects.get(pk=pk).reword(by=request.user, **form.words)
            Draft.objects.drop(request.user, draft_key)
        messages.success(
            request, _("Those who still wait get the new words. Let it go on when you are ready.")
        )
        return redirect("announcements:standing", pk)
    if announcement.state != announcement.State.PAUSED:
        raise Refused(_("Pause it first: while it goes out, its words stay."))
    waiting = announcement.recipients.waiting().count()
    return _written(
        request,
        form,
        draft_key,
        title=_("New words for the rest"),
        announcement=announcement,
        waiting=waiting,
    )


def _form(request, form, instance, draft_key):
    if request.method == "POST":
        return form(request.POST, instance=instance)
    # Over words that are saved the page lays the draft, so that one can go back to them: see auto-save.js.
    words = {} if instance.pk else Draft.objects.words(request.user, draft_key)
    return form(instance=instance, initial=words | kept(request))


def _written(request, form, draft_key, *, status=None, **context):
    context |= {"form": form, "draft_key": draft_key}
    status = status or (422 if form.errors else 200)
    return render(request, "announcements/write.html", context, status=status)


@require_POST
def gather(request):
    """Begin the next newsletter with what is new, or add to it what has come since."""
    require(policy.may_gather(request.user))
    gathered = Announcement.objects.gather(by=request.user)
    return redirect("announcements:arrange", gathered.pk)


@require_http_methods(PAGE)
def arrange(request, pk):
    """The items of a newsletter: their order, their words, which are told. Each button saves all words."""
    announcement = found(request, pk)
    with transaction.atomic():
        announcement.require_draft()
    items = telling.asked_again(list(announcement.items.in_order()))
    forms = [_item_form(request, item) for item in items]
    context = {"announcement": announcement, "rows": list(zip(items, forms, strict=True))}
    if request.method != "POST":
        return render(request, "announcements/arrange.html", context)
    if any(form.errors for form in forms):
        return render(request, "announcements/arrange.html", context, status=422)
    act, _dash, item = request.POST.get("act", "").partition("-")
    words = {found.pk: form.cleaned_data for found, form in zip(items, forms, strict=True)}
    newsletter.arrange(announcement, words, by=request.user, act=act, item=number(item))
    return redirect(_next(announcement, act, item))


def _item_form(request, item):
    prefix = f"item-{item.pk}"
    if request.method == "POST" and f"{prefix}-title" in request.POST:
        return ItemForm(request.POST, prefix=prefix)
    said = {"title": item.title, "blurb": item.blurb}
    if request.method == "POST":  # gathered meanwhile: nobody has typed anything about it
        return ItemForm({f"{prefix}-{name}": value for name, value in said.items()}, prefix=prefix)
    return ItemForm(initial=said, prefix=prefix)


def _next(announcement, act, item):
    """Back to the item that was moved; on to the whole letter when all is saved."""
    if act in {"up", "down", "in", "out"}:
        return f"{reverse('announcements:arrange', args=[announcement.pk])}#item-{number(item) or ''}"
    return announcement
