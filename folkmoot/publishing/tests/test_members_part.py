"""The part of a page for members only is nowhere where others could come upon it."""

import feedparser
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError

from folkmoot.accounts.models import Audience
from folkmoot.publishing.blocks import BodyBlock
from folkmoot.publishing.models import Attachment
from folkmoot.search import rebuild
from folkmoot.search.models import Document

from .shelf import published
from .test_blocks import stream

SECRET = "Blodeuwedd"
CLOSED = "This part is for members."


@pytest.fixture
def post(cast):
    inner = [
        {"type": "text", "value": f"<p>{SECRET} rang. [^own] {'So it went on. ' * 220}</p>"},
        {"type": "quote", "value": {"quote": f"{SECRET} said so.", "attribution": SECRET}},
    ]
    notes = [{"name": "own", "note": f"<p>{SECRET} again.</p>"}, {"name": "all", "note": "<p>For all.</p>"}]
    body = stream(("text", "<p>Open words.[^all]</p>"), ("members", inner), ("notes", notes))
    return published("In two parts", by=cast.dev, body=body, topics=["Falls"])


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        (None, False),
        ("ben", False),
        ("eve", False),
        ("dev", True),
        ("ada", True),
        ("cora", True),
        ("fay", True),
    ],
)
def test_members_read_it_on_the_page_and_others_are_told_that_it_is_there(client, cast, post, who, reads):
    if who:
        client.force_login(getattr(cast, who))
    for _again in range(2):
        html = client.get(post.get_absolute_url()).text
        assert (SECRET in html, CLOSED in html) == (reads, not reads)
        assert "For all." in html
    sign_in = f'href="{reverse("account_login")}?next=/read/in-two-parts/">Sign in</a>'
    assert (sign_in in html) == (who is None)
    assert ('<a href="/join/">How to join</a>' in html) == (not reads)


def test_kept_pages_and_parts_keep_it_from_others(cast, post, settings):
    settings.PAGE_CACHE = True
    cache.clear()
    seen = []
    for who in (None, "ada", None, "eve", "hana", "ben", None):
        client = Client()
        if who:
            client.force_login(getattr(cast, who))
        seen.append(SECRET in client.get(post.get_absolute_url()).text)
    assert seen == [False, True, False, False, True, False, False]


def test_feeds_are_strangers_even_when_a_member_asks(client, cast, post):
    client.force_login(cast.ada)
    for address in ("/read/feed/", "/read/topics/falls/feed/"):
        text = client.get(address).text
        assert SECRET not in text
        (entry,) = feedparser.parse(text).entries
        assert CLOSED in entry.content[0].value


@pytest.mark.parametrize("anew", [False, True])
def test_search_finds_it_for_members_once_and_for_nobody_else(client, cast, post, anew):
    if anew:
        rebuild.everything()
    found = {}
    for who in (None, "eve", "ben", "ada", "cora"):
        client = Client()
        if who:
            client.force_login(getattr(cast, who))
        found[who] = [
            client.get("/search/", {"q": words}).text.count(f'href="{post.get_absolute_url()}"')
            for words in (SECRET, "open words", "for all")
        ]
    assert found == {
        None: [0, 1, 1], "eve": [0, 1, 1], "ben": [0, 1, 1], "ada": [1, 1, 1], "cora": [1, 1, 1],
    }  # fmt: skip


def test_search_follows_when_the_part_goes_and_when_the_page_is_for_members(cast, post):
    def audiences():
        return sorted(Document.objects.about(post).values_list("audience_id", "outdone_by"))

    assert audiences() == [(Audience.EVERYONE, Audience.MEMBERS), (Audience.MEMBERS, None)]
    post.audience_id = Audience.MEMBERS
    post.save()
    assert audiences() == [(Audience.MEMBERS, None)]
    post.audience_id, post.body = Audience.EVERYONE, stream(("text", "<p>Open words.</p>"))
    post.save()
    assert audiences() == [(Audience.EVERYONE, None)]


def test_lists_and_what_others_show_of_a_link_have_none_of_it(client, cast, post):
    published("Beside", by=cast.dev, topics=["Falls"])
    for address in ("/", "/read/", "/read/topics/falls/", "/read/beside/", "/sitemap.xml"):
        assert SECRET not in client.get(address).text
    head = client.get(post.get_absolute_url()).text.split("</head>")[0]
    assert SECRET not in head


def test_the_office_shows_the_page_both_ways(client, cast, post):
    client.force_login(cast.dev)
    address = reverse("wagtailadmin_pages:view_draft", args=[post.pk])
    shown = [SECRET in client.get(address, {"mode": mode} if mode else {}).text for mode in ("", "everyone")]
    assert shown == [True, False]


def test_a_file_that_lies_open_does_not_go_into_it(cast):
    file = Attachment.objects.create(title="Notes", file=ContentFile(b"x", name="notes.txt"))
    body = stream(("members", [{"type": "file", "value": {"file": file.pk, "description": ""}}]))
    with pytest.raises(StreamBlockValidationError):
        BodyBlock().clean(body)
    file.audience_id = Audience.MEMBERS
    file.save()
    assert BodyBlock().clean(
        stream(("members", [{"type": "file", "value": {"file": file.pk, "description": ""}}]))
    )
