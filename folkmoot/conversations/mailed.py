"""Files that came with a mail: looked into before its row is locked, enclosed by the rules of the site."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.files.models import File
from folkmoot.files.ready import made_ready

from . import newcomers
from .enclosing import WIDEST, kind_of, said_with
from .models import Message

log = logging.getLogger(__name__)

MOST_TRIED = 20  # pictures that turn out broken cost time, too


class Mailed:
    """The files of one mail: those that can be enclosed, and `left_out`, pairs of a name and why."""

    def __init__(self, files):
        self.fitting, self.left_out = [], []
        for number, file in enumerate(files):
            name = file.name or _("A file without a name")
            try:
                if len(self.fitting) == settings.MESSAGE_FILES or number >= MOST_TRIED:
                    raise ValidationError(_too_many())
                self.fitting.append((name, _ready(file)))
            except ValidationError as error:
                self.left_out.append((name, " ".join(error.messages)))

    def kept(self, *, by):
        """The files, kept for their owner, each with its words; what a newcomer may not send is left out."""
        pictures, kept = newcomers.most_pictures(by, Message.objects), []
        for name, ready in self.fitting:
            if ready.is_picture and pictures == 0:
                words = _("In the first week of an account, a message can have one picture.")
                self.left_out.append((name, words))
                continue
            pictures -= ready.is_picture
            words = _("A picture sent by mail: %(name)s") % {"name": name} if ready.is_picture else ""
            kept.append((File.objects.keep_ready(ready, by=by), words))
        return kept


def enclosed(incoming, user, say):
    """What `say` makes of the files that this person sent with a mail; of no files where there were none."""
    return say([]) if incoming.files is None else said_with(incoming.files.kept(by=user), say)


def _ready(file):
    """A file as it will be kept. Whatever else goes wrong with it, the words of its mail do not wait."""
    if not file.content:
        raise ValidationError(_("It is empty, or did not reach us whole."))
    try:
        upload = ContentFile(file.content, name=file.name)
        kind_of(upload)
        return made_ready(upload, max_side=WIDEST)
    except ValidationError:
        raise
    except Exception as error:
        log.exception("A file of a mail could not be looked into.")
        raise ValidationError(_("It could not be read.")) from error


def _too_many():
    return ngettext(
        "A message can have at most %(most)s file.",
        "A message can have at most %(most)s files.",
        settings.MESSAGE_FILES,
    ) % {"most": settings.MESSAGE_FILES}
