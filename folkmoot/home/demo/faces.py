"""The pictures that people of the demo show of themselves: drawn, and nobody's face."""

import io
import math
import random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from folkmoot.files import kinds
from folkmoot.files.models import File, fingerprint
from folkmoot.files.pictures import FACE, QUALITY

from .drawings import CLAY, GREEN, INK, MOSS, OCHRE, PAPER, ROSE, SKY, SLATE

SIDE = FACE * 2  # drawn twice as large, then brought down
NAME = "me.webp"
PAIRS = [  # of a ground and what stands before it
    (SKY, GREEN), (PAPER, CLAY), (OCHRE, INK), (MOSS, PAPER), (SLATE, PAPER), (ROSE, INK), (PAPER, GREEN),
    (SKY, CLAY), (GREEN, OCHRE), (CLAY, PAPER), (INK, OCHRE), (PAPER, SLATE),
]  # fmt: skip


def webp(seed):
    """One picture, the same for the same seed."""
    die = random.Random(f"face {seed}")  # noqa: S311 (a drawing)
    ground, ink = die.choice(PAIRS)
    third = die.choice([colour for colour in (OCHRE, CLAY, ROSE, SKY, MOSS) if colour not in {ground, ink}])
    image = Image.new("RGB", (SIDE, SIDE), ground)
    die.choice(SHOWN)(Pen(image, die), ink, third)
    buffer = io.BytesIO()
    image.reduce(2).save(buffer, "WEBP", quality=QUALITY)
    return buffer.getvalue()


def upload(seed):
    """The same, as somebody would send it."""
    return ContentFile(webp(seed), name=NAME)


def file(owner, audience_id):
    """A row that is to be inserted with others; its picture is stored already."""
    content = upload(owner.email)
    made = File(
        owner=owner, audience_id=audience_id, name=NAME, media_type=kinds.WEBP.media_type, size=content.size,
        sha256=fingerprint(content), width=FACE, height=FACE, kept_at=owner.date_joined,
    )  # fmt: skip
    made.stored.save(NAME, content, save=False)
    return made


class Pen:
    """Draws on a square whose sides are 100 long."""

    def __init__(self, image, die):
        self.draw, self.die = ImageDraw.Draw(image), die

    def at(self, points):
        return [(x * SIDE / 100, y * SIDE / 100) for x, y in points]

    def disc(self, x, y, radius, colour, flat=1.0):
        self.draw.ellipse(self.at([(x - radius, y - radius * flat), (x + radius, y + radius * flat)]), colour)

    def shape(self, points, colour):
        self.draw.polygon(self.at(points), colour)

    def box(self, x, y, width, height, colour, round=0):
        corners = self.at([(x, y), (x + width, y + height)])
        self.draw.rounded_rectangle(corners, round * SIDE / 100, colour)

    def line(self, points, colour, width=3):
        self.draw.line(self.at(points), colour, round(width * SIDE / 100), "curve")

    def hill(self, height, swing, colour):
        shift = self.die.random() * math.tau
        edge = [(x, height + swing * math.sin(x / 16 + shift)) for x in range(0, 104, 4)]
        self.shape([(0, 101), *edge, (101, 101)], colour)


def hills(pen, ink, third):
    pen.disc(pen.die.randint(20, 80), pen.die.randint(22, 36), 11, third)
    pen.hill(58, 7, third)
    pen.hill(74, 6, ink)


def peaks(pen, ink, third):
    top = pen.die.randint(34, 60)
    pen.shape([(30, 100), (top + 26, 42), (110, 100)], third)
    pen.shape([(-10, 100), (top, 26), (84, 100)], ink)
    pen.shape([(top, 26), (top - 9, 40), (top, 37), (top + 7, 41)], PAPER)


def boat(pen, ink, third):
    sail = pen.die.randint(18, 26)
    pen.shape([(48, sail), (48, 62), (20, 62)], PAPER)
    pen.shape([(53, sail + 8), (53, 62), (76, 62)], third)
    pen.shape([(16, 66), (84, 66), (72, 80), (28, 80)], ink)
    pen.hill(86, 2.5, third)


def cup(pen, ink, third):
    pen.draw.arc([*pen.at([(58, 44)])[0], *pen.at([(86, 70)])[0]], 270, 90, ink, round(SIDE * 0.05))
    pen.box(24, 40, 48, 40, ink, round=9)
    pen.box(24, 40, 48, 9, third)
    for x in (36, 48, 60):
        sway = pen.die.randint(-4, 4)
        pen.line([(x, 34), (x + sway, 27), (x, 20), (x - sway, 13)], third, 2)


def leaf(pen, ink, third):
    pen.line([(50, 94), (50, 20)], ink, 2.5)
    for step in range(pen.die.randint(3, 5)):
        y = 80 - step * 15
        for side in (-1, 1):
            tip = 50 + side * (30 - step * 3)
            colour = ink if side > 0 else third
            pen.shape([(50, y), (50 + side * 16, y - 14), (tip, y - 16), (50 + side * 20, y - 2)], colour)


def house(pen, ink, third):
    roof = pen.die.randint(20, 30)
    pen.shape([(14, 50), (50, roof), (86, 50)], third)
    pen.box(22, 50, 56, 36, ink)
    pen.box(44, 62, 13, 24, PAPER)
    for x in (28, 62):
        pen.box(x, 58, 10, 10, OCHRE)


def flower(pen, ink, third):
    pen.line([(50, 96), (50, 46)], ink, 3)
    petals, turn = pen.die.choice([5, 6, 8]), pen.die.random()
    for petal in range(petals):
        angle = math.tau * petal / petals + turn
        pen.disc(50 + 17 * math.cos(angle), 40 + 17 * math.sin(angle), 10, third)
    pen.disc(50, 40, 9, ink)


def tiles(pen, ink, third):
    for x in range(0, 100, 25):
        for y in range(0, 100, 25):
            colour = pen.die.choice([ink, third, PAPER])
            quarter = [(x, y), (x + 25, y), (x + 25, y + 25), (x, y + 25)]
            pen.shape(quarter[: pen.die.choice([3, 3, 4])], colour)


def moon(pen, ink, third):
    pen.disc(50, 44, 26, third)
    for _crater in range(4):
        pen.disc(pen.die.randint(38, 62), pen.die.randint(32, 56), pen.die.randint(2, 5), ink)
    pen.hill(84, 4, ink)


def tree(pen, ink, third):
    pen.box(46, 56, 8, 36, ink)
    for _bough in range(7):
        pen.disc(pen.die.randint(32, 68), pen.die.randint(24, 52), pen.die.randint(11, 16), third)
    pen.hill(94, 2, ink)


def lighthouse(pen, ink, third):
    pen.shape([(50, 24), (104, 8), (104, 34)], OCHRE)
    pen.shape([(42, 32), (58, 32), (64, 84), (36, 84)], PAPER)
    for y in (42, 58, 74):
        pen.box(40, y, 20, 6, third)
    pen.box(43, 20, 14, 12, ink)
    pen.hill(84, 4, ink)


def bird(pen, ink, third):
    pen.disc(48, 54, 25, ink, 0.85)
    pen.disc(68, 36, 14, ink)
    pen.shape([(80, 32), (93, 37), (80, 41)], OCHRE)
    pen.shape([(26, 52), (6, 42), (20, 68)], ink)
    pen.shape([(34, 50), (62, 50), (40, 72)], third)
    pen.disc(71, 33, 2.5, PAPER)


SHOWN = [hills, peaks, boat, cup, leaf, house, flower, tiles, moon, tree, lighthouse, bird]
