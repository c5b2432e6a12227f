"""The team's list of people interested in joining."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.activity import exports
from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..joining import ContactForm
from ..models import Contact

A_PAGE = 50


@require_safe
def contacts(request):
    """Who asked, newest first; by state, and by words in what they wrote."""
    require(policy.may_see_contacts(request.user))
    found, words, state = _found(request.GET)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "state": state, "tabs": _tabs(words, state)}
    context["query"] = _query(q=words, state=state)
    return render(request, "members/contacts.html", context)


def _found(asked):
    """(the contacts asked for, the words, the state)"""
    words = asked.get("q", "").replace("\x00", "").strip()[:200]
    state = asked.get("state", Contact.State.CONFIRMED)
    found = Contact.objects.select_related("guest", "user").newest()
    if state in Contact.State:
        found = found.filter(state=state)
    if words:
        found = found.saying(words)
    return found, words, state


def _tabs(words, state):
    here = reverse("members:contacts")
    choices = [*Contact.State.choices, ("all", _("Everyone"))]
    order = ["confirmed", "waiting", "joined", "stopped", "all"]
    return [
        {"label": label, "url": here + _query(q=words, state=name), "current": name == state}
        for name, label in sorted(choices, key=lambda choice: order.index(choice[0]))
    ]


def _query(**values):
    query = urlencode({name: value for name, value in values.items() if value})
    return f"?{query}" if query else ""


@require_POST
def export(request):
    """What the list shows, as a table for a spreadsheet; recorded, as it carries addresses out of here."""
    require(policy.may_see_contacts(request.user))
    found, words, state = _found(request.GET)
    headings = [
        _("Name"), _("E-mail address"), _("Region"), _("What for"), _("State"), _("Asked"), _("Confirmed"),
        _("Source"),
    ]  # fmt: skip
    rows = map(_row, found.iterator(chunk_size=1000))
    return exports.answer(request, "contacts", headings, rows, words=words, state=state)


def _row(contact):
    days = [moment and timezone.localdate(moment) for moment in (contact.asked_at, contact.confirmed_at)]
    said = [contact.name, contact.email, contact.region, contact.why, contact.get_state_display()]
    return [*said, *days, contact.get_source_display()]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Write down somebody who told the team; they confirm by mail like anybody else."""
    require(policy.may_see_contacts(request.user))
    form = ContactForm(request.POST or None, initial=kept(request))
    if form.is_valid():
        form.ask(request.community, source=Contact.Source.TEAM, by=request.user)
        messages.success(request, _("We have written to them. They are on the list once they confirm."))
        return redirect(reverse("members:contacts") + "?state=waiting")
    return render(request, "members/contact_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, pk):
    """Erase a contact: a page that says what will happen, then the act."""
    require(policy.may_see_contacts(request.user))
    contact = get_object_or_404(Contact.objects.select_related("guest"), pk=pk)
    if request.method == "POST":
        contact.erase(by=request.user)
        messages.success(request, _("The contact is erased."))
        return redirect("members:contacts")
    return render(request, "members/contact_remove.html", {"contact": contact})
