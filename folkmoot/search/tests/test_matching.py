"""What words find: the same on both databases, whatever was typed."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.accounts.models import Audience
from folkmoot.search import fulltext
from folkmoot.search.models import Document

NOBODY = AnonymousUser()
UNDER_PYTEST = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)


def put(thing, title, body="", *, audience_id=Audience.EVERYONE, **options):
    given = {"kind": "post", "url": "/somewhere/", **options}
    Document.objects.put(thing, title=title, body=body, audience_id=audience_id, **given)


def titles(words, reader=NOBODY):
    return [
        document.title for document in Document.objects.matching(words).visible_to(reader).best_first()[:50]
    ]


@pytest.fixture
def things(db, django_user_model):
    """Rows that documents can be about; any will do."""
    make = django_user_model.objects.create_user
    return [make(f"thing{number}@example.org", "Thing") for number in range(6)]


@pytest.mark.parametrize("named", [0, 100])
def test_a_reader_of_many_circles_finds_what_is_theirs_alone(things, monkeypatch, named):
    monkeypatch.setattr("folkmoot.search.models.NAMED", named)
    reader = things[0]
    theirs, others = (Audience.objects.create(kind="circle") for _circle in range(2))
    theirs.people.add(reader)
    put(things[0], "Lamps in our circle", audience_id=theirs.pk)
    put(things[1], "Lamps in another", audience_id=others.pk)
    put(things[2], "Lamps told shortly", fuller={"audience_id": theirs.pk, "body": "Lamps, at length."})
    found = Document.objects.matching("lamps").visible_to(reader)
    assert sorted((one.title, one.audience_id) for one in found) == [
        ("Lamps in our circle", theirs.pk), ("Lamps told shortly", theirs.pk),
    ]  # fmt: skip
    assert Document.objects.visible_to(reader).that_find(["lamp length", "lamp another"]) == ["lamp length"]


@pytest.mark.parametrize("words", ["improve", "improvement", "improving", "IMPROVED", "imp", "impro"])
def test_english_is_found_by_its_stem(things, words):
    put(things[0], "We improve", "x")
    put(things[1], "An improvement", "x")
    put(things[2], "Improving falls", "x")
    put(things[3], "Nothing of it", "x")
    assert sorted(titles(words)) == ["An improvement", "Improving falls", "We improve"]


@pytest.mark.parametrize("words", ["zoe", "zoë", "Zoë", "ZOE", "zoe\u0308"])
def test_accents_do_not_matter(things, words):
    put(things[0], "Zoë Price")
    put(things[1], "Zoe Pugh")
    put(things[2], "Zo\u00eb\u0301 decomposed Zoe\u0308")
    assert sorted(titles(words))[:2] == ["Zoe Pugh", "Zoë Price"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('sepsis" OR NOT (', []),
        ('sepsis"', ["Sepsis"]),
        ("sepsis*", ["Sepsis"]),
        ("-sepsis", ["Sepsis"]),
        ("title:sepsis", []),
        ("sepsis & !falls", []),
        ("NEAR(sepsis falls)", []),
        ("the sepsis", []),
        ("a", ["Sepsis"]),
        ("'; DROP TABLE search_document; --", []),
        ("", []),
        ("  *** ", []),
        ("%", []),
        ("_", []),
        ("\x00sepsis\x00", ["Sepsis"]),
        ("sepsis:*", ["Sepsis"]),
        ("sepsis " * 200, ["Sepsis"]),
        ("x" * 100_000, []),
        ("\ud800", []),
        ("² ½ 𝟘 ⅷ", []),
    ],
)
def test_no_words_are_a_command(things, words, found):
    put(things[0], "Sepsis", "A talk about blood.")
    assert titles(words) == found


@UNDER_PYTEST
@given(words=st.one_of(st.text(max_size=60), st.text(alphabet="ab\"*:()&|!<>-^ \\'~+{}[]", max_size=30)))
def test_nothing_typed_breaks_it(things, words):
    put(things[0], "Sepsis", "A talk about blood.")
    found = Document.objects.matching(words).visible_to(NOBODY).best_first()
    assert len(found[:10]) == len(found) <= 1


@UNDER_PYTEST
@given(text=st.text(max_size=200))
def test_any_text_can_be_put_and_taken_out_again(things, text):
    put(things[0], text, text, words=text)
    put(things[0], "Another", "")
    assert titles("another") == ["Another"]
    Document.objects.drop(things[0])
    assert titles("another") == []


def test_every_word_must_occur_and_the_last_may_be_unfinished(things):
    put(things[0], "Catrin Davies")
    put(things[1], "Catrin Pugh")
    put(things[2], "Davies alone")
    assert titles("catrin dav") == ["Catrin Davies"]
    assert titles("cat davies") == []
    assert sorted(titles("dav")) == ["Catrin Davies", "Davies alone"]


def test_what_stands_in_the_title_comes_first(things):
    put(things[0], "Falls", "Nothing else.")
    put(things[1], "A long report", "Somewhere deep in this text a word on falls is said once.")
    put(things[2], "Another thing", "Falls, falls and falls again.")
    assert titles("falls")[0] == "Falls"
    assert len(titles("falls")) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See https://example.org/run-charts/ now", "charts"),
        ("Write to Bwrdd-Iechyd, please", "iechyd"),
        ("Ysbyty Glan/Clwyd", "clwyd"),
        ("It’s 24.5% of “beds”", "beds"),
        ("O'Brien’s ward", "brien"),
        ("Stage_two", "two"),
        ("COVID19 and 2017", "covid19"),
        ("COVID19 and 2017", "2017"),
    ],
)
def test_marks_between_words_part_them(things, text, words):
    put(things[0], text)
    assert titles(words) == [text]


def test_welsh_is_not_stemmed_as_english(things):
    put(things[0], "Dysgu", "Y gwelliannau yn y ward", language="cy")
    put(things[1], "Learning", "Singers and singing", language="en")
    put(things[2], "Canu", "Singers", language="cy")
    assert titles("gwelliannau") == ["Dysgu"]
    assert titles("gwelliannaus") == []
    assert titles("singing") == ["Learning"]


def test_a_changed_language_moves_it_from_one_index_to_the_other(things):
    put(things[0], "Singers", language="en")
    put(things[0], "Singers", language="cy")
    assert (titles("singing"), titles("singers")) == ([], ["Singers"])
    put(things[0], "Singers", language="en")
    assert (titles("singing"), titles("singers")) == (["Singers"], ["Singers"])


def test_only_its_audience_finds_it(cast, things):
    for thing, audience_id in zip(things, [Audience.EVERYONE, Audience.MEMBERS, Audience.TEAM], strict=False):
        put(thing, f"Quokka {audience_id}", audience_id=audience_id)
    found = {who: sorted(titles("quokka", getattr(cast, who))) for who in ("ada", "ben", "cora", "fay")}
    assert found | {"nobody": titles("quokka")} == {
        "nobody": ["Quokka 1"],
        "ben": ["Quokka 1"],
        "ada": ["Quokka 1", "Quokka 2"],
        "cora": ["Quokka 1", "Quokka 2", "Quokka 3"],
        "fay": ["Quokka 1", "Quokka 2", "Quokka 3"],
    }


def test_a_narrower_audience_takes_the_wider_document_away(things):
    put(things[0], "Once public")
    put(things[0], "Once public", audience_id=Audience.MEMBERS)
    assert titles("public") == []
    assert Document.objects.count() == 1


def test_put_again_leaves_no_old_word(things):
    put(things[0], "Old wombat", "wombat", words="wombat")
    put(things[0], "New", "koala")
    assert (titles("wombat"), titles("koala")) == ([], ["New"])


def test_the_index_stays_whole_whatever_is_put_changed_and_dropped(things):
    for number, thing in enumerate(things):
        put(thing, f"Wombat {number}", "wombat " * number, language="cy" if number % 2 else "en")
    for number, thing in enumerate(things):
        put(thing, f"Koala {number}", "koala " * number, language="cy" if number % 3 else "en")
    Document.objects.drop(things[5])
    assert titles("wombat") == []
    assert sorted(titles("koala")) == [f"Koala {number}" for number in range(5)]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for index in fulltext.INDEXES:
                cursor.execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")  # noqa: S608


def test_words_that_are_not_shown_are_found(things):
    put(things[0], "A post", "About nothing.", words="Ada Okafor")
    assert titles("okafor") == ["A post"]


def test_a_common_word_ranks_the_newest_and_says_so(things, monkeypatch):
    monkeypatch.setattr("folkmoot.search.results.CAP", 3)
    for number, thing in enumerate(things):
        put(thing, f"Ward {number}", kind="post" if number else "person")
    results = Document.objects.matching("ward").visible_to(NOBODY).best_first()
    assert (len(results), results.is_capped, results.counts["kind"]) == (3, True, {"post": 3})
    assert {document.title for document in results[:]} == {"Ward 3", "Ward 4", "Ward 5"}
    people = Document.objects.matching("ward").visible_to(NOBODY).best_first(kind="person")
    assert [document.title for document in people[:]] == ["Ward 0"]


def test_hidden_ones_do_not_use_up_the_cap(things, monkeypatch):
    monkeypatch.setattr("folkmoot.search.results.CAP", 2)
    put(things[0], "Ward for all")
    for thing in things[1:]:
        put(thing, "Ward hidden", audience_id=Audience.TEAM)
    results = Document.objects.matching("ward").visible_to(NOBODY).best_first()
    assert ([document.title for document in results[:]], results.is_capped) == (["Ward for all"], False)


def test_a_page_of_results_costs_three_queries(things, django_assert_num_queries):
    for thing in things[:1]:
        put(thing, "Ward")
    with django_assert_num_queries(2):
        assert len(Document.objects.matching("ward").visible_to(NOBODY).best_first()[:20]) == 1
    for thing in things[1:4]:
        put(thing, "Ward")
    with django_assert_num_queries(3):
        assert len(Document.objects.matching("ward").visible_to(NOBODY).best_first()[:20]) == 4


FULLER = {"audience_id": Audience.MEMBERS, "body": "Chairs. And a wombat."}


def test_a_fuller_document_is_for_its_audience_and_each_reader_finds_the_thing_once(cast):
    put(cast.gil, "Chairs", "Chairs.", fuller=FULLER)
    bodies = {
        name: [each.body for each in Document.objects.matching("chairs").visible_to(reader)]
        for name, reader in [("visitor", NOBODY), ("eve", cast.eve), ("ada", cast.ada), ("cora", cast.cora)]
    }
    assert bodies == {
        "visitor": ["Chairs."],
        "eve": ["Chairs."],
        "ada": ["Chairs. And a wombat."],
        "cora": ["Chairs. And a wombat."],
    }
    assert [titles("wombat", reader) for reader in (NOBODY, cast.eve, cast.ada)] == [[], [], ["Chairs"]]


def test_a_fuller_document_goes_with_what_made_it(cast):
    put(cast.gil, "Chairs", "Chairs.", fuller=FULLER)
    put(cast.gil, "Chairs", "Chairs.")
    assert [titles("chairs", reader) for reader in (NOBODY, cast.ada)] == [["Chairs"], ["Chairs"]]
    put(cast.gil, "Chairs", "All.", audience_id=Audience.MEMBERS, fuller=FULLER)
    assert Document.objects.about(cast.gil).count() == 1
    assert titles("wombat", cast.ada) == []


def test_any_of_the_words_is_enough_where_that_is_asked(things):
    put(things[0], "Sepsis")
    put(things[1], "Falls and sepsis")
    put(things[2], "Run charts")
    found = Document.objects.matching("sepsis falls xylophone", any_word=True).visible_to(NOBODY).best_first()
    assert [document.title for document in found[:]] == ["Falls and sepsis", "Sepsis"]


@pytest.fixture
def filed(things):
    """Five posts under topics, by authors, of years, and a comment."""
    ago = timezone.make_aware(datetime(2016, 12, 31, 12))
    put(things[0], "Ward 0", topics=["falls", "tea"], authors=[7], at=ago)
    put(things[1], "Ward 1", topics=["falls"], authors=[7, 8], at=ago + timedelta(days=10))
    put(things[2], "Ward 2", topics=["tea-rounds"], authors=[78], at=ago)
    put(things[3], "Ward 3", kind="comment", topics=["falls"], at=ago)
    put(things[4], "Ward 4", kind="person")
    return things


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, "01234"),
        ({"topic": "falls"}, "013"),
        ({"topic": "tea"}, "0"),
        ({"author": 7}, "01"),
        ({"year": 2017}, "1"),
        ({"kind": "comment", "topic": "falls", "year": "2016"}, "3"),
        ({"topic": "falls", "author": "8"}, "1"),
        ({"topic": "fall%"}, ""),
        ({"topic": "_alls"}, ""),
        ({"author": ""}, "01234"),
    ],
)
@pytest.mark.parametrize("cap", [1000, 3])
def test_filters_narrow_alike_whether_the_words_are_common_or_not(filed, monkeypatch, chosen, found, cap):
    monkeypatch.setattr("folkmoot.search.results.CAP", cap)
    results = Document.objects.matching("ward").visible_to(NOBODY).best_first(**chosen)
    shown = "".join(sorted(document.title[-1] for document in results[:]))
    assert (shown == found) if len(found) <= cap else (len(shown) == cap and results.is_capped)


def test_each_filter_counts_what_its_values_would_leave(filed):
    results = Document.objects.matching("ward").visible_to(NOBODY).best_first(topic="falls", year=2016)
    assert results.counts == {
        "kind": {"post": 1, "comment": 1},
        "topic": {"falls": 2, "tea": 1, "tea-rounds": 1},
        "author": {"7": 1},
        "year": {"2016": 2, "2017": 1},
    }
