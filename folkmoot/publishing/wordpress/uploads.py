"""Pictures and files of the old site come into the library."""

import io
from pathlib import PurePosixPath

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from folkmoot.accounts.models import Audience
from folkmoot.files import kinds
from folkmoot.publishing.models import Attachment, ImportItem, Picture

from .media import Media

BATCH = 10
MOST_PIXELS = 50_000_000
PICTURES = ("JPEG", "PNG", "GIF", "WEBP")
NOT_PUBLIC = {"private", "draft", "pending", "future"}


def write_media(run):
    """Each planned attachment, in small batches: reading files takes longest."""
    planned = run.items.filter(kind="attachment", outcome=ImportItem.Outcome.PLANNED).in_order()
    if not planned.exists():
        return
    with Media(run.media) as media:
        while batch := list(planned[:BATCH]):
            with transaction.atomic():
                for item in batch:
                    _settle(run, item, media)
                run.advance(done=run.done + len(batch))
            yield


def _settle(run, item, media):
    key = run.source_key("attachment", item.source_id)
    if here := _here(key):
        _point(item, here, ImportItem.Outcome.SAME)
    else:
        name = media.find([*item.data.get("exact", []), item.file])
        content = media.read(name) if name else b""
        if content is None:
            _leave(item, "large file")
        elif not content:
            _leave(item, "no file")
        else:
            _make(run, item, key, PurePosixPath(name).name, content)
    item.save()


def _here(key):
    return Picture.objects.filter(source_key=key).first() or Attachment.objects.filter(source_key=key).first()


def _leave(item, reason):
    item.outcome, item.reason = ImportItem.Outcome.LEFT, reason


def _point(item, thing, outcome):
    item.outcome = outcome
    item.content_type = ContentType.objects.get_for_model(thing)
    item.object_id = thing.pk
    if isinstance(thing, Picture):
        item.data["picture"] = thing.pk
    else:
        item.data["address"] = thing.url


def _make(run, item, key, name, content):
    try:
        kind = kinds.sniff(SimpleUploadedFile(name, content))
    except ValidationError as problem:
        _leave(item, "large file" if problem.code == "large" else "unsafe file")
        return
    if kind.is_picture:
        _make_picture(run, item, key, kinds.shown_name(name, kind), content)
    else:
        document = Attachment(
            title=(item.title or name)[:255],
            source_key=key,
            audience_id=_audience(run, item),
            uploaded_by_user=run.by,
            file_size=len(content),
        )
        document.file.save(kinds.shown_name(name, kind), ContentFile(content), save=False)
        document._set_document_file_metadata()
        document.save()
        _point(item, document, ImportItem.Outcome.MADE)


def _make_picture(run, item, key, name, content):
    try:
        with Image.open(io.BytesIO(content), formats=PICTURES) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                _leave(item, "large file")
                return
            opened.verify()
    except Exception:  # broken pictures make decoders raise nearly anything
        _leave(item, "broken file")
        return
    picture = Picture(
        title=(item.title or name)[:255],
        description=item.data.get("alt", "")[:255],
        source_key=key,
        uploaded_by_user=run.by,
        file_size=len(content),
    )
    picture.file.save(name, ContentFile(content), save=False)
    picture.width, picture.height = width, height
    picture._set_image_file_metadata()
    picture.save()
    _point(item, picture, ImportItem.Outcome.MADE)


def _audience(run, item):
    """A file of a text that was not public is for members until someone says otherwise."""
    parent = run.items.filter(kind__in=["post", "page"], source_id=item.data.get("parent", "")).first()
    hidden = parent and (parent.data.get("status") in NOT_PUBLIC or parent.data.get("protected"))
    return Audience.MEMBERS if hidden else Audience.EVERYONE
