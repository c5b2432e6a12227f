"""One record for each person: what the team knows, did and has to do."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require

from .. import policy
from ..models import Contact, Erasure, Member, Merge, Profile
from ..models.membership import Taken
from ..records.forms import AddForm, EmployersForm, EnrolForm, NoteForm
from ..records.person import Record, url_of
from ..records.roles import Roles
from .notes import draft_key

PARTS = ("notes", "letters", "happened", "here")


@require_safe
def person(request, pk):
    """The record of someone with an account, a part at a time."""
    require(policy.may_see_records(request.user))
    beside = ("membership__cohort", "membership__welcomed_by", "profile__region")
    people = (
        User.objects.not_forgotten()
        .select_related(*beside)
        .prefetch_related("profile__affiliations__organisation")
    )
    found = get_object_or_404(people, pk=pk)
    if not found.is_active and (merged := found.merged_into.standing().first()):
        return redirect("members:person_record", merged.kept_id)
    return _shown(request, Record(found))


@require_safe
def contact(request, pk):
    """The record of a contact; who has an account by now has it there."""
    require(policy.may_see_records(request.user))
    found = get_object_or_404(Contact.objects.select_related("guest"), pk=pk)
    if found.user_id:
        return redirect("members:person_record", found.user_id)
    return _shown(request, Record(found))


def _shown(request, record):
    part = request.GET.get("part") if request.GET.get("part") in PARTS else "notes"
    context = {"record": record, "tabs": _tabs(record, part), "part_template": f"members/record/{part}.html"}
    context |= _may(request, record) | SHOWN[part](request, record)
    return render(request, "members/record.html", context)


def _tabs(record, part):
    labels = {
        "notes": _("Notes and tasks"),
        "letters": _("Letters"),
        "here": _("What they do here"),
        "happened": _("What happened"),
    }
    return [
        {
            "label": label,
            "url": record.url + (f"?part={name}" if name != "notes" else ""),
            "current": name == part,
        }
        for name, label in labels.items()
    ]


def _may(request, record):
    """What can be done about them, whichever part is shown."""
    member = record.membership
    may_enrol = member and not member.left_on and policy.may_enrol(request.user)
    correction = record.correction()
    return {
        "correction": correction,
        "may_correct": policy.may_correct_address(request.user, record.person),
        "may_agree": correction and policy.may_agree_to_address(request.user, correction),
        "may_keep_employers": record.profile and policy.may_keep_employers(request.user, record.person),
        "enrol_form": EnrolForm(initial={"cohort": member.cohort_id}) if may_enrol else None,
    } | ({} if record.is_contact else _may_with_account(request.user, record.person))


def _may_with_account(reader, person):
    erasure = Erasure.objects.of(person)
    return {
        "linked": person.contacts.exclude(linked_at=None).select_related("linked_by"),
        "may_link": policy.may_link_contact(reader, person),
        "merges": _merges(reader, person),
        "may_merge": person.is_active and not erasure and person != reader,
        "erasure": erasure,
        "may_welcome": not erasure and policy.may_welcome(reader, person),
        "may_have_copied": policy.may_have_copied(reader, person),
        "may_forget": policy.may_forget(reader, person),
    }


def _merges(reader, person):
    """With which records this one was merged, and whether they can still be parted."""
    found = [merge for merge in Merge.objects.of(person) if merge.reason or merge.told]
    for merge in found:
        merge.may_undo = merge.can_be_undone and policy.may_merge(reader, person, merge.other)
    return found


def _notes(request, record):
    return {
        "notes": [(note, policy.may_remove_note(request.user, note)) for note in record.notes()],
        "tasks": record.tasks(),
        "note_form": NoteForm(),
        "note_url": record.address("note"),
        "task_url": record.address("task"),
        "draft_key": draft_key(record),
    }


def _here(request, record):
    return {
        "sections": record.sections(request),
        "roles": None if record.is_contact else Roles(record.person, request.user),
        "agreements": []
        if record.is_contact
        else record.person.agreements.select_related("policy").order_by("-agreed_at"),
    }


SHOWN = {
    "notes": _notes,
    "letters": lambda request, record: {"letters": record.letters()},
    "happened": lambda request, record: {"entries": record.entries()},
    "here": _here,
}


@require_POST
def enrol(request, pk):
    """Put a member into a cohort, or into none."""
    require(policy.may_enrol(request.user))
    user = get_object_or_404(User, pk=pk)
    member = get_object_or_404(Member.objects.current().select_related("user", "cohort"), user=user)
    form = EnrolForm(request.POST)
    if form.is_valid():
        member.enrol(form.cleaned_data["cohort"], by=request.user)
        messages.success(request, _("Saved."))
    return redirect("members:person_record", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def employers(request, pk):
    """Where they work and worked before: for conflicts of interest, private unless they show it."""
    require(policy.may_see_records(request.user))
    user = get_object_or_404(User.objects.not_forgotten(), pk=pk)
    profile = get_object_or_404(Profile.objects.whole(), user=user)
    require(policy.may_keep_employers(request.user, user))
    held = list(profile.affiliations.all())
    told = {
        "employers": "\n".join(str(one) for one in held if not one.until),
        "former": "\n".join(one.line for one in held if one.until),
    }
    form = EmployersForm(request.POST or None, initial=told | kept(request))
    if form.is_valid():
        profile.edit(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("members:person_record", pk)
    context = {"form": form, "record": Record(user)}
    return render(request, "members/employers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Someone joins outside of any round, for a reason. A known address leads to its record."""
    require(policy.may_add_people(request.user))
    form = AddForm(request.POST or None, initial=kept(request))
    if form.is_valid():
        try:
            member = Member.objects.add(**form.cleaned_data, by=request.user)
        except Taken as taken:
            messages.info(request, _("This address is known: here is who has it. Nothing was changed."))
            return redirect(url_of(taken.holder))
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("%(name)s is a member now.") % {"name": member})
            return redirect(url_of(member.user))
    return render(request, "members/person_add.html", {"form": form}, status=422 if form.errors else 200)
