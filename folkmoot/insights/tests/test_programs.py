"""Programs are left out, and it is said how many and which."""

import pytest

from folkmoot.insights import counting, waiting
from folkmoot.insights.waiting import View

from .readers import CHROME, FIREFOX, GPTBOT, HEADLESS, HULL, opens

OLD_SAFARI = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_10) AppleWebKit/600 (KHTML, like Gecko) Version/9.0 Safari/600"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (GPTBOT, "GPTBot"),
        (HEADLESS, "Headless"),
        ("", "without a name"),
        ("curl/8.5.0", "curl"),
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Slackbot"),
        ("UptimeRobot/2.0", "UptimeRobot"),
    ],
)
def test_programs_that_say_what_they_are(client, cast, counted, agent, name):
    opens(client, "/people/", by=agent)
    assert counted() == {"program": {name: (1, 0)}}


@pytest.mark.parametrize(
    ("agent", "headers", "left_out"),
    [
        (CHROME, {}, True),
        (FIREFOX, {}, True),
        (CHROME, {"sec_fetch_mode": "navigate"}, False),
        (OLD_SAFARI, {}, False),
    ],
)
def test_over_https_a_browser_of_today_says_what_it_asks_for(client, cast, counted, agent, headers, left_out):
    meta = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    client.get("/people/", secure=True, HTTP_USER_AGENT=agent, REMOTE_ADDR=HULL, **meta)
    kind = "program" if left_out else "readers"
    assert set(counted()) == ({kind} if left_out else {kind, "page"})


def test_ten_thousand_pages_a_minute_from_one_address(counted):
    """A hundred and twenty are believed; the tables stay small."""
    counting.count([View(at=1000.0, path=f"/read/{n}/", address=HULL, agent=FIREFOX) for n in range(10_000)])
    found = counted()
    assert found["readers"] == {"strangers": (120, 1)}
    assert found["program"] == {"faster than anyone reads": (9880, 0)}
    assert len(found["page"]) == 120


def test_names_without_end_are_counted_without_them(counted, monkeypatch):
    monkeypatch.setitem(counting.MOST_NAMES, "referrer", 3)
    views = [
        View(at=1000.0, path="/", address=f"10.0.0.{n}", agent=FIREFOX, referrer=f"https://spam{n}.example/")
        for n in range(10)
    ]
    counting.count(views[:2])
    counting.count(views)
    found = counted()["referrer"]
    assert {name: views for name, (views, _visits) in found.items()} == {
        "spam0.example": 2,
        "spam1.example": 2,
        "spam2.example": 1,
        "": 7,
    }


def test_a_name_a_program_gives_itself_is_cut_short(counted):
    counting.count([View(at=1000.0, path="/", address=HULL, agent="<b>" + "x" * 90 + "bot</b>")])
    (name,) = counted()["program"]
    assert len(name) <= 40
    assert "<" not in name


def test_views_wait_while_the_database_does_not_answer(monkeypatch):
    def busy(views):
        raise OSError("disk full")

    monkeypatch.setattr(waiting, "MOST", 50)
    mine = waiting.Waiting(busy)
    mine.by_itself = False
    for n in range(80):
        mine.add(View(at=float(n)))
    assert not mine.flush()
    assert [view.at for view in mine.views] == [float(n) for n in range(50)]
    assert mine.lost == 30
    counted = []
    mine.count = counted.extend
    assert mine.flush()
    assert len(counted) == 50
