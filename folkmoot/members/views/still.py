"""Still active? One tap from the letter, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.core.http import page

from .. import links
from ..models import Member


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still(request, token):
    """Behind the link of the letter: yes, or leave. Scanners open links: only the button says yes."""
    member = _asked(token)
    if request.method == "POST" and member:
        member.say_still()
    context = {"member": member, "token": token}
    response = page(request, "members/still.html", context, status=200 if member else 410)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _asked(token):
    """The member of this link, if it is the last question they were asked."""
    pk, second = links.read_still(token)
    member = Member.objects.current().select_related("user").filter(pk=pk, user__is_active=True).first()
    if member and member.still_asked_at and int(member.still_asked_at.timestamp()) == second:
        return member
    return None
