"""What hosts write to those who come: to whom, how often, each once; answers without anybody's address."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.events import answering, by_mail, letters, notices, tasks
from folkmoot.events.models import Letter
from folkmoot.groups.tests import groups
from folkmoot.members.models import Organisation, Partner

from .events import published, registered

WORDS = {"subject": "Which door", "text": "The **blue** one. See [the map](/events/)."}


@pytest.fixture
def both(cast):
    """A day in person and online: two places there, Hana and Ada have them, Dev waits, Fay comes online."""
    event = published(cast.cora, "Rotas", mode="hybrid", places=2)
    registered(event, cast.hana, cast.ada, cast.dev)
    registered(event, cast.fay, mode="online")
    return event


def written(event, by, to="in_person", **changes):
    """Sent, and written by the worker."""
    letter = Letter.objects.send(event, to=to, by=by, **WORDS | changes)
    while letters.step(letter.pk):
        pass
    return letter


def got(subject="Which door"):
    rows = Email.objects.filter(subject=subject).order_by("user__name")
    return [one.user.name.split()[0] for one in rows.select_related("user")]


@pytest.mark.parametrize(
    ("to", "people"), [("in_person", ["Ada", "Hana"]), ("online", ["Fay"]), ("waiting", ["Dev"])]
)
def test_it_goes_to_those_it_is_for(cast, both, to, people):
    letter = written(both, cast.cora, to=to)
    assert (got(), letter.people) == (people, len(people))
    letter.refresh_from_db()
    assert letter.done_at
    entry = Entry.objects.get(verb="events.wrote")
    assert (entry.by, entry.details) == (cast.cora, {"to": to, "people": len(people)})


def test_to_those_who_came_once_it_is_over(client, cast, both):
    hana = both.registrations.get(user=cast.hana)
    client.force_login(cast.cora)
    page = reverse("events:write", args=[both.slug])
    assert "Who came" not in client.get(page).text
    with time_machine.travel(both.starts_at, tick=False):
        hana.arrive(by=cast.cora)
    with time_machine.travel(both.ends_at + timedelta(hours=2), tick=False):
        client.force_login(cast.cora)
        assert "Who came (1 person)" in client.get(page).text
        client.post(page, {"to": "came", "send": "yes", **WORDS})
        letters.step(Letter.objects.get().pk)
    assert got() == ["Hana"]


def test_it_is_looked_at_and_then_sent_once(client, cast, both):
    client.force_login(cast.cora)
    page = reverse("events:write", args=[both.slug])
    seen = client.post(page, {"to": "in_person", "preview": "yes", **WORDS})
    assert "As Hana Kowalczyk reads it" in seen.text
    assert "<strong>blue</strong>" in seen.text
    assert "Send it to 2 people" in seen.text
    assert not Letter.objects.exists()
    for _time in range(2):
        assert client.post(page, {"to": "in_person", "send": "yes", **WORDS}).status_code == 302
    letter = Letter.objects.get()
    assert "Which door" in client.get(page).text
    for _time in range(2):
        letters.step(letter.pk)
    assert got() == ["Ada", "Hana"]
    mail = Email.objects.filter(subject="Which door").first()
    assert mail.sender.startswith("Cora Pritchard via ")
    assert "The blue one. See the map <http" in mail.text
    assert "cora@" not in mail.text + mail.html + str(mail.headers)


def test_only_who_runs_it_writes_and_only_who_got_it_reads(client, cast, both):
    letter = written(both, cast.cora)
    url, page = letter.get_absolute_url(), reverse("events:write", args=[both.slug])
    statuses = {}
    for name in ("hana", "dev", "cora", "ben"):
        client.force_login(getattr(cast, name))
        statuses[name] = (client.get(url).status_code, client.get(page).status_code)
    assert statuses == {"hana": (200, 403), "dev": (404, 403), "cora": (200, 200), "ben": (404, 404)}


def test_what_members_run_writes_once_a_day_and_three_times_a_week(client, cast):
    """T20."""
    group = groups.opened(cast.ada)
    groups.joined(group, cast.hana)
    event = published(cast.ada, "A call", group=group, comers="group")
    registered(event, cast.hana)
    now, sent = timezone.now(), []
    client.force_login(cast.ada)
    for hours in range(0, 24 * 9, 12):
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            try:
                written(event, cast.ada, to="online", subject=f"After {hours} hours")
                sent.append(hours)
            except Refused:
                continue
    assert sent == [0, 24, 48, 168, 192]
    with time_machine.travel(now + timedelta(hours=192), tick=False):
        client.force_login(cast.ada)
        page = reverse("events:write", args=[event.slug])
        assert "The next can go:" in client.get(page).text
        answer = client.post(page, {"to": "online", "send": "yes", "subject": "Again", "text": "Kept words."})
    assert (answer.status_code, "Kept words." in answer.text) == (422, True)
    assert "three a week" in answer.text


def test_who_leads_a_partner_is_counted_as_a_group_is(cast):
    hospital = Organisation.objects.named("Hull Hospital", by=cast.cora)
    partner = Partner.objects.appoint(hospital, kind="regional", leads=[cast.eve], by=cast.cora)
    event = published(cast.eve, "Ward by ward", partner=partner, comers="everyone")
    registered(event, cast.hana)
    written(event, cast.eve, to="online")
    with pytest.raises(Refused, match="three a week"):
        written(event, cast.eve, to="online", subject="Again")


def test_the_team_is_not_counted(cast, both):
    for number in range(5):
        written(both, cast.cora, subject=f"Letter {number}")
    assert Letter.objects.count() == 5


def test_to_nobody_there_is_no_letter(client, cast):
    event = published(cast.cora)
    client.force_login(cast.cora)
    answer = client.post(reverse("events:write", args=[event.slug]), {"to": "online", "send": "yes", **WORDS})
    assert "There is nobody to write to." in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"subject": "x" * 201}, "at most 200"),
        ({"subject": "One\nBcc: all@example.org"}, "Use letters, spaces and marks only."),
        ({"text": "x" * 20_001}, "at most 20000"),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"to": "came"}, "Select a valid choice"),
        ({"to": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, cast, both, changes, words):
    client.force_login(cast.cora)
    data = {"to": "in_person", "send": "yes", **WORDS, "text": "🚑 שלום, all of you."} | changes
    answer = client.post(reverse("events:write", args=[both.slug]), data)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert not Letter.objects.exists()


def test_a_worker_killed_half_way_is_made_up_for(cast, monkeypatch):
    event = published(cast.cora)
    people = User.objects.bulk_create(
        User(email=f"m{n}@example.org", name=f"Member {n}", is_member=True, password="!") for n in range(120)
    )
    registered(event, *people)
    letter = Letter.objects.send(event, to="online", by=cast.cora, **WORDS)
    assert letters.step(letter.pk)
    whole = notices.letter

    def killed(*args):
        whole(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(notices, "letter", killed)
    with pytest.raises(KeyboardInterrupt):
        letters.step(letter.pk)
    monkeypatch.undo()
    tasks.go_on_with_letters()
    assert len(got()) == 50  # somebody may still be at it
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        tasks.go_on_with_letters()
    assert (len(got()), Email.objects.filter(subject="Which door").values("user").distinct().count()) == (
        120, 120,
    )  # fmt: skip


def mail_from(user, address, text="I bring a cake."):
    return SimpleNamespace(local_part=address.partition("@")[0], text=text, pk=1), user


def test_an_answer_goes_to_the_host_and_back_without_an_address(settings, cast, both):
    settings.MAIL_DOMAIN = "reply.example.org"
    letter = written(both, cast.cora)
    address = Email.objects.get(user=cast.hana, subject="Which door").headers["Reply-To"]
    assert address == answering.address_of(letter, cast.hana)
    assert by_mail.mail_address(address.partition("@")[0])
    assert by_mail.mail_is_for(*mail_from(cast.hana, address))
    assert by_mail.mail_coming_in(*mail_from(cast.hana, address)) == letter
    answer = Email.objects.get(user=cast.cora, subject="Hana Kowalczyk answers: Which door")
    assert "> I bring a cake." in answer.text
    assert answer.headers["Reply-To"] == address
    assert "hana@" not in answer.text + answer.html + str(answer.headers)
    by_mail.mail_coming_in(*mail_from(cast.cora, address, "Please do."))
    back = Email.objects.get(user=cast.hana, subject="Cora Pritchard answers: Which door")
    assert "> Please do." in back.text
    assert "cora@" not in back.text + back.html + str(back.headers)


def test_who_got_it_answers_whatever_became_of_them(settings, client, cast, both):
    settings.MAIL_DOMAIN = "reply.example.org"
    letter = written(both, cast.cora, to="waiting")
    both.registrations.get(user=cast.dev).cancel(by=cast.dev)
    address = Email.objects.get(user=cast.dev, subject="Which door").headers["Reply-To"]
    assert by_mail.mail_coming_in(*mail_from(cast.dev, address)) == letter
    client.force_login(cast.dev)
    page = letter.get_absolute_url()
    assert "Answer Cora Pritchard" in client.get(page).text
    assert client.post(page, {"words": "I cannot come."}).status_code == 302
    answers = Email.objects.filter(user=cast.cora, subject="Dev Malhotra answers: Which door")
    assert answers.count() == 2


@pytest.mark.parametrize("who", ["dev", "eve", "ada"])
def test_nobody_else_writes_to_that_address(settings, cast, both, who):
    settings.MAIL_DOMAIN = "reply.example.org"
    letter = written(both, cast.cora)
    coming = mail_from(getattr(cast, who), answering.address_of(letter, cast.hana))
    assert by_mail.mail_is_for(*coming) is False
    with pytest.raises(Refused):
        by_mail.mail_coming_in(*coming)


@pytest.mark.parametrize(
    "local", ["event+", "event+zzzz", "event+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "group+x"]
)
def test_an_address_we_did_not_make_is_nobodys(cast, local):
    assert not by_mail.mail_address(local)


def test_where_no_mail_comes_in_one_answers_on_the_site(client, cast, both):
    letter = written(both, cast.cora)
    assert "Reply-To" not in Email.objects.get(user=cast.hana, subject="Which door").headers
    client.force_login(cast.hana)
    assert "Answer Cora Pritchard" in client.get(letter.get_absolute_url()).text
    assert client.post(letter.get_absolute_url(), {"words": ""}).status_code == 422
    assert client.post(letter.get_absolute_url(), {"words": "I bring a cake."}).status_code == 302
    answer = Email.objects.get(user=cast.cora, subject="Hana Kowalczyk answers: Which door")
    assert "> I bring a cake." in answer.text
    client.force_login(cast.cora)
    assert client.post(letter.get_absolute_url(), {"words": "To myself"}).status_code == 404
