"""The pictures of the demo: quiet scenes in a few colours, drawn by code, the same each time."""

import io
import math
import random

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINE = 1280, 720, 2  # drawn twice as large, then brought down, so that edges are smooth
PAPER, INK = "#f3ead8", "#24343b"
GREEN, MOSS, CLAY, OCHRE, SKY, SLATE, ROSE = (
    "#1f6f5c", "#6f9a7b", "#b5573a", "#dca746", "#bcd3d6", "#51707a", "#d9a08b",
)  # fmt: skip
COLOURS = [GREEN, MOSS, CLAY, OCHRE, SLATE, ROSE]


def png(name):
    """The drawing of this name as the bytes of a PNG."""
    canvas = Canvas(name)
    SCENES[name](canvas)
    buffer = io.BytesIO()
    canvas.image.reduce(FINE).save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


class Canvas:
    """A sheet of WIDTH by HEIGHT, and a die that falls the same way for the same drawing."""

    def __init__(self, name, paper=PAPER):
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), paper)
        self.pen = ImageDraw.Draw(self.image)
        self.die = random.Random(name)  # noqa: S311 (a drawing)

    def fill(self, colour):
        self.box(0, 0, WIDTH, HEIGHT, colour)

    def box(self, x, y, width, height, colour, *, round=0):
        corners = [x * FINE, y * FINE, (x + width) * FINE, (y + height) * FINE]
        self.pen.rounded_rectangle(corners, radius=round * FINE, fill=colour)

    def disc(self, x, y, radius, colour, *, flat=1.0):
        self.pen.ellipse(
            [
                (x - radius) * FINE,
                (y - radius * flat) * FINE,
                (x + radius) * FINE,
                (y + radius * flat) * FINE,
            ],
            fill=colour,
        )

    def shape(self, points, colour):
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def line(self, points, colour, width=6):
        self.pen.line(
            [(x * FINE, y * FINE) for x, y in points], fill=colour, width=width * FINE, joint="curve"
        )

    def hill(self, height, swing, colour, shift=0.0):
        """A rolling edge at `height`, filled to the bottom."""
        edge = [(x, height + swing * math.sin(x / 210 + shift)) for x in range(0, WIDTH + 20, 20)]
        self.shape([(0, HEIGHT), *edge, (WIDTH, HEIGHT)], colour)


def hills(c):
    c.fill(SKY)
    c.disc(1010, 170, 70, OCHRE)
    for height, swing, colour, shift in [(380, 50, SLATE, 0.4), (470, 46, MOSS, 2.1), (570, 36, GREEN, 4.0)]:
        c.hill(height, swing, colour, shift)
    _house(c, 420, 505, 80, OCHRE)


def _house(c, x, y, size, window):
    c.box(x, y, size, size * 0.7, PAPER)
    c.shape([(x - 10, y), (x + size / 2, y - size * 0.5), (x + size + 10, y)], CLAY)
    c.box(x + size * 0.38, y + size * 0.22, size * 0.26, size * 0.26, window)


def plates(c):
    for number in range(6):
        x, y = 240 + number % 3 * 400, 200 + number // 3 * 320
        c.disc(x, y, 140, "#ffffff")
        c.disc(x, y, 104, SKY)
        for _ in range(6 - number):
            angle, far = c.die.random() * math.tau, c.die.random() * 62
            c.disc(
                x + far * math.cos(angle), y + far * math.sin(angle), 26, c.die.choice([OCHRE, CLAY, MOSS])
            )


def windows(c):
    c.fill(INK)
    c.box(360, 150, 560, 570, SLATE)
    c.shape([(320, 160), (640, 20), (960, 160)], CLAY)
    for x, y in [(440, 230), (700, 230), (440, 440), (700, 440)]:
        c.box(x, y, 140, 150, OCHRE, round=6)
        c.box(x + 66, y, 8, 150, SLATE)


def path(c):
    c.fill(SKY)
    c.hill(330, 30, MOSS, 1.0)
    c.hill(420, 26, GREEN, 2.6)
    edge = [(640 + 150 * math.sin(t / 60) * (t - 340) / 380, t) for t in range(350, 721, 10)]
    left = [(x - 6 - (y - 340) * 0.22, y) for x, y in edge]
    right = [(x + 6 + (y - 340) * 0.22, y) for x, y in edge]
    c.shape([*left, *reversed(right)], PAPER)
    _gate(c, 575, 285, 0.6)


