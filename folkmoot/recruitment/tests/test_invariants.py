"""What must never be is refused by the database, whoever writes to it."""

import pytest
from django.db import IntegrityError, models, transaction

from folkmoot.activity.models import Entry
from folkmoot.recruitment.models import (
    Application,
    Assessment,
    Conflict,
    DecisionList,
    LaneRequest,
    Letter,
    Plan,
    Proposal,
    Score,
    Submission,
)

from .rounds import told

NEVER = {  # model and which of its rows, what it would be changed to
    "undecided, with a list": (Application, {"number": 1}, {"state": "in_assessment"}),
    "decided, without one": (Application, {"number": 1}, {"state": "decided", "list": None}),
    "offered, without one": (Application, {"number": 1}, {"list": None}),
    "offered, and nobody was told": (Application, {"number": 1}, {"released_at": None}),
    "offered, for ever": (Application, {"number": 1}, {"answer_by": None}),
    "accepted, without an answer": (Application, {"number": 1}, {"state": "accepted"}),
    "welcomed, without an answer": (Application, {"number": 1}, {"state": "welcomed"}),
    "on the reserve list, without a place": (Application, {"number": 2}, {"reserve_rank": None}),
    "with a place, not on the reserve list": (Application, {"number": 3}, {"reserve_rank": 1}),
    "not eligible, and nobody was told": (
        Application, {"number": 3}, {"state": "ineligible", "list": None, "released_at": None},
    ),
    "withdrawn, at no time": (Application, {"number": 3}, {"state": "withdrawn"}),
    "sent, without a number": (Application, {"number": 3}, {"number": None}),
    "of nobody": (Application, {"number": 3}, {"applicant": None}),
    "destroyed, and still somebody's": (Application, {"number": 3}, {"state": "purged"}),
    "two with one number": (Application, {"number": 3}, {"number": 1}),
    "confirmed by who proposed it": (DecisionList, {}, {"confirmed_by": models.F("proposed_by")}),
    "confirmed, at no time": (DecisionList, {}, {"confirmed_at": None}),
    "told, at no time": (DecisionList, {}, {"released_at": None}),
    "a list without its hash": (DecisionList, {}, {"digest": ""}),
    "a proposed reserve without its place": (Proposal, {"outcome": "reserve"}, {"rank": None}),
    "a place for who is declined": (Proposal, {"outcome": "decline"}, {"rank": 1}),
    "a score beyond the scale": (Score, {}, {"value": 6}),
    "a score of nothing": (Score, {}, {"value": 0}),
    "read, without scores": (Assessment, {}, {"version": 0}),
    "read, at no time": (Assessment, {}, {"submitted_at": None}),
    "published, at no time": (Plan, {}, {"published_at": None}),
    "decided about a conflict, at no time": (Conflict, {}, {"decided_at": None}),
    "dismissed without a reason": (Conflict, {}, {"state": "dismissed", "reason": ""}),
    "in conflict with oneself": (Conflict, {}, {"person": models.F("applicant")}),
    "asked for no number of places": (LaneRequest, {"kind": "places"}, {"places": None}),
    "asked for no place": (LaneRequest, {"kind": "places"}, {"places": 0}),
    "asked for nobody": (LaneRequest, {"kind": "promote"}, {"application": None}),
    "asked for somebody, and places": (LaneRequest, {"kind": "promote"}, {"places": 3}),
    "granted, without a number": (
        LaneRequest, {"kind": "places"}, {"state": "granted", "decided_at": models.F("made_at")},
    ),
    "given, and not granted": (LaneRequest, {"kind": "places"}, {"given": 3}),
    "answered, at no time": (LaneRequest, {"kind": "promote"}, {"state": "declined"}),
}  # fmt: skip
TWICE = {
    "a letter of a kind": (Letter, {}),
    "a sending of a version": (Submission, {}),
    "a score of a version": (Score, {}),
    "a reading of a reader": (Assessment, {}),
    "a proposal in force": (Proposal, {"is_current": True}),
    "a request for places of a lane": (LaneRequest, {"kind": "places"}),
    "a request for somebody": (LaneRequest, {"kind": "promote"}),
}


@pytest.fixture
def round(cast):
    """Told: one offered, one on the reserve list, one not successful; Dev has a conflict with the first."""
    round = told(cast, ["offer", 1, "decline"])
    first = round.applications.get(number=1)
    Conflict.objects.declare(cast.ada, first.applicant, by=cast.ada)
    LaneRequest.objects.ask_places(first.lane, 9, "Many applied", by=cast.hana)
    LaneRequest.objects.ask_promotion(round.applications.get(number=2), "From the north", by=cast.hana)
    return round


@pytest.mark.parametrize("what", NEVER)
def test_it_is_never(what, round):
    model, which, change = NEVER[what]
    rows = model.objects.filter(**which)
    assert rows.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=rows.first().pk).update(**change)


@pytest.mark.parametrize("what", TWICE)
def test_there_are_never_two(what, round):
    model, which = TWICE[what]
    row = model.objects.filter(**which).first()
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_applies_twice_in_a_round(cast, round):
    first = round.applications.get(number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            round=round, lane=first.lane, applicant=first.applicant, question_set=first.question_set
        )


def test_one_list_at_a_time(round):
    made = DecisionList.objects.get()
    DecisionList.objects.create(round=round, digest=made.digest)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionList.objects.create(round=round, digest=made.digest)


def test_nothing_takes_the_record_along(cast, round):
    """No link from the record deletes it."""
    links = [field for field in Entry._meta.get_fields() if isinstance(field, models.ForeignKey)]
    assert models.CASCADE not in {link.remote_field.on_delete for link in links}
    application = round.applications.get(number=1)
    before = Entry.objects.about(application).count()
    application.accept(by=application.applicant)
    application.purge()
    assert Entry.objects.about(application).count() > before
