"""Fetching from outside, from a real server on this machine that behaves in every bad way."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from folkmoot.core.outside import Unreachable, fetch

PAGE = b"<title>The ward at night</title>"


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        getattr(self, self.path.strip("/").partition("?")[0] or "page")()

    do_HEAD = do_GET

    def log_message(self, *_words):
        pass

    def answer(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in ({"Content_Type": "text/html; charset=latin-1"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page(self):
        self.answer(PAGE)

    def gone(self):
        self.answer(b"gone", 410)

    def picture(self):
        self.answer(b"GIF89a", Content_Type="image/gif")

    def packed(self):
        self.answer(b"\x1f\x8b bomb", Content_Encoding="gzip")

    def moved(self):
        self.answer(b"", 302, Location="/page")

    def round(self):
        self.answer(b"", 302, Location="/round")

    def inside(self):
        self.answer(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            self.close_connection = True

    def slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for _second in range(100):
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def nonsense(self):
        self.wfile.write(b"220 this is a mail server\r\n")
        self.close_connection = True


@pytest.fixture(scope="module")
def served():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(served, settings):
    settings.OUTSIDE_ALLOWED_HOSTS = [served]
    return f"http://{served}"


def test_a_page_is_read_with_its_type_and_charset(site):
    answer = fetch(f"{site}/page?q=two words")
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/html", "latin-1")
    assert (answer.body, answer.is_cut, answer.url) == (PAGE, False, f"{site}/page?q=two words")


def test_redirects_are_followed_and_the_last_address_is_told(site):
    assert fetch(f"{site}/moved").url == f"{site}/page"


def test_an_error_page_is_an_answer_too(site):
    assert fetch(f"{site}/gone").status == 410


def test_only_its_head_is_asked_for(site):
    answer = fetch(f"{site}/page", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(("path", "types", "body"), [
    ("picture", ("text/html",), b""), ("picture", ("image/",), b"GIF89a"), ("packed", ("text/html",), b""),
])  # fmt: skip
def test_only_what_was_wanted_is_read(path, types, body, site):
    assert fetch(f"{site}/{path}", types=types).body == body


def test_an_endless_page_is_cut(site):
    answer = fetch(f"{site}/endless", most=100_000)
    assert (len(answer.body), answer.is_cut) == (100_000, True)


def test_a_page_that_drips_is_left_at_the_deadline(site):
    began = time.monotonic()
    with pytest.raises(Unreachable, match="too long"):
        fetch(f"{site}/slow", seconds=0.5)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("path", "words"), [
    ("round", "without end"), ("inside", "private network"), ("nonsense", "not a web page"),
])  # fmt: skip
def test_what_it_answers_is_not_believed(path, words, site):
    with pytest.raises(Unreachable, match=words):
        fetch(f"{site}/{path}")


PRIVATE = """
    127.0.0.1 localhost 2130706433 0x7f.1 10.0.0.8 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
    [::1] [::ffff:127.0.0.1] [64:ff9b::7f00:1] [fe80::1] [fd00::1] [2002:7f00:1::]
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_nothing_inside_the_network_is_asked(address, served):
    with pytest.raises(Unreachable, match=r"private network|no such site"):
        fetch(f"http://{address}/")


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(Unreachable, match="private network"):
        fetch("http://rebinding.example/")


NO_ADDRESS = """
    ftp://example.org/ file:///etc/passwd javascript:alert(1) //example.org http:// http://[
    http://a:b@example.org/ http://example.org:99999/
"""


@pytest.mark.parametrize("url", [*NO_ADDRESS.split(), "http://" + "a" * 3000, "http://exa\x00mple.org/", ""])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(Unreachable):
        fetch(url)


def test_other_ports_are_not_asked(served):
    with pytest.raises(Unreachable, match="usual ports"):
        fetch(f"http://{served}/")


def test_a_certificate_must_be_the_hosts_own(served, settings):
    settings.OUTSIDE_ALLOWED_HOSTS = [served]
    with pytest.raises(Unreachable):
        fetch(f"https://{served}/page")
