"""Writing a letter: a row with its cause, in the reader's words, once, and only to those who want it."""

import pytest
from django.core import mail as post
from django.db import transaction

from folkmoot.accounts.models import Community, Guest
from folkmoot.activity import mail
from folkmoot.activity.models import Email, Preference


def test_a_letter_is_a_row_and_leaves_after_the_commit(cast, hello, committed):
    with committed():
        [row] = mail.write(hello, to=[cast.ada], kind="news")
        assert (row.state, post.outbox) == ("queued", [])

    row.refresh_from_db()
    assert (row.user, row.address, row.subject) == (cast.ada, "ada@example.org", "News for Ada Okafor")
    assert (row.state, row.attempts, len(post.outbox)) == ("sent", 1, 1)
    assert post.outbox[0].to == ["Ada Okafor <ada@example.org>"]


def test_a_cause_that_is_undone_undoes_its_letter(cast, hello, committed):
    with committed(), pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        mail.write(hello, to=[cast.ada], kind="news")
        raise RuntimeError

    assert (Email.objects.count(), post.outbox) == (0, [])


def test_the_same_key_to_the_same_reader_is_written_once(cast, hello):
    first = mail.write(hello, to=[cast.ada, cast.gil], kind="news", key="comment-1")
    again = mail.write(hello, to=[cast.ada, cast.gil, cast.ben, cast.ben], kind="news", key="comment-1")

    assert [row.reader for row in first] == [cast.ada, cast.gil]
    assert [row.reader for row in again] == [cast.ben]
    assert Email.objects.filter(key="comment-1").count() == 3


def test_a_key_taken_meanwhile_is_left_alone(cast, hello):
    """What another transaction wrote after we looked: the database itself keeps the key."""
    [row] = mail.write(hello, to=[cast.ada], kind="news", key="comment-1")
    late = Email(user=cast.ada, address="x@example.org", kind="news", key="comment-1", message_id="<late@x>")

    assert mail._saved([late], urgent=False) == []
    assert list(Email.objects.filter(key="comment-1")) == [row]


def test_names_stay_as_written_in_text_and_harmless_in_html(cast, room):
    letter = room("quote.txt", "About {{ title }}\n\n{{ title }} said\n> {{ words }}\n")
    [row] = mail.write(
        letter,
        to=[cast.ada],
        kind="account",
        title="O'Brien & <b>sons</b>",
        words="<script>alert(1)</script>",
    )

    assert row.subject == "About O'Brien & <b>sons</b>"
    assert row.text.startswith("O'Brien & <b>sons</b> said\n> <script>alert(1)</script>\n")
    assert "<p>O&#x27;Brien &amp; &lt;b&gt;sons&lt;/b&gt; said</p>" in row.html
    assert (
        '<blockquote class="quotation"><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></blockquote>' in row.html
    )


def test_line_breaks_in_names_and_subjects_reach_no_header(cast, room, committed):
    cast.ada.name = "Ada\r\nBcc: everyone@example.org"
    cast.ada.save()
    letter = room("line.txt", "Hello\tthere\x0b\n\nWords.")
    with committed():
        mail.write(letter, to=[cast.ada], kind="news", sender="Eve\nReply-To: eve@example.org")

    sent = post.outbox[0].message()
    assert sent["Subject"] == "Hello there"
    assert sent["From"].startswith('"Eve Reply-To: eve@example.org via')
    assert sent["To"] == '"Ada Bcc: everyone@example.org" <ada@example.org>'
    assert (sent["Bcc"], sent["Reply-To"]) == (None, None)


def test_the_reader_is_written_to_in_their_language_and_the_communitys_hours(cast, room, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Welsh"), ("de", "German")]
    Community.objects.update(languages=["en-gb", "de"], time_zone="Pacific/Auckland")
    cast.ada.language, cast.ben.language = "de", "fr"
    letter = room("when.txt", '{{ at|date:"l H:i" }}\n\nx')
    from datetime import UTC, datetime

    rows = mail.write(
        letter, to=[cast.ada, cast.ben], kind="account", at=datetime(2026, 1, 5, 12, 30, tzinfo=UTC)
    )

    assert [row.subject for row in rows] == ["Dienstag 01:30", "Tuesday 01:30"]


def test_letters_that_may_be_stopped_say_how(cast, hello, settings):
    Community.objects.update(sender_address="hello@common.example.org")
    [news] = mail.write(hello, to=[cast.ada], kind="news")
    [code] = mail.write(hello, to=[cast.ada], kind="account")

    stop = news.headers["List-Unsubscribe"].split(">")[0].strip("<")
    assert stop.startswith(f"{settings.SITE_URL}/mail/stop/")
    assert news.headers == {
        "Auto-Submitted": "auto-generated",
        "List-Id": "<news.localhost>",
        "List-Unsubscribe": f"<{stop}>, <mailto:hello@common.example.org?subject=Stop%20news>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert "You get this because you like news." in news.text
    assert stop in news.text
    assert f'href="{stop}"' in news.html
    assert code.headers == {"Auto-Submitted": "auto-generated"}
    assert "/mail/stop/" not in code.text + code.html


def test_letters_of_one_thread_lie_together(cast, hello, committed):
    with committed():
        mail.write(hello, to=[cast.ada, cast.ben], kind="news", thread=cast.gil)

    root = f"<accounts.guest.{cast.gil.pk}@localhost>"
    for letter in [letter.message() for letter in post.outbox]:
        assert (letter["References"], letter["In-Reply-To"]) == (root, root)
    assert len({letter.message()["Message-ID"] for letter in post.outbox}) == 2


def test_who_turned_it_off_is_passed_over(cast, hello):
    Preference.objects.choose(cast.ada, "news", False)
    Preference.objects.choose(cast.gil, "news", False)
    namesake = Guest.objects.create(name="G. A.", email=cast.gil.email)  # the same address, another name
    rows = mail.write(hello, to=[cast.ada, cast.ben, cast.gil, namesake], kind="news")

    assert [row.reader for row in rows] == [cast.ben]


def test_a_kind_that_is_off_by_default_reaches_those_who_chose_it(cast, hello):
    Preference.objects.choose(cast.ada, "rare", True)
    rows = mail.write(hello, to=[cast.ada, cast.ben], kind="rare")

    assert [row.reader for row in rows] == [cast.ada]


def test_letters_about_the_account_always_come(cast, hello):
    Preference.objects.choose(cast.ada, "account", False)
    assert len(mail.write(hello, to=[cast.ada], kind="account")) == 1


def test_nobody_writes_to_the_blocked_the_gone_and_the_erased(cast, hello):
    cast.gil.blocked_at = cast.gil.created_at
    cast.ben.is_active = False
    cast.eve.email = ""

    assert mail.write(hello, to=[cast.gil, cast.ben, cast.eve], kind="news") == []


def test_a_kind_nobody_offered_is_a_mistake(cast, hello):
    with pytest.raises(LookupError):
        mail.write(hello, to=[cast.ada], kind="nwes")


def test_many_readers_cost_few_queries(cast, hello, django_assert_max_num_queries):
    Guest.objects.bulk_create([Guest(name=f"G{n}", email=f"g{n}@example.org") for n in range(150)])
    readers = list(Guest.objects.all())
    with django_assert_max_num_queries(10):
        assert len(mail.write(hello, to=readers, kind="news", key="k")) == len(readers)
