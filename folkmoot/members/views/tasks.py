"""What the team has to do: mine and everybody's, by owner and by day."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.activity import exports
from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..models import Task
from ..records.forms import TaskForm
from ..records.person import Record, url_of

A_PAGE = 50
SHOWN = {
    "mine": lambda user: Task.objects.open().of(user).soonest(),
    "": lambda _user: Task.objects.open().soonest(),
    "overdue": lambda _user: Task.objects.overdue().soonest(),
    "done": lambda _user: Task.objects.done().order_by("-done_at", "-pk"),
}


@require_safe
def tasks(request):
    """Tasks, what is due first standing first."""
    require(policy.may_keep_tasks(request.user))
    show = request.GET.get("show", "mine")
    show = show if show in SHOWN else "mine"
    page = Paginator(_found(show, request.user), A_PAGE).get_page(request.GET.get("page"))
    for task in page:
        task.record_url = task.person and url_of(task.person)
    context = {"page": page, "show": show, "tabs": _tabs(show)}
    return render(request, "members/tasks.html", context)


def _found(show, user):
    return SHOWN[show](user).with_people().select_related("owner", "done_by")


def _tabs(show):
    labels = {"mine": _("Mine"), "": _("Everybody’s"), "overdue": _("Overdue"), "done": _("Done")}
    here = reverse("members:tasks")
    return [
        {"label": label, "url": f"{here}?show={name}", "current": name == show}
        for name, label in labels.items()
    ]


@require_POST
def export(request):
    """The tasks as filtered, as a table."""
    require(policy.may_keep_tasks(request.user))
    show = request.GET.get("show", "mine")
    show = show if show in SHOWN else "mine"
    headings = [_("What is to be done"), _("Who does it"), _("By when"), _("About"), _("Done"), _("By")]
    rows = (
        [
            task.words, str(task.owner or ""), task.due, task.person.name if task.person else "",
            task.done_at and task.done_at.date(), str(task.done_by or ""),
        ]
        for task in _found(show, request.user).iterator(chunk_size=500)
    )  # fmt: skip
    return exports.answer(request, "tasks", headings, rows, show=show)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk=None, of=User):
    """A task, about a person or about nobody."""
    require(policy.may_keep_tasks(request.user))
    person = get_object_or_404(of, pk=pk) if pk else None
    form = TaskForm(request.POST or None, initial={"owner": request.user, **kept(request)})
    if form.is_valid():
        Task.objects.set(**form.cleaned_data, by=request.user, person=person)
        messages.success(request, _("The task is set."))
        return redirect(url_of(person) if person else "members:tasks")
    context = {"form": form, "record": person and Record(person)}
    return render(request, "members/task.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request, pk):
    """Other words, another owner, another day."""
    require(policy.may_keep_tasks(request.user))
    here = get_object_or_404(Task.objects.with_people(), pk=pk)
    form = TaskForm(request.POST or None, instance=get_object_or_404(Task, pk=pk), initial=kept(request))
    if form.is_valid():
        here.edit(by=request.user, **{name: form.cleaned_data[name] for name in form.changed_data})
        messages.success(request, _("Saved."))
        return redirect(url_of(here.person) if here.person else "members:tasks")
    context = {"form": form, "task": here, "record": here.person and Record(here.person)}
    return render(request, "members/task.html", context, status=422 if form.errors else 200)


@require_POST
def finish(request, pk):
    """It is done."""
    return _moved(request, pk, Task.finish)


@require_POST
def open_again(request, pk):
    """It was not done after all."""
    return _moved(request, pk, Task.open_again)


def _moved(request, pk, verb):
    """Do it, and back to where one was. Pressed twice, it is done once."""
    require(policy.may_keep_tasks(request.user))
    verb(get_object_or_404(Task, pk=pk), by=request.user)
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, {request.get_host()})
    return HttpResponseRedirect(back if safe else reverse("members:tasks"))
