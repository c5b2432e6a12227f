"""Cuts the vendored fonts down to the letters we use. Run by `bin/vendor`; needs fonttools and brotli.

Each face is three files: the letters of English and western Europe, which every page fetches once; the Welsh
ones with a circumflex or an accent on w and y; and the rest (Polish, Czech, Turkish …). A browser fetches the
last two only where such a letter stands on the page: `unicode-range` in `css/fonts.css` says which.
"""

import io
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "ui" / "fonts"

COMMON = {*range(0x20, 0x7F), *range(0xC0, 0x100), *map(ord, "\u00a0£§©«°±·»½×÷–—‘’“”•…€−")}
HEADING_COMMON = COMMON - {*map(ord, "§©°±·½×÷•−ÐÞðþ")}
WELSH = {*map(ord, "ŵŷŴŶẁẃẅẀẂẄỳỲ")}
MORE = {*range(0x100, 0x180), *map(ord, "ǼǽȘșȚțẞ")} - WELSH
KERNED = {*range(0x41, 0x5B), *range(0x61, 0x7B), *map(ord, ".,’-–")}  # pairs with accents weigh too much

TEXT = "atkinson-hyperlegible-next"
HEADING = "newsreader"
# face -> (package, slant of its file, common letters, axes)
FACES = {
    "text": (TEXT, "wght-normal", COMMON, {"wght": (400, 700)}),
    "text-italic": (TEXT, "wght-italic", COMMON, {"wght": 400}),
    "heading": (HEADING, "standard-normal", HEADING_COMMON, {"wght": 500, "opsz": 44}),
}
FEATURES = ["mark", "mkmk", "ccmp", "locl", "liga", "tnum"]


def _cut(path, letters, axes, features):
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 13, 14]  # who made it and under which licence stays inside
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(letters))
    cutter.subset(font)
    return instancer.instantiateVariableFont(font, axes)


def cut(path, letters, axes, *, kerned=False):
    """The bytes of a woff2 with only these letters and axes; spaced in pairs for plain letters alone."""
    font = _cut(path, letters, axes, FEATURES)
    if kerned:
        plain = _cut(path, KERNED, axes, ["kern"])
        for table in ("GPOS", "GDEF"):
            if table in plain:
                plain[table].ensureDecompiled()
                font[table] = plain[table]
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def main(modules):
    """Write every face from the npm packages in the folder `modules`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (package, slant, letters, axes) in FACES.items():
        files = Path(modules) / "@fontsource-variable" / package / "files"
        common, more = files / f"{package}-latin-{slant}.woff2", files / f"{package}-latin-ext-{slant}.woff2"
        parts = {
            name: cut(common, letters, axes, kerned=True),
            f"{name}-welsh": cut(more, WELSH, axes),
            f"{name}-more": cut(more, MORE, axes),
        }
        for part, made in parts.items():
            (FOLDER / f"{part}.woff2").write_bytes(made)
            sys.stdout.write(f"{part}.woff2 {len(made)} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
