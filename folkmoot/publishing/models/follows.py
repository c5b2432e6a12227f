"""Who asked to be written to about a topic."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.activity.models import Entry

from .topics import Topic


class FollowQuerySet(models.QuerySet):
    def follow(self, topic, *, by):
        """This person gets what the team writes about the topic; said twice, it is one follow."""
        follow, new = self.get_or_create(user=by, topic=topic)
        if new:
            Entry.objects.record("publishing.followed", topic, by=by)
        return follow

    def unfollow(self, topic, *, by):
        if self.filter(user=by, topic=topic).delete()[0]:
            Entry.objects.record("publishing.unfollowed", topic, by=by)


class Follow(models.Model):
    """That someone with an account wants to get what the team writes about a topic."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="follows")
    since = models.DateTimeField(default=timezone.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="one_follow_a_topic")]

    def __str__(self):
        return f"{self.user}: {self.topic}"
