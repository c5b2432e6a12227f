"""Answering a letter by mail: it stands in the thread under all its rules, or comes back with a reason."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.utils import timezone

from folkmoot.accounts import limits
from folkmoot.activity.inbound import asking
from folkmoot.activity.models import Email, Entry, IncomingMail
from folkmoot.conversations.models import Message
from folkmoot.core.lifecycle import Refused

from .conftest import in_ten_minutes

WORDS = "Ours noticed last. What did you do?"


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_DOMAIN = "reply.example.org"


@pytest.fixture
def comment(cast, thread):
    """Ada said something; Hana replied; Ada has a letter about it."""
    first = thread.say("We do it at ten.", author=cast.ada)
    return thread.say("We tried it on two wards.", author=cast.hana, parent=first)


def letter_to(user):
    in_ten_minutes()
    return Email.objects.filter(user=user).latest("pk")


def answering(letter, words=WORDS, sender=None, **headers):
    """An answer to this letter, as a mail programme writes it."""
    mail = EmailMessage()
    mail["From"] = sender or letter.address
    mail["To"] = letter.headers["Reply-To"]
    mail["Subject"] = headers.pop("Subject", f"Re: {letter.subject}")
    mail["Message-ID"] = headers.pop("message_id", "<answer-1@example.org>")
    mail["In-Reply-To"] = letter.message_id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    mail.set_content(
        f"{words}\n\nOn 16 Nov 2026, at 10:02, Common Ground <hello@example.org> wrote:\n{quoted}\n"
    )
    return mail.as_bytes()


@pytest.fixture
def arrive(committed):
    """A mail arrives: answers its row, once the worker has looked at it."""

    def take(raw, recipient, **more):
        with committed():
            row = IncomingMail.objects.keep(raw, recipient, **more)
        row.refresh_from_db()
        return row

    return take


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_letter_tells_that_one_can_answer_it(cast, comment):
    letter = letter_to(cast.ada)

    assert letter.headers["Reply-To"].endswith("@reply.example.org")
    assert "You can also just answer this mail" in letter.text


def test_guests_and_sites_without_mail_coming_in_are_told_nothing_of_it(cast, thread, guest_says, settings):
    parent = guest_says(state="shown", tell_replies=True)
    thread.say("And here.", author=cast.hana, parent=parent)
    settings.MAIL_DOMAIN = ""
    first = thread.say("We do it at ten.", author=cast.ada)
    thread.say("So do we.", author=cast.hana, parent=first)

    letters = [Email.objects.filter(guest=cast.gil).latest("pk"), letter_to(cast.ada)]
    assert [("Reply-To" in one.headers, "answer this mail" in one.text) for one in letters] == [
        (False, False)
    ] * 2


def test_an_answer_stands_in_the_thread_under_its_writers_name(cast, comment, arrive):
    letter = letter_to(cast.ada)
    row = arrive(answering(letter), letter.headers["Reply-To"], return_path="ada@example.org")

    said = Message.objects.latest("pk")
    assert (said.source, said.author, said.parent, said.state) == (WORDS, cast.ada, comment, "shown")
    assert (row.state, row.user, row.became, row.reason) == ("taken", cast.ada, said.get_absolute_url(), "")
    assert (bytes(row.raw), row.text, row.subject) == (b"", "", "")  # the thread has the words
    assert Entry.objects.about(said).get().verb == "conversations.said"
    assert letter_to(cast.hana).subject == "Ada Okafor replied to your comment on “Tea rounds that work”"


def test_delivered_twice_it_stands_once(cast, comment, arrive):
    letter = letter_to(cast.ada)
    rows = [arrive(answering(letter), letter.headers["Reply-To"]) for _time in range(2)]
    again = arrive(b"Received: from elsewhere\r\n" + answering(letter), letter.headers["Reply-To"].upper())

    assert {row.pk for row in [*rows, again]} == {rows[0].pk}
    assert Message.objects.filter(source=WORDS).count() == 1


def test_another_address_of_ones_own_will_do(cast, comment, arrive):
    cast.ada.emailaddress_set.create(email="ada@home.example", verified=True)
    letter = letter_to(cast.ada)

    assert (
        arrive(answering(letter, sender="Ada <ADA@home.example>"), letter.headers["Reply-To"]).state
        == "taken"
    )


def test_from_elsewhere_it_is_held_and_the_owner_asked(cast, comment, arrive, client, committed):
    letter = letter_to(cast.ada)
    row = arrive(answering(letter, sender="mallory@example.net"), letter.headers["Reply-To"])
    asked = letter_to(cast.ada)
    page = asking.path_of(row)
    seen = client.get(page)
    before = Message.objects.count()
    client.post(page, {"mine": "yes"})
    row.refresh_from_db()

    assert asked.subject == "Was this you? A mail came from another address"
    assert (asked.address, page in asked.text, "mallory@example.net" in asked.text) == (
        "ada@example.org",
        True,
        True,
    )
    assert (seen.status_code, WORDS in seen.content.decode(), before) == (200, True, 2)
    assert (row.state, row.decided_by, Message.objects.latest("pk").source) == ("taken", cast.ada, WORDS)
    assert Entry.objects.about(row).get().verb == "activity.mail_let_in"
    assert client.get(page).status_code == 200


def test_who_did_not_write_it_throws_it_away(cast, comment, arrive, client):
    letter = letter_to(cast.ada)
    row = arrive(answering(letter, sender="mallory@example.net"), letter.headers["Reply-To"])
    client.post(asking.path_of(row), {"not_mine": "yes"})
    row.refresh_from_db()

    assert (row.state, row.reason, row.text, Message.objects.count()) == ("dropped", "not theirs", "", 2)
    assert client.post(asking.path_of(row), {"mine": "yes"}).status_code == 409


def test_the_link_is_of_no_use_to_who_had_the_address_before(cast, comment, arrive, client):
    letter = letter_to(cast.ada)
    row = arrive(answering(letter, sender="mallory@example.net"), letter.headers["Reply-To"])
    page = asking.path_of(row)
    cast.ada.email = "ada@new.example"
    cast.ada.save()

    assert client.get(page).status_code == 404
    assert client.get(page.replace("~", "~a")).status_code == 404


def test_a_closed_thread_sends_it_back_with_the_words_once(cast, comment, thread, arrive):
    letter = letter_to(cast.ada)
    thread.close()
    rows = [arrive(answering(letter), letter.headers["Reply-To"]) for _time in range(2)]

    back = Email.objects.filter(key__startswith="mail-refused").get()
    assert (rows[0].state, rows[0].reason) == ("refused", "Comments are closed here. Yours was not sent.")
    assert (back.user, back.kind, "Comments are closed here." in back.text, WORDS in back.text) == (
        cast.ada, "account", True, True,
    )  # fmt: skip


def gone(thread, comment, cast):
    thread.messages.all().delete()


def withdrawn(thread, comment, cast):
    comment.withdraw(by=cast.hana)


def private(thread, comment, cast):
    type(thread).objects.filter(pk=thread.pk).update(audience=3)


def deleted(thread, comment, cast):
    thread.messages.all().delete()
    thread.delete()


NOT_THERE = "What you answered is no longer there, or you may no longer read it."
NO_COMMENT = "What you reply to is no longer there. You can write something of your own instead."


@pytest.mark.parametrize(
    ("happens", "reason"),
    [(gone, NO_COMMENT), (withdrawn, NO_COMMENT), (private, NOT_THERE), (deleted, NOT_THERE)],
)
def test_what_is_answered_may_be_gone(cast, comment, thread, arrive, happens, reason):
    letter = letter_to(cast.ada)
    happens(thread, comment, cast)
    row = arrive(answering(letter), letter.headers["Reply-To"])

    assert (row.state, row.reason, row.text) == ("refused", reason, WORDS)


def test_a_letter_of_last_year_is_answered_on_the_site(cast, comment, arrive):
    letter = letter_to(cast.ada)
    with time_machine.travel(timezone.now() + timedelta(days=92)):
        row = arrive(answering(letter), letter.headers["Reply-To"])

    assert row.reason == (
        "The letter you answered is more than 90 days old. Please answer where it stands, on the site."
    )


def test_too_many_words_come_back_and_are_kept(cast, comment, arrive):
    letter = letter_to(cast.ada)
    row = arrive(answering(letter, words="word " * 1100), letter.headers["Reply-To"])

    assert row.reason == "This is 499 characters too long: at most 5,000. All you wrote is still here."
    assert letter_to(cast.ada).text.count("word") >= 1100


@pytest.mark.parametrize(
    ("words", "reason"),
    [("", "We found no words of yours in your mail, only what you answered to."),
     ("***", "There are only marks here and no words.")],
)  # fmt: skip
def test_no_words(cast, comment, arrive, words, reason):
    letter = letter_to(cast.ada)
    assert arrive(answering(letter, words=words), letter.headers["Reply-To"]).reason == reason


def test_it_counts_as_writing_on_the_site(cast, comment, arrive, monkeypatch):
    monkeypatch.setitem(limits.RATES, "account", (1, 600))
    letter = letter_to(cast.ada)
    rows = [
        arrive(answering(letter, message_id=f"<{number}@example.org>"), letter.headers["Reply-To"])
        for number in range(2)
    ]
    assert [row.state for row in rows] == ["taken", "refused"]


def test_an_accounts_first_answer_is_held_for_the_team(cast, thread, arrive):
    first = thread.say("May I ask something?", author=cast.ben)
    first.approve(by=cast.cora)
    thread.say("Do.", author=cast.hana, parent=first)
    letter = letter_to(cast.ben)
    first.hide("spam", by=cast.cora)

    assert arrive(answering(letter), letter.headers["Reply-To"]).state == "taken"
    assert Message.objects.latest("pk").state == "held"


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Precedence": "bulk"}, "automatic"),
        ({"X_Auto_Response_Suppress": "All"}, "automatic"),
        ({"List_Id": "<news.localhost>"}, "loop"),
        ({"List_Id": "<elsewhere.example.org>"}, "list"),
        ({"sender": "someone@reply.example.org"}, "loop"),
        ({"message_id": f"<{'5f' * 16}@localhost>"}, "loop"),
        ({"sender": "MAILER-DAEMON@example.org"}, "bounce"),
    ],
)
def test_what_a_program_wrote_is_dropped_without_an_answer(cast, comment, arrive, headers, reason):
    letter = letter_to(cast.ada)
    row = arrive(answering(letter, **headers), letter.headers["Reply-To"])

    assert (row.state, row.reason) == ("dropped", reason)
    assert letter_to(cast.ada) == letter


@pytest.mark.parametrize(
    "headers",
    [{"message_id": "<1@localhost>"}, {"Subject": "Read: the chairs"}, {"Auto_Submitted": "no"}],
)
def test_what_only_looks_a_little_like_it_is_taken(cast, comment, arrive, headers):
    letter = letter_to(cast.ada)
    assert arrive(answering(letter, **headers), letter.headers["Reply-To"]).state == "taken"


def test_a_mail_that_came_back_is_dropped(cast, comment, arrive):
    letter = letter_to(cast.ada)
    assert arrive(answering(letter), letter.headers["Reply-To"], return_path="").reason == "bounce"


def test_two_programs_that_answer_each_other_stop(cast, comment, thread, arrive):
    letter = letter_to(cast.ada)
    thread.close()
    for number in range(6):
        arrive(answering(letter, message_id=f"<{number}@example.org>"), letter.headers["Reply-To"])

    assert Email.objects.filter(key__startswith="mail-refused").count() == 3
    assert IncomingMail.objects.filter(state="refused").count() == 6


def test_mail_for_nobody_is_dropped(cast, comment, arrive):
    letter = letter_to(cast.ada)
    token = letter.headers["Reply-To"].removeprefix("reply+")
    forged = f"reply+{'b' if token[0] == 'a' else 'a'}{token[1:]}"
    rows = [
        arrive(answering(letter, message_id="<1@e>"), "hello@reply.example.org"),
        arrive(answering(letter, message_id="<2@e>"), "reply+" + "a" * 40 + "@reply.example.org"),
        arrive(answering(letter, message_id="<3@e>"), forged),
        arrive(answering(letter, message_id="<4@e>", sender="x@example.net"), "hello@reply.example.org"),
    ]
    assert [row.reason for row in rows] == ["nobody", "nobody", "nobody", "unknown"]
    assert letter_to(cast.ada) == letter


def test_an_account_that_is_closed_answers_nothing(cast, comment, arrive):
    letter = letter_to(cast.ada)
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(is_active=False)

    assert arrive(answering(letter), letter.headers["Reply-To"]).reason == "unknown"


def test_looked_at_twice_it_moves_once(cast, comment, arrive):
    from folkmoot.activity.inbound import taking

    letter = letter_to(cast.ada)
    row = arrive(answering(letter), letter.headers["Reply-To"])
    taking.take_in(row.pk)

    assert Message.objects.filter(source=WORDS).count() == 1
    with pytest.raises(Refused):
        taking.let_in(row.pk, by=cast.cora)


def test_what_no_worker_took_the_clock_takes(cast, comment, committed):
    from folkmoot.activity.inbound import tasks

    letter = letter_to(cast.ada)
    row = IncomingMail.objects.keep(answering(letter), letter.headers["Reply-To"])  # its nudge is lost
    tasks.take_in_strays()
    row.refresh_from_db()
    early = row.state
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        tasks.take_in_strays()
    row.refresh_from_db()

    assert (early, row.state) == ("new", "taken")


@pytest.mark.parametrize(
    "name",
    [
        "broken-boundary",
        "broken-off",
        "broken-charset-says-utf8",
        "broken-base64",
        "outlook-web-html-only-cy",
    ],
)
def test_real_mail_is_taken(cast, comment, arrive, name):
    from folkmoot.activity.tests.test_incoming_corpus import CORPUS

    for who in (cast.ada, cast.fay):
        if who.email in (CORPUS / f"{name}.eml").read_text("latin-1"):
            break
    first = comment.thread.say("Again.", author=who)
    comment.thread.say("So it is.", author=cast.hana, parent=first)
    letter = letter_to(who)
    row = arrive((CORPUS / f"{name}.eml").read_bytes(), letter.headers["Reply-To"])

    assert (row.state, Message.objects.latest("pk").source) == (
        "taken", (CORPUS / f"{name}.txt").read_text().strip(),
    )  # fmt: skip