def _gate(c, x, y, scale):
    for rail in range(4):
        c.line([(x, y + rail * 28 * scale), (x + 220 * scale, y + rail * 28 * scale)], CLAY, round(8 * scale))
    for post in (0, 220):
        c.box(x + post * scale - 7, y - 24 * scale, 14, 140 * scale, INK)


def chart(c):
    for row in range(5):
        c.line([(120, 140 + row * 110), (1160, 140 + row * 110)], "#e2d6bf", 2)
    dots = [(130 + step * 48, c.die.randint(180, 320) + (190 if step > 11 else 0)) for step in range(22)]
    c.line(dots, SLATE, 4)
    for x, y in dots:
        c.disc(x, y, 12, GREEN if x > 700 else CLAY)
    for y in range(110, 620, 40):
        c.box(677, y, 5, 22, INK)


def crowd(c):
    c.fill(SLATE)
    for row in range(7):
        for seat in range(15):
            x, y = 40 + seat * 90 + (row % 2) * 45, 150 + row * 95
            c.disc(x, y + 66, 44, c.die.choice(COLOURS))
            c.disc(x, y, 28, c.die.choice(["#5b3a29", "#e3b793", "#8d5b3d", "#f0d3b8", "#3b2820", "#d8d2c8"]))


def moon(c):
    c.fill("#1d2b38")
    c.disc(900, 190, 96, PAPER)
    for _ in range(60):
        c.disc(c.die.randint(0, WIDTH), c.die.randint(0, 380), c.die.choice([2, 3]), "#d8d2c8")
    c.hill(430, 14, "#16212b", 0.5)
    c.box(0, 470, WIDTH, 250, "#25404d")
    for step in range(12):
        wide = 180 - step * 10
        c.box(900 - wide / 2 + c.die.randint(-20, 20), 490 + step * 18, wide, 5, "#8fa9ad", round=2)
    for x in (240, 300, 372, 505, 610):
        c.box(x, 424, 14, 12, OCHRE)


def papers(c):
    for sheet in range(24):
        lean = sheet * sheet * 0.32
        x, y = 430 + lean + c.die.randint(-9, 9), 600 - sheet * 21
        c.box(x, y, 380, 18, OCHRE if sheet == 15 else c.die.choice(["#ffffff", "#e9dfc9", SKY]), round=2)
    c.box(250, 621, 780, 14, CLAY, round=4)


def chairs(c):
    c.disc(640, 420, 190, CLAY, flat=0.45)
    c.disc(640, 410, 190, OCHRE, flat=0.45)
    for number, (x, y) in enumerate([(300, 330), (980, 330), (420, 560), (860, 560)]):
        colour = [GREEN, SLATE, ROSE, MOSS][number]
        c.box(x - 56, y - 130, 112, 130, colour, round=14)
        c.box(x - 64, y - 10, 128, 30, INK, round=8)
        for leg in (-50, 42):
            c.box(x + leg, y + 18, 9, 86, INK)


def road(c):
    c.fill(SKY)
    c.hill(330, 18, MOSS, 0.3)
    c.shape([(0, 360), (WIDTH, 350), (WIDTH, HEIGHT), (0, HEIGHT)], GREEN)
    c.shape([(610, 352), (670, 352), (1060, HEIGHT), (220, HEIGHT)], SLATE)
    for step in range(7):
        y = 372 + step * step * 8
        c.box(640 - (2 + step), y, 4 + step * 2, 8 + step * 5, PAPER)


def cups(c):
    c.box(0, 520, WIDTH, 200, CLAY)
    for x, colour in [(400, GREEN), (760, SLATE)]:
        c.disc(x + 190, 430, 52, colour)
        c.disc(x + 190, 430, 30, PAPER)
        c.box(x, 350, 190, 180, colour, round=30)
        c.disc(x + 95, 356, 95, INK, flat=0.2)
        for wisp in (60, 100, 140):
            c.line([(x + wisp + 12 * math.sin(y / 26 + wisp), y) for y in range(180, 320, 8)], "#d3c6ab", 6)


