"""The pages that are printed: the same for a browser and for the PDF."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from folkmoot.members.models import Profile
from folkmoot.members.models.face import Face, Visible
from folkmoot.search.words import folded

from ..door import codes

CSS = Path(__file__).parent.parent / "static" / "events" / "papers.css"
KINDS = {"badges": gettext_lazy("Name badges"), "sheet": gettext_lazy("Sign-in sheet")}
A_SHEET = 8  # badges
A_BATCH = 500


def html_of(event, kind, *, for_pdf=False):
    """The page of one kind of paper, whole: everybody who has a place in person, by name."""
    people = people_of(event)
    if kind == "badges":
        for person in people:
            person["qr"] = codes.qr_picture(codes.url_for(person["registration"], event.slug))
        people = [people[start : start + A_SHEET] for start in range(0, len(people), A_SHEET)]
    return render_to_string(
        f"events/papers/{kind}.html", {"event": event, "people": people, "for_pdf": for_pdf}
    )


def people_of(event):
    """[{registration, name, line, size}]: what each shows to members, and how long their name is."""
    rows = event.registrations.filter(state="confirmed", pool__mode="in_person")
    rows = sorted(rows.select_related("user", "guest"), key=lambda row: (folded(row.person.name), row.pk))
    lines = _lines([row.user_id for row in rows if row.user_id])
    return [
        {
            "registration": row,
            "name": row.person.name,
            "line": lines.get(row.user_id, ""),
            "size": _size(row.person.name),
        }
        for row in rows
    ]


def _lines(users):
    """Of each account: role and organisation, as far as members see them."""
    found = {}
    for start in range(0, len(users), A_BATCH):
        some = Profile.objects.filter(user__in=users[start : start + A_BATCH])
        for profile in some.prefetch_related("affiliations__organisation"):
            face = Face(profile, Visible.MEMBERS)
            if face.is_there:
                found[profile.user_id] = ", ".join(filter(None, [face.role, face.organisation]))
    return found


def _size(name):
    """Long names are set smaller, until they fit."""
    longest = max((len(word) for word in name.split()), default=0)
    if len(name) > 60 or longest > 24:
        return "xs"
    if len(name) > 32 or longest > 16:
        return "s"
    return "m" if len(name) > 20 or longest > 11 else "l"
