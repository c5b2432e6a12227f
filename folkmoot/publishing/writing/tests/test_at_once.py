"""Two at once: one wins, the other is told, and no word is lost. Real threads, real transactions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from folkmoot.core.lifecycle import Refused
from folkmoot.publishing.models import PostPage, Submission
from folkmoot.publishing.models.submissions import MOST_OPEN, Overtaken

from .texts import accepted, begun, sent_in

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own; what each came to."""

    def run(act):
        try:
            act()
        except Refused:
            return "refused"
        except Overtaken:
            return "overtaken"
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def again(text):
    return Submission.objects.get(pk=text.pk)


def test_two_editors_accept_one_text(cast):
    text = sent_in(cast.ada)
    one, two = again(text), again(text)
    answers = at_once(
        lambda: one.accept(by=cast.dev, seen=text.revision),
        lambda: two.accept(by=cast.fay, seen=text.revision),
    )
    assert (answers, PostPage.objects.count()) == (["done", "refused"], 1)


def test_two_editors_take_one_text(cast):
    text = sent_in(cast.ada)
    one, two = again(text), again(text)
    assert at_once(lambda: one.take(by=cast.dev), lambda: two.take(by=cast.fay)) == ["done", "refused"]


def test_two_windows_save_at_once(cast):
    text = begun(cast.ada)

    def save(words):
        mine = again(text)
        return lambda: mine.write(seen=text.revision, title="T", standfirst="S", source=words, topics=[])

    assert at_once(*[save(f"Window {n}") for n in range(4)]) == ["done", *["overtaken"] * 3]
    assert again(text).revision == text.revision + 1


def test_an_author_withdraws_while_an_editor_publishes(cast):
    text = accepted(cast.ada, by=cast.dev)
    mine, post = again(text), PostPage.objects.get(pk=text.post_id)
    answers = at_once(
        lambda: mine.withdraw(by=cast.ada), lambda: post.get_latest_revision().publish(user=cast.dev)
    )
    assert answers in (["done", "refused"], ["done", "done"])
    assert (again(text).state, PostPage.objects.get(pk=post.pk).live) == ("withdrawn", False)


def test_an_author_takes_back_while_an_editor_accepts(cast):
    text = sent_in(cast.ada)
    mine, theirs = again(text), again(text)
    answers = at_once(
        lambda: mine.take_back(by=cast.ada), lambda: theirs.accept(by=cast.dev, seen=text.revision)
    )
    assert answers == ["done", "refused"]
    assert (again(text).state, PostPage.objects.count()) in {("draft", 0), ("accepted", 1)}


def test_nobody_gets_more_drafts_by_pressing_fast(cast):
    for number in range(MOST_OPEN - 1):
        begun(cast.ada, title=f"Begun {number}")
    at_once(*[lambda: Submission.objects.begin(cast.ada)] * 4)
    assert cast.ada.submissions.open().count() == MOST_OPEN
