"""The page of those who write from the room: made for a phone, works on anything."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.activity.models import Draft
from folkmoot.core.http import kept, number, page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.files.models import File
from folkmoot.publishing import policy
from folkmoot.publishing.models import LiveBlog, PostPage

from .forms import ChangeForm, TellForm

NEWEST = 20  # entries below the form


def for_reporters(view):
    """The post and its live blog for those who may write in it: else 404, or 403."""

    @never_cache
    @wraps(view)
    def guarded(request, slug, *args, **kwargs):
        readable = PostPage.objects.visible_to(request.user).select_related("thread").defer("body")
        request.post_told = get_object_or_404(readable, slug=slug)
        request.live_blog = LiveBlog.objects.of(request.post_told)
        require(policy.may_report(request.user, request.live_blog))
        return view(request, *args, **kwargs)

    return guarded


@for_reporters
def live(request):
    """The form, what readers ask, and the newest entries; or how to make this post a live blog."""
    if request.live_blog is None:
        return page(request, "publishing/live/plan.html", {"post": request.post_told})
    if request.method == "POST":
        return _tell(request)
    if request.htmx:  # the page looks for news by itself
        return page(request, "publishing/live/desk.html", _context(request), part="around")
    return page(request, "publishing/live/desk.html", _context(request, form=_form(request)))


@require_POST
@for_reporters
def plan(request):
    require(policy.may_lead_live(request.user))
    LiveBlog.objects.plan(request.post_told, by=request.user)
    return redirect("publishing:live", request.post_told.slug)


@require_POST
@for_reporters
def start(request):
    _existing(request).start(by=request.user)
    messages.success(request, _("The live blog is running. Readers of the post see what you send."))
    return redirect("publishing:live", request.post_told.slug)


@require_POST
@for_reporters
def end(request):
    _existing(request).end(by=request.user)
    messages.success(request, _("The live blog has ended. Readers see it from the beginning now."))
    return redirect("publishing:live", request.post_told.slug)


@for_reporters
def change(request, entry):
    """Change an entry: its words, its time, whether it is a main moment."""
    entry = _own_entry(request, entry)
    given = {"entry": entry, "zone": _zone(request), "initial": kept(request)}
    form = ChangeForm(request.POST or None, **given)
    if form.is_valid():
        try:
            entry.edit(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Entry %(number)s is changed.") % {"number": entry.number})
            return redirect("publishing:live", request.post_told.slug)
    context = {"entry": entry, "form": form, "post": request.post_told}
    return page(request, "publishing/live/change.html", context, status=422 if form.errors else 200)


@require_POST
@for_reporters
def withdraw(request, entry):
    """Take an entry out of sight; the page offers to put it back."""
    _own_entry(request, entry).withdraw(by=request.user)
    return redirect("publishing:live", request.post_told.slug)


@require_POST
@for_reporters
def put_back(request, entry):
    _own_entry(request, entry).put_back(by=request.user)
    return redirect("publishing:live", request.post_told.slug)


@require_POST
@for_reporters
def aside(request, question):
    """Readers' questions that the room will not answer now."""
    get_object_or_404(_existing(request).questions, pk=question).put_aside(by=request.user)
    return redirect("publishing:live", request.post_told.slug)


def _existing(request):
    return request.live_blog or get_object_or_404(LiveBlog, post=request.post_told)


def _own_entry(request, entry):
    found = get_object_or_404(_existing(request).entries.whole(), number=entry)
    require(policy.may_change_entry(request.user, found))
    return found


def _zone(request):
    return ZoneInfo(request.community.time_zone)


def draft_key(live_blog):
    return f"live-{live_blog.pk}"


def _form(request):
    """Empty, or with what was begun; with `?answer=` the answer to that question."""
    initial = Draft.objects.words(request.user, draft_key(request.live_blog)) | kept(request)
    if asked := number(request.GET.get("answer")):
        initial["answers"] = request.live_blog.questions.filter(pk=asked, answered_in=None).first()
    return TellForm(initial=initial, live_blog=request.live_blog, zone=_zone(request))


def _tell(request):
    form = TellForm(request.POST, request.FILES, live_blog=request.live_blog, zone=_zone(request))
    if form.is_valid():
        try:
            return _told(request, _told_by(request, form.cleaned_data))
        except Refused as refused:
            form.add_error(None, refused.words)
        except ValidationError as error:  # the picture: only unpacking it tells whether it is one
            form.add_error("picture", error)
    context = _context(request, form=form)
    return page(request, "publishing/live/desk.html", context, part="desk", status=422)


def _told_by(request, values):
    """The entry of this form; a picture that came again with it is not kept twice."""
    upload, question = values.pop("picture"), values.pop("answers")
    audience = request.post_told.audience_id
    picture = (
        File.objects.keep(upload, by=request.user, audience_id=audience, max_side=1600) if upload else None
    )
    with transaction.atomic():
        entry = request.live_blog.tell(by=request.user, picture=picture, question=question, **values)
        if picture and entry.picture_id != picture.pk:
            picture.drop()
        Draft.objects.drop(request.user, draft_key(request.live_blog))
    return entry


def _told(request, entry):
    if request.htmx:
        form = TellForm(live_blog=request.live_blog, zone=_zone(request))
        context = _context(request, form=form, just_told=entry)
        return page(request, "publishing/live/desk.html", context, part="desk")
    messages.success(request, _("Entry %(number)s is out.") % {"number": entry.number})
    return redirect("publishing:live", request.post_told.slug)


def _context(request, **more):
    live_blog = request.live_blog
    lead = policy.may_lead_live(request.user)
    form = more.get("form")
    return {
        "live_blog": live_blog,
        "post": request.post_told,
        "lead": lead,
        "entries": live_blog.entries.whole().order_by("-created_at", "-pk")[:NEWEST],
        "waiting": live_blog.questions.waiting().select_related("asker"),
        "set_aside": live_blog.questions.set_aside().select_related("asker")[:NEWEST],
        "draft_key": draft_key(live_blog),
        "question": _question_of(form) if form else None,
        **more,
    }


def _question_of(form):
    """The question this form answers, to be shown above it; what was answered meanwhile is not."""
    pk = number(str(form["answers"].value() or ""))
    return (
        form.live_blog.questions.filter(pk=pk, answered_in=None).select_related("asker").first()
        if pk
        else None
    )
