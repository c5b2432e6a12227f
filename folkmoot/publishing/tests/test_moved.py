"""Redirects: editors manage them, a renamed page leaves one, none leads away or round in a circle."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from wagtail.contrib.redirects.models import Redirect

from folkmoot.publishing.models import StandardPage

from .shelf import published, standing

ADD = "/office/redirects/add/"
OTHER_PLACES = [
    "https://evil.example/", "//evil.example/", "http://localhost:8000.evil.example/", "javascript:alert(1)",
    "http://localhost:8000@evil.example/", "/\\evil.example", "data:text/html,x", "https://localhost:8000/",
]  # fmt: skip


def led(client, path):
    """Where one ends up: (status, address)."""
    answer = client.get(path)
    return answer.status_code, answer.get("Location")


def add(client, old, link):
    return client.post(ADD, {"old_path": old, "site": "", "is_permanent": "on", "redirect_link": link})


def rename(page, slug, by):
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision(user=by).publish(user=by)


def test_a_post_that_is_renamed_leads_from_its_old_address(client, cast):
    post = published("Chairs", by=cast.dev)
    rename(post, "forty-chairs", cast.dev)
    assert led(client, "/read/chairs/") == (301, "/read/forty-chairs/")
    assert led(client, "/read/chairs/?utm_source=mail") == (301, "/read/forty-chairs/")
    assert client.get("/read/forty-chairs/").status_code == 200


def test_renamed_and_renamed_back_both_addresses_work(client, cast):
    post = published("Chairs", by=cast.dev)
    rename(post, "stools", cast.dev)
    rename(post, "chairs", cast.dev)
    assert client.get("/read/chairs/").status_code == 200
    assert led(client, "/read/stools/") == (301, "/read/chairs/")


def test_what_stands_below_a_renamed_or_moved_page_comes_along(client, cast):
    about = standing("About")
    standing("History", below=about)
    place = standing("Place")
    rename(about, "about-us", cast.dev)
    assert led(client, "/about/history/") == (301, "/about-us/history/")
    with TestCase.captureOnCommitCallbacks(execute=True):
        StandardPage.objects.get(pk=about.pk).move(StandardPage.objects.get(pk=place.pk), pos="last-child")
    assert led(client, "/about-us/history/") == (301, "/place/about-us/history/")
    assert led(client, "/about/history/") == (301, "/place/about-us/history/")


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("ada", 403), ("cora", 403), ("dev", 200), ("fay", 200)]
)
@pytest.mark.parametrize("path", ["/office/redirects/", ADD, "/office/redirects/import/"])
def test_those_who_publish_manage_them(client, cast, who, status, path):
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(path).status_code == status


def test_an_editor_leads_an_old_address_to_a_page_of_ours(client, cast):
    client.force_login(cast.dev)
    assert '"url": "/office/redirects/"' in client.get("/office/").text
    assert add(client, "/leaflet", "http://localhost:8000/read/?year=2026").status_code == 302
    assert led(client, "/leaflet/?from=paper") == (301, "http://localhost:8000/read/?year=2026")


def test_a_redirect_with_a_query_is_for_that_query_alone(client, cast):
    Redirect.add_redirect("/old?page=2", "/read/?page=2")
    assert led(client, "/old/?page=2") == (301, "/read/?page=2")
    assert led(client, "/old/?page=3") == (404, None)


@pytest.mark.parametrize("link", OTHER_PLACES)
def test_none_is_written_that_leads_elsewhere(client, cast, link):
    client.force_login(cast.dev)
    assert add(client, "/leaflet", link).status_code == 200
    assert Redirect.objects.count() == 0


@pytest.mark.parametrize("link", [link for link in OTHER_PLACES if "\\" not in link])
def test_none_is_followed_that_leads_elsewhere_however_it_came(client, cast, link):
    Redirect.objects.create(old_path="/leaflet", redirect_link=link)
    Redirect.objects.create(old_path="/?p=7", redirect_link=link)
    assert led(client, "/leaflet/") == (404, None)
    assert led(client, "/?p=7") == (200, None)


def test_a_circle_is_neither_written_nor_walked(client, cast):
    Redirect.add_redirect("/one", "http://localhost:8000/two")
    Redirect.add_redirect("/two", "http://localhost:8000/three")
    client.force_login(cast.dev)
    assert "round in a circle" in add(client, "/three", "http://localhost:8000/one/").text
    Redirect.add_redirect("/three", "/one")
    assert [led(client, path) for path in ("/one/", "/two/", "/three/")] == [(404, None)] * 3


def test_a_file_of_redirects_is_taken_in_and_what_leads_elsewhere_is_not(client, cast):
    client.force_login(cast.dev)
    rows = "from,to\n/leaflet,http://localhost:8000/read/\n/bad,https://evil.example/\n/worse,javascript:alert(1)\n"
    file = SimpleUploadedFile("redirects.csv", rows.encode(), content_type="text/csv")
    asked = client.post("/office/redirects/import/", {"import_file": file})
    form = asked.context["form"]
    chosen = {name: form.initial.get(name) or form[name].value() for name in form.fields}
    chosen |= {"from_index": "0", "to_index": "1", "site": "", "permanent": "on"}
    done = client.post("/office/redirects/import/process/", chosen)
    assert done.status_code in {200, 302}
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/leaflet"]
