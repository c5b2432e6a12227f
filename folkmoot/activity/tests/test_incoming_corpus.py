"""Mail as real programs build it: what somebody wrote, and nothing else; in English, French and Welsh.

Beside each mail of `corpus/` lies a text with what must be read in it. Those without were written by
programs: the table says how that is known.
"""

import time
from pathlib import Path

import pytest

from folkmoot.activity.inbound import reading
from folkmoot.activity.inbound.mime import Attached, Parts, TooIntricate

CORPUS = Path(__file__).parent / "corpus"
BY_PEOPLE = sorted(path.stem for path in CORPUS.glob("*.txt"))
BY_PROGRAMS = {
    "auto-outlook-en": "automatic",
    "auto-outlook-fr": "automatic",
    "auto-cy": "away",
    "auto-gmail-en": "automatic",
    "auto-thunderbird-filter-en": "automatic",
    "bounce-postfix": "automatic",
    "bounce-exchange": "bounce",
    "read-receipt": "bounce",
}
ENCLOSED = {  # nothing in any other
    "apple-iphone-photos-en": ["IMG_1234.jpeg", "IMG_1235.jpeg"],
    "apple-mac-picture-en": ["ward clock.png"],
    "attached-en": ["rota dŵr.pdf"],
    "exchange-text-behind-en": ["clock.jpg"],
    "outlook-signature-pictures-en": ["rota.pdf"],
}
SENDERS = {"en": "ada@example.org", "fr": "hana@example.org", "cy": "fay@example.org"}

pytestmark = pytest.mark.django_db


def read(name):
    return reading.read((CORPUS / f"{name}.eml").read_bytes())


def test_every_mail_is_in_a_table():
    assert {path.stem for path in CORPUS.glob("*.eml")} == {*BY_PEOPLE, *BY_PROGRAMS}


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_what_somebody_wrote(name):
    letter = read(name)
    assert (letter.text, letter.machine) == ((CORPUS / f"{name}.txt").read_text().rstrip("\n"), "")


@pytest.mark.parametrize("name", [name for name in BY_PEOPLE if name[-3:-2] == "-"])
def test_who_wrote_it(name):
    assert read(name).sender == SENDERS[name[-2:]]


@pytest.mark.parametrize(("name", "why"), BY_PROGRAMS.items())
def test_what_a_program_wrote(name, why):
    assert read(name).machine == why


def test_files_beside_the_words_are_told_by_name_and_size():
    inside = Attached("message/rfc822", 0)
    assert read("attached-en").attached == [Attached("rota dŵr.pdf", 16, is_enclosed=True), inside]
    assert read("apple-mac-picture-en").attached == [Attached("ward clock.png", 70, is_enclosed=True)]


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_what_its_writer_enclosed(name):
    letter = read(name)
    assert [file.name for file in letter.files] == ENCLOSED.get(name, [])
    assert [one.name for one in letter.attached if one.is_enclosed] == ENCLOSED.get(name, [])


def test_only_mail_without_plain_text_is_read_from_html():
    html = {name for name in BY_PEOPLE if Parts((CORPUS / f"{name}.eml").read_bytes()).is_from_html}
    assert html == {name for name in BY_PEOPLE if "-html" in name}


def test_a_header_cannot_bring_another():
    letter = read("broken-subject")
    assert (letter.subject, letter.text) == ("Re: hello Bcc: eve@example.orgÿ", "Nothing was injected.")


@pytest.mark.parametrize(
    ("charset", "raw"),
    [("utf-7", b"Half a letter: +2AA-."), ("unicode_escape", b"Half a letter: \\ud800."), ("idna", b"..")],
)
def test_no_charset_brings_what_no_database_keeps(charset, raw):
    head = f"From: ada@example.org\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert reading.read(head + raw).text in {"Half a letter: ?.", ".."}


def test_mail_that_nobodys_program_builds_is_not_read():
    parts = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(2000))
    with pytest.raises(TooIntricate):
        reading.read(f"Content-Type: multipart/mixed; boundary=b0\n\n{parts}".encode())


@pytest.mark.parametrize(
    "nasty",
    [
        "<div>" * 100_000,
        "<" * 1_000_000,
        "<!--" * 250_000,
        "<a href='x" * 100_000,
        "<b>" * 150 + "</i>" * 250_000,
    ],
)
def test_no_markup_takes_long(nasty):
    began = time.process_time()
    reading.read(b"Content-Type: text/html\n\n" + nasty.encode())
    assert time.process_time() - began < 5