def keypad(c):
    c.fill("#e4d7bd")
    c.box(120, 60, 440, 660, GREEN, round=6)
    c.box(170, 110, 340, 250, SKY, round=6)
    c.disc(515, 430, 20, OCHRE)
    c.box(740, 170, 220, 300, SLATE, round=14)
    for row in range(4):
        for column in range(3):
            c.disc(790 + column * 60, 225 + row * 62, 21, PAPER)
    c.shape([(742, 500), (958, 492), (964, 600), (748, 610)], "#ffffff")
    for line in (525, 552, 579):
        c.line([(765, line), (930 - line % 40, line - 5)], INK, 4)


def leaves(c):
    c.line([(120, 110), (520, 170), (840, 140), (1180, 210)], INK, 14)
    for x in (300, 520, 760, 980):
        c.line([(x, 150), (x + 70, 60)], INK, 8)
    for _ in range(44):
        x, y = c.die.randint(60, 1220), c.die.randint(210, 690)
        angle = c.die.random() * math.pi
        dx, dy = 26 * math.cos(angle), 26 * math.sin(angle)
        side, up = dy / 2, dx / 2
        leaf = [(x - dx, y - dy), (x + side, y - up), (x + dx, y + dy), (x - side, y + up)]
        c.shape(leaf, c.die.choice([OCHRE, CLAY, ROSE, MOSS]))


def gate(c):
    c.fill(SKY)
    c.shape([(0, 470), (330, 170), (560, 330), (860, 90), (1280, 420), (1280, 720), (0, 720)], SLATE)
    c.hill(500, 24, GREEN, 1.4)
    c.shape([(560, 500), (720, 500), (980, 720), (300, 720)], PAPER)
    _gate(c, 330, 450, 1.1)
    c.box(930, 424, 16, 170, INK)


def stairs(c):
    c.fill(OCHRE)
    for step in range(9):
        c.box(120 + step * 116, 640 - step * 66, 1200, 66, [PAPER, "#e4d7bd"][step % 2])
        c.box(120 + step * 116, 640 - step * 66, 20, 66, CLAY)
    c.shape([(0, 0), (560, 0), (0, 620)], "#c98f3a")


def bridge(c):
    c.fill(SKY)
    c.shape([(0, 240), (250, 220), (330, 720), (0, 720)], INK)
    c.shape([(1280, 220), (1030, 230), (950, 720), (1280, 720)], INK)
    c.box(0, 610, WIDTH, 110, SLATE)
    for tower in (250, 1010):
        c.box(tower, 60, 26, 200, CLAY)
    sag = [(x, 64 + 160 * (1 - ((x - 640) / 380) ** 2)) for x in range(263, 1024, 10)]
    c.line(sag, CLAY, 6)
    for x, y in sag[::4]:
        c.line([(x, y), (x, 236)], CLAY, 2)
    c.box(180, 234, 920, 16, CLAY)


def books(c):
    c.box(90, 560, 1100, 26, CLAY)
    x = 130
    for number in range(17):
        wide, tall = c.die.randint(34, 70), c.die.randint(280, 400)
        colour = c.die.choice(COLOURS)
        if number == 11:
            c.shape([(x, 560), (x + wide, 560), (x + wide + 110, 240), (x + 110, 220)], colour)
            x += wide + 116
            continue
        c.box(x, 560 - tall, wide, tall, colour, round=3)
        c.box(x, 560 - tall + 40, wide, 14, PAPER)
        x += wide + 4


def field(c):
    c.fill(SKY)
    c.hill(260, 20, MOSS, 0.8)
    c.hill(330, 14, GREEN, 2.0)
    for row in range(8):
        for flag in range(6 + row):
            x = 60 + flag * (1200 / (5 + row)) + c.die.randint(-20, 20)
            y, size = 360 + row * 44, 0.5 + row * 0.13
            c.line([(x, y), (x, y - 60 * size)], INK, 3)
            c.shape([(x, y - 60 * size), (x + 36 * size, y - 48 * size), (x, y - 36 * size)],
                    c.die.choice([CLAY, OCHRE, ROSE, PAPER, SLATE]))  # fmt: skip


SCENES = {
    scene.__name__: scene
    for scene in (
        hills, plates, windows, path, chart, crowd, moon, papers, chairs, road, cups, leaves, gate, stairs,
        bridge, books, field, keypad,
    )
}  # fmt: skip
