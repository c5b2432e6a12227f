"""What this room forgets of a person: drafts go, what is out stands under "A former member" or goes, too."""

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
)
from wagtail.users.models import UserProfile

from folkmoot.activity.models import Entry
from folkmoot.conversations.models import Message
from folkmoot.members.models import Profile

from .models import (
    Follow,
    Import,
    ImportItem,
    LiveBlog,
    LiveEntry,
    LiveQuestion,
    Picture,
    PostPage,
    Submission,
)


def forget(person):
    """Texts, live blogs, what an import knew of them, and what the office kept."""
    _texts(person)
    _live(person)
    if person.words_go:
        _posts(person)
    Follow.objects.filter(user=person.user).delete()
    named = ["publishing.reporter_named", "publishing.reporter_released"]
    Entry.objects.filter(verb__in=named).take_out(person)
    _imports(person)
    _office(person)


def _texts(person):
    """What they sent in was a copy: the post stands by itself. Drafts have no post."""
    for submission in Submission.objects.filter(author=person.user):
        for picture in submission.pictures.select_related("file"):
            picture.drop()
        submission.delete()


def _live(person):
    for blog in LiveBlog.objects.filter(reporters=person.user):
        blog.reporters.remove(person.user)
    asked = LiveQuestion.objects.filter(asker=person.user)
    asked.exclude(state=LiveQuestion.State.ANSWERED).delete()
    entries = LiveEntry.objects.filter(author=person.user)
    gone = entries if person.words_go else entries.filter(state=LiveEntry.State.WITHDRAWN)
    blogs = LiveBlog.objects.filter(pk__in=set(gone.values_list("live_blog", flat=True)))
    if person.words_go:
        asked.delete()
    for entry in gone.select_related("picture").exclude(picture=None):
        entry.picture.drop()
    gone.delete()
    for blog in blogs:
        blog.changed()


def _posts(person):
    """Posts of theirs alone go; below which others talk, the address and the talk stay, without the text."""
    profile = Profile.objects.filter(user=person.user).first()
    ours = PostPage.objects.by(profile).values("pk") if profile else []
    alone = PostPage.objects.annotate(authors=Count("post_authors")).filter(pk__in=ours, authors=1)
    talk = Message.objects.shown().filter(thread=OuterRef("thread")).exclude(author=person.user)
    for post in alone.annotate(has_talk=Exists(talk)):
        if post.has_talk:
            _emptied(post)
        else:
            about = Entry.objects.about(post)
            post.delete()
            about.update(details={})  # the title
            PageLogEntry.objects.filter(page=post.pk).update(label="")
    for picture in Picture.objects.filter(uploaded_by_user=person.user):
        if not picture.get_usage().exists():
            picture.delete()


def _emptied(post):
    post.title = post.draft_title = _("A post that its author took away")
    post.seo_title = post.search_description = post.standfirst = ""
    post.body, post.picture, post.picture_words, post.comments_open = [], None, "", False
    post.revisions.all().delete()
    post.latest_revision = post.live_revision = None
    post.has_unpublished_changes = False
    post.save()
    post.follow()


def _imports(person):
    """An import of a WordPress site remembers authors and commenters: their rows keep their numbers."""
    for item in ImportItem.objects.filter(
        person.held_in("source_id", "title", "detail", "path", "source_url")
    ):
        told = {name: person.taken_out(getattr(item, name)) for name in ("source_id", "title", "detail")}
        ImportItem.objects.filter(pk=item.pk).update(**told, data={})
    for run in Import.objects.exclude(found={}):
        if person.is_named_in(str(run.found)):
            Import.objects.filter(pk=run.pk).update(found={})


def _office(person):
    """What Wagtail keeps of who works in the office, and names in the labels of its log."""
    user = person.user
    for profile in UserProfile.objects.filter(user=user):
        profile.avatar.delete(save=False)
        profile.delete()
    Comment.objects.filter(user=user).delete()
    for theirs in (CommentReply, PageSubscription, EditingSession, FormState, APIToken):
        theirs.objects.filter(user=user).delete()
    Page.objects.filter(locked_by=user).update(locked_by=None)
    Submission.objects.filter(taken_by=user).update(taken_by=None, taken_at=None)
    for log in (PageLogEntry, ModelLogEntry):
        for entry in log.objects.filter(person.held_in("label")):
            log.objects.filter(pk=entry.pk).update(label=person.taken_out(entry.label))
    for revision in Revision.objects.filter(person.held_in("object_str")):
        Revision.objects.filter(pk=revision.pk).update(object_str=person.taken_out(revision.object_str))
