"""What members hands to rooms that gather it: doors, search documents, addresses for search engines."""

from django.urls import reverse
from django.utils.translation import gettext as _

from . import policy
from .models import Profile


def doors(request):
    """People, for everyone; one's own profile; the list of accounts, for the team."""
    links = [{"label": _("People"), "url": reverse("members:people"), "order": 20, "place": "doors"}]
    if request.user.is_authenticated:
        own = {"label": _("Your profile"), "url": reverse("members:profile"), "order": 10, "place": "account"}
        links.append(own)
    if policy.may_see_people(request.user):
        team = {"label": _("People"), "url": reverse("members:team_people"), "order": 30, "place": "team"}
        links.append(team)
    return links


def documents():
    """Every profile that someone else may find."""
    shown = Profile.objects.exclude(visible=Profile.Visible.NOBODY)
    for profile in shown.iterator(chunk_size=500):
        yield profile, {"audience_id": profile.audience_id, **profile.as_document()}


def public_pages():
    """(address, when it changed) of what everyone may read here."""
    yield reverse("members:people"), None
    for profile in (
        Profile.objects.public().order_by("pk").only("slug", "changed_at").iterator(chunk_size=2000)
    ):
        yield profile.get_absolute_url(), profile.changed_at


def account_link(request):
    return {
        "label": _("Your profile"),
        "url": reverse("members:profile"),
        "words": _("How others know you here, and who sees it."),
        "order": 10,
    }
