"""The files of a group: its people's alone, found by them, and without names where they list people."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.core.workbooks import write_xlsx
from folkmoot.groups.models import Paper
from folkmoot.groups.papers.recognising import pseudonymised, recognised
from folkmoot.search.models import Document

from .groups import joined

CHAT = """12:01:05 From Ada Okafor to Everyone:
\tGood morning from Sheffield
12:01:30 From  Hana Kowalczyk  to  Everyone: Ada Okafor, can you hear me? hana@example.org
12:02:10 From Dev Malhotra to Ada Okafor(Direct Message): yes
"""
TEAMS = """[10:01] Ada Okafor: good morning
[10:02] Hana Kowalczyk: thank you, Ada Okafor
[10:03] Ada Okafor: bye
"""
TABLE = """Name (Original Name),User Email,Join Time,Duration (Minutes)
Ada Okafor,ada@example.org,10:01,60
"Kowalczyk, Hana",hana@example.org,10:02,58
"""
PARTED = "First name;Last name;E-mail\nAda;Okafor;ada@example.org\nHana;Kowalczyk;hana@example.org\n"
MINUTES = """Minutes: 12 March
Present: twelve of us.
10:30: we began. Note: bring slippers.
Decided: to count falls from Monday.
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [(CHAT, "chat"), (TEAMS, "chat"), (TABLE, "attendees"), (PARTED, "attendees"), (MINUTES, ""), ("", "")],
)
def test_lists_of_people_are_recognised(text, kind):
    assert recognised(text) == kind
    left = pseudonymised(text)
    if kind:
        assert [word for word in ("Okafor", "Kowalczyk", "@example.org") if word in left] == []
    else:
        assert left == text


def test_each_keeps_one_number():
    assert pseudonymised(TEAMS) == (
        "[10:01] Person 1: good morning\n[10:02] Person 2: thank you, Person 1\n[10:03] Person 1: bye\n"
    )


def add(client, group, content=b"We met.", name="minutes.txt", **data):
    upload = SimpleUploadedFile(name, content)
    url = reverse("groups:paper_add", args=[group.slug])
    return client.post(url, {"file": upload, "title": "Minutes", **data})


def stored():
    return Paper.objects.order_by("-pk").first().file.stored.read().decode()


def test_a_file_is_the_peoples_alone_and_found_by_them(client, cast, group):
    joined(group, cast.hana)
    client.force_login(cast.ada)
    assert add(client, group, words="Of the first call").status_code == 302
    paper = Paper.objects.get()
    found = {
        who: Document.objects.visible_to(getattr(cast, who)).matching("minutes").count()
        for who in ("hana", "dev")
    }
    assert found == {"hana": 1, "dev": 0}
    for who, status in ((cast.hana, 200), (cast.dev, 404), (cast.cora, 404)):
        client.force_login(who)
        assert client.get(paper.file.get_absolute_url()).status_code == status
        assert ("Minutes" in client.get(reverse("groups:papers", args=[group.slug])).content.decode()) == (
            status == 200
        )


def test_a_link_that_was_passed_on_is_re_checked(client, cast, group):
    row = joined(group, cast.hana)[0]
    client.force_login(cast.ada)
    add(client, group)
    address = Paper.objects.get().file.get_absolute_url()
    client.force_login(cast.hana)
    assert client.get(address).status_code == 200
    row.leave(by=cast.hana)
    assert client.get(address).status_code == 404


def test_the_chat_of_a_call_is_kept_without_names_unless_they_agreed(client, cast, group):
    client.force_login(cast.ada)
    answer = add(client, group, CHAT.encode(), "chat.txt")
    assert "Okafor" not in stored()
    assert "in place of their names" in client.get(answer.url).content.decode()
    add(client, group, CHAT.encode(), "chat.txt", names_stay="on")
    assert "Okafor" in stored()


def workbook():
    table = io.BytesIO()
    write_xlsx(table, ["Full name", "E-mail"], [["Ada Okafor", "ada@example.org"], ["Hana", "h@example.org"]])
    return table.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (TABLE.encode("utf-16"), "table.csv", "table.csv"),
        (TABLE.encode("cp1252"), "table.csv", "table.csv"),
        (workbook(), "Attendees.xlsx", "Attendees.csv"),
    ],
)
def test_tables_as_other_programs_save_them(client, cast, group, content, name, kept):
    client.force_login(cast.ada)
    assert add(client, group, content, name).status_code == 302
    assert Paper.objects.get().file.name == kept
    assert ("Okafor" in stored(), "example.org" in stored(), "Person 1" in stored()) == (False, False, True)


@pytest.mark.parametrize(
    ("content", "name", "data", "words"),
    [
        (b"", "empty.txt", {}, "empty"),
        (b"MZ\x90\x00\x03", "virus.exe", {}, ""),
        (b"We met.", "a.txt", {"title": ""}, "Give it a title"),
        (b"We met.", "a.txt", {"title": "x" * 151}, "at most 150 characters"),
    ],
)
def test_what_is_not_kept_is_said(client, cast, group, content, name, data, words):
    client.force_login(cast.ada)
    answer = add(client, group, content, name, **data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Paper.objects.exists()


def test_who_added_it_and_convenors_show_it_and_throw_it_away(client, cast, group):
    joined(group, cast.hana, cast.dev)
    client.force_login(cast.hana)
    add(client, group)
    paper = Paper.objects.get()
    show, remove = (reverse(f"groups:paper_{act}", args=[group.slug, paper.pk]) for act in ("show", "remove"))
    client.force_login(cast.dev)
    assert (client.post(show).status_code, client.post(remove).status_code) == (403, 403)
    client.force_login(cast.ada)
    before = paper.file.get_absolute_url()
    client.post(show, {"shown": "yes"})
    paper.file.refresh_from_db()
    assert (paper.file.audience_id, paper.file.get_absolute_url() != before) == (group.wider_id, True)
    client.post(remove)
    assert (Paper.objects.count(), Document.objects.visible_to(cast.ada).of_kind("file").count()) == (0, 0)
