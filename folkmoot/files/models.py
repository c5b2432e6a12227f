"""Uploads: what they are is read from their content; nobody but the owner sees them until an audience may."""

import hashlib

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File as StoredFile
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Audience

from . import pictures
from .ready import made_ready

FOLDER = "kept"  # in the storage: everything of this room
LINK_SALT = "folkmoot.files.link"


def new_token():
    """The part of a file's address that cannot be guessed."""
    return get_random_string(22)


def stored_under(file, filename):
    """A random name in a folder by month: what people called it is kept in the row alone."""
    return f"{FOLDER}/{timezone.now():%Y-%m}/{get_random_string(32).lower()}"


class FileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Your own, and those of an audience you belong to."""
        readable = Q(audience__in=Audience.objects.including(user))
        return self.filter(readable | Q(owner=user)) if user.is_authenticated else self.filter(readable)

    def unused(self):
        """Those that no row of any room points to: who shows a file holds it by a foreign key."""
        unused = self
        for relation in self.model._meta.get_fields(include_hidden=True):
            if relation.auto_created and not relation.concrete:
                holders = relation.related_model._base_manager
                held = holders.filter(**{relation.field.name: OuterRef("pk")})
                unused = unused.filter(~Exists(held))
        return unused

    @transaction.atomic
    def keep(self, upload, *, by=None, audience_id=None, max_side=pictures.LARGEST_SIDE, square=False):
        """Store an upload; raises ValidationError with plain words if it is none of the kinds we keep.

        Pictures are made anew without metadata. With no audience only the owner can read it.
        """
        ready = made_ready(upload, max_side=max_side, square=square)
        return self.keep_ready(ready, by=by, audience_id=audience_id)

    @transaction.atomic
    def keep_ready(self, ready, *, by=None, audience_id=None):
        """Store what `made_ready` answered."""
        content = ready.content
        file = self.model(
            owner=by if by is not None and by.is_authenticated else None,
            audience_id=audience_id,
            name=ready.name,
            media_type=ready.media_type,
            size=content.size,
            sha256=fingerprint(content),
            width=getattr(content, "width", None),
            height=getattr(content, "height", None),
        )
        file.stored.save(ready.name, content, save=False)
        file.save()
        return file

    @transaction.atomic
    def keep_made(self, content, *, name, media_type, owner=None):
        """Store a file that the site made itself; nobody reads it but its owner, where it has one."""
        content = StoredFile(content)
        file = self.model(
            owner=owner, name=name, media_type=media_type, size=content.size, sha256=fingerprint(content)
        )
        content.seek(0)
        file.stored.save(name, content, save=False)
        file.save()
        return file

    def show_to(self, audience_id):
        """Let another audience read these, as `File.show_to` does with one; None: their owner only."""
        changed = list(self.exclude(audience=audience_id) if audience_id else self.exclude(audience=None))
        for file in changed:
            file.audience_id, file.token = audience_id, new_token()
        self.model.objects.bulk_update(changed, ["audience", "token"], batch_size=200)


def fingerprint(content):
    """The SHA-256 of an upload, read in pieces."""
    digest = hashlib.sha256()
    content.seek(0)
    for piece in content.chunks():
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()


def safe_name(name):
    """For addresses and archives; a file whose owner is forgotten has no name any more."""
    try:
        return get_valid_filename(name)
    except SuspiciousFileOperation:  # nothing is left of it
        return "file"


class File(models.Model):
    """One stored upload. Whoever shows it keeps its audience true by `show_to`."""

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="files"
    )
    audience = models.ForeignKey(
        Audience, models.PROTECT, null=True, editable=False, related_name="files"
    )  # null: its owner only
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("kind"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    stored = models.FileField(upload_to=stored_under, editable=False, max_length=200)
    kept_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        indexes = [models.Index(fields=["kept_at"], name="files_by_age")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("files:file", args=[self.token, safe_name(self.name)])

    @property
    def is_picture(self):
        return self.media_type.startswith("image/")

    @property
    def is_text(self):
        return self.media_type.startswith("text/")

    @property
    def is_public(self):
        return self.audience_id == Audience.EVERYONE

    @property
    def url(self):
        """Its address, for those of its audience."""
        return self.get_absolute_url()

    def link(self, for_seconds):
        """An address that opens to whoever has it, for so long."""
        until = int(timezone.now().timestamp()) + int(for_seconds)
        key = _signer().sign(f"{self.token}:{until}").partition(":")[2]
        return f"{self.get_absolute_url()}?key={key}"

    def opens_with(self, key):
        """Does this key of a link made by `link` still open it?"""
        try:
            until = _signer().unsign(f"{self.token}:{key}").partition(":")[2]
        except BadSignature:
            return False
        return timezone.now().timestamp() < int(until)

    def show_to(self, audience_id):
        """Let another audience read it. Its address changes: copies kept under the old one lead nowhere."""
        if audience_id == self.audience_id:
            return
        self.audience_id, self.token = audience_id, new_token()
        self.save(update_fields=["audience", "token"])

    @transaction.atomic
    def drop(self):
        """Throw it away: the row now, the bytes once the transaction is done."""
        storage, stored = self.stored.storage, self.stored.name
        self.delete()
        transaction.on_commit(lambda: storage.delete(stored))


def _signer():
    return Signer(salt=LINK_SALT)
