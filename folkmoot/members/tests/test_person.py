"""The page of one person: who sees it, and what stands on it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Profile

READERS = [None, "ada", "ben", "cora", "dev", "eve", "fay", "hana"]


def readers_of(client, cast, url):
    seen = set()
    for who in READERS:
        client.logout()
        if who:
            client.force_login(getattr(cast, who))
        status = client.get(url).status_code
        assert status in {200, 404}
        if status == 200:
            seen.add(who)
    return seen


@pytest.mark.parametrize(
    ("visible", "readers"),
    [
        ("public", set(READERS)),
        ("members", {"ada", "cora", "dev", "fay", "hana"}),
        ("nobody", {"ada"}),
    ],
)
def test_only_those_a_person_chose_see_the_page(client, cast, visible, readers):
    cast.ada_profile.show_to(visible, by=cast.ada)
    assert readers_of(client, cast, cast.ada_profile.get_absolute_url()) == readers


@pytest.mark.parametrize("visible", ["public", "members", "nobody"])
def test_a_profile_at_hand_is_open_to_the_same_readers(cast, visible):
    cast.ada_profile.show_to(visible, by=cast.ada)
    for who in READERS:
        reader = getattr(cast, who) if who else AnonymousUser()
        seen = Profile.objects.visible_to(reader).filter(pk=cast.ada_profile.pk).exists()
        assert cast.ada_profile.is_open_to(reader) == seen


def test_the_page_says_who_it_is_and_never_the_address(client, cast):
    cast.ada_profile.edit(by=cast.ada, about="I teach *run charts*. <script>x</script>")
    page = client.get(cast.ada_profile.get_absolute_url()).content.decode()
    for shown in ["Ada Okafor", "Community nursing lead", "Sheffield", "<em>run charts</em>", "Member since"]:
        assert shown in page
    assert "example.org" not in page
    assert "<script>x" not in page


def test_an_author_without_an_account_has_a_page(client, db):
    author = Profile.objects.make(name="Old Author", visible="public")
    assert "Old Author" in client.get(author.get_absolute_url()).content.decode()


def test_an_old_address_leads_to_the_new_one_for_those_who_may_see_it(client, cast):
    cast.ada_profile.move("ada-of-leeds", by=cast.ada)
    old = reverse("members:person", args=["ada-okafor"])
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/people/ada-of-leeds/")

    cast.ada_profile.show_to("members", by=cast.ada)
    assert client.get(old).status_code == 404


def test_an_address_she_had_can_be_taken_back_but_by_nobody_else(cast):
    cast.ada_profile.move("ada-of-leeds", by=cast.ada)
    with pytest.raises(Refused):
        cast.hana_profile.move("ada-okafor", by=cast.hana)
    cast.ada_profile.move("ada-okafor", by=cast.ada)
    assert cast.ada_profile.slug == "ada-okafor"


def test_her_own_page_as_a_visitor(client, cast):
    client.force_login(cast.ada)
    url = cast.ada_profile.get_absolute_url()
    mine, visitors = client.get(url).content.decode(), client.get(f"{url}?as=visitor").content.decode()
    assert "Edit your profile" in mine
    assert "Edit your profile" not in visitors
    assert "Your page as a visitor sees it" in visitors
    assert "there is no such page" not in visitors

    cast.ada_profile.show_to("members", by=cast.ada)
    assert "there is no such page" in client.get(f"{url}?as=visitor").content.decode()


def test_nobody_else_gets_the_view_as_a_visitor(client, cast):
    client.force_login(cast.hana)
    page = client.get(f"{cast.ada_profile.get_absolute_url()}?as=visitor").content.decode()
    assert "as a visitor sees it" not in page


def test_a_page_for_members_is_not_for_search_engines(client, cast):
    assert "noindex" not in client.get(cast.ada_profile.get_absolute_url()).content.decode()
    client.force_login(cast.ada)
    assert "noindex" in client.get(cast.hana_profile.get_absolute_url()).content.decode()


def test_what_strangers_see_changed_so_kept_pages_go(cast, django_capture_on_commit_callbacks):
    for change in [
        lambda: cast.ada_profile.edit(by=cast.ada, role="Nurse"),
        lambda: cast.ada_profile.show_to("nobody", by=cast.ada),
        lambda: cast.ada.membership.leave(by=cast.ada),
    ]:
        before = freshness.stamp()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        assert freshness.stamp() != before
