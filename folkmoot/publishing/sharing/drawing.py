"""A share card, drawn: whose it is, the title in the type of the headings, who wrote it, its picture."""

import io
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from folkmoot import ui
from folkmoot.ui import colour
from folkmoot.ui.fonts import letters_of

from .lines import fit

WIDTH, HEIGHT = 1200, 630
MARGIN, STRIPE, PICTURE = 72, 16, 440
SIZES = (112, 104, 96, 88, 80, 72, 66, 60, 54, 48)
LONGEST = 300  # letters of a title that are looked at
FACES = Path(ui.__file__).parent / "faces"


class Card(NamedTuple):
    """What a card shows. `logo` and `picture` are the bytes of image files, or empty."""

    community: str
    colour: str
    title: str
    under: str = ""  # who wrote it
    logo: bytes = b""
    picture: bytes = b""


@cache
def face(name, size):
    """One of the site's faces at one size."""
    return ImageFont.truetype(FACES / f"{name}.ttf", size)


def drawable(words, name="heading"):
    """The words in letters that the face has: others give up their accents, or are left out."""
    kept, letters = [], letters_of(name)
    for letter in unicodedata.normalize("NFC", words):
        if ord(letter) in letters:
            kept.append(letter)
        elif letter.isspace():
            kept.append(" ")
        else:
            kept += [part for part in unicodedata.normalize("NFKD", letter) if ord(part) in letters]
    return " ".join(filter(None, "".join(kept).split(" ")))


def can_be_drawn(title):
    """Whether nearly all of a title's letters are ones we have."""
    wanted = sum(letter.isalnum() for letter in title)
    return wanted > 0 and sum(letter.isalnum() for letter in drawable(title)) >= wanted * 0.8


def jpeg(card):
    """The card as the bytes of a JPEG."""
    named = colour.tokens()["light"]
    theme = colour.theme(card.colour if colour.is_hex(card.colour) else colour.DEFAULT)
    sheet = Image.new("RGB", (WIDTH, HEIGHT), named["paper"])
    pen = ImageDraw.Draw(sheet)
    right = WIDTH - MARGIN
    if _paste_picture(sheet, card.picture):
        right -= PICTURE - 8
    pen.rectangle((0, 0, STRIPE, HEIGHT), fill=theme.accent)
    top = _head(sheet, pen, card, theme, right)
    bottom = HEIGHT - MARGIN
    if card.under:
        bottom = _under(pen, card.under, right, named)
    _title(pen, card.title, top, bottom, right, named["ink"])
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=88, subsampling=0, optimize=True)
    return out.getvalue()


def _opened(data):
    """The picture in these bytes, or None where they are no picture."""
    try:
        picture = Image.open(io.BytesIO(data))
        picture.load()
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return picture


def _paste_picture(sheet, data):
    """The post's picture over the right of the sheet; whether there was one."""
    picture = _opened(data) if data else None
    if picture is None:
        return False
    scale = max(PICTURE / picture.width, HEIGHT / picture.height)
    size = (max(PICTURE, round(picture.width * scale)), max(HEIGHT, round(picture.height * scale)))
    picture = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    left, top = (size[0] - PICTURE) // 2, (size[1] - HEIGHT) // 2
    sheet.paste(picture.crop((left, top, left + PICTURE, top + HEIGHT)), (WIDTH - PICTURE, 0))
    return True


def _head(sheet, pen, card, theme, right):
    """The community's mark and name along the top; where the title may begin."""
    left, middle = MARGIN, MARGIN + 28
    logo = _opened(card.logo) if card.logo else None
    if logo is not None:
        logo.thumbnail((260, 56), Image.Resampling.LANCZOS)
        logo = logo.convert("RGBA")
        sheet.paste(logo, (left, middle - logo.height // 2), logo)
        left += logo.width + 22
    else:
        pen.ellipse((left, MARGIN, left + 56, MARGIN + 56), fill=theme.accent)
        initial = drawable(card.community)[:1].upper()
        pen.text((left + 28, middle), initial, font=face("heading", 36), fill=theme.ink, anchor="mm")
        left += 56 + 20
    if card.community != card.title:
        name = _shortened(drawable(card.community, "text"), face("text", 32), right - left)
        pen.text((left, middle), name, font=face("text", 32), fill=theme.accent, anchor="lm")
    return MARGIN + 56 + 44


def _under(pen, words, right, named):
    """Who wrote it, at the foot; where the title must have ended."""
    line = HEIGHT - MARGIN - 10
    words = _shortened(drawable(words, "text"), face("text", 30), right - MARGIN)
    pen.text((MARGIN, line), words, font=face("text", 30), fill=named["ink-soft"], anchor="ls")
    return line - 30 - 40


def _title(pen, title, top, bottom, right, ink):
    """The title, as large as it fits, in the middle of its room."""
    width, height = right - MARGIN, bottom - top
    words = drawable(title)[:LONGEST]
    fitting = fit(words, lambda size: face("heading", size), width=width, height=height, sizes=SIZES)
    font, step = face("heading", fitting.size), fitting.size * 1.1
    y = top + max(0, (height - step * len(fitting.lines)) / 2)
    for number, line in enumerate(fitting.lines):
        pen.text((MARGIN - 2, y + step * number), line, font=font, fill=ink, anchor="la")


def _shortened(words, font, width):
    return fit(words, lambda size: font, width=width, height=1, sizes=[1]).lines[0] if words else ""
