"""No word of an answer is lost, whatever it looks like."""

import time

import pytest

from folkmoot.activity.inbound.reading import MOST_WORDS
from folkmoot.activity.inbound.stripping import answer_in

KEPT = [
    "Merci\n\n- dix chaises\n- une bouilloire",
    "Thanks,\n\ncould you send the list?",
    "Regards\n\nThat is the name of our newsletter, and it needs an editor.",
    "When: Monday 10:00\nWhere: ward 4\nWho: all of us",
    "What we plan:\n\nWhen: Monday 10:00\nWhere: ward 4\nWho: all of us\nBring: a kettle\n\nIs that fine?",
    "Two things.\n\n___\n\nThe first is that nobody asked us. The second is the time.",
    "It works.\n\n—\n\nBut only where the ward clerk is asked first, as we found out.",
    "It works.\n\n--\n\nBut only where the ward clerk is asked first.",
    "He wrote: nothing.",
    "On Monday she wrote:\n\nnothing at all, as far as I can see.",
    "1. Chairs\n2. A kettle\n3. Time",
    "- chairs\n- a kettle",
    "Sent from my desk it looks different, and I had not seen that until you said so"
    " on the 23rd of last month.",
    "> To be, or not to be\n\nThat was the question.",
]


@pytest.mark.parametrize("words", KEPT[:-1])
def test_words_that_look_like_something_else_stay(words):
    assert answer_in(words) == words


def test_below_a_quotation_only_the_answer_is_left():
    assert answer_in(KEPT[-1]) == "That was the question."


@pytest.mark.parametrize(
    "head",
    [
        "Am Mo., 16. Nov. 2026 um 10:02 Uhr schrieb Hana <hello@common.example.org>:",
        "El lun, 16 nov 2026 a las 10:02, Hana (<hello@common.example.org>) escribió:",
        "W dniu 16.11.2026 o 10:02, Hana via Common Ground pisze:",
        "Hana via Common Ground <hello@common.example.org> kirjoitti 16.11.2026 kello 10.02:",
        "2026年11月16日(月) 10:02 Hana <hello@common.example.org>:",
    ],
)
def test_who_wrote_what_is_quoted_is_seen_in_any_language(head):
    assert answer_in(f"Yes.\n\n{head}\n\n> Shall we?\n> And when?\n") == "Yes."


@pytest.mark.parametrize(
    "head",
    [
        "Von: Hana <hello@common.example.org>\n"
        "Gesendet: Montag, 16. November 2026 10:02\nAn: Ada\nBetreff: Tee",
        "Od: Hana <hello@common.example.org>\n"
        "Data: poniedziałek, 16 listopada 2026 10:02\nDo: Ada\nTemat: Herbata",
        "*From:* Hana <hello@common.example.org>\n"
        "*Sent:* Monday, 16 November 2026 10:02\n*To:* Ada\n*Subject:* Tea",
    ],
)
def test_a_letter_under_its_own_head_is_left_out_in_any_language(head):
    assert answer_in(f"Yes.\n\n{head}\n\nDear Ada,\n\n> someone said\n\nthat it works.\n") == "Yes."


def test_broken_lines_are_one_again_and_short_ones_stay():
    broken = (
        "We do it at ten, with the ward clerk, and nobody had asked for the\nchairs before the third week."
    )
    assert answer_in(f"{broken}\n\nAda\nHana") == broken.replace("\n", " ") + "\n\nAda\nHana"


@pytest.mark.parametrize(
    "nasty",
    [
        "On " * 16_000,
        "> " * 25_000,
        "From: a@b\n" * 5000,
        "On a wrote:\n" * 4000,
        "-" * 50_000,
        " \n" * 25_000,
    ],
)
def test_nothing_anybody_sends_takes_long(nasty):
    began = time.process_time()
    answer_in(nasty[:MOST_WORDS])
    assert time.process_time() - began < 2


TOKEN = "reply+" + "abcdefgh" * 5 + "@reply.example.org"
QUOTED_LETTER = f"""> It works on two wards.
>
> You can answer: {TOKEN}
>
> Read on: http://localhost:8000/talk/#comment-2
>
> --
> You get this because you take part.
> Mute this conversation in one tap: http://localhost:8000/mail/mute/1-2:abc/
> Choose what we send you: http://localhost:8000/account/mail/guest-1:abc/
> Common Ground"""


@pytest.fixture
def _ours(settings):
    settings.SITE_URL = "http://localhost:8000"


@pytest.mark.usefixtures("_ours")
@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (
            f"Hello,\n\n{QUOTED_LETTER}\n\nThat helps.",
            "Hello,\n\n> Read on: http://localhost:8000/talk/#comment-2\n\nThat helps.",
        ),
        (f"{QUOTED_LETTER}\n\nThat helps.", "That helps."),
        (f"Hi,\n\n> one\n\nYes.\n\n{QUOTED_LETTER}\n\nThat helps.", None),
        (f"Write to me at {TOKEN} please.", "Write to me at … please."),
        ("It is at http://localhost:8000/mail/stop/user-1-news:abc/ I think.", "It is at … I think."),
    ],
)
def test_no_key_of_its_reader_is_published(mail, words):
    said = answer_in(mail)

    assert [part for part in ("reply+", "/mail/", "one tap", "take part") if part in said] == []
    assert words is None or said == words
