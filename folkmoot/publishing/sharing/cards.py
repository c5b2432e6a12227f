"""Which card a page has, and where the drawn ones are kept.

A card's address carries a hash of all it shows: a changed title, colour or picture has another address, and
whoever kept the old one keeps what was true then. What is for members alone has no card with its words.
"""

import hashlib
import json
from contextlib import suppress
from time import monotonic, sleep
from typing import NamedTuple

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from . import drawing

DRAWING = 1  # raise it when cards are drawn in another way: all are drawn anew
PATIENCE = 5  # seconds for which one who wants the same card waits for who is drawing it


class Wanted(NamedTuple):
    """A card as it has to be: what it shows, and the folder in which it is kept."""

    folder: str
    community: object
    title: str
    under: str = ""
    picture: object = None

    @property
    def key(self):
        """A short word for everything the card shows."""
        house, picture = self.community, self.picture
        shown = [DRAWING, house.name, house.colour, house.logo.name, self.title, self.under]
        if picture is not None:
            shown += [picture.file.name, picture.file_hash, repr(picture.get_focal_point())]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]

    @property
    def path(self):
        return f"cards/{self.folder}/{self.key}.jpg"

    def draw(self):
        house = self.community
        logo, picture = _bytes(house.logo) if house.logo else b"", _bytes(_rendition(self.picture))
        return drawing.jpeg(
            drawing.Card(house.name, house.colour, self.title, self.under, logo=logo, picture=picture)
        )


def of_community(community):
    return Wanted("community", community, community.tagline or community.name)


def of_post(post, community):
    """The card of a post; None where strangers may not read it, or we have no letters for its title."""
    under = " · ".join(author.profile.name for author in post.post_authors.all())
    return _of(post, community, under, post.picture)


def of_page(page, community):
    return _of(page, community, "", None)


def _of(page, community, under, picture):
    if page.is_for_members or not drawing.can_be_drawn(page.title):
        return None
    return Wanted(folder_of(page), community, page.title, under, picture)


def folder_of(page):
    return f"page-{page.pk}"


def address(wanted, name, *args):
    """Where the card is fetched, with the hash that makes it good for ever."""
    return f"{reverse(f'publishing:{name}', args=args)}?v={wanted.key}"


def general_address(community):
    return address(of_community(community), "card")


def kept(wanted):
    """The bytes of the card: as it was drawn before, or drawn now, by one of those who ask at once."""
    lock = f"drawing-{wanted.path}"
    if cache.get(lock) is None:  # else half of it may lie there
        with suppress(FileNotFoundError):
            return _bytes_at(wanted.path)
    if cache.add(lock, 1, timeout=60):
        try:
            return _drawn(wanted)
        finally:
            cache.delete(lock)
    until = monotonic() + PATIENCE
    while monotonic() < until:
        sleep(0.05)
        if cache.get(lock) is None:
            with suppress(FileNotFoundError):
                return _bytes_at(wanted.path)
    return wanted.draw()


def _drawn(wanted):
    """Draw it, keep it, and let go of what the same page showed before."""
    with suppress(FileNotFoundError):
        return _bytes_at(wanted.path)  # someone was quicker
    made = wanted.draw()
    forget(wanted.folder)
    default_storage.save(wanted.path, ContentFile(made))
    return made


def forget_page(page):
    """A page that is gone, or no longer for everyone, leaves no card behind."""
    forget(folder_of(page))


def forget(folder):
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(f"cards/{folder}")[1]:
            default_storage.delete(f"cards/{folder}/{name}")


def _bytes_at(path):
    with default_storage.open(path) as file:
        return file.read()


def _rendition(picture):
    """The picture in the size of its place on the card; None where its file cannot be read."""
    if picture is None:
        return None
    size = f"fill-{drawing.PICTURE}x{drawing.HEIGHT}"
    try:
        return picture.get_rendition(f"{size}|format-webp|webpquality-85").file
    except OSError:
        return None


def _bytes(file):
    """What is in a file; nothing where it is gone."""
    if not file:
        return b""
    try:
        with file.open("rb") as opened:
            return opened.read()
    except OSError:
        return b""
