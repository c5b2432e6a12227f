"""Interested in joining: the public page, and a contact's own page behind the link of their letters.

Link scanners open every link: a GET shows, only the buttons act.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts import limits
from folkmoot.activity.links import choose_path
from folkmoot.core.gathering import gather
from folkmoot.core.http import number, page
from folkmoot.core.lifecycle import Refused

from .. import links
from ..joining import JoinForm
from ..models import Contact, Region


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """What belonging means, and the form. Its answer is the same whoever the address belongs to."""
    user = request.user
    known = {"name": user.name, "email": user.email} if user.is_authenticated else {}
    rounds = [round for rounds in gather("joining", request) for round in rounds]
    where = Region.objects.filter(pk=number(request.GET.get("where"))).first()
    if where:
        known["region"] = where.name
    form = JoinForm(request.POST or None, community=request.community, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, form)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return page(request, "members/join_sent.html", {"address": form.cleaned_data["email"]})
    status = 422 if form.errors else 200
    theirs = [
        round for round in rounds if round["open_to"] is None or (where and where.pk in round["open_to"])
    ]
    context = {
        "form": form,
        "rounds": rounds,
        "regions": Region.objects.offered().by_name(),
        "where": where,
        "theirs": theirs,
    }
    return page(request, "members/join.html", context, status=status)


def _ask(request, form):
    limits.spend("contact-machine", limits.machine(request))
    limits.spend("contact-address", form.cleaned_data["email"])
    form.ask(request.community)


def with_own_contact(view):
    """The contact of the link as `request.contact`, and what it is there to confirm as `request.asking`.

    A page that says so where the link leads nowhere.
    """

    @login_not_required
    @never_cache
    @wraps(view)
    def open_link(request, token):
        pk, asked = links.read(token)
        found = Contact.objects.select_related("guest").filter(pk=pk).first() if pk else None
        if found and not links.fits(token, found):
            found = None
        asking = found and found.to_confirm(asked)
        if found is None or (found.state == Contact.State.WAITING and asking is None):
            response = page(request, "members/contact_gone.html", status=410)
        else:
            request.contact, request.asking = found, asking
            response = view(request, token)
        # The address of this page is a key: for this site only, see conversations.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return open_link


@with_own_contact
@require_safe
def contact(request, token):
    """What is kept of someone, and what they can do about it."""
    context = {
        "contact": request.contact,
        "asking": request.asking,
        "said": request.asking or request.contact,
        "consents": request.contact.askings.given(),
        "choose": choose_path(request.contact.guest),
        "token": token,
    }
    return page(request, "members/contact.html", context)


@with_own_contact
@require_POST
def confirm(request, token):
    """Yes, write to me. Pressed twice, it is confirmed once."""
    if request.asking:
        request.contact.confirm(request.asking)
    return redirect("members:contact", token)


@with_own_contact
@require_POST
def stop(request, token):
    """No more letters."""
    if request.contact.can_become(Contact.State.STOPPED):
        request.contact.stop()
    return redirect("members:contact", token)


@with_own_contact
@require_POST
def forget(request, token):
    """Be forgotten, for good."""
    request.contact.erase()
    return page(request, "members/contact_forgotten.html")
