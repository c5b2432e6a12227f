"""Links that lead nowhere: found in texts, asked politely, told only once they failed on two days."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from folkmoot.activity.models import Entry
from folkmoot.conversations.models import Message
from folkmoot.publishing.checking import asking, finding
from folkmoot.publishing.models import HomePage, Link, LinkPlace, LiveBlog, PostPage
from folkmoot.publishing.tasks import ask_link, ask_links

from .shelf import for_members, published, standing


class Elsewhere(BaseHTTPRequestHandler):
    """Somebody's site."""

    asked = []

    def do_GET(self):
        self.asked.append(f"{self.command} {self.path}")
        answers = {
            "/gone": 404,
            "/shut": 403,
            "/ill": 500,
            "/no-head": 405 if self.command == "HEAD" else 200,
        }
        self.send_response(answers.get(self.path, 200))
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    settings.OUTSIDE_ALLOWED_HOSTS = [f"127.0.0.1:{server.server_port}"]
    Elsewhere.asked = []
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def with_links(by, *addresses, title="Chairs", **fields):
    """A post that leads to these addresses."""
    anchors = " ".join(f'<a href="{address}">to {at}</a>' for at, address in enumerate(addresses))
    return published(title, by=by, body=[("text", f"<p>{anchors}</p>")], **fields)


def nights(*, days=0):
    """A night's work, some days from now."""
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
        finding.search_pages()
        asking.ask_due()


def states():
    return dict(Link.objects.order_by("address").values_list("address", "state"))


def test_it_finds_what_a_text_leads_to(cast):
    about = standing("About")
    body = [
        (
            "text",
            f'<p><a linktype="page" id="{about.pk}">about us</a> <a linktype="page" id="99999">gone</a></p>',
        ),
        (
            "text",
            '<p><a href="mailto:a@b.example">mail</a> <a href="#top">up</a> <a href="../topics/x/">x</a></p>',
        ),
        ("imported", '<p><a href="HTTPS://Other.example/a?b=1#c">other</a></p>'),
        ("members", [("text", '<p><a href="/inside/">inside</a></p>')]),
        ("link", {"address": "https://card.example/"}),
    ]
    page = published("Chairs", by=cast.dev, body=body)
    assert finding.links_of(page) == {
        "/about/": "about us",
        "/gone/page/99999": "gone",
        "/read/chairs/": "up",
        "/read/topics/x/": "x",
        "https://Other.example/a?b=1": "other",
        "/inside/": "inside",
        "https://card.example/": "https://card.example/",
    }


def test_it_finds_what_was_told_live_and_what_is_told_later(cast):
    post = published("From the hall", by=cast.dev, body=[])
    live_blog = LiveBlog.objects.plan(post, by=cast.dev)
    live_blog.start(by=cast.dev)
    live_blog.tell("The [plan](/plan/).", by=cast.dev)
    finding.search_pages()
    live_blog.tell("The [slides](https://slides.example/).", by=cast.ada)
    taken_back = live_blog.tell("The [wrong ones](/wrong/).", by=cast.ada)
    taken_back.withdraw(by=cast.ada)
    finding.search_pages()
    places = LinkPlace.objects.filter(page_id=post.pk).values_list("link__address", "words")
    assert sorted(places) == [("/plan/", "plan"), ("https://slides.example/", "slides")]


def test_it_finds_what_the_front_page_leads_to(db):
    home = HomePage.objects.get()
    words = '<p>Read <a href="/nowhere/">this</a></p>'
    visit = {"title": "A visit", "day": "2030-05-01", "address": "/visit/"}
    home.front = [("welcome", {"words": words}), ("coming", {"dates": [visit]})]
    home.save_revision().publish()
    finding.search_pages()
    places = LinkPlace.objects.filter(page_id=home.pk).values_list("link__address", "words")
    assert sorted(places) == [("/nowhere/", "this"), ("/visit/", "/visit/")]


def test_ours_are_tried_as_someone_who_may_read_everything(cast):
    standing("About", audience_id=2)
    for_members("Between us", by=cast.dev)
    post = published("Talked about", by=cast.dev)
    Message.objects.say(post.thread, "We tried this.", author=cast.ada)
    Redirect.add_redirect("/old", "/read/")
    good = [
        "/", "/read/?page=1", "/about", "/read/between-us/", "/people/ada-okafor/", "/old/",
        "/office/pages/1/", "/read/talked-about/#comment-1", "/sitemap.xml", "http://localhost:8000/read/",
    ]  # fmt: skip
    bad = [
        "/nowhere/",
        "/read/nothing/",
        "/people/nobody/",
        "/read/talked-about/#comment-2",
        "/read/?page=900",
    ]
    with_links(cast.dev, *good, *bad)
    nights()
    assert sorted(address for address, state in states().items() if state != "good") == sorted(bad)


