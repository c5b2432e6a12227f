"""Whether words can be read on a colour, and how the community's colour must be shaded so that they can.

Contrast is WCAG's formula. The papers are read from `css/tokens.css`, the one place that names them.
"""

import re
from functools import cache
from math import cbrt, cos, radians, sin
from pathlib import Path
from typing import NamedTuple

TOKENS = Path(__file__).parent / "static" / "ui" / "css" / "tokens.css"
ENOUGH = 4.5  # WCAG 2.2 AA, words of any size
DEFAULT = "#1f6f5c"


class Theme(NamedTuple):
    """A community's colour in use: `accent` for words and fills on the paper, `ink` for words on it."""

    accent: str
    ink: str
    on_paper: float  # contrast of the accent on the least favourable paper
    on_accent: float  # contrast of the ink on the accent


def is_hex(text):
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", text or ""))


def channels(colour):
    """'#1f6f5c' as three numbers from 0 to 1."""
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value):
    value = min(max(value, 0), 1)
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def luminance(colour):
    """How light a colour is to the eye, from 0 to 1."""
    red, green, blue = (_linear(value) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """WCAG contrast of two hex colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def from_oklch(lightness, chroma, hue):
    """OKLCH as hex; what a screen cannot show is brought in by lowering the chroma."""
    while chroma > 0 and not _shows(lightness, chroma, hue):
        chroma -= 0.004
    return "#" + "".join(
        f"{round(_gamma(value) * 255):02x}" for value in _rgb(lightness, max(chroma, 0), hue)
    )


def _shows(lightness, chroma, hue):
    return all(-0.002 <= value <= 1.002 for value in _rgb(lightness, chroma, hue))


def _rgb(lightness, chroma, hue):
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def to_oklch(colour):
    """Hex as lightness, chroma, hue."""
    from math import atan2, degrees, hypot

    red, green, blue = (_linear(value) for value in channels(colour))
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), degrees(atan2(b, a)) % 360


@cache
def tokens():
    """The plain colours of tokens.css as hex: {"light": {"paper": …}, "dark": {…}}."""
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    plain = re.compile(r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);")
    read = lambda css: {m[1]: from_oklch(*map(float, m.groups()[1:])) for m in plain.finditer(css)}  # noqa: E731
    return {"light": read(light), "dark": {**read(light), **read(dark)}}


PAPERS = ("paper", "paper-raised", "paper-sunk")


@cache
def theme(colour, scheme="light"):
    """The community's colour, darkened or lightened just as far as it must be on this scheme's papers.

    The washes behind notices have a tenth of the accent in them: a margin over 4.5 leaves room for that.
    """
    named = tokens()[scheme]
    papers = [named[paper] for paper in PAPERS]
    lightness, chroma, hue = to_oklch(colour)
    step, shade = (-0.005 if scheme == "light" else 0.005), colour.lower()
    least = min(contrast(shade, paper) for paper in papers)
    while least < ENOUGH + 0.6 and 0 <= lightness <= 1:
        lightness += step
        shade = from_oklch(lightness, chroma, hue)
        least = min(contrast(shade, paper) for paper in papers)
    ink = max(("#ffffff", named["paper"], named["ink"]), key=lambda word: contrast(word, shade))
    return Theme(shade, ink, round(least, 2), round(contrast(ink, shade), 2))


def stylesheet(colour):
    """The stylesheet of /theme/<colour>.css."""
    light, dark = theme(colour, "light"), theme(colour, "dark")
    return (
        f":root{{--accent:{light.accent};--accent-ink:{light.ink}}}"
        f"@media(prefers-color-scheme:dark){{:root{{--accent:{dark.accent};--accent-ink:{dark.ink}}}}}\n"
        "@media print{:root{--accent:black}}\n"
    )
