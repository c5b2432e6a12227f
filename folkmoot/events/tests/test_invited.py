"""Events for the invited alone, and for the members of a region."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.urls import reverse

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.events import links, tasks
from folkmoot.events.models import Event, Invitation
from folkmoot.members.models import Block, Profile, Region

from .events import published, registered


@pytest.fixture
def table(cast):
    return published(cast.cora, "A round table", comers="invited", places=1)


def invite(event, **who):
    return Invitation.objects.invite(event, by=event.planned_by, **who)[0]


def sent(client, event, people):
    return client.post(reverse("events:invited", args=[event.slug]), {"people": people})


def link_to(address):
    letter = Email.objects.filter(address=address, subject__startswith="You are invited").latest("pk")
    return re.search(r"→ .*?: https?://[^/\s]+(/events/\S+)", letter.text)[1]


def seen_by(client, event, *names):
    found = {}
    for name in names:
        client.logout() if name is None else client.force_login(User.objects.get(email=f"{name}@example.org"))
        found[name] = client.get(event.get_absolute_url()).status_code
    return found


def test_nobody_else_sees_that_it_is_there(client, cast, table):
    invite(table, user=cast.hana)
    invite(table, email="Ben@example.org")
    names = (None, "hana", "ben", "ada", "cora")
    assert seen_by(client, table, *names) == {None: 404, "hana": 200, "ben": 200, "ada": 404, "cora": 200}
    client.force_login(cast.ada)
    assert "A round table" not in client.get("/events/").text
    client.force_login(cast.ben)
    assert client.get(link_to("ben@example.org")).status_code == 200
    client.post(reverse("events:register", args=[table.slug]), {"mode": "online"})
    assert table.registrations.get().user == cast.ben


def test_several_at_once_and_what_is_not_understood_stays(client, cast, table):
    client.force_login(cast.cora)
    answer = sent(
        client, table, "Hana Kowalczyk\nSam Hale <sam@example.org>\nNobody Atall\nkim@\n\nHana Kowalczyk"
    )
    assert answer.status_code == 422
    assert "2 people are invited." in answer.text
    assert "Nobody called “Nobody Atall” is in the directory." in answer.text
    assert "“kim@” is no e-mail address." in answer.text
    field = re.search(r"<textarea[^>]*>([^<]*)", answer.text)[1].strip().splitlines()
    assert field == ["Nobody Atall", "kim@"]
    assert [str(one) for one in Invitation.objects.by_name()] in (
        ["Hana Kowalczyk", "sam@example.org"], ["sam@example.org", "Hana Kowalczyk"],
    )  # fmt: skip
    assert sent(client, table, "Hana Kowalczyk\nSAM@example.org").status_code == 302
    assert Invitation.objects.count() == 2
    assert Email.objects.count() == 2
    assert Guest.objects.get(email="sam@example.org").name == "Sam Hale"


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ("", "Say whom to invite."),
        ("x" * 10_001, "at most 10000"),
        ("\n".join(f"p{n}@example.org" for n in range(51)), "At most 50 people at once."),
        ("a\x00b", "Null characters are not allowed"),
        ("https://x.example <sam@example.org>", "https://x.example"),
        ("🚑 שלום", "is in the directory"),
        (f"{'x' * 300}@example.org", "no e-mail address"),
    ],
)
def test_what_is_wrong_is_said_and_kept(client, cast, table, people, words):
    client.force_login(cast.cora)
    answer = sent(client, table, people)
    assert answer.status_code == 422
    assert words in answer.text
    assert not Invitation.objects.exists()


def test_who_is_outside_comes_by_the_link_of_the_letter(client, cast, table):
    invite(table, email="sam@example.org", name="Sam Hale")
    url = link_to("sam@example.org")
    page = client.get(url).text
    assert "You are not registered yet" in page
    assert "We <strong>compare</strong> rotas." in page
    assert client.get(table.get_absolute_url()).status_code == 404
    client.post(url, {"act": "register", "mode": "online"})
    assert str(table.registrations.get().person) == "Sam Hale"
    gil = links.path_for(table, cast.gil)
    assert client.get(gil).status_code == 410


def test_an_invitation_that_is_taken_back_closes_it_again(client, cast, table):
    hana, sam = invite(table, user=cast.hana), invite(table, email="sam@example.org")
    url = link_to("sam@example.org")
    registered(table, cast.hana)
    with pytest.raises(Refused, match="has registered"):
        hana.withdraw(by=cast.cora)
    table.registrations.get().cancel(by=cast.hana)
    client.force_login(cast.cora)
    for one in (hana, sam):
        assert client.post(reverse("events:uninvite", args=[table.slug, one.pk])).status_code == 302
        assert client.post(reverse("events:uninvite", args=[table.slug, one.pk])).status_code == 404
    assert seen_by(client, table, "hana") == {"hana": 404}
    client.logout()
    assert client.get(url).status_code == 410


def test_places_go_on_among_the_invited(cast, table):
    invite(table, user=cast.hana)
    invite(table, email="gil@example.org")
    first, _gil = registered(table, cast.hana, cast.gil)
    first.cancel(by=cast.hana)
    assert table.registrations.get(guest=cast.gil).state == "confirmed"
    with pytest.raises(Refused, match="could not come then"):
        table.edit(by=cast.cora, comers="members")


def test_opened_to_more_and_closed_again_the_circle_stays(client, cast, table):
    invite(table, user=cast.hana)
    table.edit(by=cast.cora, comers="members")
    assert seen_by(client, table, "ada") == {"ada": 200}
    with pytest.raises(Refused):
        invite(table, user=cast.ada)
    table.edit(by=cast.cora, comers="invited")
    assert seen_by(client, table, "ada", "hana") == {"ada": 404, "hana": 200}


def test_an_address_becomes_an_account(client, cast, table):
    invite(table, email="sam@example.org")
    sam = User.objects.create_user("sam@example.org", "Sam Hale")
    address = EmailAddress.objects.create(user=sam, email="sam@example.org", verified=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    assert seen_by(client, table, "sam") == {"sam": 200}


def test_who_is_blocked_by_the_invited_writes_no_letter(cast, table):
    Block.objects.create(by=cast.hana, blocked=cast.cora)
    invite(table, user=cast.hana)
    assert not Email.objects.exists()


def test_addresses_are_forgotten_after_the_event(cast, table):
    invite(table, email="sam@example.org")
    invite(table, email="hana@example.org")
    tasks.forget_addresses()
    assert Invitation.objects.count() == 2
    Event.objects.filter(pk=table.pk).update(starts_at="2026-01-01T10:00Z", ends_at="2026-01-01T12:00Z")
    tasks.forget_addresses()
    assert list(Invitation.objects.values_list("user__email", "email")) == [("hana@example.org", "")]


def test_a_draft_that_goes_takes_its_circle_along(cast):
    from folkmoot.accounts.models import Audience

    from .events import planned

    before = Audience.objects.count()
    planned(cast.cora, comers="invited").throw_away()
    assert Audience.objects.count() == before


@pytest.fixture
def yorkshire(cast):
    region = Region.objects.create(name="Yorkshire", slug="yorkshire")
    Profile.objects.filter(user=cast.hana).update(region=region)
    return region


def test_members_of_the_region_may_come(client, cast, yorkshire):
    event = published(cast.cora, "Neighbours", comers="region", region=yorkshire)
    pages = {}
    for name in ("hana", "ada", "cora"):
        client.force_login(getattr(cast, name))
        page = client.get(event.get_absolute_url()).text
        status = client.post(reverse("events:register", args=[event.slug]), {"mode": "online"}).status_code
        pages[name] = ("This is for members in Yorkshire." in page, status)
    assert pages == {"hana": (False, 302), "ada": (True, 403), "cora": (False, 302)}
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 404


def test_who_moves_elsewhere_keeps_what_they_have(client, cast, yorkshire):
    event = published(cast.cora, "Neighbours", mode="in_person", comers="region", region=yorkshire, places=1)
    first, _hana = registered(event, cast.cora, cast.hana)
    Profile.objects.filter(user=cast.hana).update(region=None)
    event.edit(by=cast.cora, about="Other words.")
    first.cancel(by=cast.cora)
    client.force_login(cast.hana)
    assert client.post(reverse("events:accept", args=[event.slug])).status_code == 302
    assert event.registrations.get(user=cast.hana).state == "confirmed"


def test_a_region_is_needed_for_its_members(client, cast):
    from .test_pages import form

    client.force_login(cast.cora)
    answer = client.post(reverse("events:plan"), form(comers="region"))
    assert (answer.status_code, "Choose the region whose members may come." in answer.text) == (422, True)


def test_taken_back_in_the_same_moment_it_gives_no_place(cast, table):
    """Whoever registers had the page open: what holds is asked anew once the places are held."""
    pool = table.pools.get()
    pool.event.audience  # noqa: B018, read before the host changes anything, as a view has it
    invitation = invite(table, user=cast.hana)
    outside = invite(table, email="gil@example.org")
    for one in (invitation, outside):
        one.withdraw(by=cast.cora)
    for person in (cast.hana, cast.gil):
        with pytest.raises(Refused, match="not for you any more"):
            pool.register(person)


def test_made_for_fewer_in_the_same_moment_it_gives_no_place(cast):
    event = published(cast.cora, "For all", comers="everyone")
    pool = event.pools.get()
    Event.objects.get(pk=event.pk).edit(by=cast.cora, comers="members")
    for person in (cast.ben, cast.gil):
        with pytest.raises(Refused, match="not for you any more"):
            pool.register(person)
    assert pool.register(cast.hana).state == "confirmed"
