"""Asking someone to be in touch, and each of the answers."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Draft, Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Connection, ContactRequest, Member, Profile

WORDS = "You wrote about the **night desk**. May I ring you?"
ASK = {"purpose": "learn", "words": WORDS}


def asks(sender, recipient, **changes):
    return ContactRequest.objects.ask(recipient, sender=sender, **{**ASK, **changes})


def letters():
    """(to whom, what about) of every letter, in order."""
    return list(Email.objects.order_by("pk").values_list("address", "subject"))


def ask_page(profile):
    return reverse("members:ask", args=[profile.slug])


# Asking


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


# Whom one cannot ask: the same words, whatever the reason


def hana_is_not_open(cast):
    cast.hana_profile.edit(by=cast.hana, is_open_to_contact=False)


def hana_keeps_it_to_herself(cast):
    cast.hana_profile.show_fields({"contact": "nobody"}, by=cast.hana)


def hana_left(cast):
    cast.hana.membership.leave(by=cast.hana)


def hana_is_closed(cast):
    User.objects.filter(pk=cast.hana.pk).update(is_active=False)


def hana_blocked(cast):
    Block.objects.block(cast.ada, by=cast.hana)


@pytest.mark.parametrize(
    "closing", [hana_is_not_open, hana_keeps_it_to_herself, hana_left, hana_is_closed, hana_blocked]
)
def test_who_takes_no_requests_is_not_asked_and_no_reason_is_given(client, cast, closing):
    closing(cast)
    client.force_login(cast.ada)
    shown = client.get(ask_page(cast.hana_profile))
    assert shown.status_code == 200
    assert "Hana Kowalczyk does not take requests now." in shown.content.decode()
    assert "Send the request" not in shown.content.decode()
    response = client.post(ask_page(cast.hana_profile), ASK)
    assert response.status_code == 409
    assert "Hana Kowalczyk does not take requests now." in response.content.decode()
    assert "May I ring you?" in response.content.decode()
    person = client.get(cast.hana_profile.get_absolute_url()).content.decode()
    assert ask_page(cast.hana_profile) not in person
    assert letters() == []


def seen_by_ada(client, cast):
    """What Ada sees of Hana: her page, the page for asking, the directory, those who are open."""
    client.force_login(cast.ada)
    addresses = [
        cast.hana_profile.get_absolute_url(),
        ask_page(cast.hana_profile),
        f"{reverse('members:people')}?q=hana",
        f"{reverse('members:people')}?open=yes",
    ]
    pages = [client.get(address).content.decode() for address in addresses]
    return [re.sub(r'value="[\w-]{60,}"|nonce="[^"]+"', "", page) for page in pages]


def test_blocked_looks_like_not_open_to_contact(client, cast):
    cast.hana_profile.edit(by=cast.hana, contact_by=["phone"], contact_when="Mondays")
    cast.hana_profile.edit(by=cast.hana, is_open_to_contact=False)
    closed = seen_by_ada(client, cast)
    cast.hana_profile.edit(by=cast.hana, is_open_to_contact=True)
    open_ones = seen_by_ada(client, cast)
    Block.objects.block(cast.ada, by=cast.hana)
    blocked = seen_by_ada(client, cast)
    assert [one == other for one, other in zip(closed, open_ones, strict=True)] == [False] * 4
    assert closed == blocked


def test_nobody_asks_whom_they_cannot_see(client, cast):
    client.force_login(cast.ben)
    assert client.get(ask_page(cast.hana_profile)).status_code == 404
    assert client.post(ask_page(cast.hana_profile), ASK).status_code == 404
    cast.hana_profile.show_to("nobody", by=cast.hana)
    client.force_login(cast.ada)
    assert client.post(ask_page(cast.hana_profile), ASK).status_code == 404
    with pytest.raises(Refused):
        asks(cast.ada, cast.hana)


def test_nobody_asks_themselves(client, cast):
    client.force_login(cast.ada)
    assert client.post(ask_page(cast.ada_profile), ASK).status_code == 403
    with pytest.raises(Refused):
        asks(cast.ada, cast.ada)


def test_an_author_without_an_account_is_not_asked(client, cast):
    author = Profile.objects.make(name="Old Author", visible="public")
    client.force_login(cast.ada)
    assert client.get(ask_page(author)).status_code == 403


def test_the_database_refuses_what_must_not_be(cast):
    fields = {"purpose": "learn", "words": "x", "words_html": "x"}
    asks(cast.ada, cast.hana)
    for wrong in [
        {"sender": cast.ada, "recipient": cast.ada},
        {"sender": cast.ada, "recipient": cast.hana},
        {"sender": cast.hana, "recipient": cast.ada},
        {"sender": cast.ada, "recipient": cast.cora, "state": "accepted"},
        {"sender": cast.ada, "recipient": cast.cora, "closed_at": timezone.now()},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactRequest.objects.create(**fields, **wrong)
    agreed = dict.fromkeys(["first_agreed_at", "second_agreed_at"], timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Connection.objects.create(first=cast.hana, second=cast.ada, source="coffee", **agreed)


# Limits


def members(count):
    for number in range(count):
        user = User.objects.create_user(f"many{number}@example.org", f"Person {number}", confirmed=True)
        Member.objects.welcome(user)
        yield user


def test_five_a_day_and_no_more_with_nothing_lost(client, cast):
    *first, last = members(6)
    for person in first:
        asks(cast.ada, person)
    client.force_login(cast.ada)
    response = client.post(ask_page(Profile.objects.get(user=last)), ASK)
    assert response.status_code == 409
    assert "You have sent 5 requests in a day." in response.content.decode()
    assert "May I ring you?" in response.content.decode()


def test_ten_waiting_and_no_more(cast):
    *first, last = members(11)
    for person in first:
        asked = asks(cast.ada, person)
        ContactRequest.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=2))
    with pytest.raises(Refused, match="You have 10 requests waiting"):
        asks(cast.ada, last)
    asked.withdraw(by=cast.ada)
    assert asks(cast.ada, last).is_waiting


def test_after_not_now_the_same_person_is_left_in_peace_for_a_while(cast):
    asks(cast.ada, cast.hana).not_now(by=cast.hana)
    with pytest.raises(Refused, match="You can ask again from"):
        asks(cast.ada, cast.hana)
    ContactRequest.objects.update(closed_at=timezone.now() - timedelta(days=91))
    assert asks(cast.ada, cast.hana).is_waiting


# Answering


def answer(client, asked, **values):
    return client.post(asked.get_absolute_url(), values)


def test_hana_says_yes_and_both_are_in_touch(client, cast):
    asked = asks(cast.ada, cast.hana, shares_address=True)
    client.force_login(cast.hana)
    assert (
        "With a yes you get the e-mail address of Ada"
        in client.get(asked.get_absolute_url()).content.decode()
    )
    assert "ada@example.org" not in client.get(asked.get_absolute_url()).content.decode()
    response = answer(client, asked, what="accept", words="Gladly. Tuesdays.")
    assert (response.status_code, response["Location"]) == (302, asked.get_absolute_url())
    made = Connection.objects.get()
    assert (made.first, made.second, made.source, made.request) == (cast.ada, cast.hana, "request", asked)
    assert (made.first_agreed_at, made.first_shares_address, made.second_shares_address) == (
        asked.asked_at, True, False,
    )  # fmt: skip
    letter = Email.objects.order_by("-pk")[0]
    assert (letter.address, letter.subject) == (
        "ada@example.org", "Hana Kowalczyk says yes: you are in touch",
    )  # fmt: skip
    assert "> Gladly. Tuesdays." in letter.text
    assert "@example.org" not in letter.text + letter.html

    hers = client.get(asked.get_absolute_url()).content.decode()
    assert "mailto:ada@example.org" in hers
    client.force_login(cast.ada)
    mine = client.get(asked.get_absolute_url()).content.decode()
    assert "hana@example.org" not in mine
    assert "Gladly. Tuesdays." in mine


def test_hana_says_not_now(client, cast):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    Draft.objects.keep(cast.hana, f"answer-{asked.pk}", {"words": "After"}, revision=0)
    answer(client, asked, what="not_now", words="After *Easter*.")
    assert list(Draft.objects.of(cast.hana)) == []
    asked.refresh_from_db()
    assert (asked.state, asked.answer_html) == ("not_now", "<p>After <em>Easter</em>.</p>\n")
    assert letters()[1] == ("ada@example.org", "Hana Kowalczyk says: not now")
    assert not Connection.objects.exists()


@pytest.mark.parametrize("named", ["cora pritchard", "https://ground.example/people/cora-pritchard/"])
def test_hana_suggests_someone_else(client, cast, named):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    answer(client, asked, what="suggest", someone=named)
    asked.refresh_from_db()
    assert (asked.state, asked.suggested) == ("suggested", cast.cora_profile)
    assert letters()[1] == ("ada@example.org", "Hana Kowalczyk suggests that you ask Cora Pritchard")
    client.force_login(cast.ada)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert f"{ask_page(cast.cora_profile)}?from={asked.pk}" in page
    again = client.get(f"{ask_page(cast.cora_profile)}?from={asked.pk}").content.decode()
    assert "May I ring you?" in again


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("", "Say whom you suggest."),
        ("Nobody At All", "There is nobody of that name whom Ada Okafor can see."),
        ("Ada Okafor", "There is nobody of that name whom Ada Okafor can see."),
        ("Twin", "Several people are called that."),
        ("Hidden", "There is nobody of that name whom Ada Okafor can see."),
    ],
)
def test_a_suggestion_is_one_person_whom_both_may_see(client, cast, named, words):
    Profile.objects.make(name="Twin", visible="public")
    Profile.objects.make(name="Twin", visible="members")
    Profile.objects.make(name="Hidden", visible="nobody")
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    response = answer(client, asked, what="suggest", someone=named, words="She knows more.")
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "She knows more." in response.content.decode()


def test_a_suggestion_does_not_tell_of_a_block(client, cast):
    Block.objects.block(cast.ada, by=cast.cora)
    asked = asks(cast.ada, cast.hana)
    asked.suggest(cast.cora_profile, by=cast.hana)
    client.force_login(cast.ada)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "Cora Pritchard" in page
    assert ask_page(cast.cora_profile) not in page


def test_what_was_taken_back_is_not_asked_again_at_once(cast):
    asks(cast.ada, cast.hana).withdraw(by=cast.ada)
    with pytest.raises(Refused):
        asks(cast.ada, cast.hana)


def test_another_answer_from_a_second_tab_changes_nothing_and_keeps_the_words(client, cast):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.hana)
    answer(client, asked, what="accept")
    asked.refresh_from_db()
    with pytest.raises(Refused):
        asked.not_now(by=cast.hana)
    response = answer(client, asked, what="not_now", words="Written in the other tab.")
    assert response.status_code == 409
    assert "Written in the other tab." in response.content.decode()
    asked.refresh_from_db()
    assert asked.state == "accepted"


@pytest.mark.parametrize("state", ["expired", "withdrawn"])
def test_an_answer_that_comes_too_late_says_so_and_what_to_do(client, cast, state):
    asked = asks(cast.ada, cast.hana)
    asked.expire() if state == "expired" else asked.withdraw(by=cast.ada)
    client.force_login(cast.hana)
    response = answer(client, asked, what="accept", words="Gladly, sorry for the delay.")
    assert response.status_code == 409
    assert "Gladly, sorry for the delay." in response.content.decode()
    if state == "expired":
        assert ask_page(cast.ada_profile) in response.content.decode()
    assert not Connection.objects.exists()


def test_nobody_else_sees_or_answers_it(client, cast):
    asked = asks(cast.ada, cast.hana)
    for who, status in [("cora", 404), ("fay", 404), ("dev", 404), ("eve", 404), ("ada", 403)]:
        client.force_login(getattr(cast, who))
        assert answer(client, asked, what="accept").status_code == status
        if status == 404:
            assert client.get(asked.get_absolute_url()).status_code == 404
    for name in ("withdraw", "block"):
        url = reverse(f"members:request_{name}", args=[asked.pk])
        client.force_login(cast.cora)
        assert client.post(url).status_code == 404
    client.force_login(cast.hana)
    assert client.post(reverse("members:request_withdraw", args=[asked.pk])).status_code == 403
    asked.refresh_from_db()
    assert asked.is_waiting


def test_ada_takes_it_back(client, cast):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.ada)
    client.post(reverse("members:request_withdraw", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert len(letters()) == 1


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


# At once


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_one(cast):
    def send(_number):
        try:
            return asks(User.objects.get(pk=cast.ada.pk), User.objects.get(pk=cast.hana.pk)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = set(pool.map(send, range(4)))
    assert sent == {ContactRequest.objects.get().pk}
    assert len(letters()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_each_other_at_once_have_one_request(cast):
    def send(pair):
        try:
            asks(*(User.objects.get(pk=user.pk) for user in pair))
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "sent"

    pairs = [(cast.ada, cast.hana), (cast.hana, cast.ada)]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, pairs)) == ["refused", "sent"]
    assert ContactRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_answered_by_two_tabs_at_once_one_holds(cast):
    asked = asks(cast.ada, cast.hana)

    def say(verb):
        try:
            getattr(ContactRequest.objects.get(pk=asked.pk), verb)(by=cast.hana)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(say, ["accept", "not_now"])) == ["done", "refused"]
    assert len(letters()) == 2
