"""Posts for the tests, written and published as an editor does."""

from datetime import timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from folkmoot.accounts.models import Audience
from folkmoot.publishing.models import HomePage, Picture, PostAuthor, PostPage, ReadPage, StandardPage, Topic


def draft(title, *, by, authors=(), topics=(), text="What we tried.", days_ago=1, **fields):
    """A post that is written and not yet out."""
    fields.setdefault("body", [("text", f"<p>{text}</p>")])
    fields.setdefault("published_at", timezone.now() - timedelta(days=days_ago))
    fields.setdefault("slug", slugify(title))
    post = PostPage(title=title, live=False, owner=by, **fields)
    post.post_authors = [PostAuthor(profile=profile, sort_order=at) for at, profile in enumerate(authors)]
    ReadPage.objects.get().add_child(instance=post)
    post.topics = [topic(name) for name in topics]
    return post


def published(title, *, by, **fields):
    post = draft(title, by=by, **fields)
    post.save_revision(user=by).publish(user=by)
    return PostPage.objects.get(pk=post.pk)


def for_members(title, **fields):
    return published(title, audience_id=Audience.MEMBERS, **fields)


def topic(name):
    return Topic.objects.get_or_create(name=name, slug=slugify(name))[0]


def standing(title, *, below=None, text="How it is.", **fields):
    parent = below or HomePage.objects.get()
    fields.setdefault("slug", slugify(title))
    page = StandardPage(title=title, body=[("text", f"<p>{text}</p>")], **fields)
    return parent.add_child(instance=page)


def picture(title="A hall", **fields):
    data = BytesIO()
    Image.new("RGB", (900, 600), "#345678").save(data, "JPEG")
    data.seek(0)
    return Picture.objects.create(title=title, file=ImageFile(data, name="IMG 2017.jpg"), **fields)
