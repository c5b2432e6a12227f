"""Posts: what the community tells, by named people, and what is said about it below."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from folkmoot.publishing.blocks import BodyBlock

from .reading import Readable, ReadableQuerySet
from .topics import Topic


class PostQuerySet(ReadableQuerySet):
    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def sticky_first(self):
        return self.order_by("-sticky", "-published_at", "-pk")


class PostPage(Readable, Page):
    """A post. It is published, scheduled and withdrawn in the office; publishing opens its thread."""

    standfirst = models.TextField(_("standfirst"), blank=True, help_text=_("Two sentences under the title."))
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="posts")
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    published_at = models.DateTimeField(
        _("date shown"), null=True, blank=True, help_text=_("Left empty, the moment of publishing.")
    )
    sticky = models.BooleanField(_("keep at the top of the list"), default=False)
    comments_open = models.BooleanField(_("open for comments"), default=True)

    objects = PageManager.from_queryset(PostQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        InlinePanel("post_authors", label=_("Author"), heading=_("Authors")),
        FieldPanel("topics"),
        FieldPanel("body"),
    ]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("comments_open"),
                FieldPanel("sticky"),
                FieldPanel("published_at"),
            ],
            heading=_("Readers"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    FACTS = [*Readable.FACTS]
    exclude_fields_in_copy = [*Readable.exclude_fields_in_copy]
    parent_page_types = ["publishing.ReadPage"]
    subpage_types = []
    template = "publishing/post.html"

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [
            models.Index(fields=["-sticky", "-published_at"], name="posts_as_listed"),
            models.Index(fields=["-published_at"], name="posts_newest_first"),
        ]

    def save(self, *args, **kwargs):
        if self.live and not self.published_at:
            self.published_at = self.first_published_at or timezone.now()
        return super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("publishing:post", args=[self.slug])


class PostAuthor(Orderable):
    """One author of a post, in the order they are named."""

    page = ParentalKey(PostPage, on_delete=models.CASCADE, related_name="post_authors")

    panels = []

    class Meta(Orderable.Meta):
        verbose_name = _("author")
