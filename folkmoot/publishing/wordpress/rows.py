"""Pages written many at a time: the rows that Wagtail would write one by one, with one revision each."""

from itertools import chain

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils import timezone
from modelcluster.models import get_field_value, get_serializable_data_for_fields
from wagtail.models import Page, Revision

from folkmoot.accounts.models import Audience
from folkmoot.conversations.models import Thread
from folkmoot.members.models import Profile
from folkmoot.publishing.blocks import links_in
from folkmoot.publishing.models import (
    HomePage,
    ImportItem,
    LinkCard,
    PostAuthor,
    PostPage,
    ReadPage,
    Topic,
)
from folkmoot.publishing.models.reading import Readable
from folkmoot.search.models import Document

UNTOUCHED = {
    "id",
    "path",
    "depth",
    "numchild",
    "url_path",
    "slug",
    "translation_key",
    "locale",
    "content_type",
}


def left_by_us(pages):
    """{page key: the item that wrote it last}, of these pages."""
    pages = list(pages)
    if not pages:
        return {}
    kind = ContentType.objects.get_for_model(pages[0])
    wrote = ImportItem.objects.filter(
        content_type=kind,
        object_id__in=[page.pk for page in pages],
        outcome__in=[ImportItem.Outcome.MADE, ImportItem.Outcome.UPDATED],
    ).exclude(kind="nav_menu_item")  # a line of the menu that a page shows
    return {item.object_id: item for item in wrote.order_by("pk")}


class Pages:
    """Collects what is to be made and filled of one model; `write` takes a fixed number of statements."""

    def __init__(self, run, model):
        self.run = run
        self.model = model
        self.kind = ContentType.objects.get_for_model(model)
        self.locale = HomePage.objects.values_list("locale", flat=True).first()
        self.new = []  # (page, row, draft)
        self.old = []

    def point(self, page, row, left):
        """The row's page stands already."""
        row.content_type, row.object_id = self.kind, page.pk
        if left is not None:
            row.data["revision"], row.data["live"] = left.data.get("revision"), left.data.get("live")

    def make(self, row, draft, key):
        page = self.model(
            slug=row.data["slug"],
            source_key=key,
            source_url=row.source_url,
            content_type=self.kind,
            locale_id=self.locale,
        )
        self.new.append((page, row, draft))

    def fill(self, page, row, draft):
        self.old.append((page, row, draft))

    def write(self):
        """All pages of the batch, each table in a few statements."""
        if not self.new and not self.old:
            return
        for page, _row, draft in [*self.new, *self.old]:
            _put(page, draft, self.run)
        self._threads()
        self._insert()
        self._children()
        self._revisions()
        self._index()
        for page, row, _draft in [*self.new, *self.old]:
            self.point(page, row, None)
            row.data |= {"revision": page.latest_revision_id, "live": page.live}

    def _index(self):
        """What readers find; what is new cannot be there yet."""
        filed = self._filed()
        Document.objects.put_new(
            (page, {**Readable.as_document(page), **filed(draft)})
            for page, _row, draft in self.new
            if page.live
        )
        for page, *_rest in self.old:
            page.follow()
        LinkCard.objects.want(
            chain.from_iterable(links_in(page.body) for page, *_rest in [*self.new, *self.old])
        )

    def _filed(self):
        """A function of a draft: by whom and under what search files it; the names are read once."""
        if self.model is not PostPage:
            return lambda draft: {}
        drafts = [draft for _page, _row, draft in self.new]
        profiles = Profile.objects.in_bulk({pk for draft in drafts for pk in draft.profiles})
        topics = Topic.objects.in_bulk({pk for draft in drafts for pk in draft.topics})
        return lambda draft: PostPage.filed_under(
            [profiles[pk] for pk in draft.profiles], [topics[pk] for pk in draft.topics]
        )

    def _threads(self):
        """A thread for each post that is out or was talked about; drafts' threads are the team's."""
        if self.model is not PostPage:
            return
        every = [*self.new, *self.old]
        lonely = [page for page, row, _draft in every if not page.thread_id]
        made = Thread.objects.bulk_create(
            [
                Thread(
                    audience_id=page.audience_id if page.live else Audience.TEAM,
                    open=page.comments_open,
                    created_at=page.published_at or timezone.now(),
                )
                for page in lonely
            ]
        )
        for page, thread in zip(lonely, made, strict=True):
            page.thread = thread

    def _insert(self):
        """New pages as the last children of the shelf: paths counted on, one update of the parent."""
        if not self.new:
            return
        shelf = Page.objects.select_for_update().get(pk=ReadPage.objects.first().pk)
        last = shelf.get_last_child()
        step = int(last.path[-Page.steplen :], 36) if last else 0
        for page, _row, _draft in self.new:
            step += 1
            page.path = Page._get_path(shelf.path, shelf.depth + 1, step)
            page.depth, page.numchild = shelf.depth + 1, 0
            page.url_path = f"{shelf.url_path}{page.slug}/"
        self.bases = [_base(page) for page, *_rest in self.new]
        Page.objects.bulk_create(self.bases)
        Page.objects.filter(pk=shelf.pk).update(numchild=F("numchild") + len(self.bases))
        for base, (page, _row, _draft) in zip(self.bases, self.new, strict=True):
            page.pk = page.id = page.page_ptr_id = base.pk
        # The columns of the model alone, as its page rows stand: bulk_create refuses models with a parent.
        self.model._base_manager._insert(
            [page for page, *_rest in self.new], fields=self.model._meta.local_concrete_fields, raw=True
        )

    def _children(self):
        """Authors in their order, and topics."""
        if self.model is not PostPage:
            return
        every = [*self.new, *self.old]
        PostAuthor.objects.filter(page__in=[page.pk for page, *_rest in self.old]).delete()
        authors = [
            PostAuthor(page=page, profile_id=profile, sort_order=place)
            for page, _row, draft in every
            for place, profile in enumerate(draft.profiles)
        ]
        PostAuthor.objects.bulk_create(authors)
        through = PostPage.topics.through
        through.objects.filter(postpage__in=[page.pk for page, *_rest in self.old]).delete()
        through.objects.bulk_create(
            [
                through(postpage_id=page.pk, topic_id=topic)
                for page, _row, draft in every
                for topic in draft.topics
            ]
        )
        mine = {}
        for author in authors:
            mine.setdefault(author.page_id, []).append(author)
        for page, _row, draft in every:
            page._authors, page._topics = mine.get(page.pk, []), draft.topics

    def _revisions(self):
        """One revision of each page, so that editors edit what readers see."""
        base = ContentType.objects.get_for_model(Page)
        every = [*self.new, *self.old]
        revisions = Revision.objects.bulk_create(
            [
                Revision(
                    content_type=self.kind,
                    base_content_type=base,
                    object_id=str(page.pk),
                    created_at=timezone.now(),
                    user=self.run.by,
                    object_str=page.title,
                    content=_content(page, draft),
                    approved_go_live_at=page.go_live_at if not page.live else None,
                )
                for page, _row, draft in every
            ]
        )
        for (page, *_rest), revision in zip(every, revisions, strict=True):
            page.latest_revision = revision
            page.live_revision = revision if page.live else None
            page.latest_revision_created_at = revision.created_at
        Page.objects.bulk_create(
            [_base(page) for page, *_rest in every],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[field.name for field in Page._meta.concrete_fields if field.name not in UNTOUCHED],
        )
        for page, *_rest in self.old:
            page.save_base(raw=True, force_update=True)


