"""A view becomes two numbers: what is a page view, and when a visit begins."""

import random
from datetime import date

import pytest
import time_machine
from django.http import HttpResponse

from folkmoot.accounts.models import Community
from folkmoot.core.page_cache import shelf
from folkmoot.insights.middleware import Counting
from folkmoot.insights.models import Tally

from .readers import CHROME, FIREFOX, HULL, LEEDS, opens

POST = "/read/a-corridor-with-no-chairs/"


@pytest.fixture
def site(little_site):
    Tally.objects.all().delete()
    return little_site


def test_pages_and_the_visit_they_belong_to(client, site, counted):
    opens(client, "/")
    opens(client, POST)
    opens(client, POST)
    assert counted() == {
        "readers": {"strangers": (3, 1)},
        "page": {"/": (1, 1), POST: (2, 1)},
    }


def test_two_browsers_at_one_address_are_two_visits(client, site, counted):
    opens(client, POST, by=FIREFOX)
    opens(client, POST, by=CHROME)
    opens(client, POST, at=LEEDS)
    assert counted()["readers"] == {"strangers": (3, 3)}


def test_a_visit_ends_after_half_an_hour_without_a_page(client, site, counted):
    with time_machine.travel("2026-11-25T10:00Z", tick=False) as clock:
        opens(client, POST)
        clock.shift(30 * 60)
        opens(client, POST)
        counted()
        clock.shift(31 * 60)
        opens(client, POST)
        assert counted()["readers"] == {"strangers": (3, 2)}


def test_each_day_stands_by_itself(client, site, counted):
    for day in ("2026-11-03T10:00Z", "2026-11-05T10:00Z", "2026-12-01T10:00Z"):
        with time_machine.travel(day, tick=False):
            opens(client, POST)
            opens(client, POST)
            counted()
    tallies = Tally.objects.filter(kind="readers").order_by("month")
    assert [(tally.views, tally.by_day) for tally in tallies] == [
        (4, ",,2/1,,2/1"),
        (2, "2/1"),
    ]


def test_the_day_begins_at_midnight_of_the_community(client, site, counted):
    Community.objects.current().change(by=site.fay, time_zone="Pacific/Auckland")
    with time_machine.travel("2026-11-25T12:30Z", tick=False):
        opens(client, POST)
        counted()
    assert list(Tally.objects.get(kind="page").days()) == [date(2026, 11, 26)]


def test_kept_pages_and_repeat_visits_are_read_too(client, site, counted, settings):
    settings.PAGE_CACHE = True
    shelf.clear()
    first = opens(client, POST)
    kept = opens(client, POST)
    again = opens(client, POST, if_none_match=kept["ETag"])
    shelf.clear()
    assert [first.status_code, kept.status_code, again.status_code] == [200, 200, 304]
    assert counted() == {"readers": {"strangers": (3, 1)}, "page": {POST: (3, 1)}}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (POST, {"hx_request": "true"}),
        (POST, {"sec_purpose": "prefetch;prerender"}),
        (POST, {"purpose": "prefetch"}),
        (POST, {"sec_fetch_mode": "cors"}),
        (POST, {"sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"}),
        ("/read/no-such-post/", {}),
        ("/read/feed/", {}),
        ("/account/login/", {}),
        ("/today/", {}),
        ("/styleguide/", {}),
        ("/healthz", {}),
        ("/robots.txt", {}),
        ("/counting/", {}),
    ],
)
def test_what_is_no_page_view(client, site, counted, path, headers):
    opens(client, path, **headers)
    assert counted() == {}


def test_what_the_team_does_is_work_and_not_reading(client, site, counted):
    client.force_login(site.fay)
    for path in ("/team/", "/office/", "/account/", f"/office/pages/{site.post.pk}/edit/preview/?mode="):
        assert opens(client, path).status_code == 200
    assert counted() == {}


def test_a_preview_is_not_read(rf, site, counted):
    request = rf.get(POST)
    request.user = site.dev
    answer = site.post.make_preview_request(request)
    assert answer.status_code == 200
    assert counted() == {}


def test_a_request_waits_for_no_database(rf, counted, django_assert_num_queries):
    page = HttpResponse("<p>Kept.</p>")
    page.cacheable = True
    with django_assert_num_queries(0):
        Counting(lambda request: page)(rf.get("/read/", HTTP_USER_AGENT=FIREFOX))
    assert counted()["page"] == {"/read/": (1, 1)}


def test_what_goes_wrong_in_counting_stays_there(rf, counted):
    page = HttpResponse("<p>Kept.</p>")
    assert Counting(lambda request: page)(rf.get("/read/", REMOTE_ADDR="nonsense")) is page
    assert counted() == {}


def test_members_are_counted_apart(client, site, counted):
    opens(client, POST)
    client.force_login(site.ada)
    opens(client, POST, at=LEEDS)
    assert counted() == {
        "readers": {"signed in": (1, 1), "strangers": (1, 1)},
        "page": {POST: (2, 2)},
    }


def test_addresses_not_everyone_may_open_are_not_named(client, site, counted):
    client.force_login(site.ada)
    for path in (site.members_post.get_absolute_url(), "/people/hana-lloyd/", "/today/", POST):
        opens(client, path)
    assert set(counted()["page"]) == {""}


def test_the_secret_link_of_a_guest_is_not_named(client, site, counted):
    from folkmoot.conversations import links

    assert opens(client, f"/conversations/g/{links.token_for(site.waiting)}/").status_code == 200
    assert counted() == {"readers": {"strangers": (1, 1)}, "page": {"": (1, 1)}}


@pytest.mark.parametrize(
    ("referrer", "names"),
    [
        ("https://www.example.org/a/b?c=d", {"example.org": (1, 1)}),
        ("https://testserver/read/", None),
        ("http://192.168.7.7/intranet", None),
        ("https://a b.example/", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_of_where_they_came_from_only_the_name_of_the_site(client, site, counted, referrer, names):
    opens(client, POST, referer=referrer)
    assert counted().get("referrer") == names


def test_a_link_may_say_which_campaign_it_belongs_to(client, site, counted):
    opens(client, POST + "?utm_campaign=Newsletter-June&email=ada@example.org")
    opens(client, POST + "?utm_campaign=ada@example.org", at=LEEDS)
    assert counted() == {
        "readers": {"strangers": (2, 2)},
        "page": {POST: (2, 2)},
        "campaign": {"newsletter-june": (1, 1)},
    }


def test_nine_thousand_views_of_two_thousand_visits(client, site, counted, settings):
    """As the model community had them in its first months, in one day, with programs among them."""
    settings.PAGE_CACHE = True
    shelf.clear()
    die = random.Random("nine thousand")  # noqa: S311
    pages = ["/", "/read/", "/people/", POST]
    readers = [f"10.{n // 250}.{n % 250}.9" for n in range(2000)]
    views = [*readers, *die.choices(readers, k=7000)]
    programs = ["Googlebot/2.1", "GPTBot/1.2", "", "curl/8.5"] * 100
    asked = [(at, FIREFOX) for at in views] + [(HULL, agent) for agent in programs]
    die.shuffle(asked)
    with time_machine.travel("2026-11-25T10:00Z", tick=False):
        for at, agent in asked:
            assert opens(client, die.choice(pages), at=at, by=agent).status_code == 200
        found = counted()
    shelf.clear()
    assert found["readers"] == {"strangers": (9000, 2000)}
    assert sum(views for views, _visits in found["page"].values()) == 9000
    assert found["program"] == {
        "Googlebot": (100, 0),
        "GPTBot": (100, 0),
        "curl": (100, 0),
        "without a name": (100, 0),
    }
