"""What publishing hears: from Wagtail when a page comes out or goes, from accounts when roles change."""

from django.contrib.auth.models import Group
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from folkmoot.accounts.signals import role_given, role_taken
from folkmoot.activity.models import Entry
from folkmoot.conversations.models import Thread
from folkmoot.core import freshness
from folkmoot.members.signals import renamed
from folkmoot.search.models import Document

from .models import PostPage, StandardPage
from .models.reading import Readable
from .pictures import make_renditions
from .sharing import cards
from .wordpress.addresses import lead_once_published
from .wordpress.silence import is_told_as_one

OPENS_THE_OFFICE = {"editor", "administrator"}


def lay_out_an_empty_site(sender, using, **kwargs):
    """After `migrate`, and only once all of it ran: an instance answers at / from its first minute."""
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        from wagtail.models import Page

        from .site import lay_out

        if Page.objects.exists():  # `flush`, too, ends here, with nothing left to build on
            lay_out()


@receiver(role_given)
def open_the_office(sender, user, role, **kwargs):
    if role in OPENS_THE_OFFICE:
        from .site import EDITORS

        user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])


@receiver(role_taken)
def close_the_office(sender, user, role, **kwargs):
    if role in OPENS_THE_OFFICE and not user.is_staff:
        from .site import EDITORS

        user.groups.remove(*Group.objects.filter(name=EDITORS))


@receiver(renamed)
def find_by_the_new_name(profile, **kwargs):
    for post in PostPage.objects.filed().live().by(profile):
        post.index_for_readers()


@receiver(page_published)
def record_publishing(sender, instance, revision=None, **kwargs):
    """Wagtail also says this of a page that is only scheduled: then it is not live."""
    verb = "publishing.published" if instance.live else "publishing.scheduled"
    by = get_active_log_context().user or (revision and revision.user)
    Entry.objects.record(verb, instance, by=by)
    freshness.touch()
    if getattr(instance, "is_for_members", False):
        transaction.on_commit(lambda: cards.forget_page(instance))
    if instance.live and getattr(instance, "source_key", None):
        lead_once_published(instance)
    if instance.live and isinstance(instance, PostPage):
        _tell_its_author(instance, "came_out", by)
        transaction.on_commit(lambda: make_renditions.enqueue(instance.pk))


@receiver(page_unpublished)
def record_unpublishing(sender, instance, **kwargs):
    """What expires by itself is withdrawn as a plain page: what its kind must do follows here."""
    if instance.live:  # it is being deleted: see forget
        return
    page, by = instance.specific, get_active_log_context().user
    Entry.objects.record("publishing.unpublished", page, by=by)
    _tell_its_author(page, "taken_off", by)
    if isinstance(page, Readable):
        page.follow()
        transaction.on_commit(lambda: cards.forget_page(page))
    freshness.touch()


@transaction.atomic
def _tell_its_author(page, verb, by):
    """What became of a post is news for the member who sent it in."""
    submission = page.sent_in() if isinstance(page, PostPage) else None
    if submission:
        getattr(submission, verb)(by=by)


@receiver(page_slug_changed)
@receiver(post_page_move)
def index_what_moved(sender, instance, **kwargs):
    """Their addresses changed, and with them what search and kept pages say."""
    for page in instance.get_descendants(inclusive=True).specific():
        if isinstance(page, Readable):
            page.follow()
    freshness.touch()


@receiver(pre_delete, sender=PostPage)
@receiver(pre_delete, sender=StandardPage)
def forget(sender, instance, **kwargs):
    """A page that is deleted leaves the search and takes its thread along; the record keeps its title."""
    if not is_told_as_one():
        Entry.objects.record(
            "publishing.deleted", instance, by=get_active_log_context().user, title=instance.title
        )
    _tell_its_author(instance, "lost_its_post", get_active_log_context().user)
    Document.objects.drop(instance)
    Thread.objects.filter(post=instance.pk).discard()
    folder = cards.folder_of(instance)
    transaction.on_commit(lambda: cards.forget(folder))
    freshness.touch()
