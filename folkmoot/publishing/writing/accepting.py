"""The office side of a text: the post made of it, and taking that post off the site."""

import json

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from folkmoot.accounts.models import Audience
from folkmoot.members.models import Profile
from folkmoot.publishing.models.library import Picture
from folkmoot.publishing.models.pages import ReadPage
from folkmoot.publishing.models.posts import PostAuthor, PostPage

from .text import pieces


def into_office(submission, *, by):
    """A draft of the post with what was sent in; what its author withdrew before is filled anew."""
    post = submission.post or PostPage(
        slug=_free_slug(submission.title), audience_id=Audience.EVERYONE, owner=by, live=False
    )
    post.title, post.standfirst = submission.title, submission.standfirst
    post.body = json.dumps(_blocks(submission, by=by))
    post.locked, post.locked_by, post.locked_at = False, None, None
    if not post.pk:
        profile = Profile.objects.of(submission.author)
        post.post_authors = [PostAuthor(profile=profile, sort_order=0)]
        ReadPage.objects.get().add_child(instance=post)
    else:
        post.save()
    post.topics = list(submission.topics.all())
    post.save_revision(user=by, log_action=True)
    return post


def take_off(post, *, by):
    """Off the site at once, out of every schedule, and locked: an editor sees that it is not to come out."""
    if post.live:
        UnpublishPageAction(post, user=by).execute(skip_permission_checks=True)  # their words, their right
    if post.current_workflow_state:
        post.current_workflow_state.cancel(user=by)
    post.revisions.update(approved_go_live_at=None)
    PostPage.objects.filter(pk=post.pk).update(
        go_live_at=None, locked=True, locked_by=by, locked_at=timezone.now()
    )


def _blocks(submission, *, by):
    """The text as the page holds it; each picture it calls for is put into the library once."""
    beside = {picture.number: picture for picture in submission.pictures.select_related("file")}
    made, blocks = {}, []
    for kind, value in pieces(submission.source):
        if kind == "picture":
            picture = beside.get(value["number"])
            if picture is None:
                continue
            if picture.pk not in made:
                made[picture.pk] = _into_library(picture, by=by)
            words = value["words"] or picture.words
            image = {"image": made[picture.pk].pk, "alt_text": words, "decorative": False}
            value = {"picture": image, "caption": ""}
        blocks.append({"type": kind, "value": value})
    return blocks


def _into_library(picture, *, by):
    with picture.file.stored.open("rb") as stored:
        content = ContentFile(stored.read(), name="picture.webp")
    return Picture.objects.create(
        title=picture.words[:255],
        description=picture.words[:255],
        file=content,
        uploaded_by_user=by,
    )


def _free_slug(title):
    """An address made of the title that no post has and the shelf does not use itself."""
    stem = slugify(title)[:80].strip("-") or _("post")
    taken = set(PostPage.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= PostPage.RESERVED
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
