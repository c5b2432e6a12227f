"""Pages of an open space: what each reader sees of it, and what comes of each press."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from folkmoot.activity.models import Draft
from folkmoot.events.models import Pitch, Room, SessionInterest, Space
from folkmoot.groups.tests import groups

from .events import published, registered, wall
from .spaces import QUESTION, closed, laid_out, on_the_day, opened, pitched

pytestmark = pytest.mark.django_db
WORDS = {"title": "Who sleeps when?", "brings": "A rota.", "wants": "", "size": "any"}


def at(name, space, *more):
    return reverse(f"events:{name}", args=[space.event.slug, *more])


def test_a_host_asks_the_question(client, cast):
    event = published(cast.cora, "Nights", mode="in_person")
    client.force_login(cast.cora)
    url = reverse("events:space_question", args=[event.slug])
    late = {"question": QUESTION, "pitches_close_wall": wall(event.starts_at + timedelta(hours=1))}
    answer = client.post(url, late)
    assert answer.status_code == 422
    assert QUESTION in answer.text
    fine = late | {"pitches_close_wall": wall(event.starts_at - timedelta(days=1))}
    assert client.post(url, fine).url == reverse("events:space", args=[event.slug])
    assert QUESTION in client.get(event.get_absolute_url()).text
    moved = fine | {"pitches_close_wall": wall(event.starts_at - timedelta(hours=20))}
    assert "Say why" in client.post(url, moved).text
    assert client.post(url, moved | {"why": "The letter was late."}).status_code == 302


def test_those_who_come_pitch_and_others_do_not(client, cast):
    space = opened(cast.cora, cast.ada, comers="everyone")
    for user, status in ((cast.ada, 302), (cast.cora, 302), (cast.hana, 403), (cast.eve, 403)):
        client.force_login(user)
        words = WORDS | {"title": f"By {user.name}"}
        assert client.post(at("pitch", space), words).status_code == status
    assert set(space.pitches.values_list("title", flat=True)) == {"By Ada Okafor", "By Cora Pritchard"}


def test_counts_are_in_no_page_until_pitching_has_closed(client, cast):
    space = opened(cast.cora, cast.ada, cast.hana, cast.dev)
    pitch = pitched(space, cast.ada)
    for user in (cast.hana, cast.dev):
        client.force_login(user)
        client.post(at("interest", space, pitch.pk))
        client.post(at("interest", space, pitch.pk), {"back": "list"})
    assert pitch.interests.count() == 2
    for user in (cast.cora, cast.ada, cast.hana):
        client.force_login(user)
        for url in (at("space", space), pitch.get_absolute_url()):
            page = client.get(url)
            assert "said that they would come" not in page.text
            assert "2 would come" not in page.text
            assert page.context.get("many") is None
    closed(space)
    assert "2 would come" in client.get(at("space", space)).text
    assert "2 people said that they would come" in client.get(pitch.get_absolute_url()).text
    client.post(at("interest", space, pitch.pk), {"would": "no"})
    assert list(SessionInterest.objects.values_list("user", flat=True)) == [cast.dev.pk]


def test_a_visitor_sees_titles_and_public_names(client, cast):
    space = opened(cast.cora, cast.ada, cast.hana, comers="everyone")
    rooms, slots = laid_out(space, by=cast.cora)
    closed(space)
    for person, title, room in ((cast.ada, "Sleep", rooms[0]), (cast.hana, "Light", rooms[1])):
        pitched(space, person, title).place(room, slots[0], by=person)
    urls = [
        at("space", space),
        at("agenda", space),
        *(pitch.get_absolute_url() for pitch in space.pitches.all()),
    ]
    for user, sees_hana in ((None, False), (cast.eve, False), (cast.hana, True), (cast.dev, True)):
        client.logout()
        if user:
            client.force_login(user)
        pages = "".join(client.get(url).text.partition('id="main"')[2] for url in urls)
        assert "Sleep" in pages
        assert "Light" in pages
        assert "Ada Okafor" in pages
        assert ("Hana Kowalczyk" in pages) is sees_hana


def test_what_a_group_talks_of_is_nobody_elses(client, cast):
    group = groups.opened(cast.ada, "Hard cases", reading="group", joining="invitation")
    event = published(cast.ada, "A day of ours", group=group, comers="group", mode="in_person")
    space = Space.objects.open(event, QUESTION, wall(event.starts_at - timedelta(days=1)), by=cast.ada)
    pitch = pitched(space, cast.ada)
    for user in (None, cast.hana, cast.cora):
        client.logout()
        if user:
            client.force_login(user)
        for url in (at("space", space), at("agenda", space), pitch.get_absolute_url()):
            assert client.get(url).status_code == 404


def test_two_at_once_one_has_it_and_the_other_keeps_everything(client, cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    rooms, slots = laid_out(space, by=cast.cora)
    ada, hana = pitched(space, cast.ada, "Sleep"), pitched(space, cast.hana, "Light")
    closed(space)
    place = {"place": f"{slots[0].pk}-{rooms[0].pk}"}
    client.force_login(cast.ada)
    assert "Take it" in client.get(at("place", space, ada.pk)).text
    assert client.post(at("place", space, ada.pk), place).url == ada.get_absolute_url()
    client.force_login(cast.hana)
    answer = client.post(at("place", space, hana.pk), place)
    assert answer.status_code == 409
    assert "Somebody else was quicker" in answer.text
    assert client.post(at("place", space, ada.pk), place).status_code == 403
    for nonsense in ("", "x", "1-", f"{slots[0].pk}-999999", "9" * 60):
        assert client.post(at("place", space, hana.pk), {"place": nonsense}).status_code == 409
    hana.refresh_from_db()
    assert hana.state == "pitched"


def test_a_late_pitch_keeps_its_words_when_the_room_is_gone(client, cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    rooms, slots = laid_out(space, "Library", by=cast.cora)
    with time_machine.travel(on_the_day(space, minutes=5), tick=False):
        client.force_login(cast.hana)
        place = {"place": f"{slots[1].pk}-{rooms[0].pk}"}
        assert "Library" in client.get(at("pitch", space)).text
        pitched(space, cast.ada, "Sleep", room=rooms[0], slot=slots[1])
        answer = client.post(at("pitch", space), WORDS | place | {"brings": "What I heard."})
        assert answer.status_code == 422
        assert "What I heard." in answer.text
        assert not space.pitches.filter(pitched_by=cast.hana).exists()
        late = client.post(at("pitch", space), WORDS | {"brings": "What I heard.", "place": ""})
        assert late.url == Pitch.objects.get(pitched_by=cast.hana).get_absolute_url()


def test_begun_it_is_kept_without_anybody_seeing_it(client, cast):
    space = opened(cast.cora, cast.ada)
    client.force_login(cast.ada)
    client.post(at("pitch", space), {"title": "Half", "brings": "a thought", "later": "yes"})
    client.post(at("pitch", space), {"title": "Half", "brings": "a thought more", "later": "yes"})
    assert not Pitch.objects.exists()
    assert "a thought more" in client.get(at("pitch", space)).text
    assert "Go on with your pitch" in client.get(at("space", space)).text
    client.post(at("pitch", space), WORDS)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("title", ["שלום <b>", "🌙 nights", "a\x00b", "x" * 500, "a\nb", ""])
def test_whatever_is_typed_gets_a_page(client, cast, title):
    space = opened(cast.cora, cast.ada)
    client.force_login(cast.ada)
    for brings in ("9" * 10_000, "a\x00b", "<script>alert(1)</script>", "‮מה"):
        answer = client.post(at("pitch", space), WORDS | {"title": title, "brings": brings})
        assert answer.status_code in (302, 422)
    for pitch in Pitch.objects.all():
        assert "<script>alert" not in client.get(pitch.get_absolute_url()).text


def test_the_agenda_answers_only_what_is_new(client, cast):
    space = opened(cast.cora, cast.ada)
    rooms, slots = laid_out(space, by=cast.cora)
    pitch = pitched(space, cast.ada)
    closed(space)
    client.force_login(cast.ada)
    version = client.get(at("agenda", space)).context["version"]
    asks = {"headers": {"HX-Request": "true"}}
    assert client.get(at("agenda", space), {"seen": version}, **asks).status_code == 204
    pitch.refresh_from_db()
    pitch.place(rooms[0], slots[0], by=cast.ada)
    part = client.get(at("agenda", space), {"seen": version}, **asks)
    assert part.status_code == 200
    assert part.text.strip().startswith('<div id="agenda"')
    with time_machine.travel(on_the_day(space, minutes=5), tick=False):
        client.force_login(cast.ada)
        page = client.get(at("agenda", space)).text.partition('id="agenda"')[2]
        assert page.index("<h2>Now") < page.index("<h2>Next") < page.index("The whole agenda")


def test_where_it_is_met_online_shows_shortly_before_to_who_comes(client, cast):
    space = opened(cast.cora, cast.ada, comers="everyone", mode="online")
    _rooms, slots = laid_out(space, by=cast.cora)
    link = "https://meet.example/secret"
    room = Room.objects.add(space, by=cast.cora, name="Online", link=link)
    pitch = pitched(space, cast.ada, way="online")
    closed(space)
    pitch.refresh_from_db()
    pitch.place(room, slots[1], by=cast.ada)
    shown = {}
    for minutes in (-60, 31, 70, 130):
        with time_machine.travel(on_the_day(space, minutes=minutes), tick=False):
            for user in (None, cast.eve, cast.ada, cast.cora):
                client.logout()
                if user:
                    client.force_login(user)
                pages = [client.get(url).text for url in (pitch.get_absolute_url(), at("agenda", space))]
                shown[minutes, user and user.name] = link in "".join(pages)
    assert {key for key, there in shown.items() if there} == {
        (minutes, name) for minutes in (31, 70) for name in (cast.ada.name, cast.cora.name)
    }


def test_joining_forces_from_page_to_page(client, cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    ada, hana = pitched(space, cast.ada, "Sleep on nights"), pitched(space, cast.hana, "Sleep before nights")
    client.force_login(cast.ada)
    assert "Close to yours" in client.get(ada.get_absolute_url()).text
    client.post(at("join_pitch", space, ada.pk), {"into": hana.pk})
    joining = ada.joining
    assert client.post(at("answer_joining", space, hana.pk, joining.pk)).status_code == 403
    client.force_login(cast.hana)
    assert "Join forces with" in client.get(hana.get_absolute_url()).text
    client.post(at("answer_joining", space, hana.pk, joining.pk), {"answer": "yes"})
    assert client.get(ada.get_absolute_url()).url == hana.get_absolute_url()
    assert "Joined with “Sleep on nights”" in client.get(hana.get_absolute_url()).text


def test_whoever_offers_to_lead_is_asked_in(client, cast):
    space = opened(cast.cora, cast.ada, cast.hana)
    pitch = pitched(space, cast.ada)
    client.force_login(cast.hana)
    client.post(at("offer_to_lead", space, pitch.pk))
    client.post(at("offer_to_lead", space, pitch.pk))
    lead = pitch.leads.get(agreed=False)
    assert client.get(at("edit_pitch", space, pitch.pk)).status_code == 403
    client.force_login(cast.ada)
    assert "Hana Kowalczyk would lead it with you" in client.get(pitch.get_absolute_url()).text
    client.post(at("answer_lead", space, pitch.pk, lead.pk), {"answer": "yes"})
    client.force_login(cast.hana)
    assert client.get(at("edit_pitch", space, pitch.pk)).status_code == 200


def test_hosts_lay_out_rooms_and_times(client, cast):
    space = opened(cast.cora, cast.ada)
    client.force_login(cast.cora)
    room = {"name": "Library", "seats": "12", "step_free": "yes", "link": ""}
    assert client.post(at("rooms", space), room).status_code == 302
    again = client.post(at("rooms", space), room)
    assert again.status_code == 422
    assert "of that name" in again.text
    begins = space.event.starts_wall
    slots = {"begins": begins, "minutes": "50", "pause": "10", "many": "3"}
    assert client.post(at("lay_slots", space), slots).status_code == 302
    assert client.post(at("lay_slots", space), slots).status_code == 422
    assert client.post(at("lay_slots", space), slots | {"begins": "x"}).status_code == 422
    assert space.slots.in_order().first().starts_wall == begins
    page = client.get(at("agenda", space)).text
    assert "12 seats, step-free" in page
    assert client.post(at("close_pitching", space)).status_code == 302
    assert client.post(at("close_pitching", space)).status_code == 409


def test_it_costs_the_same_however_many_are_pitched(client, cast, django_assert_max_num_queries):
    from folkmoot.accounts.models import User

    space = opened(cast.cora, cast.ada, comers="everyone")
    people = User.objects.bulk_create(
        [User(email=f"m{n}@example.org", name=f"M {n}", is_member=True, password="!") for n in range(20)]
    )
    registered(space.event, *people)
    asked = []
    for some in (people[:1], people[1:]):
        for person in some:
            pitched(space, person, f"By {person.name}")
        for user in (cast.ada, cast.cora):
            client.force_login(user)
            client.get(at("space", space))
            with django_assert_max_num_queries(15) as queries:
                client.get(at("space", space))
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
