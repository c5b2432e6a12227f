"""Iris would like to join and hears when something opens: until she stops it, or joins."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Preference
from folkmoot.activity.parts import parts
from folkmoot.announcements.models import Announcement
from folkmoot.members import links
from folkmoot.members.models import Contact, Member

NEWS = {"subject": "A round opens", "text": "In Leeds, in May.", "archive": "public"}


def contact(name, region="Leeds"):
    address = f"{name.split()[0].lower()}@example.org"
    asked = Contact.objects.ask(email=address, name=name, region=region, consent="Yes.")
    asked.confirm(asked.askings.pending().get())
    return asked


@pytest.fixture
def iris(cast, community):
    cache.clear()
    return contact("Iris Teale")


@pytest.fixture
def write(client, cast, work):
    """Cora writes, looks at who gets it, and sends it: answers (what the preview said, the announcement)."""

    def write_to(*chosen):
        client.force_login(cast.cora)
        client.post(reverse("announcements:new"), {**NEWS, "to": chosen})
        announcement = Announcement.objects.order_by("-pk")[0]
        preview = client.get(announcement.get_absolute_url()).context
        client.post(reverse("announcements:begin", args=[announcement.pk]), {"seen": preview["seen"]})
        client.logout()
        return preview, work(announcement)

    return write_to


def letters(announcement):
    """address -> the kind of its letter"""
    return dict(Email.objects.filter(announced_to__announcement=announcement).values_list("address", "kind"))


def test_a_contact_hears_that_something_opens_and_why_she_is_told(client, iris, write, sink):
    preview, announcement = write("contacts")

    [letter] = sink.letters
    text = letter.get_body(("plain",)).get_content()
    assert (preview["people"], preview["first"]) == (1, ["Iris Teale"])
    assert (letter["To"], letter["Subject"]) == ("Iris Teale <iris@example.org>", "A round opens")
    assert "You get this because you asked to hear when something opens." in text
    assert letter["List-Id"] == "<joining.localhost>"
    assert letters(announcement) == {"iris@example.org": "joining"}


def test_her_mail_programme_stops_it_in_one_tap_and_her_page_says_so(client, iris, write, sink):
    write("contacts")
    stop = re.search(r"<http://localhost:8000(/mail/stop/[^>]+)>", sink.letters[0]["List-Unsubscribe"])[1]
    client.post(stop, {"List-Unsubscribe": "One-Click"})

    page = client.get(links.path_for(iris)).text
    preview, announcement = write("contacts", "role:team")
    assert "You have turned these letters off" in page
    assert [(left["many"], str(left["words"])) for left in preview["left"]] == [
        (1, "had turned these letters off")
    ]
    assert preview["people"] == len(letters(announcement)) == 1


def test_who_turned_it_off_and_asks_again_hears_again(iris, write):
    Preference.objects.choose(iris.guest, "joining", False)
    iris.stop()
    contact("Iris Teale")
    _preview, announcement = write("contacts")
    assert letters(announcement) == {"iris@example.org": "joining"}


def test_who_stopped_between_preview_and_sending_gets_none(client, cast, iris, work):
    announcement = Announcement.objects.draft(by=cast.cora, to=["contacts"], **NEWS)
    announcement.begin(by=cast.cora)
    Preference.objects.choose(iris.guest, "joining", False)
    work(announcement)
    assert (letters(announcement), announcement.recipients.get().reason) == ({}, "turned_off")


def test_once_she_joins_she_is_a_member_and_gets_one_letter(cast, iris, write):
    user = User.objects.create_user("iris@example.org", "Iris Teale", confirmed=True)
    before = letters(write("contacts", "members")[1])
    Member.objects.welcome(user, by=cast.cora)
    preview, announcement = write("contacts", "members")
    iris.refresh_from_db()

    assert before["iris@example.org"] == "joining"
    assert letters(announcement)["iris@example.org"] == "announcement"
    assert preview["people"] == len(letters(announcement)) == 5
    assert (iris.state, iris.user, Contact.objects.reachable().count()) == ("joined", user, 0)


def test_those_of_one_place_however_they_typed_it(cast, iris, write):
    contact("Tam Reeve", "  leeds")
    contact("Owain Prosser", "Ceredigion")
    offered = {part.name: (str(part.label), part.size) for part in parts() if "contacts" in part.name}
    _preview, announcement = write("contacts:leeds")

    assert offered == {
        "contacts": ("Contacts interested in joining", 3),
        "contacts:leeds": ("Contacts in Leeds", 2),
    }
    assert sorted(letters(announcement)) == ["iris@example.org", "tam@example.org"]


def test_who_is_blocked_is_neither_counted_nor_written_to(cast, iris):
    contact("Tam Reeve")
    Guest.objects.filter(email="tam@example.org").update(blocked_at="2026-01-01T00:00Z")
    assert {part.name: part.size for part in parts() if "contacts" in part.name} == {"contacts": 1}
