"""Parts of the community that the team can write to. Rooms offer theirs by gathering "parts"."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Guest, User
from folkmoot.core.gathering import gather


@dataclass(frozen=True, eq=False)
class Part:
    """Some of the people here, now: accounts, and guests for those who have none.

    A room whose people are neither keeps a Guest for each of them, so that they too can turn letters off.
    """

    name: str  # "everyone", "role:team", "topic:flow": what is kept of the choice; it stays the same
    label: str | Promise
    help: str | Promise = ""
    users: QuerySet[User] | None = None
    guests: QuerySet[Guest] | None = None
    kind: str = ""  # the kind of letter these people asked for; else the kind of what is written to them
    many: int | None = None  # for rooms that offer many parts and count the people of all in one query

    @property
    def size(self):
        """How many are in it, whether or not they want letters."""
        if self.many is not None:
            return self.many
        return sum(people.count() for people in (self.users, self.guests) if people is not None)


def parts():
    """Every part, in the order in which rooms offered them."""
    return [part for offered in gather("parts") for part in offered]


def own_parts():
    """What this room offers: everyone who can sign in, and the people of each role."""
    active = User.objects.active()
    counted = active.aggregate(
        all=Count("pk"), **{role: Count("pk", filter=_has(role)) for role in User.Role}
    )
    everyone = Part(
        name="everyone",
        label=_("Everyone with an account"),
        help=_("Members, and people who have only made an account."),
        users=active,
        many=counted["all"],
    )
    roles = [
        Part(name=f"role:{role}", label=label, users=active.filter(_has(role)), many=counted[role])
        for role, label in ROLES.items()
    ]
    return [everyone, *roles]


ROLES = {
    User.Role.TEAM: _("The team"),
    User.Role.EDITOR: _("Editors"),
    User.Role.ADMINISTRATOR: _("Administrators"),
}


def _has(role):
    return Q(**{f"is_{role}": True})
