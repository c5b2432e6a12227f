"""An author's own pages: what they write, how it looks, sending it in and taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept, number
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.files.kinds import LARGEST_PICTURE
from folkmoot.files.receiving import files_up_to
from folkmoot.publishing import policy
from folkmoot.publishing.models import Submission
from folkmoot.publishing.models.submissions import Overtaken

from .changes import changes_of
from .forms import WriteForm
from .showing import drawn


@require_safe
def writings(request):
    """Everything of one's own, and where it stands."""
    mine = Submission.objects.filter(author=request.user).newest_first().listed()
    require(policy.may_contribute(request.user) or mine.exists())
    may_begin = policy.may_contribute(request.user)
    return render(request, "publishing/writing/list.html", {"submissions": mine, "may_begin": may_begin})


@require_POST
def begin(request):
    require(policy.may_contribute(request.user))
    return redirect(Submission.objects.begin(request.user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@files_up_to(LARGEST_PICTURE)
def write(request, pk):
    """The form, while it is open; else where it stands. POST saves, and adds the picture chosen."""
    submission = _own(request, pk)
    if request.method == "POST":
        return _save(request, submission) or _back_to_writing(request, submission)
    if not submission.is_open:
        return render(request, "publishing/writing/standing.html", _standing(request, submission))
    words = kept(request)
    form = WriteForm(initial=words, instance=submission)
    return _form(request, submission, form, revision=words.get("_revision"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, pk):
    """For the page that saves itself. The page came with the words in it, so GET has none to give."""
    submission = _own(request, pk)
    if request.method != "POST":
        return HttpResponse(status=204)
    form = WriteForm(request.POST, instance=_fresh(submission))
    form.is_valid()
    if not form.words_are_fine:
        return JsonResponse({"error": form.errors}, status=422)
    try:
        submission.write(seen=number(request.POST.get("_revision")), **form.words)
    except (Overtaken, Refused):
        return JsonResponse({"revision": submission.revision}, status=409)
    return JsonResponse({"saved_at": submission.saved_at, "revision": submission.revision})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@files_up_to(LARGEST_PICTURE)
def preview(request, pk):
    """How it would look. POST saves first."""
    submission = _own(request, pk)
    if request.method == "POST":
        return _save(request, submission) or redirect("publishing:preview", pk)
    may_submit = policy.may_submit(request.user, submission)
    context = {"submission": submission, "pieces": drawn(submission), "may_submit": may_submit}
    return render(request, "publishing/writing/preview.html", context)


@require_POST
@files_up_to(LARGEST_PICTURE)
def submit(request, pk):
    """Save what was typed, then send it in if nothing is missing."""
    submission = _own(request, pk)
    require(policy.may_submit(request.user, submission))
    if "source" in request.POST and (answer := _save(request, submission)):
        return answer
    form = WriteForm(_words(submission), instance=_fresh(submission), complete=True)
    if not form.is_valid():
        return _form(request, submission, form, status=422)
    submission.submit(by=request.user)
    messages.success(request, _("It is with the editors now. We write to you when one of them has read it."))
    return redirect(submission)


@require_POST
@files_up_to(LARGEST_PICTURE)
def remove_picture(request, pk, number):
    """Take a picture away; what was typed is saved first."""
    submission = _own(request, pk)
    if "source" in request.POST and (answer := _save(request, submission)):
        return answer
    submission.remove_picture(number)
    messages.success(request, _("The picture is gone, and its line in the text."))
    return redirect(f"{submission.get_absolute_url()}#pictures")


@require_POST
def take_back(request, pk):
    submission = _own(request, pk)
    submission.take_back(by=request.user)
    return redirect(submission)


@require_POST
def withdraw(request, pk):
    submission = _own(request, pk)
    submission.withdraw(by=request.user)
    messages.success(request, _("It is withdrawn. Your words stay here, for you alone."))
    return redirect(submission)


@require_POST
def resume(request, pk):
    submission = _own(request, pk)
    require(policy.may_contribute(request.user))
    submission.resume(by=request.user)
    return redirect(submission)


@require_POST
def throw_away(request, pk):
    _own(request, pk).throw_away(by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("publishing:writings")


@require_safe
def changes(request, pk):
    """What an editor changed, for the author and for editors."""
    submission = get_object_or_404(_visible(request).filter(post__isnull=False), pk=pk)
    context = {
        "submission": submission,
        "changes": changes_of(submission),
        "is_own": submission.author_id == request.user.pk,
    }
    return render(request, "publishing/writing/changes.html", context)


def _visible(request):
    return Submission.objects.visible_to(request.user).select_related(
        "author", "post", "noted_by", "taken_by"
    )


def _own(request, pk):
    """Someone else's is not here, not for editors either: they read it at their desk."""
    return get_object_or_404(_visible(request).filter(author=request.user), pk=pk)


def _fresh(submission):
    """For a form to write into, so that the row in hand stays as it is."""
    return Submission.objects.get(pk=submission.pk)


def _words(submission):
    return model_to_dict(submission, ["title", "standfirst", "source", "topics"])


def _save(request, submission):
    """Save what was sent. Answers nothing when all of it is kept, else the page that says what is not."""
    form = WriteForm(request.POST, request.FILES, instance=_fresh(submission))
    form.is_valid()
    if getattr(request, "too_large", None):
        form.errors.pop("picture", None)  # that it is missing
        form.add_error("picture", _("This picture has more than 15 MB. Make it smaller and choose it again."))
    if not form.words_are_fine:
        return _form(request, submission, form, status=422)
    try:
        submission.write(seen=number(request.POST.get("_revision")), **form.words)
    except (Overtaken, Refused) as trouble:
        return _form(request, submission, form, status=409, other=_other(submission, trouble))
    if not form.errors and form.cleaned_data["picture"]:
        _add_picture(request, submission, form)
    return _form(request, submission, form, status=422) if form.errors else None


def _add_picture(request, submission, form):
    try:
        submission.add_picture(
            form.cleaned_data["picture"], form.cleaned_data["picture_words"].strip(), by=request.user
        )
    except ValidationError as error:  # only unpacking it tells whether it is one
        form.add_error("picture", error)


def _other(submission, trouble):
    """The text that was saved meanwhile, to be shown beside the one just typed."""
    submission.refresh_from_db()
    return {"words": getattr(trouble, "words", ""), "submission": submission}


def _back_to_writing(request, submission):
    if request.FILES:
        messages.success(
            request, _("The picture is added. Its line stands at the end: move it where it belongs.")
        )
        return redirect(f"{submission.get_absolute_url()}#pictures")
    messages.success(request, _("Saved."))
    return redirect(submission)


def _form(request, submission, form, *, status=200, other=None, revision=None):
    context = {
        "form": form,
        "submission": submission,
        "revision": submission.revision if revision is None else revision,
        "pictures": submission.pictures.select_related("file"),
        "draft_url": reverse("publishing:draft", args=[submission.pk]),
        "other": other,
        "may_submit": policy.may_submit(request.user, submission),
    }
    return render(request, "publishing/writing/write.html", context, status=status)


def _standing(request, submission):
    return {
        "submission": submission,
        "pieces": drawn(submission),
        "may_resume": policy.may_contribute(request.user),
        "states": Submission.State,
    }
