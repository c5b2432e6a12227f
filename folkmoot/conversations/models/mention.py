"""A mention: somebody is named in a message and is told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .message import Message


class MentionQuerySet(models.QuerySet):
    def with_pages(self):
        """With what tells whether a reader may open the page of who is mentioned."""
        return self.select_related("user__profile").order_by("number")

    def keep(self, message, people):
        """Keep whom a message names now, in the order of its marks; answers those it did not name before."""
        before = set(self.filter(message=message).values_list("user", flat=True))
        self.filter(message=message).delete()
        self.bulk_create(
            self.model(message=message, user=person, number=number) for number, person in enumerate(people, 1)
        )
        return [person for person in people if person.pk not in before]


class Mention(models.Model):
    """That a message names somebody who may read it. `number` is that of its mark in the HTML."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    number = models.PositiveSmallIntegerField(editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("mention")
        constraints = [
            models.UniqueConstraint(fields=["message", "user"], name="one_mention_a_person"),
        ]

    def __str__(self):
        return _("Mention %(number)s") % {"number": self.pk}
