"""From a letter to the thread, the whole way: a real mail client writes to what its Reply-To names."""

import smtplib
import socket
from email.message import EmailMessage

import pytest

from folkmoot.activity.inbound.listening import Listener
from folkmoot.activity.models import Email, IncomingMail
from folkmoot.conversations.models import Enclosure, Message
from folkmoot.files.models import File

from .conftest import in_ten_minutes
from .uploads import picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client_of_the_listener(settings):
    settings.MAIL_DOMAIN = "reply.example.org"
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    listener = Listener(host="127.0.0.1", port=port)
    listener.start()
    with smtplib.SMTP("127.0.0.1", port) as connected:
        yield connected
    listener.stop()


@pytest.fixture
def letter(client_of_the_listener, cast, thread):
    """Ada was replied to by Hana, and has a letter about it."""
    first = thread.say("We do it at ten.", author=cast.ada)
    thread.say("We tried it on two wards.", author=cast.hana, parent=first)
    in_ten_minutes()
    return Email.objects.filter(user=cast.ada).latest("pk")


def answer_to(letter, sender="ada@example.org"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = sender, letter.headers["Reply-To"], "<1@example.org>"
    quoted = "\n".join(f"> {line}" for line in letter.text.splitlines())
    mail.set_content(f"Ours noticed last. Dŵr?\n\nOn 16 Nov 2026, at 10:02, Hana wrote:\n{quoted}\n")
    return mail


def said():
    return list(Message.objects.order_by("pk").values_list("source", "author__name"))


BEFORE = [("We do it at ten.", "Ada Okafor"), ("We tried it on two wards.", "Hana Kowalczyk")]


def test_an_answer_sent_twice_stands_once_under_its_writers_name(client_of_the_listener, letter):
    for _time in range(2):
        client_of_the_listener.send_message(answer_to(letter))

    assert said() == [*BEFORE, ("Ours noticed last. Dŵr?", "Ada Okafor")]
    assert [mail.state for mail in IncomingMail.objects.all()] == ["taken"]


def test_a_photo_stands_with_the_answer_and_what_is_no_picture_comes_back(
    client_of_the_listener, letter, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    mail = answer_to(letter)
    mail.add_attachment(picture().read(), maintype="image", subtype="jpeg", filename="IMG_1234.jpeg")
    mail.add_attachment(b"MZ\x00", maintype="application", subtype="octet-stream", filename="tea.exe")
    for _time in range(2):
        client_of_the_listener.send_message(mail)

    photo = Enclosure.objects.get()
    assert (photo.message.source, photo.words, photo.file.media_type) == (
        "Ours noticed last. Dŵr?", "A picture sent by mail: IMG_1234.jpeg", "image/webp",
    )  # fmt: skip
    assert (photo.file.width, photo.file.height, File.objects.count()) == (60, 40, 1)
    assert "- tea.exe: We cannot tell" in Email.objects.get(key__startswith="mail-left_out").text


def test_from_elsewhere_it_is_held(client_of_the_listener, letter):
    client_of_the_listener.send_message(answer_to(letter, sender="mallory@example.net"))

    assert said() == BEFORE
    assert [(mail.state, mail.sender) for mail in IncomingMail.objects.all()] == [
        ("held", "mallory@example.net")
    ]
