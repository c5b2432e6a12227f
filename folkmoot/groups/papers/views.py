"""The files of a group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.files.kinds import LARGEST_FILE
from folkmoot.files.receiving import files_up_to

from .. import finding, policy
from ..forms import too_large
from ..models import Paper
from .forms import PaperForm

A_PAGE = 25
RATES |= {"group-file": (60, 24 * 3600)}


@login_not_required
@require_safe
def papers(request, slug):
    """Those this person may open, the newest first; a word narrows them."""
    group = finding.read(request, slug)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    rows = group.papers.visible_to(request.user).newest_first()
    if words:
        rows = rows.filter(
            Q(title__icontains=words) | Q(words__icontains=words) | Q(file__name__icontains=words)
        )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    here = group.belonging_of(request.user)
    for paper in page:
        paper.group = group
        paper.may_change = policy.may_change_paper(request.user, paper)
    may_add = policy.may_add_papers(request.user, group)
    context = {"group": group, "page": page, "words": words, "may_add": may_add, "here": here}
    return render(request, "groups/papers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@files_up_to(LARGEST_FILE)
def add(request, slug):
    """Put a file into the group."""
    group = finding.read(request, slug)
    require(policy.may_add_papers(request.user, group))
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(data, files, initial=kept(request))
    if request.method == "POST" and too_large(request, form, "file", "25 MB"):
        pass
    elif request.method == "POST" and form.is_valid() and (paper := _added(request, group, form)):
        words = _("“%(title)s” is there.") % {"title": paper.title}
        if form.taken_out:
            words += " " + _("It lists people, so we put “Person 1”, “Person 2” in place of their names.")
        messages.success(request, words)
        return redirect("groups:papers", slug)
    context = {"group": group, "form": form}
    return render(request, "groups/paper_add.html", context, status=422 if form.errors else 200)


def _added(request, group, form):
    said = form.cleaned_data
    try:
        spend("group-file", request.user.pk)
        return Paper.objects.add(
            group,
            said["file"],
            title=said["title"],
            words=said["words"],
            shown=said["shown"],
            by=request.user,
        )
    except ValidationError as error:
        form.add_error("file", error)
    except Refused as refused:
        form.add_error(None, refused.words)
    return None


@require_POST
def show(request, slug, pk):
    """Let all who read the group open it, or its people alone again."""
    paper = _ones_own(request, slug, pk)
    paper.show(request.POST.get("shown") == "yes", by=request.user)
    messages.success(request, _("Changed. Links to it that were passed on lead nowhere now."))
    return redirect("groups:papers", slug)


@require_POST
def remove(request, slug, pk):
    """Throw it away."""
    paper = _ones_own(request, slug, pk)
    paper.remove(by=request.user)
    messages.success(request, _("The file is gone."))
    return redirect("groups:papers", slug)


def _ones_own(request, slug, pk):
    group = finding.read(request, slug)
    paper = get_object_or_404(group.papers.visible_to(request.user).select_related("file", "group"), pk=pk)
    require(policy.may_change_paper(request.user, paper))
    return paper
