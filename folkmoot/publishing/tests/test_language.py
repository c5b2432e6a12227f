"""Posts and pages say in which language they are: to screen readers, to search and to feeds."""

import re

import feedparser
import pytest
from django.urls import reverse

from folkmoot.accounts.models import Community
from folkmoot.publishing.models import PostPage
from folkmoot.search.models import Document

from .shelf import draft, published, standing


@pytest.fixture
def bilingual(cast):
    Community.objects.update(languages=["en-gb", "cy"])
    return cast


def in_welsh(html):
    """The elements of the page's own part that say they are Welsh, by name."""
    main = html[html.index("<main") : html.index("</main>")]
    return sorted(re.findall(r'<(\w+)(?: [^>]*)? lang="cy"', main))


def test_what_says_nothing_is_in_the_first_language(cast):
    Community.objects.update(languages=["cy", "en-gb"])
    post = published("Bore da", by=cast.dev)
    assert (post.language, Document.objects.about(post).get().language) == ("cy", "cy")


def test_a_welsh_post_says_so_on_an_english_page_and_not_on_a_welsh_one(client, bilingual):
    published("Llyfrgell", by=bilingual.dev, language="cy", standfirst="Tan naw.")
    english = client.get("/read/llyfrgell/").content.decode()
    welsh = client.get("/read/llyfrgell/", headers={"accept-language": "cy"}).content.decode()

    assert (in_welsh(english), in_welsh(welsh)) == (["div", "header"], [])
    assert re.findall(r"<html[^>]*>", welsh) == ['<html lang="cy">']
    assert in_welsh(client.get("/read/").content.decode()) == ["a", "p"]


def test_so_does_a_standing_page(client, bilingual):
    standing("Amdanom", language="cy", standfirst="Pwy ydym ni.")
    assert in_welsh(client.get("/amdanom/").content.decode()) == ["div", "h1", "p"]


def test_search_and_feed_know_it(client, bilingual):
    post = published("Llyfrgell", by=bilingual.dev, language="cy")
    published("Library", by=bilingual.dev)
    entries = feedparser.parse(client.get("/read/feed/").content).entries

    assert Document.objects.about(post).get().language == "cy"
    assert {entry.title: entry.title_detail.language for entry in entries} == {
        "Llyfrgell": "cy",
        "Library": "en-gb",
    }


def test_a_revision_carries_it(bilingual):
    post = draft("Llyfrgell", by=bilingual.dev)
    assert post.language == "en-gb"
    post.language = "cy"
    post.save_revision(user=bilingual.dev).publish(user=bilingual.dev)
    assert PostPage.objects.get(pk=post.pk).language == "cy"


def test_the_office_offers_the_languages_of_the_community(client, bilingual):
    post = draft("Llyfrgell", by=bilingual.dev)
    client.force_login(bilingual.dev)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))

    assert dict(page.context["form"].fields["language"].choices) == {"en-gb": "English", "cy": "Welsh"}
    assert page.context["form"]["language"].value() == "en-gb"


def test_a_language_no_longer_spoken_stays_with_what_was_written_in_it(client, bilingual):
    post = draft("Llyfrgell", by=bilingual.dev, language="cy")
    Community.objects.update(languages=["en-gb"])
    client.force_login(bilingual.dev)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).context["form"]

    assert (list(dict(form.fields["language"].choices)), form["language"].value()) == (["en-gb", "cy"], "cy")
