"""The pages that stand: the front page, standard pages, and the shelf that holds the posts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from folkmoot.publishing.blocks import INLINE, LEADS_ON, LINK_REFUSED, BodyBlock
from folkmoot.publishing.policy import may_write
from folkmoot.publishing.sharing import meta

from .forms import PageForm
from .posts import PostPage
from .reading import Readable, ReadableManager

FOLDERS = {"documents", "media", "static"}  # beginnings of addresses that are no page themselves


class HomePage(Page):
    """The front page: welcome words, the newest posts, an invitation."""

    welcome = RichTextField(
        _("welcome words"),
        blank=True,
        features=INLINE,
        help_text=_("Left empty, the welcome words of the community's settings stand here."),
    )
    invitation_title = models.CharField(_("heading of the invitation"), max_length=120, blank=True)
    invitation = RichTextField(_("invitation"), blank=True, features=INLINE)
    invitation_link = models.CharField(_("where it leads"), max_length=200, blank=True)
    invitation_link_text = models.CharField(_("words of the link"), max_length=80, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("welcome"),
        MultiFieldPanel(
            [
                FieldPanel("invitation_title"),
                FieldPanel("invitation"),
                FieldPanel("invitation_link"),
                FieldPanel("invitation_link_text"),
            ],
            heading=_("Invitation"),
        ),
    ]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["publishing.ReadPage", "publishing.StandardPage"]
    private_page_options = []
    max_count = 1
    template = "publishing/home.html"
    NEWEST = 7  # posts on the front page

    class Meta:
        verbose_name = _("front page")

    def clean(self):
        super().clean()
        if self.invitation_link and not LEADS_ON.match(self.invitation_link):
            raise ValidationError({"invitation_link": LINK_REFUSED})

    def get_absolute_url(self):
        return "/"

    def get_context(self, request, *args, **kwargs):
        """For the preview in the office; readers get the same by the view."""
        return {**super().get_context(request, *args, **kwargs), **self.drawn(request)}

    def drawn(self, request):
        """The newest posts, as HTML that is the same for all readers of one kind."""
        posts = list(PostPage.objects.visible_to(request.user).sticky_first().listed()[: self.NEWEST])
        context = {"posts": posts, "write_url": "" if posts else write_url(request.user)}
        return {"newest": render_to_string("publishing/newest.html", context, request)}


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
