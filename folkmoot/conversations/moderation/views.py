"""Acts of the moderation desk beside deciding, and the page on which an author appeals."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.core.http import kept, page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import Appeal, CaseNote, Caution, Message
from ..owners import readable_owner
from ..views import desk
from .forms import AppealForm, CaseNoteForm, CautionForm, RefuseForm


def appeal(request, pk):
    """Ask the team to look again at one's own hidden message."""
    found = get_object_or_404(Message.objects.visible_to(request.user).select_related("thread"), pk=pk)
    owner = readable_owner(found.thread, request.user)
    require(policy.may_appeal(request.user, found))
    form = AppealForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            Appeal.objects.appeal(found, form.cleaned_data["words"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(
                request, _("The team is asked to look again. You are told by mail what comes of it.")
            )
            return redirect(found)
    return page(request, "conversations/appeal.html", {"message": found, "owner": owner, "form": form})


@require_POST
def refuse(request, pk):
    """What was hidden stays hidden, after somebody else looked."""
    found = desk.found_open(request, pk)
    require(policy.may_answer_appeal(request.user, found))
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return desk.show_case(request, found, refuse_form=form)
    waiting = get_object_or_404(found.appeals.open())
    desk.as_seen(request, found)
    waiting.refuse(form.cleaned_data["words"], by=request.user)
    messages.success(request, _("It stays hidden, and its author is told why."))
    return redirect("conversations:desk")


@require_POST
def open_case(request, pk):
    """Read what was written in a circle that is not one's own. The record says who did."""
    desk.found(request, pk).open_case(by=request.user)
    return redirect("conversations:case", pk)


@require_POST
def note(request, pk):
    """Write something down for the others of the team."""
    found = desk.found_open(request, pk)
    form = CaseNoteForm(request.POST)
    if not form.is_valid():
        return desk.show_case(request, found, note_form=form)
    CaseNote.objects.write(found, form.cleaned_data["words"], by=request.user)
    messages.success(request, _("The note is kept for the team."))
    return redirect("conversations:case", pk)


@require_POST
def caution(request, pk):
    """Warn or pause who wrote a message."""
    found = desk.found_open(request, pk)
    person = found.author
    require(person is not None and person.is_active and policy.may_caution(request.user, person))
    form = CautionForm(request.POST)
    if not form.is_valid():
        return desk.show_case(request, found, caution_form=form)
    values = form.cleaned_data
    Caution.objects.caution(person, values["kind"], values["words"], by=request.user, message=found)
    messages.success(request, _("%(name)s is told.") % {"name": person})
    return redirect("conversations:case", pk)


@require_safe
def paused(request):
    """Who is paused now, until when and why."""
    require(policy.may_moderate(request.user))
    rows = Caution.objects.pauses().select_related("user", "by")
    current = Paginator(rows, 30).get_page(request.GET.get("page"))
    return page(request, "conversations/paused.html", {"page": current})


@require_POST
def lift(request, pk):
    """End a pause before its time."""
    require(policy.may_moderate(request.user))
    found = get_object_or_404(Caution.objects.filter(until__isnull=False).select_related("user"), pk=pk)
    require(policy.may_caution(request.user, found.user))
    found.lift(by=request.user)
    messages.success(request, _("%(name)s may write again, and is told.") % {"name": found.user})
    return redirect("conversations:paused")
