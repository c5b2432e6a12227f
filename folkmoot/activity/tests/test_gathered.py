"""What other pages say of this room: links, lost letters, and what is held about a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.activity import gathered, mail
from folkmoot.activity.models import Draft, Email


@pytest.fixture
def lost(cast, hello):
    [letter] = mail.write(hello, to=[cast.ada], kind="news")
    letter.become("given_up")
    return letter


def test_the_team_is_told_of_lost_letters(cast, lost):
    [line] = gathered.desk(cast.cora)
    assert (line["label"], line["url"], line["count"]) == (
        "1 letter could not be delivered",
        "/team/mail/",
        1,
    )
    assert gathered.desk(cast.ada) == []


def test_not_of_codes_and_not_for_ever(cast, lost):
    Email.objects.update(is_secret=True)
    assert gathered.desk(cast.cora) == []
    Email.objects.update(is_secret=False, created_at=timezone.now() - timedelta(days=8))
    assert gathered.desk(cast.cora) == []


def test_what_is_held_about_a_person(cast, lost):
    Draft.objects.keep(cast.ada, "comment-1", {"text": "x"}, revision=0)
    assert [row["value"] for row in gathered.data_held(cast.ada)] == [
        "1 letter, emptied after 90 days",
        "1 draft, until you send it or for 180 days",
    ]
    assert gathered.data_held(cast.ben) == []


@pytest.mark.parametrize(
    ("who", "demo", "urls"),
    [
        ("ada", True, ["/account/mail/"]),
        ("cora", False, ["/account/mail/", "/team/record/", "/team/mail/"]),
        ("fay", True, ["/account/mail/", "/team/record/", "/team/mail/", "/outbox/"]),
    ],
)
def test_links_for_those_who_may_follow_them(rf, cast, settings, who, demo, urls):
    settings.DEMO = demo
    request = rf.get("/")
    request.user = getattr(cast, who)
    assert [door["url"] for door in gathered.doors(request)] == urls
