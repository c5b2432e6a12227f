"""Cuts the vendored fonts down to the letters we use. Run by `bin/vendor`; needs fonttools and brotli.

Each face is three files: the letters of English and western Europe, which every page fetches once; the Welsh
ones with a circumflex or an accent on w and y; and the rest (Polish, Czech, Turkish …). A browser fetches the
last two only where such a letter stands on the page: `unicode-range` in `css/fonts.css` says which.

For pictures with words in them (share cards) there is one plain TrueType file a face, in `faces/`: see
docs/decisions/0014-share-cards.md.
"""

import io
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "ui" / "fonts"
FACES_FOLDER = Path(__file__).parent / "faces"

COMMON = {*range(0x20, 0x7F), *range(0xC0, 0x100), *map(ord, "\u00a0£§©«°±·»½×÷–—‘’“”•…€−")}
HEADING_COMMON = COMMON - {*map(ord, "§©°±·½×÷•−ÐÞðþ")}
WELSH = {*map(ord, "ŵŷŴŶẁẃẅẀẂẄỳỲ")}
MORE = {*range(0x100, 0x180), *map(ord, "ǼǽȘșȚțẞ")} - WELSH
LETTERS = COMMON | WELSH | MORE
KERNED = {*range(0x41, 0x5B), *range(0x61, 0x7B), *map(ord, ".,’-–")}  # pairs with accents weigh too much

TEXT = "atkinson-hyperlegible-next"
HEADING = "newsreader"
# face -> (package, slant of its file, common letters, axes)
FACES = {
    "text": (TEXT, "wght-normal", COMMON, {"wght": (400, 700)}),
    "text-italic": (TEXT, "wght-italic", COMMON, {"wght": 400}),
    "heading": (HEADING, "standard-normal", HEADING_COMMON, {"wght": 500, "opsz": 44}),
}
# face for pictures -> (package, slant of its file, the one place on each axis)
DRAWN = {
    "heading": (HEADING, "standard-normal", {"wght": 500, "opsz": 60}),
    "text": (TEXT, "wght-normal", {"wght": 500}),
}
LACKING = {"heading": "Ĳĳŉſ", "text": "ĈĉĔĕĜĝĤĥĨĩĬĭĲĳĴĵĸĿŀŉŊŋŌōŎŏŖŗŜŝŦŧŨũŬŭſǼǽ"}  # what their makers left out
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


def letters_of(name):
    """The letters of a face for pictures."""
    return LETTERS - {*map(ord, LACKING[name])}


def whole(files, axes):
    """The bytes of one TrueType font from the files of a face: its letters together, kerned, not variable."""
    from fontTools.merge import Merger

    wanted = set(LETTERS)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.ttf" for number in range(len(files))]
        for path, file in zip(paths, files, strict=True):
            font = _cut(file, wanted, axes, ["kern", *FEATURES])
            wanted -= set(font.getBestCmap())
            font.flavor = None
            font.save(path)
        merged = Merger().merge([str(path) for path in paths])
    merged.recalcTimestamp = False  # the same letters make the same file
    merged["head"].created = merged["head"].modified = 0
    out = io.BytesIO()
    merged.save(out)
    return out.getvalue()


def main(modules):
    """Write every face from the npm packages in the folder `modules`."""
    _write_for_browsers(modules)
    _write_for_pictures(modules)


def _files(modules, package, slant):
    files = Path(modules) / "@fontsource-variable" / package / "files"
    return files / f"{package}-latin-{slant}.woff2", files / f"{package}-latin-ext-{slant}.woff2"


def _write_for_pictures(modules):
    FACES_FOLDER.mkdir(exist_ok=True)
    for name, (package, slant, axes) in DRAWN.items():
        common, more = _files(modules, package, slant)
        made = whole([common, more], axes)
        (FACES_FOLDER / f"{name}.ttf").write_bytes(made)
        sys.stdout.write(f"{name}.ttf {len(made)} bytes\n")


def _write_for_browsers(modules):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (package, slant, letters, axes) in FACES.items():
        common, more = _files(modules, package, slant)
        parts = {
            name: cut(common, letters, axes, kerned=name != "text-italic"),  # of single words: 1.3 kB less
            f"{name}-welsh": cut(more, WELSH, axes),
            f"{name}-more": cut(more, MORE, axes),
        }
        for part, made in parts.items():
            (FOLDER / f"{part}.woff2").write_bytes(made)
            sys.stdout.write(f"{part}.woff2 {len(made)} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
