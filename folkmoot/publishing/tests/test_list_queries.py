"""Every list costs the same number of queries with one post and with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .shelf import picture, published, standing

MOST_QUERIES = 15


PATHS = [
    "/",
    "/read/",
    "/read/topics/falls/",
    "/read/by/ada-okafor/",
    "/about/",
    "/sitemap.xml",
    "/read/feed/",
    "/read/feed/json/",
    "/read/feeds/",
]


@pytest.mark.parametrize("who", [None, "ada", "dev"])
def test_the_same_with_one_and_three(client, cast, who):
    def another(number):
        hall = picture(f"Hall {number}")
        published(
            f"Post {number}",
            by=cast.dev,
            authors=[cast.ada_profile, cast.cora_profile],
            topics=["Falls", f"Topic {number}"],
            picture=hall,
            picture_words="A hall",
        )

    def queries(path):
        client.get(path)  # draws renditions
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    if who:
        client.force_login(getattr(cast, who))
    about = standing("About")
    standing("History", below=about)
    another(1)
    with_one = {path: queries(path) for path in PATHS}
    another(2)
    another(3)
    standing("People", below=about)
    assert {path: queries(path) for path in PATHS} == with_one
    assert {path: many for path, many in with_one.items() if many > MOST_QUERIES} == {}
