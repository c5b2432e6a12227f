"""Links in a letter that do one thing for one reader: a page asks, its one button does it.

They are signed and sign nobody in. Whether it may be done is asked when it is done: the room that offered
it answers nothing once it may not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse

from folkmoot.activity import links
from folkmoot.core.gathering import gather

GOOD_FOR = timedelta(days=400)  # who registers a year ahead can still say that they cannot come
TAP = TimestampSigner(salt="folkmoot.activity.tap")


@dataclass(frozen=True)
class Tap:
    """What a link does for its reader, in words. `do` takes nothing, and may be called twice.

    Where it `asks` for words, too (their label), `do` is given what was typed; they may be left out.
    """

    title: str
    words: str
    button: str
    url: str  # where that is seen on the site
    do: Callable
    is_done: bool = False
    done: str = ""  # the words once it is
    asks: str = ""


def url(reader, name, key):
    """Where one tap does what `name` says with the row of this key, for one account."""
    return links.absolute(reverse("activity:tap", args=[TAP.sign(f"{reader.pk}-{name}-{key}")]))


def in_letter(offered, reader):
    """Label and address of what is `offered` as (label, name, key); None where nothing is."""
    if not offered:
        return None
    label, name, key = offered
    return {"label": label, "url": url(reader, name, key)}


def read(token):
    """(account, name, key) that a link was made for; None for one that is too old or whose account is gone.

    Raises BadSignature for a forged one.
    """
    try:
        number, name, key = TAP.unsign(token, max_age=GOOD_FOR).split("-", 2)
    except SignatureExpired:
        return None
    except ValueError as error:
        raise BadSignature from error
    reader = get_user_model().objects.filter(pk=number, is_active=True).first()
    return (reader, name, key) if reader else None


def tap_of(reader, name, key):
    """The Tap that a room offers by this name; None where it may not, or cannot, be done any more."""
    return next(iter(gather("tap", reader, name, key)), None)
