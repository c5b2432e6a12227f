"""Correcting someone's address: what it takes, who can stop it, and what never happens by it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members import links
from folkmoot.members.models import Contact, Correction, Declined
from folkmoot.members.models.membership import Taken

NEW = "ada@right.example"


@pytest.fixture
def used(cast):
    """Ada uses her account."""
    User.objects.filter(pk=cast.ada.pk).update(last_login=timezone.now())
    cast.ada.refresh_from_db()


def ask(cast, person=None, email=NEW, by=None):
    return Correction.objects.ask(person or cast.ada, email, reason="Rang.", by=by or cast.cora)


def iris(**facts):
    guest = Guest.objects.create(name="Iris Teale", email="iris@example.org")
    return Contact.objects.create(guest=guest, email=guest.email, region="Leeds", **facts)


def letters():
    return list(Email.objects.order_by("pk").values_list("address", "subject"))


def link_to(address):
    """The link in the newest letter to this address."""
    text = Email.objects.filter(address=address, text__contains="/join/address/").latest("pk").text
    return re.search(r"/join/address/\S+/", text)[0]


def test_nothing_changes_until_the_new_address_says_yes(client, cast):
    client.force_login(cast.cora)
    User.objects.filter(pk=cast.ada.pk).update(last_login=None)
    answer = client.post(
        f"/team/people/{cast.ada.pk}/address/", {"email": "Ada@Right.example", "reason": "Rang."}
    )
    assert answer["Location"] == f"/team/people/{cast.ada.pk}/"
    assert User.objects.get(pk=cast.ada.pk).email == "ada@example.org"
    assert letters() == [
        ("ada@example.org", "Your address at Common Ground: is this right?"),
        (NEW, "Is this your address, for Common Ground?"),
    ]
    client.logout()
    link = link_to(NEW)
    assert "Yes, this is my address" in client.get(link).content.decode()
    assert User.objects.get(pk=cast.ada.pk).email == "ada@example.org"

    client.post(f"{link}confirm/")
    ada = User.objects.get(pk=cast.ada.pk)
    assert (ada.email, list(ada.emailaddress_set.values_list("email", "verified", "primary"))) == (
        NEW, [(NEW, True, True)],
    )  # fmt: skip
    assert letters()[2:] == [
        ("ada@example.org", "This address is no longer used at Common Ground"),
        (NEW, "Your new address at Common Ground"),
    ]
    assert client.post(f"{link}confirm/").status_code == 302  # sent twice, it is done once
    assert Entry.objects.filter(verb="members.address_corrected").count() == 1


def test_an_account_that_is_used_takes_a_second_person(client, cast, used):
    asked = ask(cast)
    assert (asked.state, letters()) == (
        "asked",
        [("ada@example.org", "Your address at Common Ground: is this right?")],
    )
    with pytest.raises(Refused):
        asked.confirm()
    client.force_login(cast.cora)
    assert client.post(f"/team/addresses/{asked.pk}/agree/").status_code == 403
    User.objects.update(language="")
    client.force_login(cast.fay)
    assert "I have made sure: it is right" in client.get(f"/team/people/{cast.ada.pk}/").content.decode()
    client.post(f"/team/addresses/{asked.pk}/agree/")
    asked.refresh_from_db()
    assert (asked.state, asked.agreed_by) == ("sent", cast.fay)
    client.post(link_to(NEW) + "confirm/")
    assert User.objects.get(pk=cast.ada.pk).email == NEW


def test_or_a_yes_from_the_old_address(client, cast, used):
    asked = ask(cast)
    link = link_to("ada@example.org")
    page = client.get(link).content.decode()
    assert "ad…@right.example" in page
    assert NEW not in page
    client.post(f"{link}confirm/")
    asked.refresh_from_db()
    assert (asked.state, asked.agreed_by) == ("sent", cast.ada)


def test_password_sessions_and_other_addresses_stay(client, cast):
    User.objects.filter(pk=cast.ada.pk).update(last_login=None)
    cast.ada.set_password("a long enough secret")
    cast.ada.save()
    cast.ada.emailaddress_set.create(email="ada@work.example", verified=True)
    client.force_login(cast.ada)
    User.objects.filter(pk=cast.ada.pk).update(last_login=None)
    ask(cast, User.objects.get(pk=cast.ada.pk)).confirm()
    ada = User.objects.get(pk=cast.ada.pk)
    assert ada.check_password("a long enough secret")
    assert client.get("/account/").status_code == 200
    assert set(ada.emailaddress_set.values_list("email", flat=True)) == {NEW, "ada@work.example"}


def test_who_signs_in_meanwhile_is_not_moved_by_one_person(cast):
    User.objects.filter(pk=cast.ada.pk).update(last_login=None)
    cast.ada.refresh_from_db()
    asked = ask(cast)
    User.objects.filter(pk=cast.ada.pk).update(last_login=timezone.now())
    with pytest.raises(Refused):
        Correction.objects.get(pk=asked.pk).confirm()
    assert User.objects.get(pk=cast.ada.pk).email == "ada@example.org"


def test_what_someone_asked_who_is_no_longer_of_the_team_does_not_count(cast):
    asked = ask(cast)
    cast.cora.take("team", by=cast.fay)
    with pytest.raises(Refused):
        Correction.objects.get(pk=asked.pk).confirm()


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("dev", 403), ("fay", 403), ("cora", 403)])
def test_roles_are_corrected_by_administrators_and_oneself_by_nobody(client, cast, who, status):
    client.force_login(cast.cora)
    assert client.get(f"/team/people/{getattr(cast, who).pk}/address/").status_code == status


def test_a_second_administrator_agrees_for_someone_with_a_role(client, cast):
    asked = ask(cast, cast.dev, "dev@right.example", by=cast.fay)
    assert asked.state == "asked"
    client.force_login(cast.cora)
    assert client.post(f"/team/addresses/{asked.pk}/agree/").status_code == 403
    assert not Correction.objects.to_agree(cast.cora).exists()
    cast.hana.give("administrator", by=cast.fay)
    assert list(Correction.objects.to_agree(cast.hana)) == [asked]


def test_never_onto_an_address_that_somebody_has(client, cast):
    client.force_login(cast.cora)
    cast.hana.emailaddress_set.create(email="hana@work.example", verified=False)
    contact = iris()
    Declined.objects.remember("no@example.org")
    for email in (
        "hana@example.org",
        "Hana@work.example",
        contact.email,
        "no@example.org",
        "ada@example.org",
    ):
        path = f"/team/people/{cast.ada.pk}/address/"
        assert client.post(path, {"email": email, "reason": "Rang."}).status_code == 422
    assert not Correction.objects.exists()
    asked = ask(cast)
    User.objects.create_user(NEW, "Somebody Quicker")
    with pytest.raises(Taken):
        asked.confirm()
    assert User.objects.get(pk=cast.ada.pk).email == "ada@example.org"


def test_the_old_address_can_say_that_it_was_not_them(client, cast):
    ask(cast)
    link = link_to("ada@example.org")
    new = link_to(NEW)
    client.post(f"{link}refuse/")
    assert Correction.objects.get().state == "refused"
    assert {address for address, subject in letters() if "said no" in subject} == {
        "cora@example.org", "fay@example.org",
    }  # fmt: skip
    client.post(f"{new}confirm/")
    assert User.objects.get(pk=cast.ada.pk).email == "ada@example.org"


def test_and_still_when_it_is_done(client, cast):
    ask(cast).confirm()
    page = client.post(link_to("ada@example.org") + "refuse/", follow=True).content.decode()
    assert "The administrators have been told" in page
    assert "fay@example.org" in {address for address, subject in letters() if "said no" in subject}
    assert User.objects.get(pk=cast.ada.pk).email == NEW


def test_late_or_undelivered_it_stands_on_the_record_and_can_be_taken_back(client, cast):
    client.force_login(cast.cora)
    asked = ask(cast)
    Email.objects.filter(pk=asked.letter_id).update(state="given_up", last_error="No such mailbox")
    record = f"/team/people/{cast.ada.pk}/"
    assert "No such mailbox" in client.get(record).content.decode()
    Correction.objects.update(sent_at=timezone.now() - timedelta(days=15))
    assert "did not answer in 14 days" in client.get(record).content.decode()
    with pytest.raises(Refused):
        Correction.objects.get().confirm()
    client.post(f"/team/addresses/{asked.pk}/withdraw/")
    assert client.get(link_to(NEW)).status_code == 410
    assert "/withdraw/" not in client.get(record).content.decode()


def test_asked_twice_it_is_one_and_another_must_wait(cast):
    assert ask(cast) == ask(cast)
    with pytest.raises(Refused):
        ask(cast, email="other@right.example")
    Correction.objects.update(sent_at=timezone.now() - timedelta(days=15))
    assert ask(cast, email="other@right.example").state == "sent"


def test_a_contact_moves_with_what_they_chose_and_old_links_open_nothing(client, cast):
    contact = iris(state="confirmed", confirmed_at=timezone.now())
    old_link = links.path_for(contact)
    assert client.get(old_link).status_code == 200
    client.force_login(cast.cora)
    client.post(f"/team/contacts/{contact.pk}/address/", {"email": "iris@right.example", "reason": "Rang."})
    client.logout()
    client.post(link_to("iris@right.example") + "confirm/")
    contact = Contact.objects.select_related("guest").get()
    assert (contact.email, contact.guest.email, contact.name) == ("iris@right.example",) * 2 + ("Iris Teale",)
    assert not Guest.objects.filter(email="iris@example.org").exists()
    assert client.get(old_link).status_code == 410
    assert client.get(links.path_for(contact)).status_code == 200


def test_addresses_of_old_corrections_are_forgotten(cast):
    asked = ask(cast)
    asked.withdraw(by=cast.cora)
    Correction.objects.forget_addresses()
    assert Correction.objects.get().after == NEW
    Correction.objects.update(ended_at=timezone.now() - timedelta(days=91))
    Correction.objects.forget_addresses()
    assert (Correction.objects.get().before, Correction.objects.get().after) == ("", "")


def test_what_waits_for_a_second_person_stands_on_their_desk(client, cast, used):
    ask(cast)
    User.objects.update(language="")
    client.force_login(User.objects.get(pk=cast.fay.pk))
    assert "1 correction of an address waits for a second person" in client.get("/team/").content.decode()
    assert [asked.user for _record, asked in client.get("/team/addresses/").context["records"]] == [cast.ada]
