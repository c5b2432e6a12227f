"""Reading: what a file holds, in bounded memory, and clear words where it cannot be read."""

import gzip
import zipfile

import pytest

from folkmoot.publishing.wordpress.reader import Author, Item, Reader, Term
from folkmoot.publishing.wordpress.source import Unreadable

from . import exports


def read(path):
    reader = Reader(path)
    return list(reader), reader


def laid_down(tmp_path, content, name="export.xml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(tmp_path, content):
    with pytest.raises(Unreadable) as caught:
        read(laid_down(tmp_path, content))
    return caught.value.words, caught.value.line


def test_every_record_of_the_file_in_order(old_site):
    records, reader = read(old_site)
    kinds = [type(record) for record in records]
    assert (kinds.count(Author), kinds.count(Term), kinds.count(Item)) == (2, 5, 24)
    assert (reader.site.base, reader.site.version) == ("https://old.example.org", "1.2")
    first_post = next(record for record in records if isinstance(record, Item) and record.type == "post")
    assert (first_post.title, first_post.sticky, len(first_post.comments)) == (
        "What we learned in Llandrindod",
        True,
        7,
    )


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_versions(tmp_path, version):
    records, _reader = read(laid_down(tmp_path, exports.export(exports.item(1), version=version)))
    assert isinstance(records[-1], Item)


def test_packed_files_are_opened(tmp_path, old_site):
    with gzip.open(tmp_path / "site.xml.gz", "wb") as packed:
        packed.write(old_site.read_bytes())
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as packed:
        packed.write(old_site, "site.wordpress.xml")
    assert len(read(tmp_path / "site.xml.gz")[0]) == len(read(tmp_path / "site.zip")[0]) == 31


def test_a_zip_of_several_exports_says_what_to_do(tmp_path, old_site):
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as packed:
        packed.write(old_site, "one.xml")
        packed.write(old_site, "two.xml")
    with pytest.raises(Unreadable, match="2 XML files"):
        read(tmp_path / "site.zip")


def test_a_password_is_never_kept(old_site):
    items = [record for record in read(old_site)[0] if isinstance(record, Item)]
    locked = next(item for item in items if item.protected)
    assert "sesame" not in repr(locked)


def test_words_that_close_a_section_survive(tmp_path):
    records, _reader = read(laid_down(tmp_path, exports.export(exports.item(1, "a ]]> b", "x ]]> y"))))
    assert (records[-1].title, records[-1].content) == ("a ]]> b", "x ]]> y")


def test_control_characters_are_taken_out_and_reported(tmp_path):
    text = exports.export(exports.item(1, "Title", "one\x0btwo\x00three"))
    records, reader = read(laid_down(tmp_path, text))
    assert records[-1].content == "onetwothree"
    line = text[: text.index("\x0b")].count("\n") + 1
    assert reader.source.repairs == [(line, "control")]


def test_bytes_that_are_no_utf8_are_marked_and_reported(tmp_path):
    text = exports.export(exports.item(1, "Title", "caf@")).encode().replace(b"caf@", b"caf\xe9")
    records, reader = read(laid_down(tmp_path, text))
    assert records[-1].content == "caf\ufffd"
    assert [what for _line, what in reader.source.repairs] == ["encoding"]


def test_a_stray_html_entity_is_no_mistake(tmp_path):
    text = exports.export(exports.item(1)).replace(
        "<title><![CDATA[A title]]>", "<title>A&nbsp;title&hellip;"
    )
    assert read(laid_down(tmp_path, text))[0][-1].title == "A\xa0title…"


def test_other_name_spaces_are_not_believed(tmp_path):
    text = exports.export(exports.item(1)).replace("<item>", '<item xmlns:wp="http://elsewhere.example/">')
    assert read(laid_down(tmp_path, text))[0][-1].id == ""


def test_a_file_that_ends_in_the_middle(tmp_path, old_site):
    whole = old_site.read_bytes()
    cut = whole[: len(whole) // 2]
    words, line = refusal(tmp_path, cut)
    assert "ends in the middle" in words
    assert line == cut.count(b"\n") + 1


def test_a_damaged_file_says_the_line(tmp_path, old_site):
    text = old_site.read_text().replace("</wp:post_id>", "</wp:post_it>", 1)
    words, line = refusal(tmp_path, text)
    assert f"line {line}" in words
    assert line == text[: text.index("</wp:post_it>")].count("\n") + 1


BOMB = """<?xml version="1.0"?>
<!DOCTYPE rss [
<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<rss><channel><title>&b;</title></channel></rss>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss><channel><title>&x;</title></channel></rss>"""


@pytest.mark.parametrize(("text", "line"), [(BOMB, 3), (OUTSIDE, 2)])
def test_entities_of_ones_own_are_refused(tmp_path, text, line):
    words, at = refusal(tmp_path, text)
    assert "entities of its own" in words
    assert at == line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b'{"posts": []}', "JSON"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"Dear all,\nplease find attached", "begins with"),
        (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "not a WordPress export"),
        (b'<?xml version="1.0"?><rss><channel><title>News</title></channel></rss>', "WXR version"),
        (b"\x1f\x8b\x08\x00broken", "cannot be read"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path, content, words):
    assert words in refusal(tmp_path, content)[0]


def test_a_version_nobody_knows(tmp_path):
    assert "9.9" in refusal(tmp_path, exports.export(exports.item(1), version="9.9"))[0]


def test_elements_nested_without_end(tmp_path):
    text = exports.head() + "<item>" + "<a>" * 1000
    assert "deeper" in refusal(tmp_path, text)[0]


def test_one_item_of_endless_words(tmp_path):
    path = tmp_path / "endless.xml"
    with open(path, "w") as file:
        file.write(exports.head() + "<item><content:encoded><![CDATA[")
        for _ in range(40):
            file.write("x" * 1024 * 1024)
    with pytest.raises(Unreadable, match="32 million"):
        read(path)
