"""Saying no to an invitation, behind the link of its letter. Scanners open links: only the button acts."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.accounts.models import User
from folkmoot.core.http import page

from .. import links
from ..importing.declining import decline as take_out


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, token):
    """What will happen, and the button. Pressed again, or late, it says that nothing is left to do."""
    invited = User.objects.select_related("membership").filter(pk=links.read_decline(token)).first()
    if invited and invited.last_login and invited != request.user:
        invited = None  # it is their account now: an old letter in other hands does nothing to it
    if invited and invited.corrections_about.filter(state="done").exists():
        invited = None  # the letter went to an address that was wrong
    is_done = request.method == "POST" and invited is not None
    if is_done:
        take_out(invited)
    context = {"invited": invited, "is_done": is_done, "token": token}
    response = page(request, "members/decline.html", context, status=200 if invited else 410)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
