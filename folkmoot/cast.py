"""The few named people of every test, the demo and the pictures.

Ada is a member who writes. Ben has an account and would like to belong. Cora leads the team. Dev edits.
Eve has an account and no business here. Fay is the administrator, in Welsh. Gil comments as a guest.
Hana is a member who brings people together.
"""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Community, Guest, User
from folkmoot.members.models import Member, Profile

LINES = {  # what each of them is here
    "ada": _("Member: reads, comments and writes posts"),
    "ben": _("Has an account, not yet a member"),
    "cora": _("Team: moderates and looks after people"),
    "dev": _("Editor: writes and publishes in the office"),
    "eve": _("Has an account and no business here"),
    "fay": _("Administrator: roles and settings, reads in Welsh"),
    "hana": _("Member: brings people together around a question"),
}
PEOPLE = {
    "ada": ("Ada Okafor", "Community nursing lead", "Sheffield", "Don Valley Community Health"),
    "ben": ("Ben Whitlock", "Branch librarian", "Hull", "Humber Libraries"),
    "cora": ("Cora Pritchard", "Community manager", "Cardiff", "Common Ground"),
    "dev": ("Dev Malhotra", "Editor", "Leicester", "Common Ground"),
    "eve": ("Eve Sinclair", "Data analyst", "Inverness", ""),
    "fay": ("Fay Llewelyn-Rhŷs", "Gweinyddwr", "Aberystwyth", "Common Ground"),
    "hana": ("Hana Kowalczyk", "Falls prevention lead", "Belfast", "Lagan Care Trust"),
}


def assemble(moment=None):
    """Make them, by the verbs people use; on a site of their own, or first in line on the demo's."""
    moment = moment or timezone.now()
    Community.objects.exists() or Community.objects.create(name="Common Ground")
    people = SimpleNamespace(**{who: _account(who, moment) for who in PEOPLE})
    people.fay.give(User.Role.ADMINISTRATOR, by=None)
    people.cora.give(User.Role.TEAM, by=people.fay)
    people.dev.give(User.Role.EDITOR, by=people.fay)
    for who in ("ada", "cora", "dev", "hana"):
        Member.objects.welcome(getattr(people, who), by=people.fay)
    for who in ("ada", "cora", "dev", "fay", "hana"):
        setattr(people, f"{who}_profile", _profile(getattr(people, who), who))
    people.gil = Guest.objects.create(name="Gil Achterberg", email="gil@example.org", confirmed_at=moment)
    return people


def _account(who, moment):
    language = "cy" if who == "fay" else ""
    name = PEOPLE[who][0]
    return User.objects.create_user(
        f"{who}@example.org", name, confirmed=True, language=language, date_joined=moment
    )


def _profile(user, who):
    """What they say of themselves; Hana shows it to members only."""
    _name, role, place, organisation = PEOPLE[who]
    profile = Profile.objects.of(user)
    profile.edit(by=user, role=role, place=place, organisations=[organisation])
    profile.show_to("members" if who == "hana" else "public", by=user)
    return profile
