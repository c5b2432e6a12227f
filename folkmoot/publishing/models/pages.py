"""The pages that stand: the front page, standard pages, and the shelf that holds the posts."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from folkmoot.publishing import front
from folkmoot.publishing.blocks import BodyBlock, FrontBlock
from folkmoot.publishing.policy import may_write
from folkmoot.publishing.sharing import meta

from .forms import PageForm
from .reading import Readable, ReadableManager

FOLDERS = {"documents", "media", "static"}  # beginnings of addresses that are no page themselves


class HomePage(Page):
    """The front page, made by editors from blocks."""

    front = StreamField(FrontBlock(), verbose_name=_("from top to bottom"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("front")]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["publishing.ReadPage", "publishing.StandardPage"]
    private_page_options = []
    max_count = 1
    template = "publishing/home.html"

    class Meta:
        verbose_name = _("front page")

    def get_absolute_url(self):
        return "/"

    def get_context(self, request, *args, **kwargs):
        """For the preview in the office; readers get the same by the view."""
        return {**super().get_context(request, *args, **kwargs), **self.drawn(request)}

    def drawn(self, request):
        """Its sections, as HTML that is the same for all readers of one kind."""
        return {"front": front.drawn(self.front, request, partial(write_url, request.user))}


class StandardPage(Readable, Page):
    """A page that stands: about us, how to join, an event's aftermath. May hold others below it."""

    standfirst = models.TextField(_("standfirst"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = ReadableManager()
    base_form_class = PageForm

    content_panels = [*Page.content_panels, FieldPanel("standfirst"), FieldPanel("body")]
    settings_panels = [*Page.settings_panels, FieldPanel("language"), FieldPanel("audience")]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    exclude_fields_in_copy = Readable.exclude_fields_in_copy
    parent_page_types = ["publishing.HomePage", "publishing.StandardPage"]
    subpage_types = ["publishing.StandardPage"]
    template = "publishing/standard.html"
    BELOW_HOME = 3  # depth of pages whose address has one word

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def clean(self):
        super().clean()
        if self.depth == self.BELOW_HOME and self._is_taken():
            raise ValidationError(
                {"slug": _("This word is used by the site itself. Choose another address.")}
            )

    def _is_taken(self):
        """Whether a room answers at this address: then the page would never be seen."""
        return self.slug in FOLDERS or resolve(f"/{self.slug}/").url_name != "wagtail_serve"

    def get_absolute_url(self):
        """Its place below the front page: /about/history/."""
        _empty, _home, path = self.url_path.split("/", 2)
        return f"/{path}"

    def get_context(self, request, *args, **kwargs):
        readable = StandardPage.objects.visible_to(request.user).defer("body")
        above = readable.ancestor_of(self).order_by("path")
        return {
            **super().get_context(request, *args, **kwargs),
            "meta": meta.drawn(meta.of_page(self, above)),
            "above": above,
            "below": readable.child_of(self).order_by("path"),
        }


class ReadPage(Page):
    """The shelf of posts, at /read/. Its list is a view of ours: it only holds the posts."""

    SLUG = "read"

    parent_page_types = ["publishing.HomePage"]
    subpage_types = ["publishing.PostPage"]
    private_page_options = []
    max_count = 1

    class Meta:
        verbose_name = _("shelf of posts")

    def save(self, *args, **kwargs):
        self.slug = self.SLUG
        return super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("publishing:read")


def write_url(user):
    """Where an editor begins a post; empty for others."""
    read = ReadPage.objects.only("pk").first() if may_write(user) else None
    return reverse("wagtailadmin_pages:add", args=["publishing", "postpage", read.pk]) if read else ""
