"""What the rooms add to the team's record of one person."""

import pytest

from folkmoot.conversations.models import Message
from folkmoot.members.models import Contact, ContactRequest


@pytest.fixture
def here(client, little_site):
    """`here(person)`: what the record says they do here, for Cora."""
    client.force_login(little_site.cora)

    def read(person):
        return client.get(f"/team/people/{person.pk}/?part=here").content.decode()

    return read


def test_comments_with_where_they_stand_and_what_became_of_them(here, little_site):
    page = here(little_site.ben)  # his comment is held
    assert "<h2>Comments</h2>" in page
    assert f'href="/conversations/m/{little_site.held.pk}/">A corridor with no chairs</a>' in page
    assert little_site.held.get_state_display() in page


def test_what_was_deleted_is_gone(here, little_site):
    little_site.held.withdraw(by=little_site.ben)
    assert "<h2>Comments</h2>" not in here(little_site.ben)


def test_posts(here, little_site):
    page = here(little_site.ada)
    assert "<h2>Posts</h2>" in page
    assert f'href="{little_site.post.get_absolute_url()}">A corridor with no chairs</a>' in page


def test_requests_as_numbers_without_whom_and_what(here, little_site):
    ContactRequest.objects.all().delete()
    words = "Something between the two of us."
    ContactRequest.objects.ask(little_site.hana, sender=little_site.dev, purpose="learn", words=words)
    page = here(little_site.dev)
    assert "Asked others: 1" in page
    assert "0 accepted" in page
    section = page.split("<h2>Contact requests</h2>")[1].split("</section>")[0]
    assert "Hana" not in section
    assert words not in page
    assert "1 without an answer yet" in here(little_site.hana)


def test_comments_of_a_contact_once_they_said_that_they_wrote_them(client, little_site):
    client.force_login(little_site.cora)
    contact = Contact.objects.strangers().get(email="iris@example.org")
    said = Message.objects.say(little_site.post.thread, "From outside.", guest=contact.guest)
    page = f"/team/contacts/{contact.pk}/?part=here"
    assert "<h2>Comments</h2>" not in client.get(page).content.decode()
    said.confirm()
    assert f'href="/conversations/m/{said.pk}/"' in client.get(page).content.decode()
