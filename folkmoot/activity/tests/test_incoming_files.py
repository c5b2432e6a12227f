"""The parts of a mail that are files: named plainly, whole or not at all, and quick to take apart."""

import time

import pytest

from folkmoot.activity.inbound import files, reading
from folkmoot.activity.inbound.files import Enclosed
from folkmoot.activity.inbound.mime import Parts

HEAD = b"From: ada@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
WORDS = b"--b\r\nContent-Type: text/plain\r\n\r\nSee here.\r\n"


def mail(*parts):
    return HEAD + WORDS + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def part(name="a.png", content=b"aGVsbG8=", kind="image/png", coding="base64", disposition="attachment"):
    head = f'Content-Type: {kind}\r\nContent-Disposition: {disposition}; filename="{name}"\r\n'
    return f"{head}Content-Transfer-Encoding: {coding}\r\n\r\n".encode() + content


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\\Users\\Ada\\tea.png", "tea.png"),
        ("=?utf-8?q?tea=E2=80=AEgnp.exe?=", "tea gnp.exe"),
        ("=?utf-8?q?te=0Aa=00.png?=", "te a .png"),
        ("https://example.org/", ""),
        ("x" * 1000, "x" * 200),
    ],
)
def test_a_name_is_a_name_and_no_path(sent, name):
    (one,) = Parts(mail(part(sent))).files
    assert one.name == name


@pytest.mark.parametrize(
    ("content", "coding"), [(b"aGVsbG8Q0", "base64"), (b"begin 644 a\nM\nM\nM", "x-uuencode")]
)
def test_what_broke_off_or_unpacks_to_more_has_no_content(content, coding):
    assert Parts(mail(part(content=content, coding=coding))).files == [Enclosed("a.png", None)]


def test_pictures_inline_are_enclosed_but_not_those_of_a_page():
    nameless = b"Content-Type: image/png\r\n\r\nx"
    page = (
        b"Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n<p>Hi\r\n"
        b"--r\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\n\r\nx\r\n"
        b"--r\r\n" + part("rota.pdf", kind="application/pdf") + b"\r\n--r--"
    )
    found = Parts(mail(part("tea.png", disposition="inline"), nameless, page))
    assert [file.name for file in found.files] == ["tea.png", "", "rota.pdf"]
    assert [one.name for one in found.attached] == ["tea.png", "image/png", "logo.png", "rota.pdf"]


def test_a_mail_inside_a_mail_brings_no_files():
    inside = b"Content-Type: message/rfc822\r\n\r\n" + mail(part()).replace(b"=b\r", b"=c\r").replace(
        b"--b", b"--c"
    )
    found = Parts(mail(inside))
    assert ([one.name for one in found.attached], found.files) == (["message/rfc822"], [])


def test_of_a_thousand_two_hundred_parts_are_told():
    began = time.process_time()
    found = Parts(mail(*[part(f"{number}.png") for number in range(1000)]))
    assert (len(found.files), found.text.strip(), time.process_time() - began < 2) == (198, "See here.", True)


@pytest.mark.parametrize("nasty", [";", "a", '"; ', "; filename*0*=a", "=?utf-8?q?a?= ", "x\r\n "])
@pytest.mark.parametrize(
    "header", ["Content-Disposition: attachment; filename=", "Content-Type: image/png; x="]
)
def test_no_name_takes_long(header, nasty):
    began = time.process_time()
    long = f'{header}"{nasty * (5_000_000 // len(nasty))}"\r\n\r\nx'.encode()
    assert Parts(mail(long, part("tea.png"))).files[-1].name == "tea.png"
    assert time.process_time() - began < 5


def test_while_it_is_held_the_bytes_are_kept_and_the_names_stand_beside_them():
    sent = [Enclosed("a.png", b"\x00\xff\r\n.\n" * 99), Enclosed("b.txt", b""), Enclosed("", b"c")]
    raw = files.alone(sent)
    again = files.under(["a.png", "b.txt", "image/png"], reading.files_in(raw))

    assert (again, b"a.png" in raw, files.alone([])) == (sent, False, b"")
    assert files.under(["a.png"], []) == [Enclosed("a.png", None)]
