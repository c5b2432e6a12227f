"""Scheduled, it goes at its hour by the community's clock; before that it can be taken back."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from folkmoot.activity.models import Email
from folkmoot.announcements import tasks
from folkmoot.core.lifecycle import Refused

IN_JULY = datetime(2027, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def scheduled(cast, announcement):
    with time_machine.travel(IN_JULY):
        announcement.schedule(on=date(2027, 7, 5), at=time(9, 30), by=cast.cora)
    return announcement


def test_it_is_kept_as_it_was_said(scheduled):
    assert (scheduled.state, scheduled.send_on, scheduled.send_time) == (
        "scheduled",
        date(2027, 7, 5),
        time(9, 30),
    )
    assert scheduled.send_at == datetime(2027, 7, 5, 8, 30, tzinfo=UTC)  # summer time in London


def test_it_goes_at_its_hour_and_not_before(scheduled, sink, committed):
    with time_machine.travel(datetime(2027, 7, 5, 8, 29, tzinfo=UTC)), committed():
        tasks.begin_due()
    assert sink.letters == []
    with time_machine.travel(datetime(2027, 7, 5, 8, 30, tzinfo=UTC)), committed():
        tasks.begin_due()
        tasks.begin_due()
    assert len(sink.letters) == 4


def test_scheduled_it_cannot_be_changed_until_it_is_taken_back(cast, scheduled):
    with pytest.raises(Refused):
        scheduled.edit(by=cast.cora, text="Other words.")
    scheduled.take_back(by=cast.cora)
    scheduled.edit(by=cast.cora, text="Other words.")
    assert (scheduled.state, scheduled.text, scheduled.send_at) == ("draft", "Other words.", None)


def test_a_moment_that_has_passed_is_refused(cast, announcement):
    with time_machine.travel(IN_JULY), pytest.raises(Refused):
        announcement.schedule(on=date(2027, 7, 1), at=time(12, 59), by=cast.cora)


def test_what_cannot_go_at_its_hour_is_a_draft_again_and_its_author_is_told(cast, scheduled):
    type(scheduled).objects.update(to=["topic:999"])
    with time_machine.travel(datetime(2027, 7, 5, 9, tzinfo=UTC)):
        tasks.begin_due()

    scheduled.refresh_from_db()
    assert scheduled.state == "draft"
    assert list(Email.objects.values_list("user", "subject")) == [(cast.cora.pk, "Not sent: The hall")]
