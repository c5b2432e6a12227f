"""What stands on a person's page below their words: label and text, or label and rows, of one face."""

from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from .forms import languages
from .models import Profile
from .models.face import FIELDS


def facts(face, *, closed=False):
    """In the order of the page, each {"label", "words"} or {"label", "rows"}; only what this face shows.

    `closed`: to a reader from whom they take no requests it looks as if they took none.
    """
    told = [
        ("ask_me_about", {"words": face.ask_me_about}),
        ("want_to_learn", {"words": face.want_to_learn}),
        ("skills", {"rows": _chosen("skill", face.skills)}),
        ("interests", {"rows": _chosen("interest", face.interests)}),
        ("organisations", {"rows": _places(face.organisations)}),
        ("former", {"words": "; ".join(held.line for held in face.former)}),
        ("region", {"rows": _places([face.region] if face.region else [])}),
        ("languages", {"words": ", ".join(_names(face.languages))}),
        ("links", {"rows": [_link(link) for link in face.links]}),
        ("contact", {"words": "" if closed else _reaching(face)}),
    ]
    return [{"label": FIELDS[field], **fact} for field, fact in told if any(fact.values())]


def reaching(face):
    """How and when someone one is in touch with likes to be reached; none where this face does not say."""
    words = " · ".join(part for part in (_ways(face), face.contact_when) if part)
    return [{"label": _("How they like to be reached"), "words": words}] if words else []


def _chosen(kind, rows):
    people = reverse("members:people")
    return [{"label": row.name, "url": f"{people}?{kind}={row.slug}"} for row in rows]


def _places(rows):
    return [{"label": row.name, "url": row.get_absolute_url()} for row in rows]


def _names(codes):
    known = dict(languages())
    return [known[code] for code in codes if code in known]


def _link(link):
    label = link.label or urlsplit(link.url).netloc.removeprefix("www.")
    return {"label": label, "url": link.url, "rel": "nofollow ugc noopener"}


def _reaching(face):
    """How and when someone likes to be reached; never an address."""
    if not face.is_open_to_contact:
        return ""
    parts = [_ways(face) or _("Open to being contacted"), face.contact_when]
    return " · ".join(part for part in parts if part)


def _ways(face):
    return ", ".join(str(Profile.By(way).label) for way in face.contact_by if way in Profile.By)
