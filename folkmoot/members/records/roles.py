"""The roles of one person, for their record: held, open to be given, and taken back."""

from functools import cached_property

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import may_give_roles
from folkmoot.accounts.words import MAY


class Roles:
    """What someone holds, and what the reader may do about it. Giving and taking are acts of accounts."""

    def __init__(self, user, reader):
        self.user = user
        self.may_give = user.is_active and may_give_roles(reader)

    @property
    def is_shown(self):
        return bool(self.may_give or self.user.roles or self.taken_back)

    @cached_property
    def _grants(self):
        return list(self.user.grants.with_people())

    @property
    def held(self):
        """Each role held: since when, from whom, what it may do."""
        known = {grant.role: grant for grant in self._grants if grant.taken_at is None}
        return [{"role": role, "grant": known.get(role), "may": MAY[role]} for role in self.user.roles]

    @property
    def taken_back(self):
        """The newest first."""
        return [grant for grant in self._grants if grant.taken_at]

    @property
    def open(self):
        """Those that could be given."""
        return [role for role in User.Role if role not in self.user.roles]
