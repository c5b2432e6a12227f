"""A draw: committed to before, closed, drawn once, and drawn again by a program of its own."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events import own_data, tasks
from folkmoot.events.giving import drawing
from folkmoot.events.models import Draw
from folkmoot.members.models import Profile, Region

from .events import planned, published, registered, wall

PROGRAM = Path(__file__).parents[3] / "docs" / "draw.py"
CRITERIA = "Who can try something of it within a month."


@pytest.fixture
def people(db):
    return [
        User.objects.create_user(f"m{n}@example.org", f"Member {n}", confirmed=True, is_member=True)
        for n in range(8)
    ]


@pytest.fixture
def visit(cast):
    """Three places in person, for a draw among those who say so within ten days."""
    event = published(
        cast.cora, "A visit", mode="in_person", kind="visit", places=3,
        closes_wall=wall(timezone.now() + timedelta(days=10)),
    )  # fmt: skip
    event.give_places("interest", by=cast.cora, criteria=CRITERIA)
    return event


def closed(event):
    return time_machine.travel(event.closes_at + timedelta(minutes=1), tick=False)


def drawn(event, by):
    with closed(event):
        event.draws.current().draw(by=by)
    return event.draws.current()


def order(draw):
    return list(draw.tickets.order_by("place").values_list("name", flat=True))


def people_in(draw):
    return [
        one.registration.user for one in draw.tickets.order_by("place").select_related("registration__user")
    ]


def data(client, event):
    return client.get(reverse("events:draw_data", args=[event.slug, "json"])).json()


def again(told, tmp_path):
    """What the separate program makes of the data: (how it ended, the order it prints)."""
    path = tmp_path / "draw.json"
    path.write_text(json.dumps(told))
    done = subprocess.run([sys.executable, "-I", PROGRAM, path], capture_output=True, text=True)
    return done.returncode, [line.split()[1] for line in done.stdout.splitlines()]


def test_who_is_interested_has_a_ticket_that_only_they_know(client, cast, visit):
    client.force_login(cast.hana)
    page = client.get(visit.get_absolute_url()).text
    assert CRITERIA in page
    assert "I am interested, in person" in page
    client.post(reverse("events:register", args=[visit.slug]), {"filled-in": "1", "access": ""})
    ticket = visit.registrations.get().ticket.name
    assert f"Your ticket is {ticket}." in client.get(visit.get_absolute_url()).text
    letter = Email.objects.get(user=cast.hana)
    assert (letter.subject, ticket in letter.text) == ("You are in the draw: A visit", True)
    client.force_login(cast.dev)
    page = client.get(reverse("events:draw", args=[visit.slug])).text
    assert "1 person has a ticket." in page
    assert ticket not in page
    assert "Hana" not in page


def test_the_draw_is_made_again_by_a_program_of_its_own(client, cast, visit, people, tmp_path):
    registered(visit, *people)
    before = data(client, visit) if client.force_login(cast.hana) is None else None
    assert {"secret", "seed", "tickets", "order"} & before.keys() == set()
    draw = drawn(visit, cast.cora)
    told = data(client, visit)
    assert told["commitment"] == before["commitment"] == drawing.sha256(told["secret"])
    assert again(told, tmp_path) == (0, order(draw))
    table = client.get(reverse("events:draw_data", args=[visit.slug, "csv"])).content.decode("utf-8-sig")
    assert [line.split(",")[1] for line in table.splitlines()[1:]] == order(draw)
    page = client.get(reverse("events:draw", args=[visit.slug])).text
    assert draw.secret in page
    assert "Member" not in page
    told["secret"] = "f" * 64
    assert again(told, tmp_path)[0] == 1


def test_a_list_that_was_changed_is_found_out(client, cast, visit, people, tmp_path):
    registered(visit, *people)
    drawn(visit, cast.cora)
    client.force_login(cast.hana)
    told = data(client, visit)
    told["tickets"].pop()
    assert again(told, tmp_path)[0] == 1
    told = data(client, visit)
    told["order"].reverse()
    assert again(told, tmp_path)[0] == 1


def test_the_first_are_offered_places_and_the_others_wait_in_that_order(cast, visit, people):
    registered(visit, *people)
    draw = drawn(visit, cast.cora)
    rows = [ticket.registration for ticket in draw.tickets.order_by("place").select_related("registration")]
    assert [row.state for row in rows] == ["offered"] * 3 + ["waiting"] * 5
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert Email.objects.filter(subject="A place is free for you: A visit").count() == 3
    assert Email.objects.filter(subject="It is drawn: A visit").count() == 5
    letter = Email.objects.get(user=rows[3].user, subject="It is drawn: A visit")
    assert "You are on the waiting list, number 1." in letter.text
    with closed(visit):
        rows[0].decline(by=rows[0].user)
    rows[3].refresh_from_db()
    assert rows[3].state == "offered"


def test_within_a_day_the_first_simply_have_the_places(cast, visit, people):
    soon = (timezone.now() + timedelta(hours=20)).replace(minute=0, second=0, microsecond=0)
    visit.edit(
        by=cast.cora, starts_wall=wall(soon), ends_wall=wall(soon + timedelta(hours=2)),
        closes_wall=wall(timezone.now() + timedelta(hours=1)),
    )  # fmt: skip
    registered(visit, *people[:5])
    drawn(visit, cast.cora)
    rows = visit.registrations.order_by("number").values_list("state", flat=True)
    assert list(rows) == ["confirmed"] * 3 + ["waiting"] * 2


def test_first_those_of_the_region_then_who_had_no_place_before(cast, visit, people):
    hull = Region.objects.create(name="Humber", slug="humber")
    visit.edit(by=cast.cora, region=hull)
    visit.give_places("interest", by=cast.cora, criteria=CRITERIA, first="region", then="new")
    for person in people[:2]:
        Profile.objects.of(person)
    Profile.objects.filter(user__in=people[:2]).update(region=hull)
    with time_machine.travel(timezone.now() - timedelta(days=60), tick=False):
        before = published(cast.cora, "Before", kind="visit")
        registered(before, *people[:4])
    before.refresh_from_db()
    before.finish()
    registered(visit, *people)
    drawn_people = people_in(drawn(visit, cast.cora))
    assert set(drawn_people[:2]) == set(people[:2])
    assert set(drawn_people[2:6]) == set(people[4:])
    assert set(drawn_people[6:]) == set(people[2:4])


def test_people_of_a_nation_are_those_of_its_regions_too(cast, visit, people):
    wales = Region.objects.create(name="Cymru", slug="cymru")
    north = Region.objects.create(name="Y Gogledd", slug="y-gogledd", nation=wales)
    visit.edit(by=cast.cora, region=wales)
    visit.give_places("interest", by=cast.cora, criteria=CRITERIA, first="region")
    for person, region in zip(people, [wales, north], strict=False):
        Profile.objects.of(person)
        Profile.objects.filter(user=person).update(region=region)
    registered(visit, *people)
    assert set(people_in(drawn(visit, cast.cora))[:2]) == set(people[:2])


def test_the_list_is_closed_without_reading_who_has_no_ticket(cast, visit, people):
    visit.give_places("interest", by=cast.cora, criteria=CRITERIA, first="new")
    with time_machine.travel(timezone.now() - timedelta(days=60), tick=False):
        before = published(cast.cora, "Before", kind="visit")
        registered(before, *people)
    before.refresh_from_db()
    before.finish()
    registered(visit, people[0])
    assert visit.draws.current()._who_had_places() == {people[0].pk}


def test_it_is_drawn_once_and_not_before_its_time(client, cast, visit, people):
    registered(visit, *people)
    draw = visit.draws.current()
    with pytest.raises(Refused, match="still say"):
        draw.draw(by=cast.cora)
    url = reverse("events:draw_now", args=[visit.slug])
    client.force_login(people[0])
    assert client.post(url).status_code == 403
    with closed(visit):
        client.force_login(cast.cora)
        assert [client.post(url).status_code for _twice in range(2)] == [302, 409]
        first = order(draw)
        with pytest.raises(Refused, match="not drawn again"):
            draw.draw(by=cast.cora)
        with pytest.raises(Refused, match="What was drawn stands"):
            draw.call_off("No.", by=cast.cora)
        with pytest.raises(Refused, match="It is drawn"):
            visit.give_places("open", by=cast.cora)
    assert order(draw) == first
    assert Entry.objects.filter(verb="events.drawn").count() == 1


def test_the_clock_closes_the_list_and_nobody_comes_onto_it_after(client, cast, visit, people):
    registered(visit, *people[:3])
    with closed(visit):
        tasks.freeze_draws()
        tasks.freeze_draws()
        with pytest.raises(Refused, match="closed"):
            registered(visit, people[3])
        client.force_login(people[0])
        told = data(client, visit)
    assert len(told["tickets"]) == 3
    assert "secret" not in told
    later = visit.closes_at + timedelta(days=2)
    visit.edit(by=cast.cora, closes_wall=wall(later))
    with pytest.raises(Refused, match="The list for the draw is closed"):
        registered(visit, people[3])
    assert Entry.objects.filter(verb="events.draw_frozen").count() == 1


def test_who_withdraws_before_the_list_is_closed_is_not_on_it(cast, visit, people):
    rows = registered(visit, *people[:3])
    rows[0].cancel(by=people[0])
    again = registered(visit, people[0])[0]
    rows[1].cancel(by=people[1])
    assert set(people_in(drawn(visit, cast.cora))) == {people[0], people[2]}
    again.refresh_from_db()
    assert again.state == "offered"


def test_who_withdraws_or_is_forgotten_after_it_keeps_the_ticket_on_the_list(
    client, cast, visit, people, tmp_path
):
    rows = registered(visit, *people[:5])
    with closed(visit):
        tasks.freeze_draws()
        names = set(visit.draws.current().tickets.values_list("name", flat=True))
        rows[0].cancel(by=people[0])
        rows[1].vanish()
        visit.registrations.filter(user=people[1]).delete()
        visit.draws.current().draw(by=cast.cora)
    draw = visit.draws.current()
    assert set(order(draw)) == names
    assert draw.tickets.filter(is_withdrawn=True).count() == 2
    assert visit.registrations.filter(state="offered").count() == 3
    client.force_login(people[2])
    assert again(data(client, visit), tmp_path) == (0, order(draw))


def test_called_off_with_a_reason_everybody_hears(client, cast, visit, people):
    registered(visit, *people[:2])
    client.force_login(cast.cora)
    url = reverse("events:call_off_draw", args=[visit.slug])
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "The ward takes everyone."}).status_code == 302
    client.post(url, {"why": "Again."})
    assert set(visit.registrations.values_list("state", flat=True)) == {"refused"}
    assert "The ward takes everyone." in Email.objects.filter(user=people[0]).latest("pk").text
    assert Entry.objects.get(verb="events.draw_called_off").details["why"] == "The ward takes everyone."
    with pytest.raises(Refused, match="called off"):
        registered(visit, people[2])
    visit.refresh_from_db()
    visit.give_places("open", by=cast.cora)
    assert registered(visit, people[0])[0].state == "confirmed"


def test_the_rule_stands_once_somebody_has_a_ticket(cast, visit, people):
    old = visit.draws.current().commitment
    visit.give_places("interest", by=cast.cora, criteria="Another rule.")
    assert visit.draws.count() == 1
    assert visit.draws.current().commitment != old
    registered(visit, people[0])
    with pytest.raises(Refused, match="Call it off first"):
        visit.give_places("interest", by=cast.cora, criteria="A third.")
    with pytest.raises(Refused, match="Call it off first"):
        visit.give_places("open", by=cast.cora)


def test_nothing_is_drawn_for_what_people_have_already(cast, people):
    event = published(cast.cora, "Taken", closes_wall=wall(timezone.now() + timedelta(days=3)))
    registered(event, people[0])
    with pytest.raises(Refused, match="registered already"):
        event.give_places("interest", by=cast.cora, criteria=CRITERIA)


def test_a_draw_needs_a_time_when_its_list_is_closed(client, cast):
    draft = planned(cast.cora)
    client.force_login(cast.cora)
    url = reverse("events:giving", args=[draft.pk])
    answer = client.post(url, {"registering": "interest", "criteria": "", "first": "region", "then": ""})
    assert answer.status_code == 422
    assert "Say whom the places are for" in answer.text
    assert "The event has no region" in answer.text
    assert client.post(url, {"registering": "interest", "criteria": CRITERIA}).status_code == 302
    draft.refresh_from_db()
    assert draft.lacks() == ["when registration closes, for the draw"]
    with pytest.raises(Refused):
        draft.publish(by=cast.cora)
    open_one = published(cast.cora, "Open")
    url = reverse("events:giving", args=[open_one.pk])
    answer = client.post(url, {"registering": "interest", "criteria": CRITERIA})
    assert answer.status_code == 422
    assert "when registration closes" in answer.text
    open_one.refresh_from_db()
    assert (open_one.registering, Draw.objects.filter(event=open_one).exists()) == ("open", False)


def test_of_a_draft_or_a_hidden_event_no_draw_is_seen(client, cast, visit):
    for name, more in (("draw", []), ("draw_data", ["json"]), ("draw_data", ["csv"])):
        assert client.get(reverse(f"events:{name}", args=[visit.slug, *more])).status_code == 404


def test_the_copy_of_ones_data_has_the_ticket(cast, visit, people):
    row = registered(visit, people[0])[0]
    told = next(table for table in own_data.own_data(people[0]) if table)
    assert told.rows[0]["ticket__name"] == row.ticket.name


def test_who_registers_after_the_draw_joins_the_end(cast, visit, people):
    registered(visit, *people[:4])
    draw = drawn(visit, cast.cora)
    with closed(visit):
        visit.edit(by=cast.cora, closes_wall=wall(visit.starts_at - timedelta(days=1)))
        late = registered(visit, people[7])[0]
    assert (late.state, late.number, draw.tickets.count()) == ("waiting", 5, 4)


def test_a_draw_of_any_size_is_what_the_rule_says():
    entries = [drawing.Entry(n % 3 + 1, drawing.new_name(), "online") for n in range(100)]
    seed = drawing.seed_of("secret", drawing.hash_of(entries))
    found = drawing.drawn(list(reversed(entries)), seed)
    assert sorted(found) == sorted(entries)
    assert [one.stratum for one in found] == sorted(one.stratum for one in entries)
    assert drawing.hash_of(entries) == drawing.hash_of(found)
    for stratum in (1, 2, 3):
        hashes = [drawing.sha256(f"{seed}:{one.name}") for one in found if one.stratum == stratum]
        assert hashes == sorted(hashes)
