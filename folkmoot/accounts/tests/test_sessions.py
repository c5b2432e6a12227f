"""Where one is signed in: listed, and ended from elsewhere."""

from allauth.usersessions.models import UserSession
from django.test import Client

SESSIONS = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"


def test_other_browsers_are_listed_and_can_be_signed_out(client, cast):
    client.force_login(cast.ada)
    elsewhere = Client(headers={"user-agent": FIREFOX})
    elsewhere.force_login(cast.ada)
    elsewhere.get("/account/")

    page = client.get(SESSIONS)
    assert (page.context["session_count"], "Firefox on Windows" in page.content.decode()) == (2, True)

    client.post(SESSIONS)

    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_one_browser_is_signed_out_alone(client, cast):
    client.force_login(cast.ada)
    phone, laptop = Client(headers={"user-agent": "Phone"}), Client(headers={"user-agent": "Laptop"})
    for browser in (client, phone, laptop):
        browser.force_login(cast.ada)
        browser.get("/account/")

    client.post(f"{SESSIONS}{UserSession.objects.get(user_agent='Phone').pk}/end/")

    assert [browser.get("/account/").status_code for browser in (client, phone, laptop)] == [200, 302, 200]


def test_nobody_ends_a_session_of_somebody_else(client, cast):
    other = Client()
    other.force_login(cast.ben)
    other.get("/account/")
    client.force_login(cast.ada)
    response = client.post(f"{SESSIONS}{UserSession.objects.get(user=cast.ben).pk}/end/")
    assert (response.status_code, other.get("/account/").status_code) == (404, 200)


def test_being_seen_is_written_once_in_ten_minutes(client, cast, time_machine):
    time_machine.move_to("2026-11-23 10:00:00+00:00", tick=False)
    client.force_login(cast.ada)
    client.get("/account/")
    for minutes, seen_at in [(5, "10:00"), (11, "10:11"), (20, "10:11")]:
        time_machine.move_to(f"2026-11-23 10:{minutes:02}:00+00:00", tick=False)
        client.get("/account/")
        assert f"{UserSession.objects.get().last_seen_at:%H:%M}" == seen_at
