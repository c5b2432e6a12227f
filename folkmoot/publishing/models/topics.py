"""What posts are about."""

from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from folkmoot.accounts.models import Audience
from folkmoot.core import freshness
from folkmoot.search.models import Document


class TopicQuerySet(models.QuerySet):
    def in_use(self, user):
        """Topics that have a post this person may read, each with its `posts_count`, by name."""
        readable = Q(posts__live=True, posts__audience__in=Audience.objects.including(user))
        counted = self.annotate(posts_count=Count("posts", filter=readable))
        return counted.filter(posts_count__gt=0).order_by("name")


class Topic(index.Indexed, models.Model):
    """A subject that posts are gathered under."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    description = models.TextField(_("what belongs here"), blank=True)

    objects = TopicQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Lists and posts name it, and search files posts under its address."""
        freshness.touch()
        for before in Topic.objects.filter(pk=self.pk).exclude(slug=self.slug):
            Document.objects.rename_topic(before.slug, self.slug)
        return super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("publishing:topic", args=[self.slug])

    @transaction.atomic
    def delete(self, *args, **kwargs):
        freshness.touch()
        Document.objects.rename_topic(self.slug, "")
        return super().delete(*args, **kwargs)
