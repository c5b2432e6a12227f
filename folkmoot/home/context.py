"""What the layout of every page needs: whose house it is, its doors, and which of them is open."""

from operator import itemgetter

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from folkmoot.accounts.language import offered
from folkmoot.accounts.models import Community, Policy
from folkmoot.core.gathering import gather
from folkmoot.publishing.sharing import cards

PLACES = {  # where a gathered link stands -> its name in templates
    "doors": "doors",
    "part": "part_links",
    "today": "today_links",
    "account": "account_links",
    "team": "team_links",
    "foot": "footer_links",
}


def house(request):
    """Made once for a request, however many templates it renders; what no template asks for costs nothing."""
    if not hasattr(request, "_house"):
        request._house = _house(request)
    return request._house


def _house(request):
    community = getattr(request, "community", None) or SimpleLazyObject(Community.objects.current)
    links = SimpleLazyObject(lambda: _links(request))
    return {
        "community": community,
        **{name: SimpleLazyObject(_picker(links, place)) for place, name in PLACES.items()},
        "policies": SimpleLazyObject(_policies),
        "share_card": SimpleLazyObject(lambda: settings.SITE_URL + cards.general_address(community)),
        "languages": SimpleLazyObject(lambda: _languages(request, community)),
    }


def _picker(links, place):
    return lambda: links[place]


def _links(request):
    """Every link that rooms offer, by place and in order, the one whose part of the site this is marked."""
    found = {place: [] for place in PLACES}
    if not hasattr(request, "user"):  # refused before anyone asked who it is: a wrong host, a broken cookie
        return found
    for offer in gather("door", request):
        for link in offer:
            here = request.path == link["url"] or (
                link["url"] != "/" and request.path.startswith(link["url"])
            )
            found[link["place"]].append({**link, "current": here})
    for place in found:
        found[place].sort(key=itemgetter("order"))
        _mark_the_closest(found[place])
    return found


def _mark_the_closest(links):
    """/team/settings/ is inside /team/ too: only the longer address is where we are."""
    here = [link for link in links if link["current"]]
    for link in here:
        link["current"] = link["url"] == max((other["url"] for other in here), key=len)


def _policies():
    return [
        {"label": policy.title, "url": reverse("accounts:policy", args=[policy.slug])}
        for policy in Policy.objects.in_force()
    ]


def _languages(request, community):
    """Links to the page where one chooses; a link alone changes nothing."""
    now = get_language()
    return [
        {
            "code": code.partition("-")[0],
            "label": label,
            "url": _choosing(code, request),
            "current": code == now,
        }
        for code, label in ((code, NATIVE[code]) for code, _name in offered(community))
    ]


NATIVE = {"en-gb": "English", "cy": "Cymraeg"}


def _choosing(code, request):
    from django.utils.http import urlencode

    return f"{reverse('accounts:language')}?{urlencode({'language': code, 'next': request.path})}"


def doors(request):
    """What the roof itself offers: a door that is a page until its room exists, Today, the team's."""
    from .policy import may_run

    links = [
        {"label": _("Learn"), "url": "/learn/", "order": 50, "place": "doors"},
    ]
    if request.user.is_authenticated:
        links.append({"label": _("Today"), "url": reverse("home:today"), "order": 10, "place": "today"})
    if may_run(request.user):
        links += [
            {"label": _("Team overview"), "url": reverse("home:team"), "order": 10, "place": "team"},
            {"label": _("Settings"), "url": reverse("home:settings"), "order": 90, "place": "team"},
        ]
    return links
