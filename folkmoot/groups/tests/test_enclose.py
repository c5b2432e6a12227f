"""Pictures and files with the message that begins a thread: what holds for an answer holds here."""

import re

import pytest
from django.urls import reverse

from folkmoot.conversations.models import Caution, Enclosure, Message, Thread
from folkmoot.conversations.tests.uploads import bomb, paper, picture
from folkmoot.files.models import File
from folkmoot.groups.models import GroupThread

from .groups import begin, joined, opened

WORDS = {"title": "Sleep by day", "source": "How do you sleep?"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def begun_with(client, cast, group, **files):
    """Ada begins; answers the page that comes of it."""
    client.force_login(cast.ada)
    answer = begin(client, group, **WORDS, **files)
    return client.get(answer.url) if answer.status_code == 302 else answer


def rows():
    return GroupThread.objects.count(), Thread.objects.count(), Message.objects.count(), File.objects.count()


def test_kept_anew_and_shown_with_their_words(client, cast, group):
    files = {"file_1": picture(), "words_1": "A trolley", "file_2": paper()}
    page = begun_with(client, cast, group, **files).content.decode()
    one, two = Enclosure.objects.with_files()
    image = re.search(r"<img[^>]*>", page[page.index("message__files") :])[0]

    assert (one.message, one.file.name, two.file.name) == (Message.objects.get(), "tea.webp", "notes.txt")
    assert b"home" not in one.file.stored.read()
    assert image == f'<img src="{one.file.url}" alt="A trolley" width="60" height="40" loading="lazy">'
    assert f'<a href="{two.file.url}">notes.txt</a>' in page


def test_read_by_whoever_reads_the_group(client, cast):
    group = opened(cast.ada, reading="group", joining="ask")
    joined(group, cast.dev)
    begun_with(client, cast, group, file_1=paper())
    statuses = {}
    for who in ("ada", "dev", "hana", "ben"):
        client.force_login(getattr(cast, who))
        statuses[who] = client.get(File.objects.get().url).status_code

    assert statuses == {"ada": 200, "dev": 200, "hana": 404, "ben": 404}


def test_the_form_asks_for_them_as_an_answer_does(client, cast, group):
    client.force_login(cast.ada)
    begun = GroupThread.objects.begin(group, "Sleep", "How do you sleep?", by=cast.ada)
    pages = [reverse("groups:begin_thread", args=[group.slug])]
    pages.append(reverse("conversations:write", args=[begun.thread_id]))
    parts = [
        re.search(r'<details class="disclosure".*?</details>', client.get(page).content.decode(), re.DOTALL)[
            0
        ]
        for page in pages
    ]

    assert parts[0] == parts[1]
    assert "Add pictures or files" in parts[0]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"file_1": lambda: picture()}, "Say in a few words what this picture shows"),
        ({"file_1": lambda: paper(words=b"")}, "This file is empty."),
        ({"file_1": lambda: paper("x.docx", bomb())}, "We cannot tell what kind of file"),
        ({"file_1": lambda: paper("x.jpg", b"\xff\xd8\xff x"), "words_1": "x"}, "not a picture we can read"),
        ({"file_1": lambda: paper(words=b"word " * 3000)}, "At most 10.0"),
    ],
)
def test_each_limit_has_its_words_and_all_that_was_written_stays(client, cast, group, settings, files, words):
    settings.MESSAGE_FILE_BYTES = 10_240 if "10.0" in words else 10**7
    sent = {name: value() if callable(value) else value for name, value in files.items()}
    answer = begun_with(client, cast, group, **sent)
    page = answer.content.decode()

    assert (answer.status_code, words in page) == (422, True)
    assert ("How do you sleep?</textarea>" in page, 'value="Sleep by day"' in page) == (True, True)
    assert rows() == (0, 0, 0, 0)


def test_what_is_far_too_large_is_thrown_away_while_it_comes_in(client, cast, group):
    large = paper("large.txt", b"a" * (10 * 1024 * 1024 + 1))
    page = begun_with(client, cast, group, file_1=large, file_2=paper()).content.decode()

    assert "large.txt is too large: at most 10.0" in page
    assert "please choose notes.txt again before you send" in page
    assert "How do you sleep?</textarea>" in page
    assert rows() == (0, 0, 0, 0)


def test_sent_twice_it_stands_once_with_its_files(client, cast, group):
    client.force_login(cast.ada)
    url = reverse("groups:begin_thread", args=[group.slug])
    made = re.search(r'name="_made" value="([^"]+)"', client.get(url).content.decode())[1]
    answers = [client.post(url, {"_made": made, **WORDS, "file_1": paper()}) for _click in range(2)]

    assert {answer.url for answer in answers} == {GroupThread.objects.get().get_absolute_url()}
    assert (rows(), Enclosure.objects.count()) == ((1, 1, 1, 1), 1)


def test_who_is_paused_keeps_the_words_and_nothing_is_stored(client, cast, group):
    Caution.objects.caution(cast.ada, "day", "Please cool down.", by=cast.cora)
    page = begun_with(client, cast, group, file_1=paper()).content.decode()

    assert ("Please cool down." in page, "How do you sleep?</textarea>" in page) == (True, True)
    assert "please choose notes.txt again before you send" in page
    assert rows() == (0, 0, 0, 0)


def test_a_new_account_encloses_one_picture(client, cast):
    group = opened(cast.ada, reading="public")
    joined(group, cast.ben)
    client.force_login(cast.ben)
    two = {f"file_{n}": picture() for n in (1, 2)} | {f"words_{n}": "A trolley" for n in (1, 2)}
    page = begin(client, group, **WORDS, **two).content.decode()

    assert "a message can have one picture" in page
    assert rows() == (0, 0, 0, 0)
    assert begin(client, group, **WORDS, file_1=picture(), words_1="A trolley").status_code == 302


def test_gone_with_the_message(client, cast, group):
    begun_with(client, cast, group, file_1=paper())
    Message.objects.get().withdraw(by=cast.ada)

    assert (Enclosure.objects.count(), File.objects.count()) == (0, 0)


def test_what_is_not_of_the_group_is_refused_before_anything_is_kept(client, cast, group):
    client.force_login(cast.dev)
    answer = client.post(reverse("groups:begin_thread", args=[group.slug]), {**WORDS, "file_1": paper()})

    assert (answer.status_code, rows()) == (403, (0, 0, 0, 0))
