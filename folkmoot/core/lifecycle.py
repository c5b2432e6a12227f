"""A thing that moves through states, and only along the moves it declares."""

from django.db import models
from django.utils.translation import gettext as _


class Refused(Exception):
    """A verb that the state of the world does not allow now, in words for people. Shown as a 409 page."""

    def __init__(self, words):
        self.words = words
        super().__init__(words)


class Lifecycle(models.Model):
    """Base of models with a `state` field. `become` is the only way to change it."""

    MOVES: dict[str, set[str]] = {}  # from state -> the states it may become

    class Meta:
        abstract = True

    def can_become(self, state):
        return state in self.MOVES.get(self.state, ())

    def become(self, state, **changes):
        """Move to `state` once, also when two people press together; raises Refused for the second."""
        origins = [origin for origin, targets in self.MOVES.items() if state in targets]
        rows = type(self)._base_manager.filter(pk=self.pk, state__in=origins)
        if not rows.update(state=state, **changes):
            raise Refused(_("Someone else was quicker, or this has already moved on. Nothing was changed."))
        self.refresh_from_db()
