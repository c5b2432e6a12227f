"""Places of a pool that are kept for the people of a partner or a region: who can take which.

The row of the pool is held by whoever asks. While nothing is kept, nothing here asks the database anything.
"""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused


class Keeping(models.Model):
    """How many places are reserved and unused: free for those alone for whom they are kept."""

    kept = models.PositiveIntegerField(default=0, editable=False)
    is_kept_for_me = False  # on a page: one of them is for its reader

    class Meta:
        abstract = True

    @property
    def keeps(self):
        return self.kept > 0 and self.cap is not None

    # What one person finds; of a guest, who belongs to no partner and no region, the key is None

    def reserved_for(self, user_pk):
        """What is reserved for this person and has a place free: of more, what ends first."""
        return self.reservations.with_room().meant_for(user_pk).first() if self.keeps and user_pk else None

    def is_free_for(self, user_pk):
        return self.is_free or self.reserved_for(user_pk) is not None

    def found_by(self, user_pk):
        """(whether there is a place for who comes now, of what is reserved or None).

        Nobody overtakes: not one who waits and could take the same place.
        """
        waiting = self.registrations.waiting().who_may_come(self.event)
        if self.keeps and user_pk:
            for reserved in self.reservations.with_room().meant_for(user_pk):
                if not waiting.filter(user__in=reserved.people()).exists():
                    return True, reserved
        return self.is_free and not waiting.exists(), None

    def given_to(self, registrations):
        """[(registration, of what is reserved or None)]: who of these, in their order, has a place."""
        if not self.keeps:
            return [(one, None) for one in registrations[: self.left]]
        registrations = list(registrations)
        users = [one.user_id for one in registrations if one.user_id]
        rooms = [
            [
                reserved,
                reserved.left,
                set(reserved.people().filter(pk__in=users).values_list("pk", flat=True)),
            ]
            for reserved in self.reservations.with_room()
        ]
        left, given = self.left, []
        for one in registrations:
            room = next((room for room in rooms if room[1] and one.user_id in room[2]), None)
            if room:
                room[1] -= 1
                given.append((one, room[0]))
            elif left > 0:
                left -= 1
                given.append((one, None))
        return given

    def who_finds(self, waiting):
        """Of those who wait, everybody for whom a place is free at the moment."""
        if self.is_free or not self.keeps:
            return waiting
        theirs = Q(pk=None)
        for reserved in self.reservations.with_room():
            theirs |= Q(user__in=reserved.people())
        return waiting.filter(theirs)

    def require_room_for(self, cap):
        """There cannot be fewer than are taken and kept."""
        if cap is None or cap >= self.taken + self.kept:
            return
        if cap >= self.taken:
            words = _(
                "%(taken)s places are taken or offered and %(kept)s more are kept for some: there cannot be "
                "fewer. Keep fewer first."
            )
        else:
            words = _("%(taken)s places are taken or offered already: there cannot be fewer.")
        raise Refused(words % {"taken": self.taken, "kept": self.kept})

    # How places move. The row is held.

    def take(self, many=1, reserved=None):
        """Count places as taken, `reserved` being what they are of; -1 gives one back."""
        facts = {"taken": F("taken") + many}
        if reserved and reserved.count(many):
            facts["kept"] = F("kept") - many
        type(self).objects.filter(pk=self.pk).update(**facts)
        self.refresh_from_db(fields=["taken", "kept"])

    def keep(self, many):
        """Count so many more places as kept; fewer, where it is below 0."""
        type(self).objects.filter(pk=self.pk).update(kept=F("kept") + many)
        self.refresh_from_db(fields=["kept"])

    @transaction.atomic
    def release_past(self):
        """What was reserved until a day that is over is for everybody, and goes to who waits."""
        self.lock()
        past = list(self.reservations.past())
        for reserved in past:
            reserved.let_go()
        if past:
            self.offer_free()
