"""A contact who is the person of an account: found by the team, linked, and parted again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Guest
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Contact, Note


@pytest.fixture
def iris(cast):
    """Asked with an address of her own; Hana it is, says Cora."""
    guest = Guest.objects.create(name="Hana K.", email="hana.k@home.example")
    facts = {"state": "confirmed", "confirmed_at": timezone.now(), "region": "Belfast"}
    contact = Contact.objects.create(guest=guest, email=guest.email, **facts)
    Note.objects.write(contact, by=cast.cora, words="Rang about the falls group.", kind="call")
    return contact


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


def state(contact):
    return Contact.objects.values("state", "user", "closed_at", "linked_by").get(pk=contact.pk)


def test_cora_finds_the_contact_links_it_and_parts_it_again(cora, cast, iris):
    before = state(iris)
    found = cora.get(f"/team/people/{cast.hana.pk}/merge/?q=hana").content.decode()
    link = reverse("members:contact_link", args=[cast.hana.pk, iris.pk])
    assert link in found
    record = cora.post(link, follow=True).content.decode()
    assert "They were a contact, too" in record
    assert "Rang about the falls group." in record
    assert state(iris)["state"] == "joined"  # Hana is a member: no letters to who would like to join
    assert cora.get(f"/team/contacts/{iris.pk}/")["Location"] == f"/team/people/{cast.hana.pk}/"
    assert cora.post(link).status_code == 404  # sent twice

    record = cora.post(reverse("members:contact_part", args=[iris.pk]), follow=True).content.decode()
    assert "Rang about the falls group." not in record
    assert state(iris) == before


def test_who_is_no_member_goes_on_hearing(cast, iris):
    iris.link_to(cast.eve, by=cast.cora)
    assert state(iris)["state"] == "confirmed"


def test_who_stopped_the_letters_meanwhile_gets_none_once_parted(cast, iris):
    iris.link_to(cast.eve, by=cast.cora)
    iris.stop()
    stopped_at = state(iris)["closed_at"]
    iris.part(by=cast.cora)
    assert (state(iris)["state"], state(iris)["closed_at"]) == ("stopped", stopped_at)


def test_linked_by_two_at_once_it_is_linked_once(cast, iris):
    again = Contact.objects.get(pk=iris.pk)
    iris.link_to(cast.hana, by=cast.cora)
    with pytest.raises(Refused):
        again.link_to(cast.eve, by=cast.cora)
    iris.part(by=cast.cora)
    with pytest.raises(Refused):
        iris.part(by=cast.cora)


def test_of_who_has_a_role_administrators_only_and_never_ones_own(cora, client, cast, iris):
    for person in (cast.dev, cast.cora):
        assert cora.post(reverse("members:contact_link", args=[person.pk, iris.pk])).status_code == 403
    client.force_login(cast.fay)
    assert client.post(reverse("members:contact_link", args=[cast.dev.pk, iris.pk])).status_code == 302
