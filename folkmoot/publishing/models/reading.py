"""What every page of the public site shares: who may read it, and where it came from."""

from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from folkmoot.accounts.models import Audience
from folkmoot.core import freshness
from folkmoot.search.models import Document


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
    source_key = models.CharField(max_length=200, unique=True, null=True, blank=True, editable=False)
    source_url = models.CharField(max_length=2000, blank=True, editable=False)

    SEARCH_KIND = "page"
    FACTS = ["source_key", "source_url"]  # kept when an older revision is published
    exclude_fields_in_copy = ["source_key", "source_url"]
    private_page_options = []  # the audience says who reads; Wagtail's own restrictions are switched off

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Whatever changes the page changes what search knows of it, in the same transaction."""
        saved = super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            self.follow()
            freshness.touch()
        return saved

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
        """What search knows of it."""
        words = self.body.stream_block.get_searchable_content(self.body)
        return {
            "kind": self.SEARCH_KIND,
            "title": self.title,
            "body": "\n".join(filter(None, [self.standfirst, *words])),
            "audience_id": self.audience_id,
            "url": self.get_absolute_url(),
            "at": getattr(self, "published_at", None) or self.first_published_at,
        }

    def serve(self, request, *args, **kwargs):
        """What someone may not read does not exist for them: 404."""
        if not self.may_be_read_by(request.user):
            raise Http404
        return super().serve(request, *args, **kwargs)
