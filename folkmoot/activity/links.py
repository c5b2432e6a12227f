"""The links at the foot of a letter: signed, each for one reader.

They have no end: whoever finds an old letter, years later, can still stop the kind it was with one tap. They
open nothing but the choice of letters, so an old one does no harm.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from folkmoot.accounts.models import Guest

STOP = Signer(salt="folkmoot.activity.stop")
CHOOSE = Signer(salt="folkmoot.activity.choose")
MUTE = Signer(salt="folkmoot.activity.mute")


def stop_path(reader, kind):
    """Where one tap ends one kind of letter for one reader."""
    return reverse("activity:stop", args=[STOP.sign(f"{_name(reader)}-{kind.name}")])


def mute_path(reader, place):
    """Where one tap ends what comes from one place (a name by `telling.places`) for one account."""
    return reverse("activity:mute", args=[MUTE.sign(f"{reader.pk}-{place}")])


def read_mute(token):
    """The account and the place that a link was made for; (None, None) for a forged one."""
    try:
        number, place = MUTE.unsign(token).split("-", 1)
    except (BadSignature, ValueError):
        return None, None
    return _reader("user", number), place


def choose_path(reader):
    """Where a reader chooses what is sent: signed for guests, who cannot sign in."""
    if isinstance(reader, Guest):
        return reverse("activity:choose_as_guest", args=[CHOOSE.sign(_name(reader))])
    return reverse("activity:choose")


def read_stop(token):
    """The reader and the name of the kind that a link was made for; (None, None) for a forged one."""
    try:
        who, number, kind = STOP.unsign(token).split("-", 2)
    except (BadSignature, ValueError):
        return None, None
    return _reader(who, number), kind


def read_choose(token):
    try:
        who, number = CHOOSE.unsign(token).split("-", 1)
    except (BadSignature, ValueError):
        return None
    return _reader(who, number)


def absolute(path):
    return f"{settings.SITE_URL}{path}"


def _name(reader):
    return f"guest-{reader.pk}" if isinstance(reader, Guest) else f"user-{reader.pk}"


def _reader(who, number):
    model = Guest if who == "guest" else get_user_model()
    return model.objects.filter(pk=number).first()
