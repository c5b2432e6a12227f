"""What becomes of a guest's comments: taken over by an account, erased by link, forgotten in time."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Email
from folkmoot.conversations import guests
from folkmoot.conversations.models import Message
from folkmoot.core.lifecycle import Refused


@pytest.fixture
def bens_address(cast):
    return EmailAddress.objects.create(user=cast.ben, email="Gil@example.org", verified=True)


def test_a_new_account_takes_over_what_it_wrote_as_a_guest(client, cast, guest_says, bens_address):
    shown, held, waiting = guest_says("Old", state="shown"), guest_says("Newer", state="shown"), guest_says()
    client.force_login(cast.ben)
    page = client.get(reverse("conversations:mine")).content.decode()
    untouched = Message.objects.filter(author=cast.ben).count()
    client.post(reverse("conversations:mine"))

    assert "2 comments written with your address as a guest" in page
    assert untouched == 0
    assert list(Message.objects.filter(author=cast.ben)) == [shown, held]
    assert Message.objects.get(pk=waiting.pk).guest is not None


def test_the_guest_is_emptied_when_nothing_is_left(cast, guest_says, bens_address):
    message = guest_says(state="shown")
    guests.adopt(cast.ben)
    guest = Guest.objects.get(pk=message.guest_id)
    with pytest.raises(Refused):
        guests.adopt(cast.ben)

    assert (guest.name, guest.email, guest.erased_at is None) == ("", "", False)


def test_an_address_that_was_not_proved_takes_nothing(client, cast, guest_says, bens_address):
    guest_says(state="shown")
    EmailAddress.objects.update(verified=False)
    client.force_login(cast.ben)

    assert client.post(reverse("conversations:mine")).status_code == 409
    assert Message.objects.filter(author=cast.ben).count() == 0


def test_erasing_leaves_the_words_under_a_former_guest(client, cast, guest_says, yours):
    message = guest_says(state="shown")
    other_name = guest_says("Mine too", state="shown", name="Gilbert")
    waiting = guest_says("Never confirmed")
    url = yours(message, "erase")
    client.get(url)
    untouched = Guest.objects.get(pk=message.guest_id).email
    client.post(url, {"words": "keep"})

    message.refresh_from_db()
    other_name.refresh_from_db()
    assert untouched == "gil@example.org"
    assert (message.name, message.state, message.source) == (
        "A former guest",
        "shown",
        "We tried this on our ward.",
    )
    assert other_name.name == "A former guest"
    assert not Message.objects.filter(pk=waiting.pk).exists()
    assert not Guest.objects.filter(email="gil@example.org").exclude(pk=cast.gil.pk).exists()
    assert not Email.objects.filter(address="gil@example.org").exists()
    assert client.get(yours(message)).status_code == 410


def test_erasing_the_words_too(client, cast, thread, guest_says, yours):
    message = guest_says(state="shown")
    thread.say("Reply", author=cast.ada, parent=message)
    client.post(yours(message, "erase"), {"words": "delete"})

    message.refresh_from_db()
    thread.refresh_from_db()
    assert (message.state, message.source, message.html, thread.shown_count) == ("deleted", "", "", 1)
    assert [m.number for m in thread.messages.standing()] == [1, 2]


def test_erasing_asks_what_to_do_with_the_words(client, cast, guest_says, yours):
    message = guest_says(state="shown")
    answer = client.post(yours(message, "erase"), {"words": "burn"})

    assert answer.status_code == 200
    assert Guest.objects.get(pk=message.guest_id).email == "gil@example.org"


def test_what_nobody_confirmed_goes_after_two_weeks(cast, guest_says):
    old, new, shown = guest_says("Old", name="Olga", email="o@example.org"), guest_says("New"), None
    shown = guest_says("Shown", state="shown", name="Sam", email="s@example.org")
    Message.objects.filter(pk__in=[old.pk, shown.pk]).update(created_at="2026-01-01T00:00Z")
    Guest.objects.update(created_at="2026-01-01T00:00Z")
    guests.forget_unconfirmed()
    guests.forget_unconfirmed()

    assert set(Message.objects.values_list("pk", flat=True)) == {new.pk, shown.pk}
    assert Guest.objects.get(pk=old.guest_id).email == ""
    assert Guest.objects.get(pk=new.guest_id).email == "gil@example.org"
    assert Guest.objects.get(pk=shown.guest_id).email == "s@example.org"


def used_up(client, url):
    page = client.get(url)
    return page.status_code, page.context["why"]


@pytest.mark.parametrize("swept", [False, True])
def test_a_link_confirms_for_two_weeks_and_then_says_how_to_write_again(
    client, cast, guest_says, yours, swept
):
    message = guest_says()
    Message.objects.update(created_at=timezone.now() - timedelta(days=14, minutes=1))
    confirmed = client.post(yours(message, "confirm"))
    if swept:
        guests.forget_unconfirmed()
    page = client.get(yours(message))

    assert (confirmed.status_code, page.status_code, page.context["why"]) == (410, 410, "late")
    assert reverse("conversations:write", args=[message.thread_id]) in page.content.decode()
    assert not Message.objects.exclude(state="waiting").exists()


def test_on_the_last_day_it_still_confirms(client, cast, guest_says, yours):
    message = guest_says()
    Message.objects.update(created_at=timezone.now() - timedelta(days=13, hours=23))
    client.post(yours(message, "confirm"))
    assert Message.objects.get().state == "held"


def test_a_link_that_leads_nowhere_says_why(client, cast, guest_says, yours, bens_address):
    erased = guest_says(state="shown", name="Gilbert", email="gilbert@example.org")
    taken = guest_says(state="shown")
    guests.erase(erased.guest)
    links = [yours(taken), yours(erased), yours(taken).replace("~", "~x")]
    guests.adopt(cast.ben)

    assert [used_up(client, url) for url in links] == [
        (410, "taken over"),
        (410, "erased"),
        (410, "forged"),
    ]


def test_what_was_shown_can_be_erased_for_ever(client, cast, guest_says, yours):
    message = guest_says(state="shown")
    Message.objects.update(created_at="2016-01-01T00:00Z")
    assert client.get(yours(message, "erase")).status_code == 200


def test_links_sent_before_they_named_the_thread_still_open(client, cast, guest_says):
    from django.core import signing

    message = guest_says(state="shown")
    token = signing.Signer(salt="folkmoot.conversations.guest").sign(f"{message.pk}-{message.guest_id}")
    address = reverse("conversations:yours", args=[token.replace(":", "~")])
    assert client.get(address).status_code == 200


def test_the_page_asks_for_signing_in(client, cast):
    assert client.get(reverse("conversations:mine")).status_code == 302
