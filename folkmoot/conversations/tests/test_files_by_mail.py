"""Files that come with a mail stand with its message under the rules of the site; its words never wait."""

import io
from email import message_from_bytes, policy

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from folkmoot.accounts import limits
from folkmoot.accounts.models import Audience, Community
from folkmoot.activity.inbound import asking, taking
from folkmoot.activity.models import Email, IncomingMail
from folkmoot.conversations import mailed
from folkmoot.conversations.models import Enclosure, Message
from folkmoot.files.models import File

from .test_answer_by_mail import WORDS, _mail_comes_in, answering, arrive, comment, committed, letter_to
from .uploads import bomb, paper, picture

__all__ = ["_mail_comes_in", "arrive", "comment", "committed"]


@pytest.fixture(autouse=True)
def _files_lie_in(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def answer(cast, comment, arrive):
    """Ada, or somebody in her name, answers her letter with files."""

    def send(*uploads, **how):
        answerable = Email.objects.filter(user=cast.ada, headers__has_key="Reply-To")
        letter = answerable.last() or letter_to(cast.ada)
        return arrive(with_files(answering(letter, **how), *uploads), letter.headers["Reply-To"])

    return send


def with_files(raw, *uploads):
    """The mail with these files attached."""
    sent = message_from_bytes(raw, policy=policy.default)
    for upload in uploads:
        kind, _slash, of_it = upload.content_type.partition("/")
        sent.add_attachment(upload.read(), maintype=kind, subtype=of_it, filename=upload.name)
    return sent.as_bytes()


def left_out():
    """The letters about files that were left out."""
    return list(Email.objects.filter(key__startswith="mail-left_out").order_by("pk"))


def stored():
    """How many files lie in the storage."""
    folders = default_storage.listdir("kept")[0] if default_storage.exists("kept") else []
    return sum(len(default_storage.listdir(f"kept/{folder}")[1]) for folder in folders)


def empty_pixels(side):
    """A picture that is small as a file and large unpacked."""
    data = io.BytesIO()
    Image.new("1", (side, side)).save(data, "PNG", optimize=True)
    return data.getvalue()


def test_they_stand_with_the_message_made_anew_with_plain_words(cast, answer, comment):
    row = answer(picture("IMG_1234.jpeg"), paper("rota.txt"))

    said = Message.objects.latest("pk")
    one, two = said.enclosures.with_files()
    assert (row.state, bytes(row.raw), row.attached, said.source) == ("taken", b"", [], WORDS)
    assert [(one.file.name, one.words), (two.file.name, two.words)] == [
        ("IMG_1234.webp", "A picture sent by mail: IMG_1234.jpeg"), ("rota.txt", ""),
    ]  # fmt: skip
    assert b"home" not in one.file.stored.read()
    assert {(file.owner, file.audience_id) for file in File.objects.all()} == {
        (cast.ada, comment.thread.audience_id)
    }
    assert left_out() == []


def test_the_words_of_a_picture_are_in_its_senders_language(cast, answer):
    Community.objects.current().change(by=cast.fay, languages=["en-gb", "cy"])
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(language="cy")
    answer(picture())

    assert Enclosure.objects.get().words == "Llun a anfonwyd drwy e-bost: tea.jpg"


def test_delivered_and_looked_at_twice_they_stand_once(cast, answer):
    rows = [answer(picture()) for _time in range(2)]
    taking.take_in(rows[0].pk)

    assert (Message.objects.filter(source=WORDS).count(), File.objects.count(), stored()) == (1, 1, 1)


UNKNOWN, BROKEN = "We cannot tell what kind of file this is.", "This is not a picture we can read."
WRONG = [
    (paper("tea.svg", b"<svg onload=alert(1)>\x00"), UNKNOWN),
    (paper("papers.zip", bomb()), UNKNOWN),
    (paper("tea.jpg", b"\xff\xd8\xff broken"), BROKEN),
    (paper("half.jpg", picture(size=(900, 900)).read()[:2000]), BROKEN),
    (paper("large.png", empty_pixels(6000)), "This picture has too many pixels"),
    (paper("nothing.txt", b""), "It is empty, or did not reach us whole."),
    (paper("long.txt", b"word " * 3000), "This file has 14.6\xa0KB. At most 10.0\xa0KB can"),
]


@pytest.mark.parametrize(("upload", "why"), WRONG)
def test_what_does_not_fit_is_left_out_and_its_writer_told(cast, answer, settings, upload, why):
    settings.MESSAGE_FILE_BYTES = 10_240 if upload.name == "long.txt" else 10**7
    upload.seek(0)
    row = answer(upload, paper("rota.txt"))

    said, letter = Message.objects.latest("pk"), left_out()[0]
    assert (row.state, said.source, said.enclosures.get().file.name) == ("taken", WORDS, "rota.txt")
    assert letter.subject.startswith("Without some of your files: Re: ")
    assert (letter.address, letter.kind, f"- {upload.name}: {why}" in letter.text) == (
        "ada@example.org", "account", True,
    )  # fmt: skip
    assert said.get_absolute_url() in letter.text
    assert (File.objects.count(), stored(), "Reply-To" in letter.headers) == (1, 1, False)


def test_what_is_said_of_its_kind_is_not_believed(cast, answer):
    script = paper("tea.jpg", b"<script>alert(1)</script>")
    script.content_type = "image/jpeg"
    answer(script)

    assert [(file.name, file.media_type) for file in File.objects.all()] == [("tea.txt", "text/plain")]


def test_of_many_the_first_four_fit(cast, answer):
    answer(*[paper(f"{number}.txt") for number in range(30)])

    (letter,) = left_out()
    assert [row.file.name for row in Enclosure.objects.with_files()] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert letter.text.count("A message can have at most 4 files.") == 20
    assert ("- 23.txt:" in letter.text, "- 24.txt:" in letter.text, "- and others" in letter.text) == (
        True, False, True,
    )  # fmt: skip


def test_broken_pictures_are_not_tried_for_ever(cast, answer, monkeypatch):
    tried = []
    monkeypatch.setattr(mailed, "kind_of", tried.append)
    answer(*[paper(f"{number}.jpg", b"\xff\xd8\xff broken") for number in range(50)])

    assert (len(tried), Enclosure.objects.count(), len(left_out())) == (mailed.MOST_TRIED, 0, 1)


def test_whatever_goes_wrong_with_a_file_the_words_stand(cast, answer, monkeypatch):
    monkeypatch.setattr(mailed, "kind_of", lambda upload: 1 / 0)
    answer(paper())

    assert Message.objects.latest("pk").source == WORDS
    assert "- notes.txt: It could not be read." in left_out()[0].text


def test_a_newcomer_sends_one_picture(cast, thread, arrive):
    first = thread.say("May I ask something?", author=cast.ben)
    first.approve(by=cast.cora)
    thread.say("Do.", author=cast.hana, parent=first)
    letter = letter_to(cast.ben)
    first.hide("spam", by=cast.cora)
    raw = with_files(answering(letter), picture("a.jpg"), picture("b.jpg"), paper())
    row = arrive(raw, letter.headers["Reply-To"])

    said = Message.objects.latest("pk")
    assert (row.state, said.state, [one.file.name for one in said.enclosures.with_files()]) == (
        "taken", "held", ["a.webp", "notes.txt"],
    )  # fmt: skip
    assert set(File.objects.values_list("audience", flat=True)) == {Audience.TEAM}
    assert "- b.jpg: In the first week of an account, a message can have one picture." in left_out()[0].text


def test_letters_about_files_are_three_a_day_with_the_other_answers(cast, answer, comment):
    for number in range(5):
        answer(paper("a.zip", bomb()), message_id=f"<{number}@example.org>")

    assert (len(left_out()), Message.objects.filter(source=WORDS).count()) == (3, 5)


def test_only_files_and_no_words(cast, answer):
    row = answer(picture(), words="")

    letter = letter_to(cast.ada)
    words = "There were only files in your mail and no words. Please send it again with a few words."
    assert (row.state, row.reason, words in letter.text) == ("refused", words, True)
    assert "These files came with it and are not kept here: tea.jpg" in letter.text
    assert (File.objects.count(), bytes(row.raw)) == (0, b"")


def test_nothing_is_kept_of_what_the_room_refuses(cast, answer, thread, monkeypatch):
    monkeypatch.setitem(limits.RATES, "account", (0, 600))
    assert answer(picture(), message_id="<1@example.org>").state == "refused"
    monkeypatch.undo()
    thread.close()
    assert answer(picture(), message_id="<2@example.org>").state == "refused"

    assert (File.objects.count(), stored(), left_out()) == (0, 0, [])


def test_killed_before_it_is_done_nothing_stays_and_it_is_done_again(cast, comment, arrive, monkeypatch):
    letter = letter_to(cast.ada)
    raw = with_files(answering(letter), picture(), paper("a.zip", bomb()))
    with monkeypatch.context() as patched:
        patched.setattr(IncomingMail, "take", lambda self, made, by=None: 1 / 0)
        row = IncomingMail.objects.keep(raw, letter.headers["Reply-To"])
        with pytest.raises(ZeroDivisionError):
            taking.take_in(row.pk)
    before = (Message.objects.filter(source=WORDS).count(), File.objects.count(), len(left_out()))
    taking.take_in(row.pk)

    assert before == (0, 0, 0)
    assert (Message.objects.filter(source=WORDS).count(), File.objects.count(), len(left_out())) == (1, 1, 1)


def held_with(answer, *uploads, number=1):
    return answer(*uploads, sender="mallory@example.net", message_id=f"<{number}@example.net>")


def test_held_the_files_wait_for_their_writers_word(cast, answer, client):
    row = held_with(answer, picture(), paper("rota.txt"), paper("a.zip", bomb()))
    asked, page = letter_to(cast.ada), client.get(asking.path_of(row)).content.decode()
    before = (File.objects.count(), b"tea.jpg" in bytes(row.raw), b"wrote:" in bytes(row.raw))
    client.post(asking.path_of(row), {"mine": "yes"})
    row.refresh_from_db()

    named = "tea.jpg, rota.txt, a.zip"
    assert f"These files came with it: {named}" in asked.text
    assert (f"<dd>{named}</dd>" in page, before) == (True, (0, False, False))
    assert (row.state, bytes(row.raw), row.attached) == ("taken", b"", [])
    assert [(one.file.name, one.words) for one in Enclosure.objects.with_files()] == [
        ("tea.webp", "A picture sent by mail: tea.jpg"), ("rota.txt", ""),
    ]  # fmt: skip
    assert [(letter.address, "- a.zip: " in letter.text) for letter in left_out()] == [
        ("ada@example.org", True)
    ]


@pytest.mark.parametrize("act", ["not_mine", "refuse", "drop"])
def test_decided_otherwise_they_are_gone(cast, answer, client, act):
    row = held_with(answer, picture())
    if act == "not_mine":
        client.post(asking.path_of(row), {"not_mine": "yes"})
    elif act == "refuse":
        taking.turn_away(row.pk, by=cast.cora)
    else:
        taking.drop_unanswered(row.pk)
    row.refresh_from_db()

    assert (bytes(row.raw), File.objects.count(), stored()) == (b"", 0, 0)


def test_the_team_lets_them_in_unseen(cast, answer, client):
    row = held_with(answer, picture())
    client.force_login(cast.cora)
    page = client.get("/team/mail/in/").content.decode()
    client.post(f"/team/mail/in/{row.pk}/let-in/")

    assert ("mallory@example.net" in page, "tea.jpg" in page) == (True, False)
    assert Enclosure.objects.get().file.owner == cast.ada


def test_what_is_held_of_one_person_has_its_limit_and_the_words_wait_all_the_same(
    cast, answer, client, monkeypatch
):
    monkeypatch.setattr("folkmoot.activity.models.incoming.LARGEST_HELD", 2000)
    rows = [held_with(answer, paper("rota.txt", b"word " * 200), number=number) for number in range(2)]
    kept = [bool(row.raw) for row in rows]
    client.post(asking.path_of(rows[1]), {"mine": "yes"})

    assert (kept, Message.objects.latest("pk").source) == ([True, False], WORDS)
    assert "- rota.txt: It is empty, or did not reach us whole." in left_out()[0].text


def test_the_pictures_are_made_anew_before_the_row_is_locked(cast, comment, arrive, monkeypatch):
    steps = []
    locked, ready = taking._locked, mailed.made_ready
    monkeypatch.setattr(taking, "_locked", lambda *args: steps.append("locked") or locked(*args))
    monkeypatch.setattr(
        mailed, "made_ready", lambda *args, **more: steps.append("made") or ready(*args, **more)
    )
    letter = letter_to(cast.ada)
    arrive(with_files(answering(letter), picture()), letter.headers["Reply-To"])
    held = arrive(with_files(answering(letter, sender="m@example.net", message_id="<2@e>"), picture()),
                  letter.headers["Reply-To"])  # fmt: skip
    taking.let_in(held.pk, by=cast.ada)

    assert steps == ["made", "locked", "locked", "made", "locked"]
