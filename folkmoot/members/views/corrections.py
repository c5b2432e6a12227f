"""Correcting someone's address: asked and agreed by the team, answered at both addresses by a link."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.models import User
from folkmoot.activity import exports
from folkmoot.core.http import kept
from folkmoot.core.http import page as answer
from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import hint_of
from folkmoot.core.policy import require

from .. import links, policy
from ..models import Correction
from ..models.membership import Taken
from ..records.forms import CorrectForm
from ..records.person import Record, url_of

A_PAGE = 50
SIDES = ("before", "after")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pk, of=User):
    """What will happen, and the form. Who has the address already is named, and nothing changes."""
    require(policy.may_see_records(request.user))
    record = Record(get_object_or_404(of, pk=pk))
    require(policy.may_correct_address(request.user, record.person))
    form = CorrectForm(request.POST or None, initial=kept(request))
    if form.is_valid():
        try:
            Correction.objects.ask(record.person, by=request.user, **form.cleaned_data)
        except Taken as taken:
            form.add_error("email", taken.words)
            record.holder = taken.holder and Record(taken.holder)
        except Refused as refused:
            form.add_error("email", refused.words)
        else:
            messages.success(request, _("It is on its way. Nothing changes until the new address says yes."))
            return redirect(record.url)
    context = {"form": form, "record": record, "needs_second": _needs_second(record.person)}
    return render(request, "members/correct.html", context, status=422 if form.errors else 200)


def _needs_second(person):
    return isinstance(person, User) and bool(person.last_login or person.roles)


@require_POST
def agree(request, pk):
    """A second person looked at it, and says that it is right."""
    correction = _correction(request, pk)
    require(policy.may_agree_to_address(request.user, correction))
    correction.agree(by=request.user)
    messages.success(request, _("We have written to the new address."))
    return redirect(url_of(correction.person))


@require_POST
def withdraw(request, pk):
    """Take it back, whoever asked for it."""
    correction = _correction(request, pk)
    require(policy.may_correct_address(request.user, correction.person))
    correction.withdraw(by=request.user)
    messages.success(request, _("The correction is taken back. The address stays as it was."))
    return redirect(url_of(correction.person))


def _correction(request, pk):
    require(policy.may_see_records(request.user))
    return get_object_or_404(Correction.objects.with_people(), pk=pk)


def with_own_link(view):
    """The correction of the link, and which address it was sent to; a page where it leads nowhere."""

    @login_not_required
    @never_cache
    @wraps(view)
    def open_link(request, token):
        pk, side = links.read_correction(token)
        found = Correction.objects.with_people().select_related("letter", "asked_by").filter(pk=pk).first()
        if found is None or side not in SIDES or found.state == Correction.State.WITHDRAWN:
            response = answer(request, "members/correction.html", {"gone": True}, status=410)
        else:
            request.correction, request.side = found, side
            response = view(request, token)
        # The address of this page is a key: for this site only, see conversations.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return open_link


@with_own_link
@require_safe
def correction(request, token):
    """What would change, and the buttons. Scanners open links: only the buttons act."""
    asked, side = request.correction, request.side
    is_open = asked.state in Correction.OPEN and not asked.is_late
    context = {
        "correction": asked,
        "token": token,
        "is_old": side == "before",
        "hint": hint_of(asked.after),
        "is_open": is_open,
        "may_agree": side == "before" and asked.state == Correction.State.ASKED and bool(asked.user_id),
        "may_confirm": side == "after" and asked.state == Correction.State.SENT and is_open,
        "may_refuse": is_open or (side == "before" and asked.state == Correction.State.DONE),
        "is_said": asked.state == Correction.State.REFUSED or "said" in request.GET,
    }
    return answer(request, "members/correction.html", context)


@with_own_link
@require_POST
def confirm(request, token):
    """Yes: the new address is theirs, or the old one says that the new one is right."""
    asked = request.correction
    if request.side == "before":
        if asked.state == Correction.State.ASKED and asked.user_id:
            asked.agree(by=asked.user)
    elif asked.state == Correction.State.SENT:
        asked.confirm()
    return redirect("members:correction", token)


@with_own_link
@require_POST
def refuse(request, token):
    """That was not me. Of what is done already the administrators hear."""
    asked, told = request.correction, ""
    is_late_objection = request.side == "before" and asked.state == Correction.State.DONE
    if asked.state in Correction.OPEN or is_late_objection:
        asked.refuse(request.side)
        told = "?said=1"
    response = redirect("members:correction", token)
    response["Location"] += told
    return response


@require_safe
def corrections(request):
    """Those on their way, the longest waiting first."""
    require(policy.may_see_records(request.user))
    page = Paginator(_on_their_way(), A_PAGE).get_page(request.GET.get("page"))
    records = [(Record(asked.person), asked) for asked in page]
    return render(request, "members/corrections.html", {"page": page, "records": records})


def _on_their_way():
    beside = ("user__membership", "user__profile", "asked_by", "letter")
    whole = Correction.objects.open().with_people().select_related(*beside)
    return whole.order_by("asked_at", "pk")


@require_POST
def export(request):
    """The same, as a file."""
    require(policy.may_see_records(request.user))
    headings = [_("Name"), _("From"), _("To"), _("Reason"), _("Asked for by"), _("Asked"), _("State")]
    rows = (
        [
            str(Record(asked.person)), asked.before, asked.after, asked.reason,
            asked.asked_by and asked.asked_by.name, timezone.localdate(asked.asked_at),
            asked.get_state_display(),
        ]
        for asked in _on_their_way().iterator()
    )  # fmt: skip
    return exports.answer(request, "address-corrections", headings, rows)
