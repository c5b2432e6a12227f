"""Taking a run back: what it made goes, unless people worked on it since. In batches, like the writing."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex, Revision

from folkmoot.accounts.models import Guest
from folkmoot.conversations.models import Message, Thread
from folkmoot.core import freshness
from folkmoot.members.models import Profile
from folkmoot.publishing.models import (
    Attachment,
    ImportItem,
    Picture,
    PostAuthor,
    PostPage,
    StandardPage,
    Topic,
)
from folkmoot.search.models import Document

from .silence import told_as_one

BATCH = 100
WORKED_ON = timedelta(seconds=5)  # a profile changed later than this after it was made was changed by someone
Outcome = ImportItem.Outcome


def undo(run):
    """Comments on posts of other runs, then posts with theirs, pages, files, topics, authors, guests."""
    with told_as_one():
        yield from _each(run, "post", _posts)
        yield from _each(run, "comment", _comments)
        yield from _pages(run)
        _lines(run)
        yield from _each(run, "attachment", _files)
        yield from _each(run, "topic", _topics)
        yield from _each(run, "author", _authors)
        with transaction.atomic():
            Redirect.objects.filter(pk__in=run.found.get("redirects", [])).delete()
            _lead_no_more(run.items.filter(outcome=Outcome.SAME, data__has_key="redirects"))
            _guests(run)
            freshness.touch()


def _each(run, kind, work):
    """Batches of what the run made or changed of one kind, until nothing is left of it."""
    open_items = run.items.filter(kind=kind, outcome__in=[Outcome.MADE, Outcome.UPDATED]).in_order()
    while batch := list(open_items[:BATCH]):
        with transaction.atomic():
            work(run, batch)
            _lead_no_more([item for item in batch if item.outcome == Outcome.UNDONE])
            ImportItem.objects.bulk_update(batch, ["outcome"])
            run.advance(done=run.items.filter(outcome__in=[Outcome.UNDONE, Outcome.STAYS]).count())
        yield


def _lead_no_more(items):
    """The old addresses of what is gone."""
    Redirect.objects.filter(pk__in=[pk for item in items for pk in item.data.get("redirects", [])]).delete()


def _posts(run, batch):
    """A post goes with its comments; one that was edited, or that others commented on, stays with them."""
    posts = PostPage.objects.in_bulk([item.object_id for item in batch])
    foreign = _threads_with_foreign_messages(run, [post.thread_id for post in posts.values()])
    going = []
    for item in batch:
        post = posts.get(item.object_id)
        if post is None:
            item.outcome = Outcome.UNDONE
        elif _changed(item, post) or (item.outcome == Outcome.MADE and post.thread_id in foreign):
            item.outcome = Outcome.STAYS
        elif item.outcome == Outcome.UPDATED:
            item.outcome = _as_before(item, post)
        else:
            item.outcome = Outcome.UNDONE
            going.append(item)
    threads = [posts[item.object_id].thread_id for item in going if item.object_id in posts]
    comments = run.items.filter(kind="comment", outcome=Outcome.MADE)
    comments.filter(within__in=[item.source_id for item in going]).update(outcome=Outcome.UNDONE)
    staying = [item.source_id for item in batch if item.outcome == Outcome.STAYS]
    comments.filter(within__in=staying).update(outcome=Outcome.STAYS)
    Document.objects.drop_each(Message.objects.filter(thread__in=threads))
    Message.objects.filter(thread__in=threads).update(parent=None)
    Message.objects.filter(thread__in=threads).delete()
    _delete_pages([item.object_id for item in going])
    Thread.objects.filter(pk__in=threads).delete()


def _delete_pages(keys):
    Revision.objects.filter(base_content_type__app_label="wagtailcore", object_id__in=map(str, keys)).delete()
    Page.objects.filter(pk__in=keys).update(live=False)  # else each would be said to be unpublished first
    Page.objects.filter(pk__in=keys).delete()


def _changed(item, page):
    """Whether someone worked on it since this run wrote it."""
    return page.latest_revision_id != item.data.get("revision")


def _threads_with_foreign_messages(run, threads):
    """Threads in which something stands that this run did not bring, or that was edited or decided since."""
    theirs = Message.objects.filter(thread__in=[thread for thread in threads if thread])
    ours = run.items.filter(kind="comment", outcome=Outcome.MADE).values("object_id")
    touched = Q(edited_at__isnull=False) | Q(decided_at__isnull=False)
    return set(theirs.filter(~Q(pk__in=ours) | touched).values_list("thread_id", flat=True))


def _as_before(item, page):
    """A page that this run brought up to date says again what it said before."""
    before = Revision.objects.filter(pk=item.data.get("before")).first()
    if before is None:
        return Outcome.STAYS
    restored = before.as_object()
    restored.latest_revision = before
    restored.live_revision = before if restored.live else None
    restored.save(clean=False)
    Revision.objects.filter(pk=item.data["revision"]).delete()
    return Outcome.UNDONE


def _comments(run, batch):
    """Comments that this run added to posts that were here already."""
    keys = [item.object_id for item in batch]
    ours = run.items.filter(kind="comment", outcome=Outcome.MADE).values("object_id")
    messages = Message.objects.filter(pk__in=keys)
    replied = set(
        Message.objects.filter(parent__in=keys).exclude(pk__in=ours).values_list("parent_id", flat=True)
    )
    touched = messages.filter(Q(edited_at__isnull=False) | Q(decided_at__isnull=False))
    staying = replied | set(touched.values_list("pk", flat=True))
    going = [key for key in keys if key not in staying]
    threads = set(messages.filter(pk__in=going).values_list("thread_id", flat=True))
    Message.objects.filter(parent__in=going).update(parent=None)
    Document.objects.drop_each(Message.objects.filter(pk__in=going))
    Message.objects.filter(pk__in=going).delete()
    Thread.objects.filter(pk__in=threads).recount()
    for item in batch:
        item.outcome = Outcome.STAYS if item.object_id in staying else Outcome.UNDONE


def _pages(run):
    """Children before parents; a page with children that stay, stays."""
    items = run.items.filter(
        kind__in=["page", "menu"], outcome__in=[Outcome.MADE, Outcome.UPDATED, Outcome.PLANNED]
    )
    by_page = {item.object_id: item for item in items if item.object_id}
    for page in StandardPage.objects.filter(pk__in=by_page).order_by("-depth", "-path"):
        item = by_page[page.pk]
        with transaction.atomic():
            page.refresh_from_db(fields=["numchild"])
            half_made = item.outcome == Outcome.PLANNED and item.data.get("place") == "made"
            if item.outcome == Outcome.PLANNED and not half_made:
                continue
            if (not half_made and _changed(item, page)) or (
                item.outcome != Outcome.UPDATED and page.numchild
            ):
                item.outcome = Outcome.STAYS
            elif item.outcome == Outcome.UPDATED:
                item.outcome = _as_before(item, page)
            else:
                item.outcome = Outcome.UNDONE
                _delete_pages([page.pk])
                _lead_no_more([item])
            item.save(update_fields=["outcome"])
            run.advance(done=run.done + 1)
        yield
    gone = run.items.filter(kind__in=["page", "menu"], outcome=Outcome.MADE)
    gone.update(outcome=Outcome.UNDONE)  # before


def _lines(run):
    """The lines of a menu go where its page goes."""
    written = run.items.filter(kind="nav_menu_item", outcome__in=[Outcome.MADE, Outcome.UPDATED])
    staying = list(run.items.filter(kind="menu", outcome=Outcome.STAYS).values_list("source_id", flat=True))
    written.filter(data__menu__in=staying).update(outcome=Outcome.STAYS)
    written.update(outcome=Outcome.UNDONE)


def _files(run, batch):
    for item in batch:
        thing = item.target
        if thing is None:
            item.outcome = Outcome.UNDONE
        elif _is_used(thing):
            item.outcome = Outcome.STAYS
        else:
            thing.delete()
            item.outcome = Outcome.UNDONE


def _is_used(thing):
    """Whether a page that is still here shows or offers it."""
    if isinstance(thing, Picture):
        return _is_referenced(thing) or PostPage.objects.filter(picture=thing).exists()
    link = f"/documents/{thing.pk}/"
    linked = any(
        model.objects.annotate(words=Cast("body", TextField())).filter(words__contains=link).exists()
        for model in (PostPage, StandardPage)
    )
    return isinstance(thing, Attachment) and (linked or _is_referenced(thing))


def _is_referenced(thing):
    return ReferenceIndex.get_references_to(thing).exists()


def _topics(run, batch):
    for item in batch:
        topic = Topic.objects.filter(pk=item.object_id).first()
        stays = topic is not None and topic.posts.exists()
        if topic and not stays:
            topic.delete()
        item.outcome = Outcome.STAYS if stays else Outcome.UNDONE


def _authors(run, batch):
    for item in batch:
        profile = Profile.objects.filter(pk=item.object_id).first()
        item.outcome = Outcome.UNDONE
        if profile is None:
            continue
        changed = profile.changed_at - profile.made_at > WORKED_ON
        if profile.user_id or changed or PostAuthor.objects.filter(profile=profile).exists():
            item.outcome = Outcome.STAYS
            continue
        Document.objects.drop(profile)
        profile.delete()


def _guests(run):
    """Commenters of whom nothing is left, and who never came here themselves."""
    brought = Guest.objects.filter(
        created_at__gte=run.created_at, confirmed_at=None, erased_at=None, blocked_at=None
    )
    gone = list(brought.filter(messages=None).values_list("pk", flat=True))
    for start in range(0, len(gone), 500):
        Guest.objects.filter(pk__in=gone[start : start + 500], messages=None).delete()