def test_others_are_asked_for_their_head_first(cast, site, monkeypatch):
    monkeypatch.setattr(asking, "PAUSE", 0)
    with_links(cast.dev, *[f"{site}{path}" for path in ("/good", "/gone", "/shut", "/ill", "/no-head")])
    nights()
    assert {address.removeprefix(site): state for address, state in states().items()} == {
        "/good": "good", "/gone": "failing", "/shut": "good", "/ill": "failing", "/no-head": "good",
    }  # fmt: skip
    assert Elsewhere.asked[0] == "HEAD /good"
    assert "GET /good" not in Elsewhere.asked
    assert "GET /no-head" in Elsewhere.asked


def test_one_host_is_not_asked_twice_in_a_moment(cast, site, monkeypatch):
    monkeypatch.setattr(asking, "PAUSE", 0.3)
    with_links(cast.dev, f"{site}/a", f"{site}/b", f"{site}/c")
    before = timezone.now()
    nights()
    assert len(Elsewhere.asked) == 3
    assert timezone.now() - before >= timedelta(seconds=0.6)


def test_it_is_broken_once_it_failed_on_two_days_and_good_when_it_is_back(client, cast):
    with_links(cast.dev, "/nowhere/")
    nights()
    link = Link.objects.get()
    ask_link.func(link.pk)
    link.refresh_from_db()
    assert link.state == "failing"  # twice on one day is once
    nights(days=1)
    link.refresh_from_db()
    assert (link.state, link.failing_since.date()) == ("broken", timezone.now().date())
    standing("Nowhere")
    nights(days=8)
    link.refresh_from_db()
    assert (link.state, link.failing_since, link.words) == ("good", None, "")


def test_what_is_good_rests_for_a_fortnight(cast):
    with_links(cast.dev, "/read/")
    nights()
    wait = Link.objects.get().next_at - timezone.now()
    assert timedelta(days=13) < wait < timedelta(days=18)
    assert not Link.objects.due(ours=True).exists()


def test_a_night_has_its_measure(cast, monkeypatch):
    monkeypatch.setattr(asking, "OURS_A_NIGHT", 2)
    with_links(cast.dev, "/read/", "/people/", "/search/")
    nights()
    assert sorted(states().values()) == ["good", "good", "new"]
    nights()
    assert sorted(states().values()) == ["good", "good", "good"]


def test_a_link_that_was_taken_out_is_forgotten(cast):
    post = with_links(cast.dev, "/nowhere/", "/read/")
    nights()
    post.body = [("text", '<p><a href="/read/">read</a></p>')]
    post.save_revision(user=cast.dev).publish()
    nights()
    assert list(states()) == ["/read/"]
    PostPage.objects.get(pk=post.pk).delete()
    nights()
    assert states() == {}


@pytest.fixture
def broken(cast):
    with_links(cast.dev, "/nowhere/<b>", title="Chairs & <i>stools</i>", slug="chairs")
    nights()
    nights(days=1)
    return Link.objects.get(state="broken")


def test_editors_see_which_page_and_which_words(client, broken, cast):
    client.force_login(cast.dev)
    text = client.get("/team/links/").text
    assert "“to 0” on the page Chairs &amp; &lt;i&gt;stools&lt;/i&gt;" in text
    assert "There is no such page here." in text
    assert "<b>" not in text.split("<main")[1]
    assert "Looked at 1 of 1 links." in text


def test_an_editor_leaves_it_be_and_takes_it_up(client, broken, cast):
    client.force_login(cast.dev)
    client.post(f"/team/links/{broken.pk}/leave/")
    client.post(f"/team/links/{broken.pk}/leave/")
    nights(days=30)
    assert states() == {broken.address: "left"}
    assert "/nowhere/" not in client.get("/team/links/").text
    assert "/nowhere/" in client.get("/team/links/?show=left").text
    client.post(f"/team/links/{broken.pk}/take-up/")
    assert states() == {broken.address: "new"}
    verbs = (
        Entry.objects.filter(verb__startswith="publishing.link").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == ["publishing.link_left", "publishing.link_taken_up"]


def test_an_editor_has_it_looked_at_now(client, broken, cast, django_capture_on_commit_callbacks):
    standing("Nowhere", slug="x")
    Redirect.objects.create(old_path=Redirect.normalise_path(broken.address), redirect_link="/read/")
    client.force_login(cast.dev)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/team/links/{broken.pk}/again/")
    ask_link.func(broken.pk)
    assert states() == {broken.address: "good"}


def test_the_night_does_it_all(cast):
    with_links(cast.dev, "/nowhere/")
    ask_links.func()
    assert states() == {"/nowhere/": "failing"}
