"""One record for each person: who reads it, what stands in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email, Entry
from folkmoot.core import gathering
from folkmoot.members.models import Cohort, Contact, Listing, Member, Note, Organisation


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


def iris(**facts):
    guest = Guest.objects.create(name="Iris Teale", email="iris@example.org")
    return Contact.objects.create(guest=guest, email=guest.email, region="Leeds", **facts)


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 403), ("ada", 403), ("dev", 403), ("cora", 200), ("fay", 200)]
)
@pytest.mark.parametrize("part", ["", "?part=letters", "?part=happened", "?part=here"])
def test_the_record_is_for_the_team_alone(client, cast, who, status, part):
    Note.objects.write(cast.ada, by=cast.cora, words="Not for everyone.")
    client.force_login(getattr(cast, who))
    for path in (f"/team/people/{cast.ada.pk}/", f"/team/contacts/{iris().pk}/"):
        answer = client.get(path + part)
        assert answer.status_code == status
        assert ("Not for everyone." in answer.content.decode()) == (
            status == 200 and part == "" and "people" in path
        )


def test_it_says_how_someone_came_and_where_they_worked(cora, cast):
    cast.ada_profile.edit(by=cast.ada, organisations=["Humber Libraries"])
    Member.objects.get(user=cast.ada).enrol(Cohort.objects.add("Spring", by=cast.cora), by=cast.cora)
    facts = dict(cora.get(f"/team/people/{cast.ada.pk}/").context["record"].facts())
    today = timezone.localdate()
    assert facts["How they came"] == "Opened an account and was welcomed, by Fay Llewelyn-Rhŷs"
    assert (facts["Cohort"], facts["Works at"]) == ("Spring", "Humber Libraries")
    assert facts["Worked at before"] == f"Don Valley Community Health, {today.year}"


def test_a_contact_who_has_an_account_has_one_record(cora, cast):
    contact = iris(user=cast.ben)
    Note.objects.write(contact, by=cast.cora, words="Rang before there was an account.")
    answer = cora.get(f"/team/contacts/{contact.pk}/", follow=True)
    assert answer.redirect_chain == [(f"/team/people/{cast.ben.pk}/", 302)]
    assert "Rang before there was an account." in answer.content.decode()


def test_letters_show_what_became_of_them_and_not_what_they_say(cora, cast):
    Email.objects.create(
        user=cast.ada, address="ada@example.org", kind="account", subject="Your code", text="1234-secret",
        message_id="<1@x>", state="failed", last_error="Mailbox full",
    )  # fmt: skip
    page = cora.get(f"/team/people/{cast.ada.pk}/?part=letters").content.decode()
    assert "Your code" in page
    assert "Failed, to be tried again: Mailbox full" in page
    assert "1234-secret" not in page


def test_other_rooms_add_their_sections(cora, cast, monkeypatch):
    monkeypatch.setitem(
        gathering._registered,
        "person record",
        [lambda person, request: {"title": "Groups", "order": 1, "rows": [{"label": person.name}]}],
    )
    page = cora.get(f"/team/people/{cast.ada.pk}/?part=here").content.decode()
    assert "<h2>Groups</h2>" in page
    assert "<li>Ada Okafor</li>" in page


def test_enrolling_moves_the_directory_too(cora, cast):
    cohort = Cohort.objects.add("Spring", by=cast.cora)
    cora.post(f"/team/people/{cast.ada.pk}/cohort/", {"cohort": cohort.pk})
    assert Member.objects.get(user=cast.ada).cohort == cohort
    assert f" cohort:{cohort.pk} " in Listing.objects.get(profile=cast.ada_profile).members
    entry = Entry.objects.get(verb="members.enrolled")
    assert (entry.thing, entry.by, entry.details) == (cast.ada, cast.cora, {"before": "–", "after": "Spring"})

    cora.post(f"/team/people/{cast.ada.pk}/cohort/", {"cohort": ""})
    assert Member.objects.get(user=cast.ada).cohort is None
    assert "cohort:" not in Listing.objects.get(profile=cast.ada_profile).members


def test_nobody_enrols_someone_who_is_no_member(cora, cast):
    cohort = Cohort.objects.add("Spring", by=cast.cora)
    assert cora.post(f"/team/people/{cast.ben.pk}/cohort/", {"cohort": cohort.pk}).status_code == 404


# The list


def names(answer):
    return [record.person.name for record in answer.context["records"]]


def test_everybody_stands_in_one_list(cora, cast):
    contact = iris()
    found = names(cora.get("/team/people/"))
    assert found == [
        "Ada Okafor", "Ben Whitlock", "Cora Pritchard", "Dev Malhotra", "Eve Sinclair",
        "Fay Llewelyn-Rhŷs", "Hana Kowalczyk", "Iris Teale",
    ]  # fmt: skip
    assert names(cora.get("/team/people/?show=contacts")) == ["Iris Teale"]
    assert names(cora.get("/team/people/?q=iris@")) == ["Iris Teale"]
    Contact.objects.filter(pk=contact.pk).update(user=cast.ben)
    assert names(cora.get("/team/people/")) == found[:-1]


def test_filters_combine(cora, cast):
    cohort = Cohort.objects.add("Spring", by=cast.cora, began_on=timezone.localdate())
    for user in (cast.ada, cast.hana):
        user.membership.enrol(cohort, by=cast.cora)
    Member.objects.filter(user=cast.hana).update(
        came="contact", since=timezone.localdate() - timedelta(days=9)
    )
    Organisation.objects.called("Lagan Care Trust").also_called("Lagan", by=cast.cora)
    today = timezone.localdate()
    for query, found in {
        "cohort=spring": ["Ada Okafor", "Hana Kowalczyk"],
        "cohort=spring&came=contact": ["Hana Kowalczyk"],
        f"cohort=spring&since={today}": ["Ada Okafor"],
        f"until={today - timedelta(days=1)}": ["Hana Kowalczyk"],
        "organisation=lagan": ["Hana Kowalczyk"],
        "organisation=nowhere": [],
        "role=administrator": ["Fay Llewelyn-Rhŷs"],
        "cohort=spring&q=kow": ["Hana Kowalczyk"],
        "cohort=nonsense&role=none&since=never&came=contact": ["Hana Kowalczyk"],
    }.items():
        assert (query, names(cora.get(f"/team/people/?{query}"))) == (query, found)


def test_sorted_by_when_they_came_and_when_they_were_last_here(cora, cast):
    User.objects.filter(pk=cast.eve.pk).update(date_joined=timezone.now() + timedelta(days=1))
    assert names(cora.get("/team/people/?sort=newest"))[0] == "Eve Sinclair"
    assert names(cora.get("/team/people/?sort=seen"))[-1] == "Cora Pritchard"


def test_a_second_address_finds_its_owner(cora, cast):
    cast.ada.emailaddress_set.create(email="okafor@work.example", verified=True)
    assert names(cora.get("/team/people/?q=okafor@work")) == ["Ada Okafor"]


def test_the_export_holds_contacts_as_the_list_does(cora, cast):
    iris()
    rows = b"".join(cora.post("/team/people/export/?q=iris").streaming_content).decode().splitlines()
    assert len(rows) == 2
    assert rows[1].startswith("iris@example.org,Iris Teale,")
