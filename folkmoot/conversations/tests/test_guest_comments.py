"""A guest writes: name and address, a link by mail, held until a first one was approved."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from folkmoot.accounts.models import Audience, Guest
from folkmoot.activity.models import Email, Entry
from folkmoot.conversations import guests
from folkmoot.conversations.models import Message
from folkmoot.core.lifecycle import Refused

GIL = {"name": "Gil Achterberg", "email": "Gil@Example.org", "source": "We tried this."}


def link_in_last_letter():
    return re.search(r"https?://[^/]+(/conversations/g/\S+)", Email.objects.order_by("-pk")[0].text)[1]


def test_a_guest_is_sent_a_link_and_nothing_is_shown(client, cast, thread, write):
    answer = write(thread, **GIL)
    message = Message.objects.get()

    assert (answer.status_code, message.state, message.number) == (200, "waiting", None)
    assert "We sent a mail to Gil@Example.org" in answer.content.decode()
    assert Email.objects.values_list("address", "kind").get() == ("gil@example.org", "account")


def test_opening_the_link_changes_nothing(client, cast, thread, write):
    write(thread, **GIL)
    page = client.get(link_in_last_letter())

    assert page.status_code == 200
    assert Message.objects.get().state == "waiting"
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_the_button_confirms_once_and_the_team_is_told(client, cast, thread, write):
    write(thread, **GIL)
    link = link_in_last_letter()
    client.post(f"{link}confirm/")
    client.post(f"{link}confirm/")

    message = Message.objects.get()
    assert (message.state, message.guest.confirmed_at is None) == ("held", False)
    assert [e.verb for e in Entry.objects.about(message)] == ["conversations.confirmed"]
    assert set(Email.objects.filter(kind="moderation").values_list("user__email", flat=True)) == {
        "cora@example.org",
        "fay@example.org",
    }


def test_once_approved_later_ones_are_shown_when_confirmed(cast, guest_says):
    first = guest_says(state="held")
    first.approve(by=cast.cora)
    second = guest_says("Another thought", email="gil@example.org", name="G. Achterberg")
    second.confirm()

    assert [first.state, second.state] == ["shown", "shown"]
    assert Email.objects.filter(key__startswith=f"approved-{first.pk}").count() == 1


def test_a_trusted_address_used_by_someone_else_shows_nothing(client, cast, thread, guest_says, write):
    guest_says(state="shown")
    write(thread, **GIL | {"source": "Not Gil at all"})

    assert Message.objects.order_by("-pk")[0].state == "waiting"


def test_a_blocked_address_cannot_confirm(cast, guest_says):
    message = guest_says()
    Guest.objects.update(blocked_at="2026-01-01T00:00Z")
    with pytest.raises(Refused):
        message.confirm()

    assert Message.objects.get().state == "waiting"


def test_a_forged_link_leads_nowhere(client, guest_says, cast, yours):
    good = yours(guest_says())
    answers = [client.get(url).status_code for url in (good, good[:-2] + "x/", "/conversations/g/1-1~x/")]

    assert answers == [200, 410, 410]


def test_an_error_keeps_everything_typed(client, cast, thread, write):
    answer = write(thread, name="Gil", email="not an address", source="All my words", tell_replies="on")
    page = answer.content.decode()

    assert Message.objects.count() == 0
    assert all(kept in page for kept in ("All my words</textarea>", 'value="Gil"', 'value="not an address"'))
    assert re.search(r'name="tell_replies"[^>]*checked', page)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"website": "http://spam.example"}, "hidden field"),
        ({"source": "http://a.example http://b.example www.c.example"}, "at most 2 links"),
        ({"source": "x" * 5001}, "1 character too long: at most 5,000"),
        ({"source": "# \n\n> "}, "only marks"),
        ({"name": "Gil\nBcc: all"}, "letters, spaces"),
        ({"name": "<b>Gil"}, "letters, spaces"),
    ],
)
def test_what_machines_and_haste_send_is_refused_in_words(client, cast, thread, write, fields, words):
    answer = write(thread, **GIL | fields)

    assert words in answer.content.decode()
    assert (Message.objects.count(), Email.objects.count()) == (0, 0)


def test_a_form_sent_at_once_is_asked_for_once_more(client, cast, thread, write):
    answer = write(thread, wait=False, **GIL)

    assert "That was very quick" in answer.content.decode()
    assert "We tried this.</textarea>" in answer.content.decode()
    assert Message.objects.count() == 0


def test_a_form_open_for_two_days_gets_a_new_key(client, cast, thread):
    from .conftest import earlier

    url = reverse("conversations:write", args=[thread.pk])
    made = earlier(thread, client.get(url).context["form"]["_made"].value(), seconds=2 * 86400)
    answer = client.post(url, {"_made": made, **GIL})
    again = earlier(thread, re.search(r'name="_made" value="([^"]+)"', answer.content.decode())[1])
    client.post(url, {"_made": again, **GIL})

    assert "open for long" in answer.content.decode()
    assert Message.objects.get().source == "We tried this."


def test_an_address_gets_at_most_five_mails_an_hour(client, cast, thread, write):
    answers = [write(thread, **GIL | {"source": f"Number {n}"}) for n in range(6)]

    assert Message.objects.count() == 5
    assert "a lot in a short time" in answers[-1].content.decode()
    assert "Number 5</textarea>" in answers[-1].content.decode()


def test_a_corrected_address_is_a_new_comment_not_an_error(client, cast, thread):
    from .conftest import earlier

    url = reverse("conversations:write", args=[thread.pk])
    made = earlier(thread, client.get(url).context["form"]["_made"].value())
    client.post(url, {"_made": made, **GIL, "email": "gill@example.org"})
    client.post(url, {"_made": made, **GIL})
    client.post(url, {"_made": made, **GIL})

    assert list(Message.objects.order_by("pk").values_list("guest__email", flat=True)) == [
        "gill@example.org",
        "gil@example.org",
    ]


def test_a_guest_changes_within_the_time_and_deletes(client, cast, guest_says, yours):
    message = guest_says()
    client.post(yours(message, "yours_change"), {"source": "Better words"})
    message.refresh_from_db()
    changed = (message.source, message.edited_at is None)
    client.get(yours(message, "yours_withdraw"))
    still = Message.objects.get().state
    client.post(yours(message, "yours_withdraw"))

    message.refresh_from_db()
    assert (changed, still) == (("Better words", False), "waiting")
    assert (message.state, message.source, message.html) == ("deleted", "", "")


def test_replies_are_told_only_to_guests_who_asked(client, cast, thread, guest_says, yours):
    quiet = guest_says("Quiet", state="shown")
    asked = guest_says("Asked", state="shown", tell_replies=True)
    thread.say("To the quiet one", author=cast.ada, parent=quiet)
    thread.say("To the one who asked", author=cast.ada, parent=asked)
    client.post(yours(asked, "replies"), {"off": "yes"})
    thread.say("Once more", author=cast.ada, parent=Message.objects.get(pk=asked.pk))

    letters = Email.objects.filter(kind="comments")
    assert [letter.address for letter in letters] == ["gil@example.org"]
    assert "To the one who asked" in letters[0].text
    assert "List-Unsubscribe" in letters[0].headers


def closed_to_guests(thread, put_under, how):
    """The thread became the members' own, or what it stands under did."""
    if how == "audience":
        type(thread).objects.filter(pk=thread.pk).update(audience=Audience.MEMBERS)
    else:
        put_under(thread, may_read=lambda user: user.is_authenticated)


