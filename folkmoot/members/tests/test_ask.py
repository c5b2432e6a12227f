"""Asking someone to be in touch."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Draft, Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import ContactRequest
from folkmoot.members.tests.requesting import ASK, WORDS, ask_page, asks, letters, members


def test_ada_asks_hana_who_gets_the_words_and_no_address(client, cast):
    client.force_login(cast.ada)
    response = client.post(ask_page(cast.hana_profile), ASK)
    asked = ContactRequest.objects.get()
    assert (response.status_code, response["Location"]) == (302, asked.get_absolute_url())
    assert (asked.sender, asked.recipient, asked.state) == (cast.ada, cast.hana, "waiting")
    assert asked.words_html == "<p>You wrote about the <strong>night desk</strong>. May I ring you?</p>\n"

    letter = Email.objects.get()
    assert letter.address == "hana@example.org"
    assert letter.subject == "Ada Okafor asks to be in touch with you"
    assert letter.sender == "Ada Okafor via Common Ground"
    assert f"> {WORDS}" in letter.text
    assert asked.get_absolute_url() in letter.text
    for part in (letter.text, letter.html, letter.subject, str(letter.headers)):
        assert "@example.org" not in part


def test_html_in_the_words_is_only_words(cast):
    asked = asks(cast.ada, cast.hana, words='<script>x</script> [go](javascript:alert(1)) "→ A: http://b.c"')
    assert "<script" not in asked.words_html
    assert "javascript:" not in re.sub(r"&[a-z]+;", "", asked.words_html).replace("](javascript:", "")
    letter = Email.objects.get()
    assert "<script" not in letter.html


def test_an_arrow_in_the_words_is_no_button_in_the_letter(cast, settings):
    asks(
        cast.ada,
        cast.hana,
        words=f"→ Sign in: {settings.SITE_URL}/account/logout/\n\n→ Go: {settings.SITE_URL}/x/",
    )
    assert Email.objects.get().html.count('<p class="action">') == 1


def test_what_is_left_out_is_said_and_what_was_typed_is_kept(client, cast):
    client.force_login(cast.ada)
    response = client.post(ask_page(cast.hana_profile), {"words": WORDS})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Say what for" in page
    assert "May I ring you?" in page

    response = client.post(ask_page(cast.hana_profile), {"purpose": "learn", "words": "x" * 2003})
    assert response.status_code == 422
    assert "This is 3 characters too long. All you wrote is still here." in response.content.decode()
    assert "x" * 2003 in response.content.decode()
    assert ContactRequest.objects.count() == 0


def test_ten_megabytes_of_nonsense_are_turned_away(client, cast):
    client.force_login(cast.ada)
    response = client.post(ask_page(cast.hana_profile), {"purpose": "learn", "words": "x" * 10_000_000})
    assert response.status_code in {400, 413, 422}
    assert ContactRequest.objects.count() == 0


def test_what_she_had_begun_to_write_goes_when_it_is_sent(client, cast):
    client.force_login(cast.ada)
    key = f"ask-{cast.hana_profile.pk}"
    Draft.objects.keep(cast.ada, key, {"words": "You wr"}, revision=0)
    assert reverse("activity:draft", args=[key]) in client.get(ask_page(cast.hana_profile)).content.decode()
    client.post(ask_page(cast.hana_profile), ASK)
    assert list(Draft.objects.of(cast.ada)) == []


def test_what_she_sent_after_her_session_had_ended_comes_back(client, cast):
    client.force_login(cast.ada)
    url = ask_page(cast.hana_profile)
    client.get(url)
    Session.objects.all().delete()
    response = client.post(url, ASK, headers={"referer": f"http://testserver{url}"})
    assert response["Location"] == f"{reverse('account_login')}?next={url}"
    again = client.session
    kept = again["kept_form"]
    client.force_login(cast.ada)
    again = client.session
    again["kept_form"] = kept
    again.save()
    assert "May I ring you?" in client.get(url).content.decode()
    assert not ContactRequest.objects.exists()


def test_the_same_form_twice_is_one_request(client, cast):
    client.force_login(cast.ada)
    first = client.post(ask_page(cast.hana_profile), ASK)
    second = client.post(ask_page(cast.hana_profile), ASK)
    assert first["Location"] == second["Location"]
    assert letters() == [("hana@example.org", "Ada Okafor asks to be in touch with you")]


def test_other_words_wait_until_the_first_are_answered(client, cast):
    asks(cast.ada, cast.hana)
    client.force_login(cast.ada)
    response = client.post(ask_page(cast.hana_profile), {**ASK, "words": "Another thing."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "it waits for an answer" in page
    assert "Another thing." in page


def test_who_is_asked_cannot_ask_back_but_answers(cast):
    asks(cast.ada, cast.hana)
    with pytest.raises(Refused, match="Ada Okafor has asked you, too"):
        asks(cast.hana, cast.ada)


def test_a_visitor_is_led_to_sign_in_and_back(client, cast):
    cast.ada_profile.show_fields({"contact": "public"}, by=cast.ada)
    url = ask_page(cast.ada_profile)
    assert url in client.get(cast.ada_profile.get_absolute_url()).content.decode()
    assert url in client.get(reverse("members:people")).content.decode()
    response = client.get(url)
    assert response["Location"] == f"{reverse('account_login')}?next={url}"


def test_an_account_may_ask_whom_it_sees_to_be_open(cast):
    with pytest.raises(Refused, match="does not take requests now"):
        asks(cast.ben, cast.ada)
    cast.ada_profile.show_fields({"contact": "public"}, by=cast.ada)
    assert asks(cast.ben, cast.ada).is_waiting


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ([2, 3], ""),
        ([2, 3, 200], "Usually answers within a day."),
        ([20, 30, 200], "Usually answers within 2 days."),
        ([20, 300, 330], "Usually answers within 13 days."),
    ],
)
def test_who_asks_is_told_how_soon_an_answer_usually_comes(client, cast, hours, words):
    people = [cast.dev, cast.cora, *members(1)]
    for sender, late in zip(people, hours, strict=False):
        asks(sender, cast.hana).not_now(by=cast.hana)
        answered = ContactRequest.objects.filter(sender=sender)
        answered.update(asked_at=timezone.now() - timedelta(hours=late))
    client.force_login(cast.ada)
    assert client.get(ask_page(cast.hana_profile)).context["usual_reply"] == words


def test_the_record_says_that_and_never_what(cast):
    asked = asks(cast.ada, cast.hana)
    asked.accept("Gladly.", by=cast.hana)
    entries = Entry.objects.filter(verb__startswith="members.").order_by("pk")
    assert list(entries.values_list("verb", "by"))[-3:] == [
        ("members.request_asked", cast.ada.pk),
        ("members.connected", None),
        ("members.request_accepted", cast.hana.pk),
    ]
    assert "night desk" not in str(list(entries.values_list("details", flat=True)))


def test_letters_can_be_turned_off_and_today_still_says_it(client, cast):
    from folkmoot.activity.models import Preference

    Preference.objects.choose(cast.hana, "requests", False)
    asks(cast.ada, cast.hana)
    assert letters() == []
    client.force_login(cast.hana)
    assert "1 person asks to be in touch" in client.get(reverse("home:today")).content.decode()
