"""What the team sees of mail that came in: that it is held or refused and why, never what it says."""

import pytest
from django.urls import reverse

from folkmoot.activity import gathered
from folkmoot.activity.inbound import addresses, asking
from folkmoot.activity.models import Email, Entry, IncomingMail
from folkmoot.core import gathering

HELD = {
    "key": "held", "message_id": "<1@example.net>", "recipient": "reply+x@reply.example.org", "state": "held",
    "sender": "mallory@example.net", "subject": "Re: A corridor", "text": "Ours has chairs.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_DOMAIN = "reply.example.org"


def answered_by(user):
    return addresses.reply_address(user, thread=user, message=user)


def held_for(user, **facts):
    return IncomingMail.objects.create(user=user, **{**HELD, **facts})


def test_the_team_sees_why_and_not_what(cast, client):
    held_for(cast.ada)
    held_for(cast.ada, key="refused", state="refused", reason="Comments are closed here.")
    held_for(cast.ada, key="taken", state="taken", sender="taken@example.net")
    client.force_login(cast.cora)
    page = client.get(reverse("activity:incoming")).content.decode()
    words = ["mallory@example.net", "Comments are closed here.", "taken@example.net", "chairs", "corridor"]

    assert [word in page for word in words] == [True, True, False, False, False]


def test_it_can_be_narrowed_to_what_is_held(cast, client):
    held_for(cast.ada)
    held_for(cast.ada, key="refused", state="refused", reason="Comments are closed here.")
    client.force_login(cast.cora)
    shown = client.get(reverse("activity:incoming"), {"state": "held"}).context["page"]

    assert [mail.key for mail in shown] == ["held"]


def test_refused_by_the_team_its_writer_gets_the_words_back(cast, client):
    held = held_for(cast.ada)
    client.force_login(cast.cora)
    client.post(reverse("activity:refuse", args=[held.pk]))
    held.refresh_from_db()
    back = Email.objects.get(user=cast.ada)

    reason = "It came from an address that you have not confirmed as yours."
    assert (held.state, held.decided_by, held.reason) == ("refused", cast.cora, reason)
    assert (back.address, reason in back.text, "> Ours has chairs." in back.text) == (
        "ada@example.org", True, True,
    )  # fmt: skip
    assert Entry.objects.about(held).get().verb == "activity.mail_refused"


def test_what_somebody_else_wrote_is_not_said_to_be_theirs(cast, client):
    client.force_login(cast.cora)
    said = []
    for sender in ("mallory@example.net", "ada@example.org"):
        held = held_for(cast.ada, key=sender, sender=sender)
        client.post(reverse("activity:refuse", args=[held.pk]))
        said.append("what you wrote" in Email.objects.latest("pk").text)

    assert said == [False, True]


def test_a_reason_is_in_the_language_of_its_writer(cast, client):
    from folkmoot.accounts.models import Community

    Community.objects.current().change(by=cast.fay, languages=["en-gb", "cy"])
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(language="cy")
    held = held_for(cast.ada)
    client.force_login(cast.cora)
    client.post(reverse("activity:refuse", args=[held.pk]))

    assert "Annwyl" in Email.objects.get(user=cast.ada).text


def test_decided_once(cast, client):
    held = held_for(cast.ada, recipient=answered_by(cast.ada))
    client.force_login(cast.cora)
    client.post(reverse("activity:refuse", args=[held.pk]))
    again = [client.post(reverse(f"activity:{verb}", args=[held.pk])) for verb in ("refuse", "let_in")]

    assert [answer.status_code for answer in again] == [409, 409]
    assert Email.objects.filter(user=cast.ada).count() == 1


def test_let_in_for_an_account_that_is_closed_it_is_thrown_away(cast, client):
    held = held_for(cast.ada, recipient=answered_by(cast.ada))
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(is_active=False)
    client.force_login(cast.cora)
    client.post(reverse("activity:let_in", args=[held.pk]))
    held.refresh_from_db()

    assert (held.state, held.text, Email.objects.count()) == ("dropped", "", 0)


def test_what_is_not_held_is_no_page_of_the_team(cast, client):
    new = held_for(cast.ada, state="new")
    client.force_login(cast.cora)
    assert client.post(reverse("activity:refuse", args=[new.pk])).status_code == 404


def test_the_door_is_there_where_mail_comes_in(cast, rf, settings):
    request = rf.get("/")
    request.user = cast.cora
    doors = []
    for domain in ("", "reply.example.org"):
        settings.MAIL_DOMAIN = domain
        doors.append(reverse("activity:incoming") in [door["url"] for door in gathered.doors(request)])

    assert doors == [False, True]


def test_the_team_lets_in_answers_and_the_record_says_whose(cast, client, monkeypatch):
    rooms = [lambda incoming, user: cast.hana_profile]
    monkeypatch.setitem(gathering._registered, "mail coming in", rooms)
    held = held_for(cast.ada, recipient=answered_by(cast.ada))
    client.force_login(cast.cora)
    client.post(reverse("activity:let_in", args=[held.pk]))
    held.refresh_from_db()
    entry = Entry.objects.get(verb="activity.mail_vouched_for")

    assert (held.state, entry.by, entry.thing) == ("taken", cast.cora, cast.ada)
    assert entry.details == {"place": cast.hana_profile.get_absolute_url()}


def test_what_was_written_in_a_name_to_an_address_of_a_room_the_team_only_refuses(cast, client):
    held = held_for(cast.ada, recipient="corridors@reply.example.org")
    client.force_login(cast.cora)
    page = client.get(reverse("activity:incoming")).content.decode()
    answer = client.post(reverse("activity:let_in", args=[held.pk]))
    held.refresh_from_db()

    acts = [reverse(f"activity:{act}", args=[held.pk]) in page for act in ("refuse", "let_in")]
    assert (acts[0], "Let it in" in page, answer.status_code, held.state) == (True, False, 403, "held")


def test_the_page_of_the_link_lets_the_browser_say_where_its_form_came_from(cast, client):
    page = client.get(asking.path_of(held_for(cast.ada)))

    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-referrer" not in page.content.decode()
