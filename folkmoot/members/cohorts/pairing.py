"""Who could go along with whom: what they have in common, proposed to the team, who decides."""

from django.utils.translation import gettext as _

from ..models import Greeter, Member, Profile
from ..models.face import Visible

TOWN, REGION, INTEREST, SKILL = 4, 2, 3, 1


def proposals(cohort):
    """[(member, greeter or None, why)] for those of the cohort without a buddy, the earliest first.

    Nothing of a profile that members do not see is used.
    """
    free = {greeter.user_id: greeter for greeter in Greeter.objects.free().filter(cohort=cohort)}
    rows = Member.objects.current().filter(cohort=cohort, user__buddy=None).select_related("user")
    waiting = list(rows.exclude(user__in=free).order_by("since", "pk"))
    faces = _faces([*free, *(member.user_id for member in waiting)])
    left = {pk: greeter.most - greeter.taken for pk, greeter in free.items()}
    found = []
    for member in waiting:
        best = max(
            (pk for pk in free if left[pk] > 0),
            key=lambda pk: (_alike(faces.get(pk), faces.get(member.user_id))[0], left[pk], -pk),
            default=None,
        )
        if best is not None:
            left[best] -= 1
        why = _alike(faces.get(best), faces.get(member.user_id))[1] if best else ""
        found.append((member, free.get(best), why))
    return found


def _faces(keys):
    shown = Profile.objects.filter(user__in=keys).exclude(visible=Visible.NOBODY).with_faces()
    return {profile.user_id: profile.face(Visible.MEMBERS) for profile in shown}


def _alike(one, other):
    """(how much they have in common, the strongest of it in words)."""
    if one is None or other is None:
        return 0, ""
    found = []
    if one.place and one.place.casefold() == other.place.casefold():
        found.append((TOWN, _("both in %(place)s") % {"place": other.place}))
    elif one.region and one.region == other.region:
        found.append((REGION, _("both in %(place)s") % {"place": other.region}))
    for weight, mine, theirs in [
        (INTEREST, one.interests, other.interests),
        (SKILL, one.skills, other.skills),
    ]:
        for common in [listed for listed in mine if listed in theirs]:
            found.append((weight, _("both named %(what)s") % {"what": common}))
    words = max(found, key=lambda pair: pair[0])[1] if found else ""
    return sum(weight for weight, _words in found), words
