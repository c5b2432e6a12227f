"""Writing to a group by mail: a real mail client, the listener, and the writer who says that it was them."""

import smtplib
import socket
from email.message import EmailMessage

import pytest

from folkmoot.activity.inbound import taking
from folkmoot.activity.inbound.listening import Listener
from folkmoot.activity.models import Email, IncomingMail
from folkmoot.conversations.tests.uploads import bomb, paper, picture
from folkmoot.files.models import File
from folkmoot.groups.models import GroupThread

from .groups import joined, opened

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings):
    """Send a mail to a part before the @, through the listener."""
    settings.MAIL_DOMAIN = "reply.example.org"
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    listener = Listener(host="127.0.0.1", port=port)
    listener.start()
    with smtplib.SMTP("127.0.0.1", port) as client:

        def send(
            to, sender="hana@example.org", subject="Sleep by day", words="Who has blackout blinds?", number=1,
            files=(),
        ):  # fmt: skip
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = sender, f"{to}@reply.example.org", subject
            mail["Message-ID"] = f"<{number}@mail.example>"
            mail.set_content(words)
            for file in files:
                kind, _slash, of_it = file.content_type.partition("/")
                mail.add_attachment(file.read(), maintype=kind, subtype=of_it, filename=file.name)
            client.send_message(mail)

        yield send
    listener.stop()


def confirmed():
    """Its writer says that the newest mail was theirs."""
    incoming = IncomingMail.objects.latest("pk")
    taking.let_in(incoming.pk, by=incoming.user)
    incoming.refresh_from_db()
    return incoming


def test_a_thread_is_begun_by_mail_once_its_writer_says_so(cast, post):
    group = opened(cast.ada)
    joined(group, cast.hana)
    for _time in range(2):
        post("group+night-shifts")
    assert [(mail.state, mail.user) for mail in IncomingMail.objects.all()] == [("held", cast.hana)]
    assert not GroupThread.objects.exists()
    incoming = confirmed()
    begun = GroupThread.objects.get()
    assert (incoming.state, incoming.became) == ("taken", begun.get_absolute_url())
    assert (begun.thread.title, begun.thread.started_by) == ("Sleep by day", cast.hana)
    assert begun.thread.messages.get().source == "Who has blackout blinds?"


def test_its_files_wait_with_it_and_stand_where_it_begins(cast, post, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    joined(opened(cast.ada), cast.hana)
    post("group+night-shifts", files=[picture("blinds.jpg"), paper("rota.txt"), paper("a.zip", bomb())])
    asked = Email.objects.filter(address="hana@example.org").latest("pk")
    before = File.objects.count()
    confirmed()
    begun = GroupThread.objects.get()
    files = [(one.file.name, one.words) for one in begun.thread.messages.get().enclosures.with_files()]
    told = Email.objects.get(key__startswith="mail-left_out")
    assert ("These files came with it: blinds.jpg, rota.txt, a.zip" in asked.text, before) == (True, 0)
    assert files == [("blinds.webp", "A picture sent by mail: blinds.jpg"), ("rota.txt", "")]
    assert {file.audience_id for file in File.objects.all()} == {begun.thread.audience_id}
    assert ("- a.zip: We cannot tell" in told.text, begun.get_absolute_url() in told.text) == (True, True)


def test_who_does_not_belong_to_it_is_told_to_join(cast, post):
    opened(cast.ada)
    post("group+night-shifts", sender="dev@example.org")
    assert confirmed().state == "refused"
    letter = Email.objects.filter(address="dev@example.org").latest("pk")
    assert "Only the people of the group write to it" in letter.text
    assert not GroupThread.objects.exists()


@pytest.mark.parametrize(("who", "facts"), [("dev", {"reading": "group", "joining": "ask"}), ("ben", {})])
def test_who_may_not_read_it_hears_nothing_of_it(cast, post, who, facts):
    opened(cast.ada, **facts)
    before = Email.objects.count()
    post("group+night-shifts", sender=f"{who}@example.org")
    assert IncomingMail.objects.get().state == "dropped"
    assert (GroupThread.objects.count(), Email.objects.count()) == (0, before)


def test_who_asks_at_the_door_is_not_told_which_groups_there_are(cast, post):
    group = opened(cast.ada)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        post("nowhere")
    group.close("Much.", by=cast.ada)
    for number, name in enumerate(("group+nowhere", "group+night-shifts"), start=7):
        post(name, sender="ada@example.org", number=number)
    assert not GroupThread.objects.exists()


def test_a_subject_is_one_line_without_an_address(cast, post):
    opened(cast.ada)
    post("group+night-shifts", sender="ada@example.org", subject="From hana@example.org: " + "x" * 300)
    confirmed()
    title = GroupThread.objects.get().thread.title
    assert (title.startswith("From hana: x"), len(title) <= 200) == (True, True)
    post("group+night-shifts", sender="ada@example.org", subject="", number=2)
    confirmed()
    assert GroupThread.objects.latest("pk").thread.title == "Without a subject"


def test_its_people_see_where_to_write(client, cast, settings):
    settings.MAIL_DOMAIN = "reply.example.org"
    group = opened(cast.ada)
    for who, seen in ((cast.ada, True), (cast.dev, False)):
        client.force_login(who)
        assert ("group+night-shifts@" in client.get(group.get_absolute_url()).content.decode()) == seen
