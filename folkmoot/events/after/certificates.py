"""A certificate for who was there, and the page on which anybody asks whether one is genuine.

As a PDF it is made while its reader waits: one sheet, half a second.
"""

from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.accounts.limits import RATES, spend
from folkmoot.accounts.models import Community
from folkmoot.activity import links
from folkmoot.core import printing
from folkmoot.core.http import typed
from folkmoot.core.policy import require

from .. import finding
from ..models import Certificate

RATES |= {"event-certificate": (20, 3600)}
CSS = Path(__file__).parent.parent / "static" / "events" / "certificate-paper.css"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request, slug):
    """One's own, to be printed: for who was there, once it is over."""
    event = finding.seen(request, slug)
    return of_registration(request, event, _own(request, event), by=request.user)


@never_cache
@require_safe
def certificate_pdf(request, slug):
    event = finding.seen(request, slug)
    return as_pdf(event, _own(request, event), whose=f"user {request.user.pk}")


def _own(request, event):
    rows = event.registrations.of(request.user).confirmed().filter(attendance__isnull=False)
    return rows.select_related("pool__event").first()


def of_registration(request, event, own, *, by):
    """The page of the certificate for this registration: of a user, or of a guest."""
    require(own is not None and own.state == "confirmed" and own.has_come)
    found = Certificate.objects.of(own)
    if request.method == "POST":
        _made(request, own, found, by)
        return redirect(request.path)
    context = {
        "event": event,
        "certificate": found,
        "hours": hours_in_words(event),
        "address": links.absolute(found.get_absolute_url()) if found else "",
        "is_renamed": found is not None and found.name != by.name,
        "name_now": by.name,
        "of_a_guest": own.guest_id is not None,
        "pdf": f"{request.path}certificate.pdf",
    }
    return render(request, "events/certificate.html", context)


def as_pdf(event, own, *, whose):
    """The certificate of this registration as a file to take; 404 before it is made."""
    require(own is not None and own.state == "confirmed" and own.has_come)
    certificate = Certificate.objects.of(own)
    if certificate is None:
        raise Http404
    spend("event-certificate", whose)
    context = {"event": event, "certificate": certificate, "hours": hours_in_words(event)}
    context |= {
        "community": Community.objects.current(),
        "address": links.absolute(certificate.get_absolute_url()),
    }
    html = render_to_string("events/papers/certificate.html", context)
    response = HttpResponse(printing.pdf(html, css=CSS.read_text()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{event.slug}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _made(request, own, found, by):
    if found and typed(request, "anew", 3) == "yes":
        found.make_anew(by=by)
        messages.success(request, _("It is made anew. The code of the old one says nothing any more."))
    else:
        Certificate.objects.make(own, by=by)


@login_not_required
@never_cache
@require_safe
def certificate_check(request, code):
    """Whether there is such a certificate: for whom as printed, of what, when; and nothing else."""
    plain = code.replace("-", "").replace("\x00", "").lower()[:40]
    found = Certificate.objects.genuine(plain)
    context = {"certificate": found, "event": found and found.event}
    return render(request, "events/certificate_check.html", context, status=200 if found else 404)


def hours_in_words(event):
    """How long it was, to the quarter of an hour."""
    minutes = round((event.ends_at - event.starts_at).total_seconds() / 900) * 15
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(many)s hour", "%(many)s hours", hours) % {"many": hours})
    if minutes or not hours:
        parts.append(ngettext("%(many)s minute", "%(many)s minutes", minutes) % {"many": minutes})
    return " ".join(parts)
