"""Fetching from outside: what other people's servers show the whole world, and nothing of this network.

An address comes from a person, and so does every redirect it answers with. Each is resolved here, refused
unless all it resolves to is public, and then asked at the very address that was looked at: a name that
answers differently the second time changes nothing. Size and time are bounded, whatever the other side does.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PORTS = {"http": 80, "https": 443}
REDIRECTS = 4
MOVED = {301, 302, 303, 307, 308}
LONGEST = 2000  # characters of an address
CHUNK = 16_384
CARRIERS = [ipaddress.ip_network(n) for n in ("64:ff9b::/96", "2002::/16", "2001::/32")]  # IPv4 inside IPv6


class Unreachable(Exception):
    """It could not be fetched; the words say why, to the person who gave the address."""


@dataclass(frozen=True)
class Answer:
    """What the other side said: `url` after redirects, `content_type` bare, `body` cut at the limit."""

    url: str
    status: int
    content_type: str
    charset: str  # as the header says; empty where it says nothing
    body: bytes
    is_cut: bool  # there was more than the limit


def fetch(url, *, types=("text/html", "application/xhtml+xml"), most=1_000_000, seconds=6, method="GET"):
    """Ask for `url` and read at most `most` bytes within `seconds` for all redirects together.

    `types` are the media types whose body is read, "image/" standing for all that begin so; of any other
    the body is left empty. Raises Unreachable for what is not there, not public, too slow or no HTTP; an
    answer of 400 and above is an Answer too.
    """
    deadline = monotonic() + seconds
    for _hop in range(REDIRECTS + 1):
        parts = _checked(url)
        connection = _Pinned(parts, _public_address(parts), deadline)
        try:
            with _cut_at(deadline, connection):
                answer, moved_to = _ask(connection, parts, method, types, most)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(_why(error, deadline)) from error
        finally:
            connection.close()
        if not moved_to:
            return answer
        url = urljoin(url, moved_to)
    raise Unreachable(_("It leads from one address to the next without end."))


def _checked(url):
    """The parts of an address that may be asked for at all."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        raise Unreachable(_("This is not the address of a web page.")) from None
    if parts.scheme not in PORTS or not host or len(url) > LONGEST or parts.username or parts.password:
        raise Unreachable(_("This is not the address of a web page."))
    netloc = f"{f'[{host}]' if ':' in host else host}:{port or PORTS[parts.scheme]}"
    if port not in {None, PORTS[parts.scheme]} and netloc not in settings.OUTSIDE_ALLOWED_HOSTS:
        raise Unreachable(_("Only the usual ports of the web are asked."))
    return SplitResult(parts.scheme, netloc, parts.path, parts.query, "")


def _public_address(parts):
    """One numerical address of the host, if every one it has is public."""
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(_("There is no such site.")) from error
    addresses = [info[4][0] for info in found]
    if parts.netloc not in settings.OUTSIDE_ALLOWED_HOSTS and not all(map(_is_public, addresses)):
        raise Unreachable(_("This address lies inside a private network."))
    return addresses[0]


def _is_public(address):
    number = ipaddress.ip_address(address.partition("%")[0])
    if number.version == 6 and (number.ipv4_mapped or any(number in network for network in CARRIERS)):
        return False
    return number.is_global and not number.is_multicast and not number.is_reserved


class _Pinned(http.client.HTTPConnection):
    """A connection to one numerical address; the certificate is still the named host's."""

    def __init__(self, parts, address, deadline):
        super().__init__(parts.hostname, parts.port, timeout=max(deadline - monotonic(), 0.1))
        self.scheme, self.address = parts.scheme, address
        self.default_port = PORTS[parts.scheme]  # which the Host header leaves out
        self.line = None  # the socket, also once the answer has taken it over

    def connect(self):
        self.line = self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.scheme == "https":
            self.line = self.sock = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self):
        """End it from another thread: whoever reads sees the end at once."""
        if self.line:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _cut_at(deadline, connection):
    """A server that sends a letter a second never meets a time-out: its line is cut at the deadline."""
    watchdog = threading.Timer(max(deadline - monotonic(), 0), connection.cut)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
        if monotonic() >= deadline:
            raise TimeoutError
    finally:
        watchdog.cancel()


def _ask(connection, parts, method, types, most):
    """(Answer, where it leads on or nothing)."""
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    agent = f"Folkmoot (+{settings.SITE_URL})"
    headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    connection.request(method, target, headers=headers)
    response = connection.getresponse()
    if response.status in MOVED and response.headers.get("Location"):
        return None, response.headers["Location"]
    said = Message()
    said["Content-Type"] = response.headers.get("Content-Type", "application/octet-stream")
    kind = said.get_content_type()
    reads = method != "HEAD" and any(kind.startswith(t) if t.endswith("/") else kind == t for t in types)
    packed = response.headers.get("Content-Encoding", "identity").lower() != "identity"
    body = _read(response, most + 1) if reads and not packed else b""
    url = parts.geturl().replace(f":{connection.default_port}", "", 1)
    charset = said.get_content_charset("") or ""
    return Answer(url, response.status, kind, charset, body[:most], len(body) > most), ""


def _read(response, most):
    pieces, size = [], 0
    while size < most and (piece := response.read1(min(CHUNK, most - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _why(error, deadline):
    if isinstance(error, TimeoutError) or monotonic() >= deadline:
        return _("It took too long to answer.")
    if isinstance(error, ssl.SSLError):
        return _("Its certificate is not valid.")
    if isinstance(error, http.client.HTTPException | ValueError):
        return _("What it answered is not a web page.")
    return _("It does not answer.")
