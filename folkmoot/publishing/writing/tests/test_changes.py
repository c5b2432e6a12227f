"""What an editor changed is shown word by word, paragraph by paragraph."""

from time import process_time

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
