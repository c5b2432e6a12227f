"""What a first visit fetches of ours, beside the page itself: a budget that must not creep."""

import gzip
import re
from pathlib import Path

from folkmoot.core.static import InOnePiece
from folkmoot.ui import fonts as cut

STATIC = Path(__file__).parent.parent / "static" / "ui"


class Folder:
    """The source folder as a storage that can open."""

    def open(self, path):
        return (STATIC / path).open("rb")


def packed(data):
    return len(gzip.compress(data, 9))


def stylesheet():
    return InOnePiece(Folder(), "css/app.css").open("css/app.css").read()


def test_a_first_visit_weighs_little():
    fonts = sum((STATIC / "fonts" / f"{face}.woff2").stat().st_size for face in ("text", "heading"))
    scripts = packed((STATIC / "js/app.js").read_bytes())
    assert fonts <= 28_000
    assert packed(stylesheet()) <= 9_000
    assert scripts <= 1_200
    assert fonts + packed(stylesheet()) + scripts <= 37_000  # of 60 kB: the rest is the page's


def test_each_element_and_htmx_weigh_little():
    for script in (STATIC / "js/elements").glob("*.js"):
        assert packed(script.read_bytes()) <= 2_500, script.name
    assert packed((STATIC / "vendor/htmx.min.js").read_bytes()) <= 15_000


def test_the_stylesheet_is_sent_whole():
    css = stylesheet().decode()
    assert "@import" not in css
    assert "/*" not in css
    assert css.count("{") == css.count("}")
    assert css.startswith("@layer reset, tokens, base, layout, components, utilities;")
    fonts = re.findall(r'url\("([^"]+)"\)', css)
    assert fonts
    for font in [found for found in fonts if not found.startswith("data:")]:
        assert (STATIC / "css" / font).resolve().exists()


def test_every_letter_of_welsh_and_of_our_names_is_in_the_fonts():
    from fontTools.ttLib import TTFont

    needed = set("ŵŷŴŶâêîôûïÂÊÎÔÛ áéíóúàèçñøåäöüßžščłęąđŁŠŽ–—‘’“”…·£€½")
    for face in ("text", "heading"):
        letters = set()
        for part in (face, f"{face}-welsh", f"{face}-more"):
            letters |= set(TTFont(STATIC / "fonts" / f"{part}.woff2").getBestCmap())
        missing = {letter for letter in needed if ord(letter) not in letters}
        assert missing <= ({"·", "½"} if face == "heading" else set())


def test_the_faces_for_pictures_have_all_our_letters_and_stay_small():
    from fontTools.ttLib import TTFont

    for face in ("heading", "text"):
        path = cut.FACES_FOLDER / f"{face}.ttf"
        missing = cut.letters_of(face) - set(TTFont(path).getBestCmap())
        assert ("".join(map(chr, sorted(missing))), path.stat().st_size < 60_000) == ("", True)


def test_what_the_stylesheet_promises_of_a_font_is_in_it():
    """A letter inside `unicode-range` that the file lacks would be fetched for nothing."""
    css = (STATIC / "css/fonts.css").read_text()
    assert len(re.findall("unicode-range", css)) == len(list((STATIC / "fonts").glob("*.woff2")))


def test_licences_lie_beside_what_others_made():
    assert {path.name for path in STATIC.rglob("*LICENSE*")} == {
        "atkinson-hyperlegible-next.LICENSE.txt", "newsreader.LICENSE.txt", "htmx.LICENSE.txt",
    }  # fmt: skip
    readme = (STATIC / "vendor/README.md").read_text()
    assert all(
        name in readme for name in ("htmx.org | 4.", "lucide-static", "atkinson", "newsreader", "OFL-1.1")
    )
