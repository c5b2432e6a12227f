"""Cuts the vendored fonts down to the letters we use. Run by `bin/vendor`; needs fonttools and brotli.

Each face is two files: the letters of English, Welsh in its common spelling and western Europe, which every
page fetches once; and the rest (ŵ and ŷ, Polish, Czech, Turkish …), which a browser fetches only when such a
letter stands on the page (`unicode-range` in `css/fonts.css` says which).
"""

import io
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "ui" / "fonts"

COMMON = {*range(0x20, 0x7F), *map(ord, "\u00a0£§©«°±·»½×÷–—‘’“”•…€−")}
COMMON |= {*range(0xC0, 0x100)}
MORE = {*range(0x100, 0x180), *map(ord, "ǼǽȘșȚțẀẁẂẃẄẅẞỲỳ")}
HEADING_COMMON = COMMON - {*map(ord, "§©°±·½×÷•−ÐÞðþ")}

TEXT = "atkinson-hyperlegible-next"
HEADING = "newsreader"
# file -> (package, slant of its file, letters, axes)
FACES = {
    "text": (TEXT, "wght-normal", COMMON, {"wght": (400, 700)}),
    "text-italic": (TEXT, "wght-italic", COMMON, {"wght": 400}),
    "heading": (HEADING, "standard-normal", HEADING_COMMON, {"wght": 500, "opsz": 44}),
}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum"]


def cut(path, letters, axes):
    """The bytes of a woff2 with only these letters and axes, and which letters it has."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 13, 14]  # who made it and under which licence stays inside
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, axes)
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
        for target, source, wanted in [(name, common, letters), (f"{name}-more", more, MORE)]:
            made = cut(source, wanted, axes)
            (FOLDER / f"{target}.woff2").write_bytes(made)
            sys.stdout.write(f"{target}.woff2 {len(made)} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
