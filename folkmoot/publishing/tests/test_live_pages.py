"""The pages of a live blog: the form on the phone, what readers see, who may do what."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from folkmoot.activity.models import Draft
from folkmoot.conversations import limits
from folkmoot.files.models import File
from folkmoot.publishing.models import LiveBlog, LiveEntry, LiveQuestion, PostPage

from .shelf import for_members, published


@pytest.fixture
def post(cast):
    return published("From the hall", by=cast.dev, authors=[cast.ada_profile], text="A hundred chairs.")


@pytest.fixture
def running(cast, post):
    return begun(post, cast)


def begun(post, cast):
    live_blog = LiveBlog.objects.plan(post, by=cast.dev)
    live_blog.start(by=cast.dev)
    live_blog.reporters.add(cast.hana)
    return live_blog


def address(name, *args):
    return reverse(f"publishing:{name}", args=["from-the-hall", *args])


def send(client, **fields):
    return client.post(address("live"), {"source": "The doors are open.", "key": "k" * 22, **fields})


def photograph():
    data = io.BytesIO()
    picture = Image.new("RGB", (60, 40), "#345678")
    exif = Image.Exif()
    exif[0x010E] = "Ward 7, bed 3"
    picture.save(data, "JPEG", exif=exif)
    data.seek(0)
    data.name = "IMG_2017.jpg"
    return data


def test_what_is_sent_stands_on_the_post_at_once(client, cast, running):
    client.force_login(cast.hana)
    assert send(client).status_code == 302
    page = Client().get(address("post")).text
    assert "The doors are open." in page
    assert 'id="entry-1"' in page
    assert "Hana Kowalczyk" in page
    assert cast.hana_profile.get_absolute_url() not in page  # she shows her profile to members only


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("ben", 403), ("ada", 403), ("hana", 302), ("dev", 302), ("cora", 302), ("fay", 302)],
)
def test_only_reporters_editors_and_the_team_send(client, cast, running, who, status):
    if who:
        client.force_login(getattr(cast, who))
    assert send(client).status_code == status
    assert LiveEntry.objects.count() == (1 if who in {"hana", "dev", "cora", "fay"} else 0)


def test_a_reporter_changes_and_withdraws_their_own_entries_only(client, cast, running):
    running.tell("By Dev", by=cast.dev)
    running.tell("By Hana", by=cast.hana)
    client.force_login(cast.hana)
    answers = {
        (act, number): client.post(address(f"live_{act}", number)).status_code
        for act in ("withdraw", "put_back")
        for number in (1, 2)
    }
    assert answers == {
        ("withdraw", 1): 403, ("put_back", 1): 403, ("withdraw", 2): 302, ("put_back", 2): 302,
    }  # fmt: skip
    assert client.get(address("live_reporters")).status_code == 403


def test_the_same_form_sent_twice_makes_one_entry(client, cast, running):
    client.force_login(cast.hana)
    send(client)
    send(client)
    assert LiveEntry.objects.count() == 1


def test_an_entry_may_be_set_back_in_time(client, cast, running):
    earlier = timezone.localtime(timezone.now()) - timedelta(days=1)
    client.force_login(cast.hana)
    send(client, time="09:45", day=earlier.date().isoformat())
    at = timezone.localtime(LiveEntry.objects.get().happened_at)
    assert (at.date(), at.strftime("%H:%M")) == (earlier.date(), "09:45")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"source": ""}, "Write something first."),
        ({"source": "x" * 5001}, "All you wrote is still here."),
        ({"day": "2999-01-01"}, "That is still to come."),
        ({"day": "0001-01-01"}, "That was long before this live blog began."),
        ({"time": "25:99"}, "Enter a valid time."),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(client, cast, running, fields, words):
    client.force_login(cast.hana)
    answer = send(client, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert fields.get("source", "The doors are open.") in answer.text
    assert LiveEntry.objects.count() == 0


def test_after_the_end_the_words_come_back(client, cast, running):
    running.end(by=cast.dev)
    client.force_login(cast.hana)
    answer = send(client)
    assert answer.status_code == 422
    assert "This live blog has ended. Start it again to add this" in answer.text
    assert "The doors are open.</textarea>" in answer.text


def test_without_a_session_the_words_wait_behind_the_sign_in(client, cast, running):
    client.force_login(cast.hana)
    client.get(address("live"))
    del client.cookies["sessionid"]
    send(client)
    client.force_login(cast.hana)
    assert "The doors are open.</textarea>" in client.get(address("live")).text


def test_a_draft_is_dropped_once_it_is_sent(client, cast, running):
    Draft.objects.keep(cast.hana, f"live-{running.pk}", {"source": "The doors"}, revision=0)
    client.force_login(cast.hana)
    assert "The doors</textarea>" in client.get(address("live")).text
    send(client)
    assert Draft.objects.count() == 0


def test_a_picture_needs_words_and_is_made_anew(client, cast, running, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.hana)
    answer = send(client, picture=photograph())
    assert (answer.status_code, "Say what the picture shows." in answer.text) == (422, True)
    send(client, picture=photograph(), picture_words="An open door")
    send(client, picture=photograph(), picture_words="An open door")
    file = File.objects.get()
    assert (file.media_type, b"Ward 7" in file.stored.read()) == ("image/webp", False)
    page = Client().get(address("post")).text
    assert f'src="{file.url}" alt="An open door" width="60" height="40"' in page


def test_a_file_that_is_no_picture_is_refused_with_the_words_kept(client, cast, running):
    script = io.BytesIO(b"<script>alert(1)</script>")
    script.name = "photo.jpg"
    client.force_login(cast.hana)
    answer = send(client, picture=script, picture_words="A door")
    assert (answer.status_code, LiveEntry.objects.count()) == (422, 0)
    assert "The doors are open.</textarea>" in answer.text


def test_two_who_change_one_entry(client, cast, running):
    running.tell("A hundred", by=cast.hana)
    client.force_login(cast.hana)
    form = client.get(address("live_change", 1)).context["form"]
    fields = {name: form[name].value() for name in ("seen", "is_key")} | {
        "time": form["time"].value().strftime("%H:%M"), "day": form["day"].value(),
    }  # fmt: skip
    fields = {name: value for name, value in fields.items() if value}
    running.entries.get().edit("A hundred and sixty", by=cast.dev)
    answer = client.post(address("live_change", 1), {**fields, "source": "About a hundred"})
    assert answer.status_code == 422
    assert "theirs: A hundred and sixty" in answer.text
    assert "About a hundred</textarea>" in answer.text


def test_a_change_of_words_keeps_the_place_within_the_minute(client, cast, running):
    moment = timezone.now().replace(second=40, microsecond=0) - timedelta(minutes=5)
    entry = running.tell("At forty seconds", by=cast.hana, happened_at=moment)
    client.force_login(cast.hana)
    local = timezone.localtime(moment)
    client.post(
        address("live_change", 1),
        {"source": "Still", "time": local.strftime("%H:%M"), "day": local.date().isoformat(), "seen": "0"},
    )
    entry.refresh_from_db()
    assert (entry.source, entry.happened_at) == ("Still", moment)


def test_readers_ask_and_only_the_room_sees_it(client, cast, running):
    client.force_login(cast.ben)
    client.post(address("live_ask"), {"words": "Is  there\ntea?"})
    client.post(address("live_ask"), {"words": "Is there tea?"})
    assert list(LiveQuestion.objects.values_list("words", "asker__name")) == [
        ("Is there tea?", "Ben Whitlock")
    ]
    seen = {}
    for who in (None, "ada", "hana"):
        reader = Client()
        if who:
            reader.force_login(getattr(cast, who))
        pages = [address("post"), *([address("live")] if who == "hana" else [])]
        seen[who] = [path for path in pages if "Is there tea?" in reader.get(path).text]
    assert seen == {None: [], "ada": [], "hana": [address("live")]}


def test_the_room_answers_and_the_address_of_the_asker_is_nowhere(client, cast, running):
    question = LiveQuestion.objects.ask(running, "Is there tea?", by=cast.ben)
    client.force_login(cast.hana)
    desk = client.get(address("live") + f"?answer={question.pk}")
    assert "Your entry will quote this question" in desk.text
    send(client, source="There is.", answers=question.pk)
    page = Client().get(address("post")).text
    assert "Is there tea?" in page
    assert "Ben Whitlock asked" in page
    assert "ben@example.org" not in page + desk.text


def test_a_question_answered_meanwhile_gives_the_words_back(client, cast, running):
    question = LiveQuestion.objects.ask(running, "Is there tea?", by=cast.ben)
    running.tell("There is.", by=cast.dev, question=question)
    client.force_login(cast.hana)
    answer = send(client, source="Yes, green.", answers=question.pk)
    assert (answer.status_code, LiveEntry.objects.count()) == (422, 1)
    assert "Yes, green.</textarea>" in answer.text


def test_a_question_of_another_live_blog_is_none_of_ours(client, cast, running):
    other = begun(published("From the yard", by=cast.dev), cast)
    question = LiveQuestion.objects.ask(other, "Who is there?", by=cast.ben)
    client.force_login(cast.hana)
    assert send(client, answers=question.pk).status_code == 422
    assert client.post(address("live_aside", question.pk)).status_code == 404


def test_asking_has_its_limits(client, cast, running, monkeypatch):
    monkeypatch.setitem(limits.RATES, "question", (2, 600))
    client.force_login(cast.ben)
    answers = [client.post(address("live_ask"), {"words": f"Question {n}?"}).status_code for n in range(3)]
    assert (answers, LiveQuestion.objects.count()) == ([302, 302, 422], 2)


def test_after_the_end_nobody_is_asked(client, cast, running):
    running.end(by=cast.dev)
    assert address("live_ask") not in Client().get(address("post")).text
    client.force_login(cast.ben)
    answer = client.post(address("live_ask"), {"words": "Too late?"})
    assert (answer.status_code, LiveQuestion.objects.count()) == (422, 0)
    assert "Too late?</textarea>" in answer.text


def test_newest_first_while_it_runs_and_as_it_happened_afterwards(client, cast, running):
    for words in ("First", "Second"):
        running.tell(words, by=cast.hana)

    def order(query=""):
        page = client.get(address("post") + query).text
        return "newest" if page.index("Second</p>") < page.index("First</p>") else "oldest"

    while_it_runs = order(), order("?order=oldest")
    running.end(by=cast.dev)
    assert (while_it_runs, (order(), order("?order=newest"))) == (("newest", "oldest"), ("oldest", "newest"))


def test_days_have_headings_where_there_are_several(client, cast, running):
    now = timezone.now()
    running.tell("Today", by=cast.hana, happened_at=now)
    one_day = client.get(address("post")).text.count("live__date")
    running.tell("Yesterday", by=cast.hana, happened_at=now - timedelta(days=1))
    assert (one_day, client.get(address("post")).text.count("live__date")) == (0, 2)


def test_whoever_asks_for_news_hears_numbers_only(client, cast, running):
    running.tell("First", by=cast.hana)
    running.tell("Second", by=cast.hana).withdraw(by=cast.hana)
    running.refresh_from_db()
    answer = client.get(address("live_now"))
    assert answer.json() == {"state": "running", "version": running.version, "numbers": [1]}
    again = client.get(address("live_now"), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    running.tell("Third", by=cast.hana)
    again = client.get(address("live_now"), headers={"if-none-match": answer["ETag"]})
    assert again.json()["numbers"] == [1, 3]


def test_a_live_blog_for_members_is_theirs(client, cast):
    begun(for_members("Between us", by=cast.dev), cast).tell("Only here", by=cast.hana)
    names = ("post", "live_now", "live_ask")
    statuses = {}
    for who in (None, "ben", "ada"):
        reader = Client()
        if who:
            reader.force_login(getattr(cast, who))
        paths = [reverse(f"publishing:{name}", args=["between-us"]) for name in names]
        statuses[who] = [reader.get(path).status_code for path in paths]
    assert statuses == {None: [404, 404, 302], "ben": [404] * 3, "ada": [200] * 3}


def test_a_picture_follows_the_post_to_its_readers(client, cast, running, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.hana)
    send(client, picture=photograph(), picture_words="An open door")

    def open_to():
        url = File.objects.get().url
        people = {"visitor": Client(), "ada": Client(), "cora": Client()}
        for who in ("ada", "cora"):
            people[who].force_login(getattr(cast, who))
        return [who for who, reader in people.items() if reader.get(url).status_code == 200]

    post = PostPage.objects.get(slug="from-the-hall")
    seen = [open_to()]
    post.audience_id = 2
    post.save_revision(user=cast.dev).publish(user=cast.dev)
    seen.append(open_to())
    PostPage.objects.get(pk=post.pk).unpublish(user=cast.dev)
    seen.append(open_to())
    assert seen == [["visitor", "ada", "cora"], ["ada", "cora"], ["cora"]]


def test_a_picture_goes_with_its_entry_and_comes_back_with_it(client, cast, running, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.hana)
    send(client, picture=photograph(), picture_words="An open door")
    entry, reader = running.entries.get(), Client()
    known = File.objects.get().url

    def opens():
        return [reader.get(url).status_code for url in (known, File.objects.get().url)]

    entry.withdraw(by=cast.hana)
    withdrawn = opens()
    PostPage.objects.get(pk=running.post_id).save_revision(user=cast.dev).publish(user=cast.dev)
    published_anew = opens()
    LiveEntry.objects.get(pk=entry.pk).put_back(by=cast.hana)
    assert (withdrawn, published_anew, opens()) == ([404, 404], [404, 404], [404, 200])


def test_the_feed_carries_the_entries_and_the_time_of_the_last(client, cast, running):
    before = client.get(reverse("publishing:feed")).text
    running.tell("Into the feed", by=cast.hana)
    running.refresh_from_db()
    after = client.get(reverse("publishing:feed")).text
    assert ("Into the feed" in before, "Into the feed" in after) == (False, True)
    assert (
        f"<updated>{running.changed_at.astimezone(timezone.get_current_timezone()):%Y-%m-%dT%H:%M}" in after
    )


def test_a_new_entry_shows_on_the_page_kept_for_strangers(client, cast, running, settings, monkeypatch):
    from folkmoot.core import freshness, page_cache

    settings.PAGE_CACHE = True
    monkeypatch.setattr(freshness.transaction, "on_commit", lambda function, **_options: function())
    page_cache.shelf.clear()
    page_cache.parts.clear()
    freshness._change()
    first = client.get(address("live_now"))
    assert client.get(address("live_now"), headers={"if-none-match": first["ETag"]}).status_code == 304
    client.get(address("post"))
    running.tell("Fresh bread", by=cast.hana)
    assert "Fresh bread" in client.get(address("post")).text
    assert client.get(address("live_now")).json()["numbers"] == [1]
    page_cache.shelf.clear()
    page_cache.parts.clear()


def test_htmx_gets_the_desk_anew_and_the_news_alone(client, cast, running):
    client.force_login(cast.hana)
    sent = client.post(
        address("live"), {"source": "By htmx", "key": "h" * 22}, headers={"hx-request": "true"}
    )
    assert sent.text.lstrip().startswith('<div id="desk"')
    assert "Entry 1 is out." in sent.text
    news = client.get(address("live"), headers={"hx-request": "true"})
    assert news.text.lstrip().startswith('<div id="around"')
    assert "<textarea" not in news.text
