"""What members hands to rooms that gather it: doors, search documents, addresses for search engines."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User
from folkmoot.activity.parts import Part

from . import policy
from .models import Member, Profile

SENTENCES = {
    "members.welcomed": gettext_lazy("%(by)s welcomed %(thing)s as a member"),
    "members.left": gettext_lazy("%(thing)s left the community"),
    "members.came_back": gettext_lazy("%(thing)s came back to the community"),
    "members.introduced": gettext_lazy("%(thing)s has a profile"),
    "members.edited": gettext_lazy("%(by)s changed the profile of %(thing)s: %(fields)s"),
    "members.shown": gettext_lazy(
        "%(by)s chose who sees the profile of %(thing)s: from %(before)s to %(after)s"
    ),
    "members.moved": gettext_lazy("%(by)s changed the address of %(thing)s from %(before)s to %(after)s"),
    "members.pictured": gettext_lazy("%(by)s put a picture on the profile of %(thing)s"),
    "members.unpictured": gettext_lazy("%(by)s took the picture of %(thing)s away"),
}


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


def data_held(user):
    """What members keeps about a person."""
    rows = []
    if member := Member.objects.filter(user=user).first():
        words = _("Since %(date)s") % {"date": date_format(member.since)}
        if member.left_on:
            words = _("%(since)s, until %(date)s") % {"since": words, "date": date_format(member.left_on)}
        rows.append({"label": _("Membership"), "value": words})
    if profile := getattr(user, "profile", None):
        words = _("What you wrote about yourself, seen by: %(who)s") % {"who": profile.get_visible_display()}
        rows.append({"label": _("Profile"), "value": words, "url": profile.get_absolute_url()})
    return rows


def record_words():
    return SENTENCES


def waiting(user):
    """A member who has said nothing yet is asked to."""
    profile = Profile.objects.filter(user=user, role="", about="").first() if user.is_member else None
    if profile is None:
        return []
    return [
        {
            "label": _("Say who you are"),
            "url": reverse("members:profile"),
            "words": _("Your page has only your name. Two sentences are enough for others to find you."),
            "order": 40,
        }
    ]


def parts():
    """Whom the team can write to from here: those who belong now."""
    members = User.objects.active().filter(is_member=True)
    return [Part(name="members", label=_("All members"), users=members)]


def newsletter_items(since):
    """How many came to belong since then; nothing where nobody did."""
    many = Member.objects.current().filter(since__gt=timezone.localdate(since)).count()
    if not many:
        return []
    title = ngettext("%(many)s new member", "%(many)s new members", many) % {"many": many}
    key = f"members-since-{timezone.localdate(since)}"
    return [{"key": key, "title": title, "url": reverse("members:people"), "order": 80}]
