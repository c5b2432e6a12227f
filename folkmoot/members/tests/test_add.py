"""Adding someone outside of a round: with a reason, once, and never over somebody who is there."""

import pytest

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.members.models import Cohort, Declined, Member

GWEN = {"name": "Gwen  Parry", "email": "Gwen@Example.org", "reason": "Runs the falls clinic."}


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


def test_account_membership_and_profile_in_one(cora, cast):
    cohort = Cohort.objects.add("Spring", by=cast.cora)
    answer = cora.post("/team/people/add/", GWEN | {"cohort": cohort.pk})
    gwen = User.objects.get(email="gwen@example.org")
    assert answer.url == f"/team/people/{gwen.pk}/"
    member = gwen.membership
    assert (gwen.name, gwen.is_member, member.cohort, member.came, member.reason, member.welcomed_by) == (
        "Gwen Parry", True, cohort, "added", "Runs the falls clinic.", cast.cora,
    )  # fmt: skip
    assert gwen.profile.visible == "members"
    assert not Email.objects.to(gwen).exists()


def test_invited_they_are_told_how_to_come_in(cora, cast):
    cora.post("/team/people/add/", GWEN | {"invite": "on"})
    letter = Email.objects.get(user__email="gwen@example.org")
    assert "Cora Pritchard has made you a member" in letter.text
    assert "/account/login/code/" in letter.text
    assert Member.objects.get(user__email="gwen@example.org").came == "invited"


@pytest.mark.parametrize("address", ["ada@example.org", "ADA@example.org", "second@example.org"])
def test_a_known_address_leads_to_its_record(cora, cast, address):
    cast.ada.emailaddress_set.create(email="second@example.org")
    before = User.objects.count()
    answer = cora.post("/team/people/add/", GWEN | {"email": address})
    assert (answer.status_code, answer.url) == (302, f"/team/people/{cast.ada.pk}/")
    assert User.objects.count() == before
    cast.ada.refresh_from_db()
    assert (cast.ada.name, cast.ada.membership.reason) == ("Ada Okafor", "")


def test_sent_twice_it_leads_to_the_one_that_was_made(cora, cast):
    first, second = cora.post("/team/people/add/", GWEN), cora.post("/team/people/add/", GWEN)
    assert first.url == second.url
    assert User.objects.filter(email="gwen@example.org").count() == 1


def test_a_name_is_no_link(cora):
    answer = cora.post("/team/people/add/", GWEN | {"name": "Gwen www.evil.example"})
    assert list(answer.context["form"].errors) == ["name"]


@pytest.mark.parametrize("missing", ["name", "email", "reason"])
def test_nothing_without_a_reason(cora, cast, missing):
    answer = cora.post("/team/people/add/", GWEN | {missing: " "})
    assert (answer.status_code, User.objects.filter(email="gwen@example.org").count()) == (422, 0)


@pytest.mark.parametrize("who", ["ben", "ada", "dev"])
def test_it_is_for_the_team(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.post("/team/people/add/", GWEN).status_code == 403


def test_who_had_asked_to_join_is_said_to_have(cast):
    from folkmoot.accounts.models import Guest
    from folkmoot.members.models import Contact

    guest = Guest.objects.create(name="Ben", email="ben@example.org")
    contact = Contact.objects.create(guest=guest, email=guest.email)
    contact.ask(name="Ben", by=None)
    contact.confirm()
    assert Member.objects.welcome(cast.ben, by=cast.cora).came == "contact"


def test_who_said_no_to_an_invitation_is_not_added(cora):
    Declined.objects.remember("gwen@example.org")
    answer = cora.post("/team/people/add/", GWEN)
    assert (answer.status_code, User.objects.filter(email="gwen@example.org").count()) == (422, 0)
    assert "said no to an invitation" in answer.content.decode()
