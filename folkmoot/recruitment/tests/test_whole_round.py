"""A whole round, looked at afterwards: five lanes, 180 applications, readers whose strictness is known."""

from collections import Counter

import pytest
from django.urls import reverse

from folkmoot.recruitment.models import Application, Assessment, Assessor, Conflict
from tests.databases import assembled

from .rounds import lane_of, planned
from .whole_round import ON_PAGES, PLACES, gone_through


@assembled
def whole_round(cast):
    """Made once: see whole_round.py."""
    return gone_through(cast)


def best(values, many=PLACES):
    """The numbers of the best so many."""
    return set(sorted(values, key=lambda number: (-values[number], number))[:many])


def done(world):
    return Assessment.objects.done().filter(application__round=world.round)


def test_each_plan_was_proved_and_lacked_no_reader(whole_round):
    assert len(whole_round.certificates) == 3
    for certificate, shortfalls, is_told in whole_round.certificates:
        assert certificate["value"] == certificate["bound"]
        assert {rule for rule, *_facts in shortfalls} <= {"least"}  # who knew somebody has one fewer
        assert is_told


def test_everything_was_read_by_three_and_the_border_by_two_more(whole_round):
    readings = Counter(done(whole_round).values_list("application__number", flat=True))
    assert set(readings) == set(whole_round.truth)
    assert whole_round.border
    assert {number for number, many in readings.items() if many == 5} == whole_round.border
    assert set(readings.values()) == {3, 5}


def test_nobody_reads_whom_they_know_and_two_of_three_at_most_are_of_its_partner(whole_round):
    bound = set(Conflict.objects.binding().values_list("person", "applicant"))
    assert len(bound) >= ON_PAGES + 1
    assert set(whole_round.known) <= bound
    read = done(whole_round).values_list(
        "assessor__user",
        "application__applicant",
        "application__number",
        "assessor__lane",
        "application__lane",
    )
    assert not [row for row in read if row[:2] in bound]
    of_partner = Counter(number for _user, _applicant, number, reads, lane in read if reads == lane)
    most = {number: 2 if number not in whole_round.border else 4 for number in whole_round.truth}
    assert not [number for number, many in of_partner.items() if many > most[number]]


def test_adjusted_the_places_go_to_more_of_those_who_should_have_them(whole_round):
    should = best(whole_round.truth)
    for order in whole_round.orders:
        adjusted = best({number: values[0] for number, values in order.items()})
        raw = best({number: values[1] for number, values in order.items()})
        assert len(adjusted & should) > len(raw & should)


def test_how_strict_readers_are_is_found(whole_round):
    readers = dict(Assessor.objects.filter(round=whole_round.round).values_list("pk", "user"))
    known = {user.pk: severity for user, severity in whole_round.severity.items()}
    found = whole_round.figures["severities"]
    pairs = [(known[readers[int(pk)]], value) for pk, value in found.items()]
    strict = sorted(pairs, key=lambda pair: pair[0])
    assert len(pairs) == len(known)
    third = len(strict) // 3
    assert sum(value for _known, value in strict[:third]) / third < -0.25
    assert sum(value for _known, value in strict[-third:]) / third > 0.25


def test_letters_were_counted_before_and_left_once_each(whole_round):
    many = len(whole_round.truth)
    assert whole_round.talked_about
    assert sum(int(words.split()[0]) for words in whole_round.counted.values()) == many
    assert (whole_round.letters, whole_round.mails) == (many, many)


def test_all_places_are_taken_and_their_cohort_is_welcomed(whole_round):
    states = Counter(whole_round.round.applications.values_list("state", flat=True))
    assert states == {
        "welcomed": PLACES, "declined_offer": 1, "lapsed": 1, "reserve": 4, "unsuccessful": 134,
    }  # fmt: skip
    assert whole_round.promoted == [True, True]
    assert whole_round.round.cohort.members.count() == PLACES
    welcomed = whole_round.round.applications.get(applicant=whole_round.cast.ben)
    assert welcomed.state == "welcomed"


def test_the_welcomed_find_their_cohort_and_their_letter(client, whole_round):
    client.force_login(whole_round.cast.ben)
    assert client.get(whole_round.round.cohort.get_absolute_url()).status_code == 200
    page = client.get(reverse("recruitment:application", args=[whole_round.round.slug]))
    assert "Ben" in page.text
    assert page.context["letters"]
    assert client.get("/today/").status_code == 200


def test_who_was_not_taken_reads_why_and_starts_again(client, whole_round):
    mine = Application.objects.filter(state="unsuccessful").order_by("number").first()
    client.force_login(mine.applicant)
    page = client.get(reverse("recruitment:application", args=[whole_round.round.slug]))
    assert "Name one thing others took up." in page.text
    cora = whole_round.cast.cora
    following = planned(cora, "The round after")
    lane = lane_of(following, "Lagan Care Trust", by=cora, leads=[whole_round.cast.hana])
    following.open(by=cora)
    client.post(
        reverse("recruitment:apply", args=[following.slug]), {"lane": lane.pk, "route": "professional"}
    )
    again = following.applications.get(applicant=mine.applicant)
    assert again.texts()["bring"] == mine.texts()["bring"]
    page = client.get(reverse("recruitment:application", args=[following.slug]))
    assert "Name one thing others took up." in page.text
    section = client.get(reverse("recruitment:section", args=[following.slug, "bring"]))
    assert "An example, however small, shows it." in section.text
    client.post(reverse("recruitment:check", args=[following.slug]))
    again.refresh_from_db()
    assert again.state == "submitted"


def test_the_lead_of_another_partner_found_nothing_at_any_time(whole_round):
    states = {state for state, *_rest in whole_round.looks}
    assert states >= {"open", "screening", "assessing", "moderating"}
    assert not [look for look in whole_round.looks if look[3]]
    assert {status for _state, name, status, _found in whole_round.looks if "large" in name} == {404}
    assert {status for _state, name, status, _found in whole_round.looks if "large" not in name} <= {200, 404}


@pytest.mark.parametrize("name", ["board", "decide", "offers", "letters"])
def test_nor_finds_anything_in_the_end(client, whole_round, name):
    client.force_login(whole_round.outsider)
    page = client.get(reverse(f"recruitment:{name}", args=[whole_round.round.slug]))
    assert not [word for word in ("Quill", "Ben Whitlock", "zamboni") if word in page.text]
