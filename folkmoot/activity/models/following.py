"""How closely somebody follows a place: a thread, a group."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How closely, in the words in which people choose it."""

    EVERYTHING = "everything", _("Everything, at once")
    REPLIES = "replies", _("Replies to me at once, the rest in my digest")
    DIGEST = "digest", _("Everything in my digest")
    NOTHING = "nothing", _("Nothing")


class FollowingQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)

    def chosen(self, user, places):
        """place -> level, where this person has chosen one."""
        return dict(self.of(user).filter(place__in=[*places]).values_list("place", "level"))

    def choose(self, user, place, level):
        """From now on this closely; without a level, as it comes by itself. Twice changes nothing."""
        if not level:
            self.of(user).filter(place=place).delete()
        else:
            self.update_or_create(user=user, place=place, defaults={"level": Level(level)})

    def wanting(self, places):
        """Those who want to hear of one of these places, by their own choice."""
        return self.filter(place__in=[*places]).exclude(level=Level.NOTHING)

    def muted(self, user):
        return self.of(user).filter(level=Level.NOTHING)


class Following(models.Model):
    """How closely somebody chose to follow a place. Without a row the place's own default holds.

    A place is a short name, made by `telling.places`: "conversations.thread-12".
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followings")
    place = models.CharField(_("what is followed"), max_length=60)
    level = models.CharField(_("how closely"), max_length=10, choices=Level)
    changed_at = models.DateTimeField(_("chosen"), auto_now=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed place")
        constraints = [
            models.UniqueConstraint(fields=["user", "place"], name="one_level_a_user_and_place"),
            models.CheckConstraint(condition=~Q(place=""), name="a_followed_place_has_a_name"),
        ]
        indexes = [models.Index(fields=["place", "level"], name="followings_of_a_place")]

    def __str__(self):
        return self.place