def _put(page, draft, run):
    """The fields of a page from its draft."""
    page.title = page.draft_title = draft.title
    page.standfirst = draft.standfirst
    page.body = draft.body
    page.audience_id = draft.audience_id
    page.language = page.language or draft.language
    page.live = draft.status == "live"
    page.has_unpublished_changes = not page.live
    page.go_live_at = draft.when if draft.status == "scheduled" else None
    page.expired = False
    page.owner = page.owner or run.by
    if page.live:
        page.first_published_at = draft.when
        page.last_published_at = draft.when
    if isinstance(page, PostPage):
        page.published_at = (
            draft.when if draft.status != "draft" or draft.audience_id == Audience.MEMBERS else None
        )
        page.sticky = draft.sticky
        page.comments_open = draft.comments_open
        page.picture_id = draft.picture_id
        page.picture_words = draft.picture_words
        page.picture_decorates = bool(draft.picture_id and not draft.picture_words)


def _content(page, draft):
    """What a revision holds, as `serializable_data` would make it, without asking the database."""
    data = {"pk": page.pk}
    for field in page._meta.fields:
        if field.serialize:
            data[field.name] = draft.body if field.name == "body" else get_field_value(field, page)
    data["wagtail_admin_comments"] = []
    if isinstance(page, PostPage):
        data["post_authors"] = [get_serializable_data_for_fields(author) for author in page._authors]
        data["topics"] = list(page._topics)
    return data


def _base(page):
    """The page row of a page."""
    base = Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields})
    base._state.adding = page._state.adding
    return base
