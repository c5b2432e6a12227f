"""Two records of one person: find the other, see what happens, make them one; and part them again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.core.policy import require

from .. import policy
from ..merging.forms import MergeForm
from ..merging.moving import what_moves
from ..merging.profiles import gaps
from ..models import Contact, Merge
from ..records.person import Record

FOUND = 20


@require_safe
def find(request, pk):
    """Which other record is the same person's: those of the same name first."""
    require(policy.may_see_records(request.user))
    person = get_object_or_404(_here(), pk=pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200] or person.name
    found = [Record(user) for user in _called(words).exclude(pk=pk)[:FOUND]]
    contacts = Contact.objects.strangers().saying(words).select_related("guest").newest()[:FOUND]
    context = {"record": Record(person), "words": words, "found": found, "contacts": contacts}
    context["may_link"] = policy.may_link_contact(request.user, person)
    return render(request, "members/merge_find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk, other):
    """What will happen, side by side; sent, it happens. The first of the two is kept."""
    require(policy.may_see_records(request.user))
    kept, gone = get_object_or_404(_here(), pk=pk), get_object_or_404(_here(), pk=other)
    may = policy.may_merge(request.user, kept, gone)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and not may:
        raise PermissionDenied
    if form.is_valid():
        Merge.objects.merge(kept, gone, by=request.user, **form.cleaned_data)
        messages.success(request, _("These two are one record now."))
        return redirect("members:person_record", kept.pk)
    context = {
        "form": form, "may": may, "kept": Record(kept), "gone": Record(gone), "moves": what_moves(gone),
        "filled": _filled(kept, gone),
    }  # fmt: skip
    return render(request, "members/merge.html", context, status=422 if form.errors else 200)


@require_POST
def undo(request, pk):
    """Part them: what was changed since stays where it is, and is counted."""
    found = get_object_or_404(Merge.objects.standing().select_related("kept", "other"), pk=pk)
    require(policy.may_merge(request.user, found.kept, found.other))
    stayed = found.undo(by=request.user)
    words = _("They are two records again.")
    if stayed:
        left = ngettext(
            "%(many)s thing was changed or deleted since and stays as it is.",
            "%(many)s things were changed or deleted since and stay as they are.",
            stayed,
        )
        words = f"{words} {left % {'many': stayed}}"
    messages.success(request, words)
    return redirect("members:person_record", found.kept_id)


@require_POST
def link(request, pk, contact):
    """A contact is this person, who asked with another address."""
    person = get_object_or_404(_here(), pk=pk)
    require(policy.may_link_contact(request.user, person))
    get_object_or_404(Contact.objects.strangers(), pk=contact).link_to(person, by=request.user)
    messages.success(request, _("These two are one record now."))
    return redirect("members:person_record", pk)


@require_POST
def unlink(request, pk):
    """The contact stands by itself again."""
    contact = get_object_or_404(Contact.objects.exclude(linked_at=None).select_related("user"), pk=pk)
    require(policy.may_link_contact(request.user, contact.user))
    person = contact.user_id
    contact.part(by=request.user)
    messages.success(request, _("They are two records again."))
    return redirect("members:person_record", person)


def _here():
    beside = ("membership__cohort", "profile__region")
    people = User.objects.active().select_related(*beside)
    return people.prefetch_related("profile__affiliations__organisation")


def _called(words):
    """People with all these words in the name, or with this in an address."""
    return _here().called(words).order_by("name", "pk")


def _filled(kept, gone):
    """Labels of what the kept profile does not say and the other does."""
    ours, theirs = (getattr(user, "profile", None) for user in (kept, gone))
    return [str(ours._meta.get_field(field).verbose_name) for field in gaps(ours, theirs)]
