"""Letters whose hour has come leave once, with two workers at them in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.recruitment.deciding import releasing
from folkmoot.recruitment.models import Letter

from .rounds import proposed, scored


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_everybody_once(cast):
    round = scored(cast, values=[5, 4, 3, 2, 2, 1])
    decisions = proposed(round, ["offer", 1, 2, "decline", "decline", "decline"], by=cast.cora)
    decisions.confirm(by=cast.fay)
    decisions.schedule(timezone.now() - timedelta(minutes=1), by=cast.cora)
    ready = Barrier(2)

    def work(_worker):
        try:
            ready.wait()
            releasing.release_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, range(2))) == [None, None]
    decisions.refresh_from_db()
    assert decisions.state == "released"
    told = Letter.objects.order_by("application__number").values_list("application__number", "kind")
    kinds = ["offer", "reserve", "reserve", "decline", "decline", "decline"]
    assert list(told) == list(enumerate(kinds, start=1))
    assert Email.objects.filter(key__startswith="recruitment.told").count() == 6
