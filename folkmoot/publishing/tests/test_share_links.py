"""Passing a post on: plain links, none of which asks anything of anyone before it is followed."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from .shelf import for_members, published

URL = f"{settings.SITE_URL}/read/chairs-stools/"


@pytest.fixture
def post(cast):
    return published("Chairs & stools?", by=cast.dev, slug="chairs-stools")


def links(client, path):
    nav = re.search(r'<nav class="share.*?</nav>', client.get(path).text, re.DOTALL)[0]
    found = re.findall(r'<a (?:class="copy-link" )?href="([^"]+)"', nav)
    return [address.replace("&amp;", "&") for address in found]


def asked(address):
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}


def test_the_links_carry_title_and_address(client, post):
    mail, mastodon, bluesky, linkedin, copied = links(client, "/read/chairs-stools/")
    assert mail.startswith("mailto:?subject=Chairs%20%26%20stools%3F&body=http")
    assert asked(mail.replace("mailto:", "x:")) == {"subject": "Chairs & stools?", "body": URL}
    assert mastodon == "/read/chairs-stools/share/"
    assert asked(bluesky) == {"text": f"Chairs & stools? {URL}"}
    assert asked(linkedin) == {"url": URL}
    assert copied == URL


def test_a_post_for_members_goes_to_no_network(client, cast):
    for_members("Between us", by=cast.dev)
    client.force_login(cast.ada)
    mail, copied = links(client, "/read/between-us/")
    assert (mail[:7], copied) == ("mailto:", f"{settings.SITE_URL}/read/between-us/")
    assert client.get("/read/between-us/share/").status_code == 404


@pytest.mark.parametrize(
    ("pasted", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        (" https://Mastodon.Social/@ada ", "mastodon.social"),
        ("@ada@toot.wales", "toot.wales"),
        ("ada@toot.wales", "toot.wales"),
        ("https://ada:pass@toot.wales/", "toot.wales"),
        ("tŵt.cymru", "xn--tt-bva.cymru"),
    ],
)
def test_the_readers_own_server_is_linked_over_https(client, post, pasted, host):
    page = client.get("/read/chairs-stools/share/", {"server": pasted})
    (address,) = re.findall(r'class="button" href="([^"]+)"', page.text)
    parts = urlsplit(address.replace("&amp;", "&"))
    assert (page.status_code, parts.scheme, parts.netloc, parts.path) == (200, "https", host, "/share")
    assert asked(address) == {"text": f"Chairs & stools? {URL}"}


@pytest.mark.parametrize(
    "nonsense",
    [
        "", " ", "mastodon", "javascript:alert(1)", "127.0.0.1", "10.0.0.1", "[::1]", "2130706433",
        "a.b:8080", "a..b", "-a.b", "x" * 300 + ".org", "a b.org", "a.b\nc.d", "\x00.org",
        '"><script>alert(1)</script>.org', "\udc80.org", "…",
    ],
)  # fmt: skip
def test_what_is_no_server_is_said_and_kept_in_the_field(client, post, nonsense):
    page = client.get("/read/chairs-stools/share/", {"server": nonsense.encode("utf-8", "replace")})
    assert page.status_code == 200
    assert 'class="button" href=' not in page.text
    assert "problems" in page.text
    assert "<script>alert" not in page.text


def test_it_never_leads_on_by_itself(client, post):
    page = client.get("/read/chairs-stools/share/?server=evil.example")
    assert (page.status_code, "Location" in page) == (200, False)
    assert '<meta name="robots" content="noindex">' in page.text
    assert "Set-Cookie" not in page
