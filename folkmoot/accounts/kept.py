"""What someone typed and sent after their session had ended: kept until they are signed in again.

It lies in the anonymous session, with the account it belongs to: who that is says a signed cookie which
outlives the session. A different person who signs in on the same browser never sees it.
"""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core import signing
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

SESSION_KEY = "kept_form"
COOKIE = "last_account"
COOKIE_AGE = 365 * 24 * 3600
SALT = "folkmoot.accounts.kept"
LIMIT = 400_000  # characters
PRIVATE = ("password", "passwd", "secret", "credential", "csrfmiddlewaretoken", "unkept")


def remember_account(request, response):
    """Mark the browser with the account that uses it, so that kept words find their owner."""
    if account_of(request) != request.user.pk:
        response.set_cookie(
            COOKIE,
            signing.dumps(request.user.pk, salt=SALT),
            max_age=COOKIE_AGE,
            httponly=True,
            secure=request.is_secure(),
            samesite="Lax",
        )


def account_of(request):
    """The account last signed in on this browser, or None."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return None


def typed(request):
    """The fields of a POST that may be kept, name -> list of values; never passwords, nor what a room calls
    `unkept`.
    """
    return {
        name: values
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in PRIVATE)
    }


def chosen_files(request):
    """The names of the files that came with it: they must be chosen again."""
    return [file.name for _name, files in request.FILES.lists() for file in files]


def keep(request, owner):
    """Put the fields of this POST aside for `owner`; False where there is nothing to keep, or too much."""
    fields = typed(request)
    size = sum(len(name) + len(value) for name, values in fields.items() for value in values)
    if owner is None or not any(any(values) for values in fields.values()) or size > LIMIT:
        return False
    request.session[SESSION_KEY] = {
        "owner": owner,
        "page": page_of(request),
        "action": request.get_full_path(),
        "fields": fields,
        "files": chosen_files(request),
    }
    return True


def page_of(request):
    """The address of the page the form stood on."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return request.get_full_path()
    parts = urlsplit(page)
    if parts.path.startswith("//"):  # on its own it would name another host
        return request.get_full_path()
    return iri_to_uri(parts.path + (f"?{parts.query}" if parts.query else ""))


def waiting(request):
    """What is kept for the person now signed in, or None; what belongs to somebody else is thrown away."""
    form = request.session.get(SESSION_KEY)
    if not form or not request.user.is_authenticated:
        return None
    if form["owner"] != request.user.pk:
        forget(request)
        return None
    return form


def forget(request):
    request.session.pop(SESSION_KEY, None)


def give_back(request):
    """The kept fields as initial data for the form on this page, once."""
    form = waiting(request)
    if not form or request.method != "GET" or urlsplit(form["page"]).path != request.path:
        return {}
    forget(request)
    words = _("You are signed in again. Here is what you had typed; it has not been sent yet.")
    if form["files"]:
        words += " " + _("Please choose the file again: %(names)s.") % {"names": ", ".join(form["files"])}
    messages.info(request, words)
    return {name: values[0] if len(values) == 1 else values for name, values in form["fields"].items()}


def came_from_here(request):
    """Whether the browser says that this POST was sent from a page of this site."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    if source in {"", "null"}:
        return False
    return urlsplit(source).netloc == request.get_host()


def csrf_failure(request, reason=""):
    """A form whose token is out of date: nothing was done, what was typed is still here, send it again."""
    fields = typed(request) if came_from_here(request) else {}
    context = {
        "fields": fields,
        "action": request.get_full_path(),
        "files": chosen_files(request) if fields else [],
        "reason": reason,
    }
    response = render(request, "accounts/out_of_date.html", context, status=403)
    if getattr(request, "htmx", False):  # the whole page, not the part that was asked for
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def kept_page():
    return reverse("accounts:kept")
