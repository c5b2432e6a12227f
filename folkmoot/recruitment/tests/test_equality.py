"""Voluntary questions about who applies: apart from the application, changeable, then nobody's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.expressions import RawSQL
from django.urls import reverse

from folkmoot.activity.models import Draft, Email, Entry
from folkmoot.core.forgetting import Forgotten
from folkmoot.members.models import Region
from folkmoot.recruitment.equality.questions import ENGLAND_AND_WALES, asked_in, labels
from folkmoot.recruitment.equality.tasks import destroy_equality_keys
from folkmoot.recruitment.models import Application, EqualityAnswers, EqualityKey
from folkmoot.recruitment.own_data import forget

from .rounds import begun, opened, sent, told

SAID = {"unkept-age": "35-44", "unkept-gender": "woman", "unkept-religion": "rather-not"}
KEPT = {"age": "35-44", "gender": "woman", "religion": "rather-not"}


@pytest.fixture
def round(cast):
    return opened(cast)


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return client


def url(round, name="equality"):
    return reverse(f"recruitment:{name}", args=[round.slug])


def test_they_are_asked_after_sending_and_not_before(ben, cast, round):
    application = begun(round, cast.ben)
    assert ben.get(url(round)).status_code == 404
    application.submit()
    assert url(round) in ben.get(application.get_absolute_url()).text
    assert ben.get(url(round)).status_code == 200


def test_kept_twice_and_changed_it_is_one_row(ben, cast, round):
    application = sent(round, cast.ben)
    for said in (SAID, SAID, {**SAID, "unkept-age": "16-24"}):
        assert ben.post(url(round), said).status_code == 302
    assert EqualityAnswers.objects.of(application) == {**KEPT, "age": "16-24"}
    assert (EqualityAnswers.objects.count(), EqualityKey.objects.count()) == (1, 1)
    assert ben.get(url(round)).context["form"]["age"].initial == "16-24"


def test_nothing_answered_leaves_no_row(ben, cast, round):
    sent(round, cast.ben)
    ben.post(url(round), {"unkept-age": ""})
    assert not EqualityAnswers.objects.exists()
    ben.post(url(round), SAID)
    ben.post(url(round, "equality_take_out"))
    assert (EqualityAnswers.objects.count(), EqualityKey.objects.count()) == (0, 0)


def test_what_is_no_choice_is_refused(ben, cast, round):
    sent(round, cast.ben)
    assert ben.post(url(round), {"unkept-age": "ancient"}).status_code == 422


def test_it_is_neither_in_the_record_nor_in_a_letter_nor_in_a_draft(ben, cast, round):
    sent(round, cast.ben)
    before = [model.objects.count() for model in (Entry, Email, Draft)]
    saved = Application.objects.get().saved_at
    ben.post(url(round), SAID)
    assert [model.objects.count() for model in (Entry, Email, Draft)] == before
    assert Application.objects.get().saved_at == saved


def test_nothing_in_the_rows_has_a_time():
    for model in (EqualityAnswers, EqualityKey):
        assert [field.name for field in model._meta.fields if "Date" in type(field).__name__] == []


def test_a_session_that_ended_keeps_nothing_of_it(ben, cast, round):
    sent(round, cast.ben)
    ben.get(url(round))
    ben.cookies.pop("sessionid", None)
    ben.post(url(round), {**SAID, "more": "typed"})
    assert ben.session["kept_form"]["fields"] == {"more": ["typed"]}


def test_nobody_else_finds_it(client, cast, round):
    sent(round, cast.ben)
    for who in (cast.eve, cast.ada, cast.dev, cast.cora, cast.hana, cast.fay):
        client.force_login(who)
        assert client.get(url(round)).status_code == 404
        assert client.post(url(round), SAID).status_code == 404
        assert client.post(url(round, "equality_take_out")).status_code == 404


def test_it_says_nothing_of_the_application(cast, round):
    """What leads, readers and managers are shown of an application never asks for these rows."""
    application = sent(round, cast.ben)
    EqualityAnswers.objects.keep(application, KEPT)
    names = {field.name for field in EqualityAnswers._meta.get_fields()}
    assert names == {"key", "round", "answers"}


def test_half_a_year_after_the_letters_nobody_can_tell_whose_they_are(client, cast, time_machine):
    round = told(cast, ["offer", 1, "decline"])
    applications = list(round.applications.order_by("number"))
    for application, age in zip(applications, ["16-24", "25-34", "65"], strict=True):
        EqualityAnswers.objects.keep(application, {"age": age})
    before = set(EqualityAnswers.objects.values_list("key", flat=True))
    time_machine.move_to(applications[0].released_at + timedelta(days=182))
    destroy_equality_keys()
    assert EqualityKey.objects.count() == 3
    time_machine.move_to(applications[0].released_at + timedelta(days=184))
    destroy_equality_keys()
    assert not EqualityKey.objects.exists()
    rows = list(EqualityAnswers.objects.all())
    assert {row.answers["age"] for row in rows} == {"16-24", "25-34", "65"}
    assert not before & {row.key for row in rows}
    client.force_login(applications[0].applicant)
    assert "These questions are closed" in client.get(url(round)).text
    assert client.post(url(round), SAID).status_code == 409


def test_how_rows_lie_does_not_tell_when_they_came(cast, round):
    """In forty rows laid down one after the other, the order after the destruction is another one."""
    for number in range(40):
        EqualityAnswers.objects.create(round=round, answers={"age": str(number)})
    EqualityAnswers.objects.destroy_keys(round)
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    rows = EqualityAnswers.objects.order_by(RawSQL(place, []))  # noqa: S611 - one of two words above
    lying = [int(row.answers["age"]) for row in rows]
    assert lying != sorted(lying)


def test_who_leaves_takes_them_along(cast, round):
    application = sent(round, cast.ben)
    EqualityAnswers.objects.keep(application, KEPT)
    forget(Forgotten(cast.ben, ["Ben Whitlock", "ben@example.org"]))
    assert not EqualityAnswers.objects.exists()


@pytest.mark.parametrize(
    ("nations", "asks"),
    [
        (["Wales"], "white-british"),
        (["Scotland"], "white-polish"),
        (["Northern Ireland"], "asian-filipino"),
        (["Bavaria"], "unsure"),
        (["England", "Scotland"], "unsure"),
        ([], "unsure"),
    ],
)
def test_each_nation_is_asked_in_the_words_of_its_census(cast, round, nations, asks):
    lane = round.lanes.get()
    lane.regions.set([Region.objects.add(name, by=cast.cora) for name in nations])
    third = asked_in(lane)[2]
    assert asks in str(third.choices)


def test_a_region_is_asked_as_its_nation(cast, round):
    wales = Region.objects.add("Wales", by=cast.cora)
    round.lanes.get().regions.set([Region.objects.add("Gwynedd", by=cast.cora, nation=wales)])
    assert asked_in(round.lanes.get())[2] is ENGLAND_AND_WALES[0]


def test_every_choice_has_its_words_and_one_may_rather_not_say():
    for choices in labels().values():
        assert "rather-not" in choices
        assert all(str(words) for words in choices.values())
