"""The second pass over the file: texts and comments, in batches that are written whole or not at all."""

import hashlib
import json

from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.accounts.models import Community
from folkmoot.members.models import Profile
from folkmoot.publishing.models import ImportItem, PostPage, StandardPage

from . import addresses, names
from .comments import write_comments
from .drafting import drafted
from .parts import part
from .reader import Item, Reader
from .resolve import Resolver, hosts_of
from .rows import Pages, left_by_us

MOST_ITEMS, MOST_COMMENTS, MOST_WORDS = 100, 500, 2_000_000
KINDS = {"post": PostPage, "page": StandardPage}
Outcome = ImportItem.Outcome


def write_texts(run):
    """Everything of the file after `run.position`, batch by batch."""
    facts = Facts(run)
    for batch in _batches(run):
        for attempt in (1, 2, 3):
            try:
                with transaction.atomic():
                    Batch(run, facts, batch).write()
                break
            except IntegrityError:  # an editor took the place or address we had chosen, at this very moment
                if attempt == 3:
                    raise
        run.refresh_from_db(fields=["state", "done", "position"])
        yield


def _batches(run):
    """Lists of items, no larger than memory and patience allow."""
    batch, comments, words = [], 0, 0
    for record in Reader(run.file):
        if not isinstance(record, Item) or record.position <= run.position:
            continue
        batch.append(record)
        comments += len(record.comments)
        words += len(record.content) + sum(len(comment.content) for comment in record.comments)
        if len(batch) >= MOST_ITEMS or comments >= MOST_COMMENTS or words >= MOST_WORDS:
            yield batch
            batch, comments, words = [], 0, 0
    if batch:
        yield batch


class Facts:
    """What all batches need to know: authors, topics, where the old site's files lay."""

    def __init__(self, run):
        community = Community.objects.current()
        self.zone, self.language = community.time_zone, community.first_language
        self.now = timezone.now()
        self.hosts = hosts_of(run)
        self.base = names.base_path(run.site_url)
        rows = run.items.filter(kind__in=["author", "topic"], outcome__in=ImportItem.CARRIED)
        self.profiles, self.topics, self.logins = {}, {}, {}
        for kind, source_id, pk, data in rows.values_list("kind", "source_id", "object_id", "data"):
            if kind == "topic":
                self.topics[source_id] = pk
                continue
            self.profiles[source_id] = pk
            if data.get("number"):
                self.logins[data["number"]] = source_id
        accounts = Profile.objects.filter(pk__in=self.profiles.values(), user__isnull=False)
        self.accounts = dict(accounts.values_list("pk", "user_id"))

    def account_of_number(self, number):
        """The account of a commenter who was signed in there, if that author was matched to one."""
        return self.accounts.get(self.profiles.get(self.logins.get(number)))


class Batch:
    """Some items of the file and what the first pass wrote down about them."""

    def __init__(self, run, facts, items):
        self.run = run
        self.facts = facts
        self.items = items
        rows = run.items.filter(position__range=(items[0].position, items[-1].position)).records()
        self.planned = {(row.kind, row.source_id): row for row in rows if row.outcome == Outcome.PLANNED}
        texts = [text for item in items for text in (item.content, *(c.content for c in item.comments))]
        self.resolver = Resolver(run, facts.hosts, texts)
        self.parts = []

    def write(self):
        """Pages first, then the comments below them, then what became of each item."""
        self._write_pages()
        write_comments(self)
        ImportItem.objects.bulk_create(  # the rows stand already: this updates them, many in one statement
            self.planned.values(),
            batch_size=500,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["outcome", "reason", "data", "fingerprint", "content_type", "object_id"],
        )
        ImportItem.objects.bulk_create(self.parts, batch_size=500)
        texts = [key for key in self.planned if key[0] in {"post", "page", "comment"}]
        self.run.advance(done=self.run.done + len(texts), position=self.items[-1].position)

    def lose(self, row, losses):
        """Write down what of a row was not carried."""
        self.parts.extend(part(self.run, row, loss, target=row if row.object_id else None) for loss in losses)

    def _write_pages(self):
        """Sort the planned texts by what is to be done with each, then do it kind by kind."""
        drafts = []
        for item in self.items:
            for kind in KINDS:
                row = self.planned.get((kind, item.id))
                if row is not None and item.position == row.position:
                    drafts.append((kind, row, drafted(item, kind, row, self)))
        for kind, model in KINDS.items():
            self._write_kind(kind, model, [(row, draft) for this, row, draft in drafts if this == kind])

    def _write_kind(self, kind, model, drafts):
        keys = [self.run.source_key(kind, row.source_id) for row, _draft in drafts]
        here = {page.source_key: page for page in model.objects.filter(source_key__in=keys)}
        left = left_by_us(here.values())
        removed = self._removed(
            kind, [row for (row, _draft), key in zip(drafts, keys, strict=True) if key not in here]
        )
        pages = Pages(self.run, model)
        for (row, draft), key in zip(drafts, keys, strict=True):
            page = here.get(key)
            fingerprint = _print(draft)
            if row.source_id in removed:
                row.outcome, row.reason = Outcome.LEFT, "removed here"
                continue
            if page is None:
                row.outcome = Outcome.MADE
                pages.make(row, draft, key)
            elif page.latest_revision_id is None:  # placed, and not filled yet
                row.outcome = Outcome.MADE
                pages.fill(page, row, draft)
            elif _changed_here(page, left.get(page.pk)):
                row.outcome = Outcome.KEPT
                pages.point(page, row, left.get(page.pk))
                continue
            elif left.get(page.pk) and left[page.pk].fingerprint == fingerprint:
                row.outcome = Outcome.SAME
                pages.point(page, row, left[page.pk])
            else:
                row.outcome = Outcome.UPDATED
                row.data["before"] = page.latest_revision_id
                pages.fill(page, row, draft)
            row.fingerprint = fingerprint
        pages.write()
        for row, draft in drafts:
            if row.outcome in {Outcome.MADE, Outcome.UPDATED, Outcome.SAME}:
                self.lose(row, draft.losses)
        addresses.lead_here(self, [row for row, _draft in drafts if row.outcome != Outcome.LEFT])

    def _removed(self, kind, rows):
        """Those an earlier run made and that are gone: someone here decided so."""
        earlier = ImportItem.objects.filter(
            run__site=self.run.site,
            kind=kind,
            source_id__in=[row.source_id for row in rows],
            outcome__in=ImportItem.CARRIED,
        )
        return set(earlier.exclude(run=self.run).values_list("source_id", flat=True))


def _changed_here(page, left):
    """Whether someone worked on the page since the import wrote it."""
    if left is None:
        return True
    return page.latest_revision_id != left.data.get("revision") or (left.data.get("live") and not page.live)


def _print(draft):
    """What a text is, in short: equal when a second run would write the same."""
    facts = [draft.title, draft.standfirst, draft.body, str(draft.when), draft.status, draft.audience_id]
    facts += [draft.sticky, draft.comments_open, draft.picture_id, draft.profiles, sorted(draft.topics)]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
