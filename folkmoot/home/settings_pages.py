"""The settings of the community: one page that shows them, one for each part that changes them."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.accounts.language import offered
from folkmoot.accounts.models import Community
from folkmoot.activity import mail
from folkmoot.core.http import page
from folkmoot.core.policy import require
from folkmoot.ui import colour as colours

from . import policy
from .forms import PARTS

TITLES = {
    "name": gettext_lazy("Name and welcome"),
    "look": gettext_lazy("Colour and logo"),
    "language": gettext_lazy("Languages and time"),
    "letters": gettext_lazy("Letters"),
    "rules": gettext_lazy("Rules"),
    "members": gettext_lazy("Members"),
    "counting": gettext_lazy("Counting"),
}


@require_safe
def settings(request):
    """How the house is set up now."""
    require(policy.may_change_settings(request.user))
    community = Community.objects.current()
    context = {
        "languages_on": [name for _code, name in offered(community)],
        "may_change_risky": policy.may_change(request.user, "rules"),
        "mail_leaves": bool(django_settings.MAIL_URL) or django_settings.DEMO,
        **_shades(community.colour),
    }
    return page(request, "home/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request, part):
    """Change one part of the settings."""
    if part not in PARTS:
        raise Http404
    require(policy.may_change_settings(request.user))
    require(policy.may_change(request.user, part))
    community = Community.objects.current()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PARTS[part](*sent, instance=community)
    if request.method == "POST" and form.is_valid():
        Community.objects.current().change(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Every page follows at once."))
        return redirect("home:settings")
    asked = request.GET.get("colour", "").lower()
    shades = _shades(asked if colours.is_hex(asked) else Community.objects.current().colour)
    return page(
        request,
        "home/part.html",
        {"form": form, "part": part, "title": TITLES[part], **shades},
        part="shades",
    )


def _shades(colour):
    """The colour as it is used on light and dark paper, with the contrast of words on it."""
    colour = colour if colours.is_hex(colour) else colours.DEFAULT
    shades = [
        {
            "scheme": label,
            **colours.theme(colour, scheme)._asdict(),
            "paper": colours.tokens()[scheme]["paper"],
        }
        for scheme, label in (("light", _("On light pages")), ("dark", _("On dark pages")))
    ]
    return {"colour": colour, "shades": shades, "shaded": shades[0]["accent"] != colour.lower()}


@require_POST
def send_test(request):
    """Try the mail server with a letter to oneself, and say how it went."""
    require(policy.may_change_settings(request.user))
    outcome = mail.send_test(request.user.email, by=request.user)
    (messages.success if outcome.worked else messages.error)(request, outcome.words)
    return redirect("home:settings")
