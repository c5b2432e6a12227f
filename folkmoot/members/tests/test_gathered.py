"""What other rooms show of people."""

from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.activity.words import vocabulary
from folkmoot.members import gathered
from folkmoot.members.models import Member


def test_the_sitemap_has_the_public_pages_only(client, cast):
    page = client.get("/sitemap.xml").content.decode()
    assert cast.ada_profile.get_absolute_url() in page
    assert cast.hana_profile.get_absolute_url() not in page


def test_every_verb_that_is_recorded_has_a_sentence(cast):
    cast.ada_profile.move("ada-of-leeds", by=cast.ada)
    cast.ada.membership.leave(by=cast.ada)
    recorded = set(Entry.objects.in_room("members").values_list("verb", flat=True))
    assert recorded <= set(vocabulary())


def test_the_account_says_what_is_held(client, cast):
    client.force_login(cast.ada)
    page = client.get(reverse("accounts:overview")).content.decode()
    assert "What you wrote about yourself, seen by: Everyone" in page


def test_today_asks_a_member_who_has_said_nothing(cast):
    user = User.objects.create_user("new@example.org", "New Person")
    assert gathered.waiting(user) == []
    Member.objects.welcome(user, by=cast.cora)
    assert [line["url"] for line in gathered.waiting(user)] == [reverse("members:profile")]
    assert gathered.waiting(User.objects.get(pk=cast.ada.pk)) == []
