"""A person says that an author of the old site is someone who is here."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Revision

from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused
from folkmoot.core.names import without_address
from folkmoot.members.models import Profile
from folkmoot.publishing.models import ImportItem, PostAuthor, PostPage
from folkmoot.search.models import Document


def candidates(item):
    """People whose name is alike, still there, and not the one the import made."""
    return Profile.objects.filter(pk__in=item.data.get("candidates", [])).exclude(pk=item.object_id).by_name()


@transaction.atomic
def same_person(item, profile, *, by):
    """What the import put under a new profile goes to `profile`; the new one goes."""
    made = Profile.objects.filter(pk=item.object_id, user=None).first()
    if made is None or made == profile or item.outcome != ImportItem.Outcome.MADE:
        raise Refused(_("This author has been settled already."))
    posts = list(PostAuthor.objects.filter(profile=made).values_list("page", flat=True))
    PostAuthor.objects.filter(profile=made, page__in=_pages_by(profile)).delete()
    PostAuthor.objects.filter(profile=made).update(profile=profile)
    in_revisions(posts, made.pk, profile.pk)
    old, new = f"/read/by/{made.slug}/", f"/read/by/{profile.slug}/"
    for ending in ("", "feed/"):
        Redirect.objects.filter(redirect_link=old + ending).update(redirect_link=new + ending)
    kind = ContentType.objects.get_for_model(Profile)
    for mine in ImportItem.objects.filter(kind="author", content_type=kind, object_id=made.pk):
        mine.object_id, mine.outcome, mine.reason = profile.pk, ImportItem.Outcome.SAME, "confirmed"
        mine.data["address"] = new
        mine.save()
    Document.objects.drop(made)
    made.delete()
    for post in PostPage.objects.filed().live().filter(pk__in=posts):
        post.index_for_readers()
    Entry.objects.record(
        "publishing.author_confirmed", profile, by=by, author=without_address(item.source_id)[:60]
    )
    freshness.touch()


def _pages_by(profile):
    return PostAuthor.objects.filter(profile=profile).values("page")


def in_revisions(posts, old, new):
    """What editors open next says so too."""
    latest = PostPage.objects.filter(pk__in=posts).values_list("latest_revision", flat=True)
    for revision in Revision.objects.filter(pk__in=list(latest)).iterator():
        authors = {author["profile"]: author for author in reversed(revision.content.get("post_authors", []))}
        if old in authors:
            moved = authors.pop(old)
            authors.setdefault(new, {**moved, "profile": new})
            revision.content["post_authors"] = sorted(
                authors.values(), key=lambda one: one["sort_order"] or 0
            )
            revision.save(update_fields=["content"])
