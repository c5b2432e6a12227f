"""What an editor changed is shown word by word, paragraph by paragraph."""

from time import process_time

import pytest

from folkmoot.publishing.writing.changes import by_paragraphs, by_words


def runs(before, after):
    return [(one.kind, one.runs) for one in by_paragraphs(before, after)]


def test_words_that_went_and_came():
    assert by_words("We waited for the lift.", "We waited nine minutes for the lift.") == [
        ("same", "We waited "), ("new", "nine minutes"), ("same", " for the lift."),
    ]  # fmt: skip
    assert by_words("", "New.") == [("new", "New.")]
    assert by_words("Old.", "") == [("gone", "Old.")]
    assert by_words("The end.", "The finish.") == [
        ("same", "The "), ("gone", "end"), ("new", "finish"), ("same", "."),
    ]  # fmt: skip
    assert by_words("Same   words", "Same words") == [("same", "Same words")]


def test_a_word_between_two_changes_goes_with_them():
    assert by_words("red and green", "blue and black") == [
        ("gone", "red and green"),
        ("new", "blue and black"),
    ]


def test_a_changed_paragraph_stands_in_one_place():
    before = [("text", "We waited for the lift."), ("text", "Then we walked down.")]
    after = [("text", "We waited for the slow lift."), ("heading", "Down"), ("text", "Then we walked down.")]
    assert runs(before, after) == [
        ("text", [("same", "We waited for the "), ("new", "slow"), ("same", " lift.")]),
        ("heading", [("new", "Down")]),
        ("text", [("same", "Then we walked down.")]),
    ]


def test_paragraphs_that_have_nothing_in_common_are_two():
    before, after = [("text", "All of this is old.")], [("text", "Quite another matter, told by someone.")]
    assert runs(before, after) == [
        ("text", [("new", "Quite another matter, told by someone.")]),
        ("text", [("gone", "All of this is old.")]),
    ]


def told(one, without):
    """A paragraph as it is read aloud when one of the two is left out."""
    return " ".join("".join(f"{words} " for how, words in one.runs if how != without).split())


def test_nothing_is_lost_or_made_up():
    before = [("text", f"Sentence {n} of the text, with words in it.") for n in range(30)]
    after = [("text", words.replace("words", "more words")) for _kind, words in before[::2]]
    compared = by_paragraphs(before, after)
    old = [told(one, "new") for one in compared]
    new = [told(one, "gone") for one in compared]
    assert [words for words in old if words] == [words for _kind, words in before]
    assert [words for words in new if words] == [words for _kind, words in after]


def test_a_long_text_changed_throughout_is_compared_at_once():
    before = [("text", " ".join(f"word{n}{m} the of and" for m in range(25))) for n in range(40)]
    after = [("text", words.replace("0 the", "0 a")) for _kind, words in before]
    began = process_time()
    by_paragraphs(before, after)
    assert process_time() - began < 1


HUGE = {  # 200,000 letters each
    "one word": (["a "] * 100_000, ["a b "] * 50_000),
    "five words": (["a b c d e "] * 20_000, ["e d c b a "] * 20_000),
    "rare words": ([f"u{n} a b " for n in range(22_000)], [f"u{n} b a " for n in range(22_000)]),
    "turned round": ([f"u{n} a b " for n in range(22_000)], [f"u{n} b a " for n in range(22_000, 0, -1)]),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_paragraph_ends_soon_and_loses_no_word(name):
    old, new = ("".join(pieces).strip() for pieces in HUGE[name])
    began = process_time()
    compared = by_paragraphs([("text", old)], [("text", new)])
    assert process_time() - began < 3
    assert " ".join(filter(None, (told(one, "new") for one in compared))) == old
    assert " ".join(filter(None, (told(one, "gone") for one in compared))) == new


def test_very_many_short_paragraphs_end_soon():
    before = [("text", f"p {n} q r s") for n in range(10_000)]
    after = [("text", f"z {n} y {n} x") for n in range(10_000)]
    began = process_time()
    compared = by_paragraphs(before, after)
    assert process_time() - began < 3
    assert len(compared) == 20_000


def test_one_word_changed_in_a_long_paragraph_is_all_that_is_marked():
    words = [f"word{n % 900}" for n in range(20_000)]
    changed = [*words[:11_000], "other", *words[11_001:]]
    compared = by_paragraphs([("text", " ".join(words))], [("text", " ".join(changed))])
    assert [(how, runs) for how, runs in compared[0].runs if how != "same"] == [
        ("gone", "word200"), ("new", "other"),
    ]  # fmt: skip
