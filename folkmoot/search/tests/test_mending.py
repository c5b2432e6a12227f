"""Mistyped words: mended from what this reader may find, and from nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.accounts.models import Audience
from folkmoot.search import mending, vocabulary
from folkmoot.search.models import Document, Word

NOBODY = AnonymousUser()
UNDER_PYTEST = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100
)


def put(thing, title, audience_id=Audience.EVERYONE, **facts):
    given = {"kind": "post", "body": "", "url": "/somewhere/", **facts}
    Document.objects.put(thing, title=title, audience_id=audience_id, **given)


def known():
    return sorted(Word.objects.values_list("word", flat=True))


def mended(words, reader=NOBODY):
    return mending.mended(words, Document.objects.visible_to(reader))


@pytest.fixture
def words(cast):
    """An improvement for all, a wombat for members, a koala for the team."""
    put(cast.ada, "Improvement of the ward")
    put(cast.ben, "Wombat", Audience.MEMBERS)
    put(cast.cora, "Koala", Audience.TEAM)
    put(cast.dev, "Improvident", Audience.TEAM)
    vocabulary.take_up()
    return cast


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("imporvement", "improvement"),
        ("Imporvement wrad", "improvement ward"),
        ("improvement wrad", "improvement ward"),
        ("ward imporvement", "ward improvement"),
        ("improvement", ""),
        ("improvement xylophone", ""),
        ("qqqqqq", ""),
        ("im", ""),
        ("2017", ""),
        ("imporvement imporvement", "improvement"),
    ],
)
def test_what_finds_nothing_is_mended_where_that_finds_something(words, typed, meant):
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (None, {"imporvement": "improvement"}),
        ("eve", {"imporvement": "improvement"}),
        ("ada", {"imporvement": "improvement", "wombta": "wombat"}),
        ("cora", {"imporvement": "improvement", "wombta": "wombat", "kaola": "koala"}),
        ("fay", {"imporvement": "improvement", "wombta": "wombat", "kaola": "koala"}),
    ],
)
def test_no_word_is_offered_from_what_the_reader_may_not_find(words, who, offered):
    reader = getattr(words, who) if who else NOBODY
    answers = {typed: mended(typed, reader) for typed in ("imporvement", "wombta", "kaola")}
    assert {typed: meant for typed, meant in answers.items() if meant} == offered


@pytest.mark.parametrize("change", ["narrowed", "dropped", "changed"])
def test_a_word_that_is_still_known_is_not_offered_once_its_document_is_gone(words, change):
    assert mended("imporvement") == "improvement"
    if change == "narrowed":
        put(words.ada, "Improvement of the ward", Audience.TEAM)
    elif change == "dropped":
        Document.objects.drop(words.ada)
    else:
        put(words.ada, "Something else")
    assert "improvement" in known()
    assert mended("imporvement") == ""


def test_names_and_welsh_are_mended_with_their_accents(cast):
    put(cast.ada, "Zoë Llywelyn")
    put(cast.ben, "Gwelliannau’r dŵr", language="cy")
    vocabulary.take_up()
    assert [mended(typed) for typed in ("zoee", "Llwyelyn", "gwelianau", "dwyr")] == [
        "zoë",
        "llywelyn",
        "gwelliannau",
        "dŵr",
    ]


def test_new_words_are_taken_up_once_and_changed_ones_anew(words):
    before = dict(Word.objects.filter(audience=Audience.EVERYONE).values_list("word", "many"))
    assert vocabulary.take_up() == 0
    put(words.gil, "Improvement again")
    assert vocabulary.take_up() == 1
    after = dict(Word.objects.filter(audience=Audience.EVERYONE).values_list("word", "many"))
    assert after == before | {"improvement": before["improvement"] + 1, "again": 1}


def test_a_document_that_moves_takes_its_words_to_its_new_readers(words):
    Document.objects.about(words.ben).move(Audience.EVERYONE)
    vocabulary.take_up()
    assert mended("wombta") == "wombat"


def test_by_night_what_is_gone_is_forgotten(words):
    Document.objects.all().delete()
    put(words.ada, "Sepsis in the ward")
    vocabulary.take_stock()
    assert known() == ["sepsis", "the", "ward"]
    assert Document.objects.filter(counted=False).count() == 0


def test_little_is_a_hint_that_a_commoner_word_was_meant(cast, django_user_model):
    for number in range(10):
        put(django_user_model.objects.create_user(f"w{number}@example.org", "W"), "Improvement of wards")
    put(cast.ada, "A typing error: improvemant")
    vocabulary.take_up()
    visible = Document.objects.visible_to(NOBODY)
    assert mending.commoner("improvemant", 1, visible) == "improvement"
    assert mending.commoner("wards", 10, visible) == ""
    assert mending.commoner("typing", 1, visible) == ""


def test_mending_asks_a_fixed_number_of_questions(words, django_assert_num_queries):
    mended("imporvement")
    visible = Document.objects.visible_to(NOBODY)
    for typed in ("imporvement", "imporvement wrad of teh"):
        with django_assert_num_queries(1):
            mending.mended(typed, visible)


@UNDER_PYTEST
@given(text=st.one_of(st.text(max_size=80), st.text(alphabet="imprvent w'%_\"", max_size=40)))
def test_nothing_typed_breaks_it(words, text):
    answer = mended(text)
    assert answer == "" or Document.objects.matching(answer).visible_to(NOBODY).exists()


@UNDER_PYTEST
@given(text=st.text(max_size=200))
def test_any_words_can_be_taken_up(words, text):
    put(words.ada, text, body=text)
    assert vocabulary.take_up() == 1
