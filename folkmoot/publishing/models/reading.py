"""What every page of the public site shares: who may read it, and where it came from."""

from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from folkmoot.accounts.models import Audience, Community
from folkmoot.core import freshness
from folkmoot.publishing import blocks
from folkmoot.search.models import Document

from .links import LinkCard

WORDS_A_MINUTE = 220


class ReadableQuerySet(PageQuerySet):
    def visible_to(self, user):
        """Published, and for an audience this person belongs to."""
        return self.live().filter(audience__in=Audience.objects.including(user))


ReadableManager = PageManager.from_queryset(ReadableQuerySet)


class Readable(models.Model):
    """A page with an audience, perhaps carried over from an earlier site.

    `source_key` and `source_url` say what it was there; `with_content_json` keeps them, as they are facts
    about the page and not part of a revision.
    """

    audience = models.ForeignKey(
        Audience,
        models.PROTECT,
        verbose_name=_("who may read it"),
        default=Audience.EVERYONE,
        limit_choices_to={"pk__in": [Audience.EVERYONE, Audience.MEMBERS]},
        related_name="+",
    )
    language = models.CharField(  # a code of settings.LANGUAGES; the office offers those of the community
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("In which it is read aloud and found."),
    )
    source_key = models.CharField(max_length=200, unique=True, null=True, blank=True, editable=False)
    source_url = models.CharField(max_length=2000, blank=True, editable=False)

    AS_EVERYONE = "everyone"  # of preview modes
    SEARCH_KIND = "page"
    FACTS = ["source_key", "source_url"]  # kept when an older revision is published
    exclude_fields_in_copy = ["source_key", "source_url"]
    private_page_options = []  # the audience says who reads; Wagtail's own restrictions are switched off

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Whatever changes the page changes what search knows of it, in the same transaction."""
        self.language = self.language or Community.objects.current().first_language
        saved = super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            LinkCard.objects.want(blocks.links_in(self.body))
            self.follow()
            freshness.touch()
        return saved

    def save_revision(self, *args, **kwargs):
        """What a draft links to is fetched, too, so that its preview shows it."""
        LinkCard.objects.want(blocks.links_in(self.body))
        return super().save_revision(*args, **kwargs)

    @property
    def preview_modes(self):
        """The office shows a page as members read it, with their part, and as everyone else does."""
        return [("", _("As members read it")), (self.AS_EVERYONE, _("As everyone reads it"))]

    def get_preview_context(self, request, mode_name):
        request.as_members = mode_name != self.AS_EVERYONE
        return super().get_preview_context(request, mode_name)

    @property
    def is_for_members(self):
        return self.audience_id == Audience.MEMBERS

    def may_be_read_by(self, user):
        return Audience.objects.including(user).filter(pk=self.audience_id).exists()

    def with_content_json(self, content):
        revised = super().with_content_json(content)
        for fact in self.FACTS:
            setattr(revised, fact, getattr(self, fact))
        return revised

    def follow(self):
        """Let what hangs on the page follow it: the search, and for a post its thread."""
        self.index_for_readers()

    def index_for_readers(self):
        """Put the page into the search for its audience; take it out while it is not published."""
        if not self.live:
            return Document.objects.drop(self)
        return Document.objects.put(self, **self.as_document())

    def as_document(self):
        """What search knows of it: for everyone, and where a part is for members, the whole for them."""
        whole = self.words(members=True)
        has_more = not self.is_for_members and blocks.has_members_part(self.body)
        return {
            "kind": self.SEARCH_KIND,
            "title": self.title,
            "body": whole if self.is_for_members else self.words(members=False),
            "fuller": {"audience_id": Audience.MEMBERS, "body": whole} if has_more else None,
            "audience_id": self.audience_id,
            "url": self.get_absolute_url(),
            "language": self.language,
            "at": getattr(self, "published_at", None) or self.first_published_at,
        }

    def words(self, *, members):
        """All that a member, or anyone else, has to read here."""
        return "\n".join(filter(None, [self.standfirst, *blocks.words(self.body, members=members)]))

    def minutes(self, *, members):
        """How long it takes to read: never less than a minute."""
        return max(1, round(len(self.words(members=members).split()) / WORDS_A_MINUTE))

    def serve(self, request, *args, **kwargs):
        """What someone may not read does not exist for them: 404."""
        if not self.may_be_read_by(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)
