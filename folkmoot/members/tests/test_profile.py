"""One's own profile: saying who one is, the picture, who sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.accounts.models import Audience, User
from folkmoot.activity.models import Draft, Entry
from folkmoot.files.models import File
from folkmoot.files.tests.test_keep import picture
from folkmoot.members.models import Profile
from folkmoot.search.models import Document

PROFILE = reverse("members:profile")


def answers(**changes):
    return {
        "name": "Ada Okafor",
        "role": "Nurse",
        "organisation": "",
        "place": "Leeds",
        "about": "Ask me about **falls**.",
        "visible": "public",
        "slug": "ada-okafor",
        **changes,
    }


def test_a_visitor_signs_in_first(client, db):
    assert client.get(PROFILE)["Location"].startswith(reverse("account_login"))


def test_what_she_says_stands_on_her_page_and_is_found(client, cast):
    client.force_login(cast.ada)
    response = client.post(PROFILE, answers(name="Ada Okafor-Lee", slug="ada-lee"))
    assert response["Location"] == "/people/ada-lee/"
    ada = Profile.objects.get(user=cast.ada)
    assert (ada.name, ada.role, ada.place, ada.about_html) == (
        "Ada Okafor-Lee",
        "Nurse",
        "Leeds",
        "<p>Ask me about <strong>falls</strong>.</p>\n",
    )
    assert User.objects.get(pk=cast.ada.pk).name == "Ada Okafor-Lee"
    document = Document.objects.about(ada).get()
    assert (document.title, document.body, document.url) == (
        "Ada Okafor-Lee", "Ask me about falls.", "/people/ada-lee/",
    )  # fmt: skip
    verbs = Entry.objects.about(ada).newest().values_list("verb", flat=True)[:2]
    assert list(verbs) == ["members.moved", "members.edited"]


def test_saving_without_a_change_writes_nothing_into_the_record(client, cast):
    client.force_login(cast.ada)
    client.post(PROFILE, answers())
    before = Entry.objects.count()
    client.post(PROFILE, answers())
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("visible", "audience_id"),
    [("public", Audience.EVERYONE), ("members", Audience.MEMBERS), ("nobody", None)],
)
def test_the_picture_and_the_search_follow_who_may_see_it(client, cast, visible, audience_id):
    client.force_login(cast.ada)
    client.post(PROFILE, answers(visible=visible, picture=SimpleUploadedFile("me.jpg", picture())))
    ada = Profile.objects.get(user=cast.ada)
    assert ada.picture.audience_id == audience_id
    documents = Document.objects.about(ada).values_list("audience", flat=True)
    assert list(documents) == ([audience_id] if audience_id else [])


def test_a_field_for_members_stays_so_when_the_page_goes_public(client, cast):
    client.force_login(cast.ada)
    client.post(PROFILE, answers(visible="members", seen_role="members"))
    client.post(PROFILE, answers(visible="public", seen_role="members", seen_place="public"))
    face = Profile.objects.get(user=cast.ada).for_everyone
    assert (face.role, face.place) == ("", "Leeds")


def test_a_new_picture_replaces_the_old_one(client, cast, django_capture_on_commit_callbacks):
    client.force_login(cast.ada)
    client.post(PROFILE, answers(picture=SimpleUploadedFile("one.jpg", picture((900, 600)))))
    old = File.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PROFILE, answers(picture=SimpleUploadedFile("two.png", picture(kind="PNG"))))
    new = File.objects.get()
    assert (old.width, old.height, new.name) == (320, 320, "two.webp")
    assert not old.stored.storage.exists(old.stored.name)
    client.post(PROFILE, answers(no_picture="on"))
    assert not File.objects.exists()


def test_a_picture_that_is_none_keeps_every_other_answer(client, cast):
    client.force_login(cast.ada)
    response = client.post(
        PROFILE, answers(role="Matron", picture=SimpleUploadedFile("me.jpg", b"\xff\xd8\xff nonsense"))
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "This is not a picture we can read" in page
    assert 'value="Matron"' in page
    assert "me.jpg" in page
    assert Profile.objects.get(user=cast.ada).role == "Community nursing lead"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slug": "search"}, "used by the site itself"),
        ({"slug": "hana-kowalczyk"}, "Someone else has this address"),
        ({"slug": "a--b"}, "small letters, digits and hyphens"),
        ({"about": "word " * 301}, "These are 301 words"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_said_beside_the_answer(client, cast, change, words):
    client.force_login(cast.ada)
    response = client.post(PROFILE, answers(**change))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_guest_account_makes_a_profile_that_is_not_public(client, cast):
    client.force_login(cast.eve)
    assert 'value="Eve Sinclair"' in client.get(PROFILE).content.decode()
    assert not Profile.objects.filter(user=cast.eve).exists()

    refused = client.post(PROFILE, answers(name="Eve Sinclair", visible="public"))
    assert refused.status_code == 422

    client.post(PROFILE, answers(name="Eve Sinclair", visible="members"))
    eve = Profile.objects.get(user=cast.eve)
    assert (eve.slug, eve.visible, eve.role) == ("eve-sinclair", "members", "Nurse")


def test_a_draft_stands_beside_what_is_saved_and_goes_when_saved(client, cast):
    client.force_login(cast.ada)
    Draft.objects.keep(cast.ada, "profile", {"about": "Half a sent"}, revision=0)
    page = client.get(PROFILE).content.decode()
    address = reverse("activity:draft", args=["profile"])
    assert f'src="{address}"' in page
    assert "Half a sent" not in page  # "Start again" goes back to the form as it came
    assert client.get(address).json()["data"] == {"about": "Half a sent"}
    client.post(PROFILE, answers())
    assert not Draft.objects.exists()


def test_languages_stand_as_those_who_speak_them_write_them(client, cast):
    client.force_login(cast.ada)
    page = client.get(PROFILE).content.decode()
    assert "British English" in page
    assert "British english" not in page


def test_a_name_changed_in_the_account_changes_the_page(client, cast):
    client.force_login(cast.ada)
    client.post(reverse("accounts:details"), {"name": "Ada Lovelace", "language": "", "time_zone": ""})
    assert Profile.objects.get(user=cast.ada).name == "Ada Lovelace"


def test_the_cost_is_bounded(client, cast, django_assert_max_num_queries):
    client.force_login(cast.ada)
    client.get(PROFILE)
    with django_assert_max_num_queries(15):
        client.get(PROFILE)
