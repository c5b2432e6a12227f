"""A link card: this server asks the page once; no reader's browser does; a hostile page gets nowhere."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ValidationError

from folkmoot.core import outside
from folkmoot.core.outside import Answer, Unreachable
from folkmoot.publishing.blocks import BodyBlock
from folkmoot.publishing.headlines import headlines
from folkmoot.publishing.models import LinkCard, PostPage
from folkmoot.publishing.tasks import fetch_link_card, fetch_stray_link_cards

from .shelf import draft, published
from .test_blocks import stream

PAGE = (
    b'<!doctype html><html><head><title>Old &amp; <b>odd</b></title><meta property="og:title" content="'
    b'Chairs &amp; talk"><meta name="description" content="  Why\n low chairs ">'
    b'<meta property="og:site_name" content="The Hall"></head><body><title>no</title></body></html>'
)


class Elsewhere(BaseHTTPRequestHandler):
    """Somebody's site, good or bad."""

    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        getattr(self, self.path.strip("/").split("?")[0].replace("-", "_"))()

    def send(self, body, kind="text/html; charset=utf-8", status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def good(self):
        self.send(PAGE)

    def huge(self):
        self.send(PAGE + b"<p>more</p>" * 1_000_000)

    def endless(self):
        self.send(b"<title>Never</title>")
        for _turn in range(200):
            time.sleep(0.05)
            self.wfile.write(b"x")

    def wrong_charset(self):
        self.send(
            "<meta charset=utf-8><title>Caf\xe9 \u2013 t\u0177</title>".encode(), "text/html; charset=ascii"
        )

    def script(self):
        self.send(b"<title>&lt;script&gt;alert(1)&lt;/script&gt;\xe2\x80\xaeok</title>")

    def pdf(self):
        self.send(b"%PDF", "application/pdf")

    def inside(self):
        self.send(b"", status=302, Location="http://169.254.169.254/latest/meta-data/")

    def members_only(self):
        self.send(b"", status=302, Location="/account/login?next=/members-only")

    def account(self):
        self.send(b"<title>Sign in</title>")

    def __getattr__(self, name):
        if name == "account/login":
            return self.account
        if name == "gone":
            return lambda: self.send(b"<title>404</title>", status=404)
        raise AttributeError(name)

    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    settings.OUTSIDE_ALLOWED_HOSTS = [f"127.0.0.1:{server.server_port}"]
    Elsewhere.asked = []
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def link(address, title=""):
    return stream(("link", {"address": address, "title": title}))


def fetched(address):
    LinkCard.objects.want([address])
    card = LinkCard.objects.get(address=address)
    card.fetch()
    return card


def test_it_is_fetched_once_and_then_shown_to_everyone(
    client, cast, elsewhere, django_capture_on_commit_callbacks
):
    address = f"{elsewhere}/good?a=1&b=2"
    with django_capture_on_commit_callbacks(execute=True):
        post = published("Linked", by=cast.dev, body=link(address))
    assert Elsewhere.asked == ["/good?a=1&b=2"]
    with django_capture_on_commit_callbacks(execute=True):
        published("Linked again", by=cast.dev, body=link(address))
        post.save_revision(user=cast.dev).publish()
    html = client.get(post.get_absolute_url()).text
    assert Elsewhere.asked == ["/good?a=1&b=2"]
    escaped = address.replace("&", "&amp;")
    assert (
        f'<aside class="link-card"><p class="link-card__title"><a href="{escaped}" rel="noopener">'
        'Chairs &amp; talk</a></p><p class="link-card__words">Why low chairs</p>'
        '<p class="link-card__site">The Hall · 127.0.0.1</p></aside>'
    ) in html
    assert elsewhere not in html.replace(f'href="{escaped}"', "")


def test_until_then_and_where_it_failed_there_is_a_plain_link(client, cast, elsewhere):
    address = f"{elsewhere}/gone"
    post = published("Linked", by=cast.dev, body=link(address))
    plain = (
        f'<p class="link-plain"><a href="{address}" rel="noopener">{address.removeprefix("http://")}</a></p>'
    )
    assert plain in client.get(post.get_absolute_url()).text
    card = LinkCard.objects.get(address=address)
    card.fetch()
    assert (card.state, card.reason) == ("failed", "It answered with the number 404.")
    assert plain in client.get(post.get_absolute_url()).text


def test_the_editors_own_title_wins(client, cast, elsewhere):
    fetched(f"{elsewhere}/good")
    post = published("Linked", by=cast.dev, body=link(f"{elsewhere}/good", "Read this"))
    assert ">Read this</a>" in client.get(post.get_absolute_url()).text


def test_a_draft_is_fetched_for_too_and_one_in_the_members_part(cast):
    post = draft("Draft", by=cast.dev, body=link("https://example.org/a"))
    post.body = stream(
        ("members", [{"type": "link", "value": {"address": "https://example.org/b", "title": ""}}])
    )
    post.save_revision()
    assert sorted(LinkCard.objects.values_list("address", flat=True)) == [
        "https://example.org/a",
        "https://example.org/b",
    ]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("huge", "Chairs & talk"),
        ("wrong-charset", "Café – tŷ"),
        ("script", "<script>alert(1)</script>ok"),
    ],
)
def test_odd_pages_give_plain_words(client, cast, elsewhere, path, title):
    card = fetched(f"{elsewhere}/{path}")
    assert (card.state, card.title) == ("fetched", title)
    post = published("Linked", by=cast.dev, body=link(f"{elsewhere}/{path}"))
    assert "<script>alert" not in client.get(post.get_absolute_url()).text


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("pdf", "It is not a web page."),
        ("inside", "This address lies inside a private network."),
        ("members-only", "It asks who one is before it shows anything."),
    ],
)
def test_what_is_no_page_for_everyone_is_not_shown(db, elsewhere, path, reason):
    card = fetched(f"{elsewhere}/{path}")
    assert (card.state, card.reason, card.title) == ("failed", reason, "")


