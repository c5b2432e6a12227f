"""Who gets into the office, and what an editor can do there."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.publishing.models import HomePage, PostPage, ReadPage

from .shelf import draft, published

PLACES = [
    "/office/",
    "/office/pages/",
    "/office/images/",
    "/office/images/add/",
    "/office/documents/",
    "/office/documents/add/",
    "/office/snippets/publishing/topic/",
    "/office/snippets/publishing/topic/add/",
    "/office/redirects/",
    "/office/reports/site-history/",
    reverse("profile_chooser:choose"),
]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    ("who", "status"), [("dev", 200), ("fay", 200), ("ada", 403), ("cora", 403), ("eve", 403)]
)
def test_editors_and_administrators_get_in_and_nobody_else(client, cast, who, status, path):
    client.force_login(getattr(cast, who))
    assert client.get(path).status_code == status


@pytest.mark.parametrize("path", [*PLACES, "/office/login/"])
def test_who_is_not_signed_in_signs_in_on_the_site(client, cast, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_the_door_sends_an_editor_on_and_stops_others(client, cast):
    client.force_login(cast.dev)
    assert client.get("/office/login/?next=/office/images/").url == "/office/images/"
    assert client.get("/office/login/?next=https://evil.example/").url == "/office/"
    client.force_login(cast.eve)
    assert client.get("/office/login/?next=/office/").status_code == 403


@pytest.mark.parametrize(
    "path", ["/office/users/", "/office/groups/", "/office/sites/", "/office/collections/"]
)
def test_people_and_sites_are_not_managed_in_the_office(client, cast, path):
    client.force_login(cast.fay)
    answer = client.get(path)
    assert (answer.status_code, answer.url) == (302, "/office/")


def test_the_account_lives_on_the_site(client, cast):
    client.force_login(cast.dev)
    assert client.get("/office/account/").url == reverse("accounts:overview")


def test_a_role_opens_the_office_and_its_loss_closes_it(client, cast):
    client.force_login(cast.hana)
    assert client.get("/office/").status_code == 403
    cast.hana.give(User.Role.EDITOR, by=cast.fay)
    assert client.get("/office/").status_code == 200
    cast.hana.take(User.Role.EDITOR, by=cast.fay)
    assert client.get("/office/").status_code == 403
    assert not cast.hana.groups.exists()


def test_who_has_both_roles_keeps_the_office_when_one_goes(cast):
    cast.fay.give(User.Role.EDITOR, by=cast.fay)
    cast.fay.take(User.Role.EDITOR, by=cast.fay)
    assert cast.fay.has_perm("wagtailadmin.access_admin")


def test_an_editor_publishes_from_the_form(client, cast):
    client.force_login(cast.dev)
    read = ReadPage.objects.get()
    form = {
        "title": "A post from the office",
        "slug": "a-post-from-the-office",
        "standfirst": "Two sentences.",
        "audience": "1",
        "post_authors-TOTAL_FORMS": "1",
        "post_authors-INITIAL_FORMS": "0",
        "post_authors-MIN_NUM_FORMS": "0",
        "post_authors-MAX_NUM_FORMS": "1000",
        "post_authors-0-profile": cast.ada_profile.pk,
        "post_authors-0-ORDER": "1",
        "body-count": "0",
        "comments_open": "on",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "action-publish",
    }
    answer = client.post(f"/office/pages/add/publishing/postpage/{read.pk}/", form)
    assert answer.status_code == 302
    post = PostPage.objects.get(slug="a-post-from-the-office")
    assert [author.profile for author in post.post_authors.all()] == [cast.ada_profile]
    assert Entry.objects.about(post).get(verb="publishing.published").by == cast.dev
    assert client.get("/read/a-post-from-the-office/").status_code == 200


def test_a_picture_needs_its_words_or_to_be_called_a_decoration(cast):
    from django.core.exceptions import ValidationError

    from .shelf import picture

    post = draft("With a picture", by=cast.dev, picture=picture())
    with pytest.raises(ValidationError) as refused:
        post.full_clean()
    assert list(refused.value.message_dict) == ["picture_words"]
    post.picture_decorates = True
    post.full_clean()


def test_a_preview_shows_the_draft(client, cast):
    post = draft("Not yet", by=cast.dev, authors=[cast.ada_profile])
    post.save_revision(user=cast.dev)
    client.force_login(cast.dev)
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[post.pk]))
    assert shown.status_code == 200
    assert "<h1>Not yet</h1>" in shown.text


def test_times_are_by_the_clock_of_the_community(client, cast, settings):
    from folkmoot.accounts.models import Community

    Community.objects.update(time_zone="Asia/Tokyo")
    post = published("Out", by=cast.dev)
    client.force_login(cast.dev)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).text
    local = post.published_at.astimezone(__import__("zoneinfo").ZoneInfo("Asia/Tokyo"))
    assert f"{local:%Y-%m-%d %H:%M}" in text


@pytest.mark.parametrize("slug", ["people", "team", "office", "media"])
def test_a_page_cannot_take_an_address_of_the_house(cast, slug):
    from django.core.exceptions import ValidationError

    from folkmoot.publishing.models import StandardPage

    with pytest.raises(ValidationError):
        HomePage.objects.get().add_child(instance=StandardPage(title="Mine", slug=slug))
    assert not Page.objects.filter(slug=slug).exists()
