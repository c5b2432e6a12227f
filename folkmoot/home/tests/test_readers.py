"""The demo's readers: invented, but with the sums that counting keeps."""

import datetime
from collections import Counter

from folkmoot.home.demo import readers
from folkmoot.insights.models import Tally
from folkmoot.publishing.models import PostPage

TODAY = datetime.date(2026, 5, 20)


def test_the_sums_are_those_of_counting_and_the_same_each_time(little_site):
    Tally.objects.all().delete()
    PostPage.objects.filter(pk=little_site.post.pk).update(
        first_published_at=datetime.datetime(2026, 5, 1, 9, tzinfo=datetime.UTC)
    )
    readers.read(TODAY)
    rows = list(
        Tally.objects.order_by("kind", "name", "month").values_list(
            "kind", "name", "month", "views", "visits"
        )
    )
    views, visits = Counter(), Counter()
    for kind, name, _month, seen, visited in rows:
        views[kind] += seen if name != "refused" else 0
        visits[kind] += visited
    assert views["page"] == views["readers"] > 10_000
    assert visits["readers"] < visits["page"] <= views["page"]
    assert not [tally for tally in Tally.objects.all() if tally.visits > tally.views]
    assert little_site.members_post.get_absolute_url() not in {name for _kind, name, *_rest in rows}
    assert max(day for tally in Tally.objects.filter(month="2026-05-01") for day in tally.days()) < TODAY

    Tally.objects.all().delete()
    readers.read(TODAY)
    again = Tally.objects.order_by("kind", "name", "month").values_list(
        "kind", "name", "month", "views", "visits"
    )
    assert list(again) == rows