@pytest.mark.parametrize("how", ["audience", "owner"])
def test_of_a_thread_that_guests_no_longer_read_they_hear_nothing(cast, thread, guest_says, put_under, how):
    parent = guest_says(state="shown", tell_replies=True)
    closed_to_guests(thread, put_under, how)
    thread.say("Among ourselves.", author=cast.ada, parent=parent)

    assert not Email.objects.filter(text__contains="Among ourselves.", guest=parent.guest).exists()


@pytest.mark.parametrize("how", ["audience", "owner"])
def test_into_a_thread_that_guests_no_longer_read_nothing_is_confirmed(
    cast, thread, guest_says, put_under, how
):
    guest_says(state="shown")
    waiting = guest_says("Another")
    closed_to_guests(thread, put_under, how)
    with pytest.raises(Refused):
        waiting.confirm()

    assert Message.objects.get(pk=waiting.pk).state == "waiting"


def test_the_letter_that_anybody_can_have_sent_to_anybody_holds_no_words_to_follow(client, thread, write):
    words = "Win at https://bad.example/x or www.bad.example, bad.example/y, me@bad.example. " + "Now " * 60
    write(thread, **{**GIL, "source": words.replace("www.", "")})
    letter = Email.objects.get()
    said = re.search(r"^> (.*)$", letter.text, re.MULTILINE)[1]

    assert "bad.example" not in letter.text + letter.subject
    assert (said.startswith("Win at … or … … … Now"), len(said) <= 81) == (True, True)


@pytest.mark.parametrize("name", ["Go to https://bad.example", "WWW.bad.example"])
def test_a_name_is_no_address_to_go_to(thread, write, name):
    write(thread, **{**GIL, "name": name})
    assert (Message.objects.count(), Email.objects.count()) == (0, 0)


def test_the_page_does_not_tell_whether_an_address_is_trusted(client, cast, thread, write, guest_says):
    pages = [write(thread, **GIL).content.decode()]
    guest_says(state="shown", name="G.")
    pages.append(write(thread, **{**GIL, "source": "Once more."}).content.decode())
    told = [re.search(r"<p>(If it is your first.*?)</p>", page)[1] for page in pages]

    assert told[0] == told[1]


def test_to_a_blocked_address_nothing_is_sent_whatever_the_name(cast, thread, write, guest_says):
    guests.block(guest_says(state="held").guest, by=cast.cora)
    before = Email.objects.count()
    write(thread, **{**GIL, "name": "Somebody else"})

    assert Email.objects.count() == before


@pytest.mark.parametrize("way", ["erased", "taken over"])
def test_a_blocked_address_stays_blocked_once_it_is_forgotten(client, cast, thread, write, guest_says, way):
    message = guest_says(state="shown")
    guests.block(message.guest, by=cast.cora)
    if way == "erased":
        guests.erase(message.guest)
    else:
        EmailAddress.objects.create(user=cast.ben, email="gil@example.org", verified=True)
        guests.adopt(cast.ben)
    write(thread, **{**GIL, "source": "Back again."})
    again = Message.objects.latest("pk")
    with pytest.raises(Refused):
        again.confirm()
    row = Guest.objects.get(pk=message.guest_id or Guest.objects.get(name="", blocked_at__isnull=False).pk)
    client.force_login(cast.cora)
    blocked = client.get(reverse("conversations:blocked")).content.decode()
    client.post(reverse("conversations:guest", args=[row.pk, "unblock"]))
    again.confirm()

    assert (row.name, row.email, "A former guest" in blocked) == ("", "", True)
    assert not Email.objects.filter(text__contains="Back again.", kind="account").exists()
    assert Message.objects.get(pk=again.pk).state in ("held", "shown")
