"""Guests are asked what members are: on a page of their link, kept, changed, met, destroyed, forgotten."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry
from folkmoot.conversations import guests as writers
from folkmoot.events import links, tasks
from folkmoot.events.models import Answer, Host, Need, Question, Registration

from .events import published, registered

SECRET = "A seat where nobody stands behind me"


@pytest.fixture
def day(cast):
    """In person and online, it asks two questions, one of which has to be answered; and what people need."""
    event = published(cast.cora, "A day", mode="hybrid", comers="everyone", closes_wall="")
    Question.objects.ask(event, by=cast.cora, words="What do you count?")
    Question.objects.ask(event, by=cast.cora, words="Why you?", type="long", most_words=5, is_required=True)
    return event


def place_of(event, guest):
    return links.path_for(event, guest)


def form_of(event, guest):
    return reverse("events:guest_register", args=[event.slug, links.token_for(event, guest)])


def fields(event, *answers, **more):
    pairs = zip(event.questions.asked(), answers, strict=False)
    said = {f"question-{question.pk}": words for question, words in pairs}
    return {"filled-in": "1", "mode": "in_person", "access": "", "diet": ""} | said | more


def said(event):
    rows = Answer.objects.filter(registration__event=event, registration__guest__isnull=False)
    return list(rows.order_by("question__order").values_list("words", flat=True))


def test_a_guest_answers_what_members_answer_and_can_change_it(client, cast, day):
    page = client.get(place_of(day, cast.gil)).text
    assert "The hosts ask something first" in page
    assert f'href="{form_of(day, cast.gil)}?mode=online"' in page
    page = client.get(f"{form_of(day, cast.gil)}?mode=online")
    assert "What do you count?" in page.text
    assert 'value="online" required id="id_mode_1" checked' in page.text
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in page["Cache-Control"]
    typed = fields(day, "=Falls", "We fall.", access=SECRET, diet="No nuts")
    assert client.post(form_of(day, cast.gil), typed).url == place_of(day, cast.gil)
    registration = day.registrations.get()
    assert (registration.person, registration.state) == (cast.gil, "confirmed")
    page = client.get(place_of(day, cast.gil)).text
    kept = day.ends + timedelta(days=14)
    for words in ("=Falls", SECRET, "No nuts", f"It is destroyed on {kept.day} {kept:%B %Y}."):
        assert words in page
    assert "Nobody has read yet what you need." in page
    assert "See or change what you answered" in page
    assert 'value="=Falls"' in client.get(form_of(day, cast.gil)).text
    for _time in range(2):
        changed = client.post(form_of(day, cast.gil), fields(day, "", "We get up."), follow=True)
        assert "What you answered is kept." in changed.text
    assert (said(day), Need.objects.count(), day.registrations.count()) == (["We get up."], 0, 1)
    entries = Entry.objects.about(day).filter(verb__contains="guest_answers_changed")
    assert list(entries.values_list("by", "details")) == [(None, {})]
    assert not Entry.objects.filter(verb="events.answers_changed").exists()


def test_a_button_alone_opens_the_form_and_gets_round_nothing(client, cast, day):
    press = {"act": "register", "mode": "online"}
    answer = client.post(place_of(day, cast.gil), press)
    assert answer.url == f"{form_of(day, cast.gil)}?mode=online"
    assert client.post(form_of(day, cast.gil), {"mode": "online"}).status_code == 200
    sent = client.post(form_of(day, cast.gil), {"filled-in": "1", "mode": "online"})
    assert (sent.status_code, "This field is required." in sent.text) == (422, True)
    odd = client.post(place_of(day, cast.gil), {"act": "register", "mode": "x&y=\n"}, follow=True)
    assert odd.status_code == 200
    assert not day.registrations.exists()


def test_changing_over_asks_again_and_takes_along_what_was_said(client, cast, day):
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No.", access=SECRET))
    client.post(place_of(day, cast.gil), {"act": "register", "mode": "online"})
    assert day.registrations.live().get().pool.mode == "in_person"
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No.", access=SECRET, mode="online"))
    own = day.registrations.live().get()
    assert (own.pool.mode, own.need.access) == ("online", SECRET)
    assert set(own.answers.values_list("words", flat=True)) == {"Falls", "No."}


@pytest.mark.parametrize(
    ("answers", "more", "words"),
    [
        (["", ""], {}, "This field is required."),
        (["", "one two three four five six"], {}, "This is 1 word too many: at most 5."),
        (["", "x" * 10_000], {}, "These are 10,000 characters; 6,000 fit."),
        (["y" * 10_000, "No."], {}, "These are 10,000 characters; 300 fit."),
        (["Falls", "No."], {"access": "z" * 10_000}, "These are 10,000 characters; 2,000 fit."),
        (["a\x00b", "No."], {}, "Null characters are not allowed."),
        (["Falls", "No."], {"mode": "by boat"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, cast, day, answers, more, words):
    answer = client.post(form_of(day, cast.gil), fields(day, *answers, **more))
    assert (answer.status_code, day.registrations.exists(), Need.objects.exists()) == (422, False, False)
    assert words in answer.text
    for typed in [*answers, more.get("access", "")]:
        assert typed.replace("\x00", "") in answer.text.replace("\x00", "")


def test_after_closing_a_guest_sees_what_they_said_and_no_more(client, cast, day):
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No.", access=SECRET))
    late = Guest.objects.create(name="Lou", email="lou@example.org")
    with time_machine.travel(day.starts_at, tick=False):
        page = client.get(form_of(day, cast.gil)).text
        assert "Registration has closed." in page
        for words in ("Falls", SECRET):
            assert words in page
        for who in (cast.gil, late):
            answer = client.post(form_of(day, who), fields(day, "Too late to say", "No."))
            assert answer.status_code == 409
            assert "Too late to say" in answer.text
    assert (said(day), day.registrations.count()) == (["Falls", "No."], 1)


def test_another_link_opens_nobody_elses_form(client, cast, day):
    token, other = links.token_for(day, cast.gil), published(cast.cora, "Other", comers="everyone")
    way_in = links.token_for(day, cast.gil, links.WAY_IN)
    forged = ((other.slug, token), (day.slug, token[:-1]), (day.slug, way_in), (day.slug, "1-1~x" * 60))
    for slug, key in forged:
        url = reverse("events:guest_register", args=[slug, key])
        sent = client.post(url, fields(day, "Falls", "No."))
        assert (client.get(url).status_code, sent.status_code) == (410, 410)
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No."))
    somebody = Guest.objects.create(name="Lou", email="lou@example.org")
    for url in (form_of(day, somebody), place_of(day, somebody)):
        assert "Falls" not in client.get(url).text
    client.post(form_of(day, somebody), fields(day, "Mine", "Yes."))
    assert "Falls" in day.registrations.get(guest=cast.gil).answers.by_question().values()


def test_a_used_up_link_is_gone(client, cast, day):
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No."))
    with time_machine.travel(day.ends_at + timedelta(days=31), tick=False):
        assert client.get(form_of(day, cast.gil)).status_code == 410
    client.post(place_of(day, cast.gil), {"act": "forget"})
    assert client.get(form_of(day, cast.gil)).status_code == 410
    assert client.post(form_of(day, cast.gil), fields(day, "Falls", "No.")).status_code == 410


def test_where_nothing_is_asked_one_press_is_enough(client, cast):
    event = published(cast.cora, "Run charts", comers="everyone")
    assert client.get(form_of(event, cast.gil)).url == place_of(event, cast.gil)
    assert client.post(form_of(event, cast.gil), {"mode": "online"}).url == place_of(event, cast.gil)
    assert not event.registrations.exists()
    client.post(place_of(event, cast.gil), {"act": "register", "mode": "online"})
    assert event.registrations.get().state == "confirmed"


def test_a_form_that_was_open_while_the_questions_went_still_registers(client, cast):
    event = published(cast.cora, "Run charts", comers="everyone")
    question = Question.objects.ask(event, by=cast.cora, words="What do you count?")
    typed = fields(event, "Falls")
    question.retire(by=cast.cora)
    client.post(form_of(event, cast.gil), typed)
    client.force_login(cast.hana)
    client.post(reverse("events:register", args=[event.slug]), {"filled-in": "1"})
    assert (said(event), event.registrations.count()) == ([], 2)


def test_asked_under_another_name_it_is_the_same_place(client, cast, day):
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No."))
    other = Guest.objects.create(name="Gilbert A.", email="gil@example.org")
    assert 'value="Falls"' in client.get(form_of(day, other)).text
    client.post(form_of(day, other), fields(day, "Doors", "No."))
    assert (said(day), day.registrations.get().guest) == (["Doors", "No."], cast.gil)


def test_whose_address_has_an_account_by_now_signs_in(client, cast, day):
    User.objects.create_user("gil@example.org", "Gil A.", confirmed=True)
    assert client.get(form_of(day, cast.gil)).url == place_of(day, cast.gil)
    answer = client.post(form_of(day, cast.gil), fields(day, "Falls", "No."))
    assert answer.status_code == 422
    for words in ("has an account by now", 'value="Falls"'):
        assert words in answer.text
    assert not Registration.objects.exists()


@pytest.mark.parametrize(("registering", "state"), [("approval", "applied"), ("interest", "interested")])
def test_with_a_request_or_a_ticket_a_guest_answers_too(client, cast, registering, state):
    closes = (timezone.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    visit = published(cast.cora, "A visit", mode="in_person", comers="everyone", places=2, closes_wall=closes)
    visit.give_places(registering, by=cast.cora, criteria="Whoever works nights.")
    Question.objects.ask(visit, by=cast.cora, words="What would you try?", is_required=True)
    page = client.get(place_of(visit, cast.gil)).text
    button = {"applied": "Ask for a place in person", "interested": "I am interested, in person"}[state]
    assert button in page
    assert client.post(form_of(visit, cast.gil), fields(visit, "")).status_code == 422
    client.post(form_of(visit, cast.gil), fields(visit, "Slippers", diet="Vegan"))
    own = visit.registrations.get()
    assert (own.state, said(visit), own.need.diet) == (state, ["Slippers"], "Vegan")
    letter = Email.objects.get(address="gil@example.org")
    assert place_of(visit, cast.gil) in letter.text
    if state == "interested":
        assert f"{visit.get_absolute_url()}draw/" in letter.text
    else:
        client.force_login(cast.cora)
        page = client.get(reverse("events:applications", args=[visit.slug])).text
        assert "Slippers" in page
        own.turn_down("Not now.", by=cast.cora)
        assert not Need.objects.exists()


def test_hosts_read_guests_in_their_row_and_what_is_promised_reaches_them(client, cast, day):
    zoe = Guest.objects.create(name="Zoë", email="zoe@example.org")
    for who, diet in ((zoe, "Vegan"), (cast.gil, "No nuts")):
        client.post(form_of(day, who), fields(day, "=1+1", "No.", access="Step-free", diet=diet))
    client.force_login(cast.hana)
    url = reverse("events:register", args=[day.slug])
    client.post(url, fields(day, "Falls", "No.", access="Step-free", mode="in_person"))
    Host.objects.look_after_needs(day, cast.cora, True)
    client.force_login(cast.cora)
    page = client.get(reverse("events:answers", args=[day.slug])).text
    assert page.index("Zoë") < page.index("Gil Achterberg") < page.index("Hana Kowalczyk")
    answer = client.get(reverse("events:needs", args=[day.slug]))
    names = [need.registration.person.name for need, _form in answer.context["needs"]]
    assert names == ["Gil Achterberg", "Hana Kowalczyk", "Zoë"]
    assert [(words, len(people)) for words, people in answer.context["access"]] == [("Step-free", 3)]
    need = day.registrations.get(guest=cast.gil).need
    promised = {"promise": "A ramp.", "told": need.told}
    client.post(reverse("events:confirm_need", args=[day.slug, need.pk]), promised)
    letter = Email.objects.filter(address="gil@example.org").latest("pk")
    assert (letter.subject, letter.is_secret) == ("What will be done for you: A day", True)
    for words in ("A ramp.", f"{form_of(day, cast.gil)}\n"):
        assert words in letter.text
    client.logout()
    for url in (place_of(day, cast.gil), form_of(day, cast.gil)):
        page = client.get(url).text
        for words in ("A ramp.", "What you need was read by:", "Cora Pritchard"):
            assert words in page
    client.post(form_of(day, cast.gil), fields(day, "=1+1", "No.", access="A lift"))
    assert day.registrations.get(guest=cast.gil).need.promise == ""


def test_what_a_guest_needs_is_gone_on_its_day(client, cast, day):
    """T13: of guests, too."""
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No.", access=SECRET))
    with time_machine.travel(day.ends_at + timedelta(days=14), tick=False):
        tasks.destroy_needs()
        assert SECRET not in client.get(place_of(day, cast.gil)).text
    assert not Need.objects.exists()


def test_forgotten_nothing_is_left_of_what_a_guest_said(client, cast, day):
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No.", access=SECRET))
    client.post(place_of(day, cast.gil), {"act": "cannot"})
    assert not Need.objects.exists()
    client.post(form_of(day, cast.gil), fields(day, "Doors", "No.", access=SECRET))
    Need.objects.get().confirm("A ramp.", by=cast.cora, told=Need.objects.get().told)
    client.post(place_of(day, cast.gil), {"act": "forget"})
    assert (Answer.objects.count(), Need.objects.count(), day.registrations.count()) == (0, 0, 2)
    assert not Email.objects.filter(address="gil@example.org").exists()


def test_whose_name_is_emptied_by_the_years_leaves_no_answer(cast, day):
    own, hana = registered(day, cast.gil, cast.hana, mode="online")
    for one in (own, hana):
        Answer.objects.keep(one, {question.pk: "No." for question in day.questions.asked()})
    tasks.forget_answers()
    assert Answer.objects.count() == 4
    with time_machine.travel(day.ends_at + timedelta(days=31), tick=False):
        writers.forget_unconfirmed()
        tasks.forget_answers()
    assert {answer.registration for answer in Answer.objects.all()} == {hana}


def test_what_was_said_follows_into_an_account(client, cast, day):
    """Also where the account has a place of its own: what it did not say goes along."""
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No.", access=SECRET))
    gil = User.objects.create_user("gil@example.org", "Gil A.")
    theirs = registered(day, gil, mode="online")[0]
    Answer.objects.keep(theirs, {day.questions.asked().last().pk: "Yes."})
    Need.objects.keep(theirs, "", "Vegan")
    address = EmailAddress.objects.create(user=gil, email="Gil@example.org", verified=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    own = day.registrations.live().get()
    assert (own.user, own.pool.mode, own.need.access) == (gil, "in_person", SECRET)
    assert list(own.answers.order_by("question").values_list("words", flat=True)) == ["Falls", "No."]
    assert Need.objects.count() == 1


def test_an_account_that_said_nothing_takes_over_what_its_guest_said(client, cast, day):
    day.pools.filter(mode="online").update(cap=0)
    client.post(form_of(day, cast.gil), fields(day, "Falls", "No.", access=SECRET, mode="online"))
    gil = User.objects.create_user("gil@example.org", "Gil A.")
    registered(day, gil, mode="in_person")
    address = EmailAddress.objects.create(user=gil, email="Gil@example.org", verified=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)
    own = day.registrations.live().get()
    assert (own.user, own.state, own.need.access) == (gil, "confirmed", SECRET)
    assert set(own.answers.values_list("words", flat=True)) == {"Falls", "No."}