def test_an_endless_page_ends(db, elsewhere, monkeypatch):
    real = outside.fetch
    monkeypatch.setattr(outside, "fetch", lambda *args, **options: real(*args, seconds=0.5, **options))
    began = time.monotonic()
    card = fetched(f"{elsewhere}/endless")
    assert (card.state, card.reason) == ("failed", "It took too long to answer.")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.7/x", "http://localhost/"]
)
def test_nothing_inside_the_network_is_asked(db, address):
    assert fetched(address).state == "failed"


def test_two_workers_ask_once(db, elsewhere):
    LinkCard.objects.want([f"{elsewhere}/good"])
    one, other = (LinkCard.objects.get() for _ in range(2))
    one.fetch()
    other.fetch()
    assert Elsewhere.asked == ["/good"]


def test_a_lost_task_is_made_up_for(db, elsewhere):
    LinkCard.objects.want([f"{elsewhere}/good"])
    fetch_stray_link_cards()
    assert LinkCard.objects.get().state == "wanted"  # a worker is given time
    LinkCard.objects.update(wanted_at=LinkCard.objects.get().wanted_at - 2 * LinkCard.PATIENCE)
    fetch_stray_link_cards()
    assert LinkCard.objects.get().state == "fetched"
    fetch_link_card.func(999_999)  # a card that is gone


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/", "/read/", "no address"])
def test_only_pages_of_the_web_become_cards(address):
    with pytest.raises(ValidationError):
        BodyBlock().clean(link(address))


def test_an_address_too_long_to_keep_stays_a_plain_link(client, cast):
    post = published("Long", by=cast.dev, body=link("https://example.org/" + "ŷ" * 1900))
    assert not LinkCard.objects.exists()
    assert client.get(post.get_absolute_url()).status_code == 200
    assert isinstance(post, PostPage)


@pytest.mark.parametrize(
    "body",
    [b"", b"<title></title>", b"<title>\xe2\x80\xae\x00 </title>", b"\xff\xfe<", b"<meta property=og:title>"],
)
def test_a_page_without_a_title_is_none(body):
    with pytest.raises(Unreachable):
        headlines(Answer("https://example.org/", 200, "text/html", "", body, False))


@pytest.mark.parametrize(
    "charset",
    ["punycode", "idna", "utf-7", "unicode_escape", "undefined", "hex", "zlib", "uu", "no.such", "a\0b"],
)
def test_a_charset_no_page_is_written_in_is_not_believed(charset):
    body = f'<meta charset="{charset}"><title>Caf\xe9, t\u0177 a +2D3eqg- \\u0041 xn--p1ai</title>'.encode()
    title = "Café, tŷ a +2D3eqg- \\u0041 xn--p1ai"
    assert headlines(Answer("https://example.org/", 200, "text/html", charset, body, False))["title"] == title


def test_a_huge_page_in_a_slow_charset_is_read_at_once():
    body = b"<title>Slow</title>" + bytes(range(97, 123)) * 11_000
    began = time.process_time()
    headlines(Answer("https://example.org/", 200, "text/html", "punycode", body, False))
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("charset", "title"),
    [("windows-1252", "“Café”"), ("iso-8859-15", "5 €"), ("shift_jis", "図書館"), ("koi8-r", "Дом")],
)
def test_pages_in_old_charsets_are_read(charset, title):
    body = f"<title>{title}</title>".encode(charset)
    assert headlines(Answer("https://example.org/", 200, "text/html", charset, body, False))["title"] == title
