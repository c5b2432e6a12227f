"""People who are in touch, people who are blocked, and what is reported."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Connection, ContactRequest, Report

CONNECTIONS = reverse("members:connections")


def asks(sender, recipient, words="May I ring you?"):
    return ContactRequest.objects.ask(recipient, sender=sender, purpose="learn", words=words)


@pytest.fixture
def connection(cast):
    return asks(cast.ada, cast.hana).accept("Tuesdays.", by=cast.hana)


def test_both_see_it_with_its_date_and_where_it_came_from(client, cast, connection):
    cast.hana_profile.edit(by=cast.hana, contact_by=["phone"], contact_when="Tuesday mornings")
    client.force_login(cast.ada)
    page = client.get(CONNECTIONS).content.decode()
    for shown in ["Hana Kowalczyk", "from: A request", "Phone · Tuesday mornings"]:
        assert shown in page
    client.force_login(cast.hana)
    assert "Ada Okafor" in client.get(CONNECTIONS).content.decode()
    person = client.get(cast.ada_profile.get_absolute_url()).content.decode()
    assert "You have been in touch since" in person
    client.force_login(cast.dev)
    assert "Nobody yet" in client.get(CONNECTIONS).content.decode()
    assert "in touch since" not in client.get(cast.ada_profile.get_absolute_url()).content.decode()


def test_an_address_is_given_and_taken_back(client, cast, connection):
    share = reverse("members:connection_share", args=[connection.pk])

    def hana_sees():
        client.force_login(cast.hana)
        return "mailto:ada@example.org" in client.get(CONNECTIONS).content.decode()

    assert not hana_sees()
    client.force_login(cast.ada)
    client.post(share, {"on": "yes"})
    assert hana_sees()
    client.force_login(cast.ada)
    assert "hana@example.org" not in client.get(CONNECTIONS).content.decode()
    client.post(share, {"on": "no"})
    assert not hana_sees()
    verbs = Entry.objects.about(connection).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["members.connected", "members.address_shared", "members.address_kept"]


@pytest.mark.parametrize("who", ["ada", "hana"])
def test_either_removes_it_for_both_and_the_record_says_who(client, cast, connection, who):
    client.force_login(getattr(cast, who))
    client.post(reverse("members:connection_remove", args=[connection.pk]))
    for each in (cast.ada, cast.hana):
        client.force_login(each)
        assert "Nobody yet" in client.get(CONNECTIONS).content.decode()
    entry = Entry.objects.get(verb="members.disconnected")
    assert (entry.by, entry.object_id) == (getattr(cast, who), str(connection.pk))
    client.force_login(cast.ada)
    page = client.get(ContactRequest.objects.get().get_absolute_url()).content.decode()
    assert "The connection has been removed." in page


def test_removed_by_both_at_once_the_second_is_told(cast, connection):
    other = Connection.objects.get()
    connection.remove(by=cast.ada)
    with pytest.raises(Refused):
        other.remove(by=cast.hana)
    assert Entry.objects.filter(verb="members.disconnected").count() == 1


def test_nobody_else_touches_it(client, cast, connection):
    for name in ("connection_remove", "connection_share"):
        client.force_login(cast.cora)
        assert client.post(reverse(f"members:{name}", args=[connection.pk])).status_code == 404
    assert Connection.objects.count() == 1


def test_two_who_are_in_touch_stay_as_they_are(cast, connection):
    again = Connection.objects.connect(cast.hana, cast.ada, source="coffee")
    assert (again, again.source) == (connection, "request")


def test_made_otherwise_it_says_so(client, cast):
    Connection.objects.connect(cast.hana, cast.ada, source="coffee")
    client.force_login(cast.ada)
    assert "from: A coffee trial" in client.get(CONNECTIONS).content.decode()


# Blocking


def test_blocking_ends_what_connects_the_two_and_can_be_undone(client, cast, connection):
    client.force_login(cast.hana)
    client.post(reverse("members:block", args=[cast.ada_profile.slug]))
    client.post(reverse("members:block", args=[cast.ada_profile.slug]))
    assert (Block.objects.count(), Connection.objects.count()) == (1, 0)
    assert "Whom you blocked" in client.get(CONNECTIONS).content.decode()
    with pytest.raises(Refused, match="Unblock first"):
        asks(cast.hana, cast.ada)
    client.post(reverse("members:unblock", args=[Block.objects.get().pk]))
    assert Block.objects.count() == 0
    verbs = Entry.objects.filter(verb__in=["members.blocked", "members.unblocked"]).order_by("pk")
    assert list(verbs.values_list("verb", "by")) == [
        ("members.blocked", cast.hana.pk),
        ("members.unblocked", cast.hana.pk),
    ]


def test_one_who_asked_is_blocked_from_the_request_though_they_have_no_page(client, cast):
    cast.hana_profile.show_fields({"contact": "public"}, by=cast.hana)
    cast.hana_profile.show_to("public", by=cast.hana)
    asked = asks(cast.ben, cast.hana)
    client.force_login(cast.hana)
    client.post(reverse("members:request_block", args=[asked.pk]))
    assert (Block.objects.get().by, Block.objects.get().blocked) == (cast.hana, cast.ben)


def test_what_the_blocker_had_asked_is_taken_back(cast):
    asked = asks(cast.ada, cast.hana)
    Block.objects.block(cast.hana, by=cast.ada)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


# Reports


@pytest.fixture
def report(client, cast):
    asked = asks(cast.ada, cast.hana, words="Buy my secret book.")
    Email.objects.all().delete()
    client.force_login(cast.hana)
    url = reverse("members:request_report", args=[asked.pk])
    client.post(url, {"reason": "selling", "words": "It is an advertisement."})
    client.post(url, {"reason": "selling", "words": "It is an advertisement."})
    client.logout()
    return Report.objects.get()


def test_hana_reports_and_the_team_reads_it_on_the_record(client, cast, report):
    url = reverse("members:report", args=[report.pk])
    client.force_login(cast.cora)
    assert "Hana Kowalczyk" in client.get(f"{reverse('members:team_requests')}?show=reports").content.decode()
    assert "Buy my secret book." not in client.get(url).content.decode()
    client.post(reverse("members:report_open", args=[report.pk]))
    assert "Buy my secret book." in client.get(url).content.decode()
    entry = Entry.objects.get(verb="members.request_read")
    assert (entry.by, entry.thing) == (cast.cora, report)

    client.force_login(cast.fay)
    assert "Buy my secret book." not in client.get(url).content.decode()
    assert "1 contact request was reported" in client.get(reverse("home:team")).content.decode()


def test_the_team_hears_of_it_without_the_words(cast, report):
    told = Email.objects.order_by("address")
    assert [letter.address for letter in told] == ["cora@example.org", "fay@example.org"]
    assert all("secret book" not in letter.text for letter in told)


def test_who_reported_is_told_what_came_of_it_and_who_is_stopped_asks_no_more(client, cast, report):
    Email.objects.all().delete()
    client.force_login(cast.cora)
    url = reverse("members:report", args=[report.pk])
    assert client.post(url, {"words": "Hm."}).status_code == 422
    client.post(url, {"outcome": "stopped", "words": "No advertising here."})
    assert list(Email.objects.order_by("pk").values_list("address", "subject")) == [
        ("hana@example.org", "What came of your report"),
        ("ada@example.org", "You can send no contact requests for now"),
    ]
    assert "Hana" not in Email.objects.get(address="ada@example.org").text
    with pytest.raises(Refused, match="The team has stopped your requests until"):
        asks(cast.ada, cast.dev)
    Report.objects.update(answered_at=timezone.now() - timedelta(days=91))
    assert asks(cast.ada, cast.dev).is_waiting

    late = client.post(url, {"outcome": "nothing", "words": "Too late."})
    assert late.status_code == 409


def test_nobody_decides_on_a_report_of_their_own(client, cast):
    asked = asks(cast.hana, cast.cora, words="Between us.")
    report = Report.objects.report(asked, "unkind", by=cast.cora)
    client.force_login(cast.cora)
    url = reverse("members:report", args=[report.pk])
    assert "somebody else of the team decides" in client.get(url).content.decode()
    assert client.post(url, {"outcome": "nothing"}).status_code == 403
    assert client.post(reverse("members:report_open", args=[report.pk])).status_code == 403


def test_whoever_is_reported_does_not_learn_by_whom(client, cast):
    asked = asks(cast.cora, cast.hana, words="Between us.")
    report = Report.objects.report(asked, "unkind", by=cast.hana)
    assert Report.objects.report(asked, "unkind", by=cast.hana) == report
    told = Email.objects.filter(subject__icontains="report").values_list("address", flat=True)
    assert list(told) == ["fay@example.org"]
    client.force_login(cast.cora)
    assert client.get(reverse("members:report", args=[report.pk])).status_code == 404
    assert client.post(reverse("members:report_open", args=[report.pk])).status_code == 404
    for address in ("/team/requests/?show=reports", "/team/", f"/team/people/{cast.hana.pk}/?part=letters"):
        assert "was reported" not in (page := client.get(address).content.decode())
        assert "Hana Kowalczyk</td>" not in page


def test_only_the_two_report_it(client, cast):
    asked = asks(cast.ada, cast.hana)
    client.force_login(cast.dev)
    url = reverse("members:request_report", args=[asked.pk])
    assert client.post(url, {"reason": "other"}).status_code == 404
    with pytest.raises(Refused):
        Report.objects.report(asked, "other", by=cast.dev)


@pytest.mark.parametrize(
    ("show", "row"),
    [("", ["Ada Okafor", "Dev Malhotra"]), ("?show=reports", ["Hana Kowalczyk", "Ada Okafor"])],
)
def test_the_team_takes_its_lists_away_without_the_words(client, cast, report, show, row):
    asked = asks(cast.ada, cast.dev, words="Not for the team.")
    ContactRequest.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=11))
    client.force_login(cast.cora)
    answer = client.post(f"{reverse('members:team_requests_export')}{show}")
    file = b"".join(answer.streaming_content).decode("utf-8-sig")
    [_headings, line] = file.splitlines()
    assert line.split(",")[:2] == row
    assert [words for words in ("Not for", "secret book", "an advertisement") if words in file] == []


# What is held


def test_the_account_says_how_much_is_held(client, cast, connection):
    Block.objects.block(cast.dev, by=cast.ada)
    client.force_login(cast.ada)
    page = client.get(reverse("accounts:overview")).content.decode()
    for shown in ["1, sent or received", "People you are in touch with", "Whom you blocked"]:
        assert shown in page
