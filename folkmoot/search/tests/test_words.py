"""The sentence that is shown of what was found."""

import re

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.search.words import WINDOW, Marker

BODY = (
    "We began in spring. The ward kept a run chart of every fall & talked each Monday. "
    "Improving took a year! Zoë said so."
)


def test_the_sentence_with_the_most_words_is_shown():
    assert Marker("fall monday").sentence(BODY) == (
        "The ward kept a run chart of every <mark>fall</mark> &amp; talked each <mark>Monday</mark>."
    )


def test_stems_accents_and_beginnings_are_marked():
    assert Marker("improvement").sentence(BODY) == "<mark>Improving</mark> took a year!"
    assert Marker("zoe").sentence(BODY) == "<mark>Zoë</mark> said so."
    assert Marker("spr").sentence(BODY) == "We began in <mark>spring</mark>."


def test_in_welsh_only_the_word_itself_is_marked():
    assert Marker("singing", "cy").sentence("Singers sing. Mwy.") == "Singers sing. Mwy."


def test_without_a_hit_the_beginning_is_shown():
    assert Marker("wombat").sentence("We began in spring.") == "We began in spring."
    assert Marker("wombat").sentence("") == ""


def test_markup_in_a_body_stays_text():
    assert Marker("script").sentence("<script>alert(1)</script>") == (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"
    )


def test_a_very_long_sentence_is_cut_around_the_word():
    body = "word " * 400 + "needle " + "more " * 400
    shown = Marker("needle").sentence(body)
    assert "<mark>needle</mark>" in shown
    assert shown[0] == shown[-1] == "…"
    assert len(shown) <= WINDOW + 30


@given(words=st.text(max_size=40), body=st.text(max_size=400))
def test_nothing_but_marks_is_markup(words, body):
    shown = Marker(words).sentence(body)
    assert re.sub(r"</?mark>|&(amp|lt|gt|quot|#x27);", "", shown).translate({60: "!", 62: "!"}).count(
        "!"
    ) == re.sub(r"</?mark>|&(amp|lt|gt|quot|#x27);", "", shown).count("!")
    assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")
