"""Every list costs the same number of queries with one post and with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .shelf import picture, published, standing

MOST_QUERIES = 15


@pytest.mark.parametrize("who", [None, "ada", "dev"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/read/",
        "/read/topics/falls/",
        "/read/by/ada-okafor/",
        "/about/",
        "/sitemap.xml",
        "/read/feed/",
        "/read/feed/json/",
        "/read/feeds/",
    ],
)
def test_the_same_with_one_and_three(client, cast, path, who):
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

    def queries():
        client.get(path)  # draws renditions
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    if who:
        client.force_login(getattr(cast, who))
    about = standing("About")
    standing("History", below=about)
    another(1)
    with_one = queries()
    another(2)
    another(3)
    standing("People", below=about)
    assert queries() == with_one <= MOST_QUERIES
