"""Old addresses lead to the new ones, with 301, with and without the last slash, and `?p=` too."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from folkmoot.publishing.models import PostPage

from . import exports


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/blog-post/what-we-learned/", "/read/what-we-learned/"),
        ("/blog-post/what-we-learned", "/read/what-we-learned/"),
        ("/blog-post/the-low-down-on-q-visits/", "/read/the-low-down-on-q-visits/"),
        ("/blog-post/what-we-learned/?utm_source=mail", "/read/what-we-learned/"),
        ("/?p=21", "/read/what-we-learned/"),
        ("/?p=21&preview=true", "/read/what-we-learned/"),
        ("/?p=23", "/about/"),
        ("/?page_id=24", "/about/impact-and-evaluation/"),
        ("/category/gatherings/", "/read/topics/gatherings/"),
        ("/tag/small-things", "/read/topics/small-things/"),
        ("/category/gatherings/feed/", "/read/topics/gatherings/feed/"),
        ("/author/tomasz/", "/read/by/tomasz-nowak/"),
        ("/?author=2", "/read/by/tomasz-nowak/"),
        ("/feed/", "/read/feed/"),
        ("/?feed=rss2", "/read/feed/"),
    ],
)
def test_an_old_address_leads_on(client, came_over_whole, old, new):
    answer = client.get(old)
    assert (answer.status_code, answer.get("Location")) == (301, new)
    assert client.get(new).status_code == 200


def test_a_file_leads_to_the_file(client, came_over_whole):
    answer = client.get("/wp-content/uploads/2017/03/notes.pdf")
    assert answer.status_code == 301
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("old", ["/?p=25", "/?p=28", "/blog-post/for-the-team/", "/blog-post/a-talk/"])
def test_what_is_not_published_is_not_betrayed(client, came_over_whole, old):
    assert "Location" not in client.get(old).headers


def test_a_draft_gets_its_old_addresses_when_it_is_published(client, came_over_whole):
    talk = PostPage.objects.get(title="A talk behind a door")
    talk.get_latest_revision().publish()
    assert client.get("/blog-post/a-talk/")["Location"] == "/read/a-talk/"
    assert client.get("/?p=25")["Location"] == "/read/a-talk/"


def test_the_front_page_is_still_the_front_page(client, came_over_whole):
    assert client.get("/").status_code == 200
    assert client.get("/?p=9999").status_code == 200


def test_no_redirect_from_an_address_to_itself(client, came_over_whole):
    assert client.get("/about/").status_code == 200
    assert not Redirect.objects.filter(old_path="/about").exists()


def test_a_blog_in_a_folder(client, bring):
    base = "https://old.example.org/blog"
    bring(exports.export(exports.item(7, slug="one", base=base, link=f"{base}/2017/02/one/"), base=base))
    assert client.get("/blog/2017/02/one/")["Location"] == "/read/one/"
    assert client.get("/blog/?p=7")["Location"] == "/read/one/"


def test_letters_of_every_kind(client, bring):
    bring(exports.export(exports.item(7, slug="x", link="https://old.example.org/%C5%B5yn-%E8%AF%8D/")))
    assert client.get("/ŵyn-词/").status_code == 301


def test_an_address_that_the_house_answers_itself_is_reported(bring):
    run = bring(exports.export(exports.item(7, slug="x", link="https://old.example.org/search/")))
    assert run.items.parts().get(reason="old address").detail == "/search"


def test_an_address_someone_else_has_is_reported_and_left(bring, db):
    Redirect.objects.create(old_path="/blog-post/item-7", redirect_link="/elsewhere/")
    run = bring(exports.export(exports.item(7)))
    assert run.items.parts().get(reason="old address").detail == "/blog-post/item-7"
    assert Redirect.objects.get(old_path="/blog-post/item-7").redirect_link == "/elsewhere/"
