"""The ground the pages stand on, from the first minute."""

from wagtail.models import Page, Site

from folkmoot.publishing.models import HomePage, ReadPage
from folkmoot.publishing.site import lay_out


def test_an_empty_instance_answers_and_says_what_would_be_here(client, db):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Here the first post will stand" in answer.text
    assert client.get("/read/").status_code == 200


def test_an_editor_finds_the_first_step_on_the_empty_page(client, cast):
    client.force_login(cast.dev)
    read = ReadPage.objects.get()
    assert f"/office/pages/add/publishing/postpage/{read.pk}/" in client.get("/").text


def test_laying_out_again_changes_nothing(db):
    before = list(Page.objects.order_by("path").values_list("path", "url_path"))
    lay_out()
    assert (
        list(Page.objects.order_by("path").values_list("path", "url_path"))
        == before
        == [
            ("0001", "/"),
            ("00010001", "/home/"),
            ("000100010001", "/home/read/"),
        ]
    )


def test_a_community_gives_the_site_its_name(db):
    lay_out("Common Ground")
    assert HomePage.objects.get().title == "Common Ground"
    assert Site.objects.get().site_name == "Common Ground"
