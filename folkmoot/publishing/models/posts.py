"""Posts: what the community tells, by named people, and what is said about it below."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from folkmoot.accounts.models import Audience
from folkmoot.conversations.models import Thread
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Profile
from folkmoot.publishing.blocks import BodyBlock, pictures_in
from folkmoot.publishing.live.telling import told
from folkmoot.publishing.policy import edit_url, live_url
from folkmoot.publishing.related import related
from folkmoot.publishing.sharing import links, meta

from .forms import PageForm
from .library import Picture
from .reading import Readable, ReadableQuerySet
from .topics import Topic

RELATED = 3  # shown below a post


class PostQuerySet(ReadableQuerySet):
    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def sticky_first(self):
        return self.order_by("-sticky", "-published_at", "-pk")

    def by(self, profile):
        return self.filter(post_authors__profile=profile)

    def about(self, topic):
        return self.filter(topics=topic)

    def listed(self):
        """With what a list shows of each post, without the text."""
        return self.shown().prefetch_related("picture__renditions").defer("body")

    def shown(self):
        """With its thread, picture, topics and authors, in a fixed number of queries."""
        authors = PostAuthor.objects.select_related("profile__picture")
        return self.select_related("thread", "picture", "live_blog").prefetch_related(
            "topics", models.Prefetch("post_authors", authors)
        )

    def filed(self):
        """With authors and topics, by which search files them."""
        authors = PostAuthor.objects.select_related("profile")
        authored = models.Prefetch("post_authors", authors)
        return self.select_related("live_blog").prefetch_related("topics", authored)

    def beside(self, post, keys=()):
        """The nearest before `post`, the nearest after it, and of `keys` those that are neither."""
        at = post.published_at or timezone.now()
        before = self.filter(published_at__lte=at).newest_first().values("pk")[:1]
        after = self.filter(published_at__gt=at).order_by("published_at", "pk").values("pk")[:1]
        wanted = models.Q(pk=before) | models.Q(pk=after) | models.Q(pk__in=keys)
        found = list(self.filter(wanted).newest_first().defer("body"))
        older = next((each for each in found if each.published_at <= at), None)
        newer = next((each for each in reversed(found) if each.published_at > at), None)
        others = {each.pk: each for each in found if each not in (older, newer)}
        return older, newer, [others[key] for key in keys if key in others]


class PostPage(Readable, Page):
    """A post. It is published, scheduled and withdrawn in the office; publishing opens its thread."""

    standfirst = models.TextField(_("standfirst"), blank=True, help_text=_("Two sentences under the title."))
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="posts")
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    picture = models.ForeignKey(
        Picture, models.SET_NULL, verbose_name=_("picture"), null=True, blank=True, related_name="+"
    )
    picture_words = models.CharField(
        _("what it shows, for those who cannot see it"), max_length=255, blank=True
    )
    picture_decorates = models.BooleanField(_("it only decorates"), default=False)
    published_at = models.DateTimeField(
        _("date shown"), null=True, blank=True, help_text=_("Left empty, the moment of publishing.")
    )
    sticky = models.BooleanField(_("keep at the top of the list"), default=False)
    comments_open = models.BooleanField(_("open for comments"), default=True)
    thread = models.OneToOneField(
        Thread, models.SET_NULL, null=True, blank=True, editable=False, related_name="post"
    )

    objects = PageManager.from_queryset(PostQuerySet)()
    base_form_class = PageForm

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        InlinePanel("post_authors", label=_("Author"), heading=_("Authors")),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_words"), FieldPanel("picture_decorates")],
            heading=_("Picture at the top and in lists"),
        ),
        FieldPanel("body"),
    ]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [
                FieldPanel("language"),
                FieldPanel("audience"),
                FieldPanel("comments_open"),
                FieldPanel("sticky"),
                FieldPanel("published_at"),
            ],
            heading=_("Readers"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    SEARCH_KIND = "post"
    RESERVED = {"by", "feed", "feeds", "live", "topics", "write"}  # addresses of the shelf's own pages
    FACTS = [*Readable.FACTS, "thread_id"]
    exclude_fields_in_copy = [*Readable.exclude_fields_in_copy, "thread"]
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

    def clean(self):
        super().clean()
        if self.slug in self.RESERVED:
            raise ValidationError(
                {"slug": _("This word is used by the site itself. Choose another address.")}
            )
        if self.picture_id and not (self.picture_words or self.picture_decorates):
            raise ValidationError(
                {"picture_words": _("Say what the picture shows, or that it only decorates.")}
            )

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Whatever makes a post live also dates it and opens its thread, in one transaction."""
        if kwargs.get("update_fields") is None:
            if self.live:
                self._refuse_what_was_withdrawn()
            if self.live and not self.published_at:
                self.published_at = self.first_published_at or timezone.now()
            if self.live and not self.thread_id:
                self.thread = Thread.objects.start(audience_id=self.audience_id, by=self.owner)
        return super().save(*args, **kwargs)

    def _refuse_what_was_withdrawn(self):
        """A member's words are theirs: once withdrawn their post does not come out, whoever publishes it."""
        submission = self.sent_in()
        if submission and not submission.may_stand:
            raise Refused(
                _("Its author withdrew these words. They can be published once they are sent in again.")
            )

    def sent_in(self):
        """What a member sent in and this was made of, held until the transaction ends; or None."""
        held = type(self).submission.related.related_model.objects.select_for_update()
        return held.filter(post=self.pk).first() if self.pk else None

    @transaction.atomic
    def publish(self, *args, **kwargs):
        """Wagtail's own, as one transaction with all that follows; who withdraws waits, or is first."""
        self.sent_in()
        return super().publish(*args, **kwargs)

    def follow(self):
        """The thread's audience is the post's; while the post is not out, only the team reads it."""
        super().follow()
        if self.thread_id:
            Thread.objects.filter(pk=self.thread_id).follow(
                audience_id=self.audience_id if self.live else Audience.TEAM,
                open=self.comments_open,
                topics=[topic.slug for topic in self.topics.all()],
            )
        if live_blog := getattr(self, "live_blog", None):
            live_blog.follow(self)

    def as_document(self):
        authors = [author.profile for author in self.post_authors.all()]
        return super().as_document() | self.filed_under(authors, self.topics.all())

    def words(self, *, members):
        """With what was told as it happened."""
        return "\n".join([super().words(members=members), *told(self).words()])

    @staticmethod
    def filed_under(profiles, topics):
        """What else search knows of a post: who wrote it, and its topics."""
        return {
            "words": " ".join(profile.name for profile in profiles),
            "authors": [profile.pk for profile in profiles],
            "topics": [topic.slug for topic in topics],
        }

    def get_absolute_url(self):
        return reverse("publishing:post", args=[self.slug])

    @property
    def modified_at(self):
        """When its readers were last given another text."""
        if self.published_at is None:
            return None
        told_at = getattr(getattr(self, "live_blog", None), "changed_at", None)
        return max(filter(None, [self.published_at, self.last_published_at, told_at]))

    def get_context(self, request, *args, **kwargs):
        """For the preview in the office, which shows what is not saved; readers get the same by the view."""
        return {
            **super().get_context(request, *args, **kwargs),
            **self.around(request),
            **self.drawn(request),
        }

    def around(self, request):
        """What the page needs besides its pieces."""
        return {
            "page": self,
            "here": self.get_absolute_url(),
            "edit_url": edit_url(self, request.user),
            "live_url": live_url(self, request.user),
        }

    def drawn(self, request, order=""):
        """The pieces of the page that are the same for all readers of one kind, as HTML."""
        others = PostPage.objects.visible_to(request.user).exclude(pk=self.pk)
        if pictures := [*filter(None, [self.picture]), *pictures_in(self.body)]:
            models.prefetch_related_objects(pictures, "renditions")
        nearest = related(self, request.user, most=RELATED + 2)  # two of them may be the neighbours
        older, newer, near = others.beside(self, nearest)
        context = {"page": self, "related": near[:RELATED], "older": older, "newer": newer}
        context |= {"shares": links.of(self), "url": settings.SITE_URL + self.get_absolute_url()}
        live = told(self).drawn(request, order)
        pieces = {
            name: render_to_string(f"publishing/post_{name}.html", context, request)
            for name in ("article", "share", "further")
        }
        return {**pieces, **live, "meta": meta.drawn(meta.of_post(self))}


class PostAuthor(Orderable):
    """One author of a post, in the order they are named."""

    page = ParentalKey(PostPage, on_delete=models.CASCADE, related_name="post_authors")
    profile = models.ForeignKey(Profile, models.CASCADE, verbose_name=_("person"), related_name="authorships")

    panels = [FieldPanel("profile")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")

    def __str__(self):
        return str(self.profile)
