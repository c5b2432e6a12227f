"""Members who have found no way in: no contact in ninety days."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.members.models import Member, Note
from folkmoot.members.records.quiet import quiet
from tests.unguarded import empty_the_record, the_record


@pytest.fixture
def long_ago(cast):
    """All of them joined half a year ago, and nothing has happened since."""
    past = timezone.now() - timedelta(days=180)
    Member.objects.update(since=past.date())
    the_record().update(at=past)
    return past


def found():
    return {user.name.split()[0] for user in quiet(User.objects.all())}


def test_members_of_whom_nobody_heard(cast, long_ago):
    assert found() == {"Ada", "Cora", "Dev", "Hana"}


def test_newcomers_have_ninety_days(cast, long_ago):
    Member.objects.filter(user=cast.ada).update(since=timezone.localdate() - timedelta(days=89))
    assert found() == {"Cora", "Dev", "Hana"}


def test_signing_in_is_contact_for_ninety_days(cast, long_ago):
    User.objects.filter(pk=cast.ada.pk).update(last_login=timezone.now() - timedelta(days=89))
    User.objects.filter(pk=cast.hana.pk).update(last_login=timezone.now() - timedelta(days=91))
    assert found() == {"Cora", "Dev", "Hana"}


def test_what_someone_did_is_contact_and_what_was_done_to_them_is_not(cast, long_ago):
    Entry.objects.record("members.edited", cast.hana_profile, by=cast.ada)
    assert found() == {"Cora", "Dev", "Hana"}


def test_a_call_is_contact_and_a_note_is_none(cast, long_ago):
    empty_the_record(Q(by=cast.cora))
    Note.objects.write(cast.ada, by=cast.fay, words="Is well.", kind="call")
    Note.objects.write(cast.hana, by=cast.fay, words="Somebody should ring.", kind="note")
    assert found() == {"Cora", "Dev", "Hana"}


def test_who_left_is_not_looked_for(cast, long_ago):
    cast.ada.membership.leave(by=None)
    assert found() == {"Cora", "Dev", "Hana"}


def test_it_waits_on_the_desk_and_leads_to_the_list(client, cast, long_ago):
    client.force_login(cast.cora)  # who signs in is here
    page = client.get("/team/").content.decode()
    assert "3 members without any contact in 90 days" in page
    answer = client.get("/team/people/?quiet=on&sort=seen")
    assert {record.person.name for record in answer.context["records"]} == {
        "Ada Okafor", "Dev Malhotra", "Hana Kowalczyk",
    }  # fmt: skip
