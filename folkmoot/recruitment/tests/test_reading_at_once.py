"""Two people at once: the last two readers, and two who publish."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from folkmoot.core.lifecycle import Refused
from folkmoot.recruitment.models import Assessment, Plan
from folkmoot.recruitment.plans.making import make

from .rounds import WORDS, given, opened, reader, sent, to_screening

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts):
    """What each of these gives when all are done at the same time."""

    def done(act):
        try:
            act()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(done, acts))


def test_the_last_two_readers_send_at_once_and_it_goes_on(cast):
    round = opened(cast, readers=2)
    application = sent(round, cast.ben)
    to_screening(round, by=cast.cora)
    readings = given(round, [cast.dev, cast.ada], by=cast.cora)
    rubric = round.rubric()

    def submit(pk):
        return lambda: Assessment.objects.get(pk=pk).submit(dict.fromkeys(WORDS, 3), rubric=rubric)

    assert at_once([submit(one.pk) for one in readings]) == ["done", "done"]
    application.refresh_from_db()
    assert application.state == "moderation"


def test_two_who_publish_publish_once(cast):
    round = opened(cast, readers=1)
    sent(round, cast.ben)
    reader(round, cast.dev)
    to_screening(round, by=cast.cora)
    plan = Plan.objects.begin(round, by=cast.cora)
    make(plan)

    def publish():
        Plan.objects.get(pk=plan.pk).publish(by=cast.cora)

    assert at_once([publish, publish]) == ["done", "refused"]
    assert Assessment.objects.get().state == "given"
