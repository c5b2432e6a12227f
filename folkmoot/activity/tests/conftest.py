"""A real mail server to deliver to, and a room that writes letters to try it with."""

import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller

from folkmoot.activity.kinds import Kind
from folkmoot.core import gathering

NEWS = Kind("news", "News", help="What is new.", why="You get this because you like news.")
RARE = Kind("rare", "Rarities", on=False)


class Sink:
    """Takes every letter, unless `answers` says what to answer to an address instead."""

    def __init__(self):
        self.letters, self.peers, self.answers = [], set(), {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.peers.add(session.peer)
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def to_port(settings, port):
    """Letters leave by SMTP to a port on which nobody listens yet."""
    settings.MAILERS = {
        **settings.MAILERS,
        "post": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        },
    }
    return port


@pytest.fixture
def open_sink(to_port):
    """Call it to have someone listen there."""
    opened = []

    def open_():
        sink = Sink()
        controller = Controller(sink, hostname="127.0.0.1", port=to_port)
        controller.start()
        opened.append(controller)
        return sink

    yield open_
    for controller in opened:
        controller.stop()


@pytest.fixture
def sink(open_sink):
    return open_sink()


@pytest.fixture
def room(settings, tmp_path, monkeypatch):
    """A room above that offers two kinds of letters; call it to write a template of its own."""
    folder = tmp_path / "templates"
    (folder / "room").mkdir(parents=True)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder]}]
    monkeypatch.setitem(gathering._registered, "mail kinds", [lambda: [NEWS, RARE]])

    def template(name, text):
        (folder / "room" / name).write_text(text)
        return f"room/{name}"

    return template


@pytest.fixture
def hello(room):
    """The template of a short letter."""
    return room("hello.txt", "News for {{ reader.name }}\n\nDear {{ reader.name }},\n\nall is well.\n")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is committed, as far as a test that is rolled back can tell."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
