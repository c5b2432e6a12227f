"""/today/?time=: five minutes, an hour, a day; what the site really has to do, each with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.activity.models import Draft
from folkmoot.conversations.models import Message
from folkmoot.members.asked import Asked
from folkmoot.members.models import ContactRequest, Erasure, Member, SavedSearch
from folkmoot.publishing.models import Follow, PostAuthor, PostPage, ReadPage, Submission, Topic
from folkmoot.recruitment.tests.rounds import begun, opened


def post(cast, title, author=None):
    page = PostPage(title=title, slug=title.lower().replace(" ", "-"), live=False)
    page.post_authors = [PostAuthor(profile=(author or cast.hana_profile))]
    ReadPage.objects.get().add_child(instance=page)
    page.save_revision(user=cast.dev).publish(user=cast.dev)
    return PostPage.objects.get(pk=page.pk)


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada)
    return client


def offered(client, time):
    """Labels of what is offered, and those without a reason."""
    things = client.get("/today/", {"time": time}).context["things"]
    assert [thing for thing in things if not thing["words"]] == []
    return [str(thing["label"]) for thing in things]


@pytest.mark.parametrize("time", ["", "7", "year", "5'"])
def test_any_other_time_is_the_whole_page(ada, time):
    page = ada.get("/today/", {"time": time})
    assert "things" not in page.context
    assert "Yours to answer" in page.text


def test_the_choice_is_three_links_with_addresses(ada):
    page = ada.get("/today/", {"time": "60"})
    links = {str(tab["label"]): (tab["url"], tab["current"]) for tab in page.context["tabs"]}
    assert links == {
        "All": ("/today/", False),
        "5 minutes": ("/today/?time=5", False),
        "An hour": ("/today/?time=60", True),
        "A day": ("/today/?time=day", False),
    }
    assert "You have an hour" in page.text


def test_whoever_waits_for_an_answer_comes_first(ada, cast):
    words = {"purpose": "learn", "words": "How?", "words_html": "<p>How?</p>"}
    ContactRequest.objects.create(sender=cast.hana, recipient=cast.ada, **words)
    assert offered(ada, "5")[0] == "1 person asks to be in touch"


def test_five_minutes_say_one_thing_of_a_profile(ada, cast):
    cast.ada_profile.edit(by=cast.ada, role="Nurse", ask_me_about="")
    assert "Say what others can ask you about" in offered(ada, "5")
    cast.ada_profile.edit(by=cast.ada, ask_me_about="Lifts", place="")
    labels = offered(ada, "5")
    assert "Say what others can ask you about" not in labels
    assert "Name your town" in labels


def test_five_minutes_read_a_post_they_follow_and_not_their_own(ada, cast):
    flow = Topic.objects.create(name="Flow", slug="flow")
    about_flow = post(cast, "About flow")
    about_flow.topics = [flow]
    about_flow.save_revision(user=cast.dev).publish(user=cast.dev)
    post(cast, "The newest of others")
    post(cast, "By Ada herself", cast.ada_profile)
    assert "Read “The newest of others”" in offered(ada, "5")
    Follow.objects.follow(flow, by=cast.ada)
    assert "Read “About flow”" in offered(ada, "5")
    assert not [label for label in offered(ada, "5") if "Ada herself" in label]


def test_a_members_post_is_offered_to_members_only(client, cast):
    hidden = post(cast, "Between us")
    PostPage.objects.filter(pk=hidden.pk).update(audience=2)
    client.force_login(cast.ben)
    assert "Read “Between us”" not in offered(client, "5")
    client.force_login(cast.ada)
    assert "Read “Between us”" in offered(client, "5")


def test_an_hour_comments_where_nothing_of_theirs_stands(ada, cast):
    talked, silent = post(cast, "Much said"), post(cast, "Nothing said")
    Message.objects.say(talked.thread, "I see.", author=cast.hana)
    assert "Say what you think of “Nothing said”" in offered(ada, "60")
    Message.objects.say(silent.thread, "So do I.", author=cast.ada)
    assert "Say what you think of “Much said”" in offered(ada, "60")


def test_an_hour_finishes_what_was_begun(ada, cast):
    Draft.objects.keep(cast.ada, "comment-1", {"text": "…"}, revision=0, title="Half said", url="/read/")
    assert offered(ada, "60")[0] == "Finish “Half said”"


def test_an_hour_asks_somebody_new_near_by(ada, cast):
    cast.ada_profile.edit(by=cast.ada, place="Leeds")
    cast.hana_profile.edit(by=cast.hana, place="Bradford", is_open_to_contact=True)
    assert f"Ask {cast.hana.name} to be in touch" in offered(ada, "60")
    cast.hana_profile.show_fields({"place": "nobody"}, by=cast.hana)
    assert f"Ask {cast.hana.name} to be in touch" not in offered(ada, "60")


def test_an_hour_asks_nobody_twice(ada, cast):
    cast.ada_profile.edit(by=cast.ada, place="Leeds")
    cast.hana_profile.edit(by=cast.hana, place="Bradford", is_open_to_contact=True)
    asked = ContactRequest.objects.ask(cast.hana, sender=cast.ada, purpose="learn", words="How?")
    assert f"Ask {cast.hana.name} to be in touch" not in offered(ada, "60")
    asked.accept("Gladly.", by=cast.hana)
    assert f"Ask {cast.hana.name} to be in touch" not in offered(ada, "60")


def test_a_day_writes_a_post(ada, cast):
    assert "Write a post" in offered(ada, "day")
    text = Submission.objects.begin(cast.ada)
    Submission.objects.filter(pk=text.pk).update(title="Ten lifts")
    assert "Go on with “Ten lifts”" in offered(ada, "60")


def test_whoever_may_not_write_is_not_offered_to(client, cast):
    client.force_login(cast.ben)
    assert "Write a post" not in offered(client, "day")


def test_where_a_long_thing_is_missing_short_ones_say_so(client, cast):
    post(cast, "Something to read")
    client.force_login(cast.ben)
    page = client.get("/today/", {"time": "day"})
    assert [thing["minutes"] for thing in page.context["things"]] == [60, 5]
    assert "It takes a few minutes." in page.text


def test_with_nothing_to_do_the_page_says_so(client, cast):
    client.force_login(cast.ben)
    assert "Nothing waits for you" in client.get("/today/", {"time": "5"}).text


def test_a_saved_search_says_who_newly_fits(ada, cast):
    search = SavedSearch.objects.keep(Asked(words="ward"), by=cast.ada, name="Wards")
    search.finds.create(profile=cast.dev_profile, level="everyone")
    assert "See who newly fits “Wards”" in offered(ada, "5")
    assert "1 new since today" in ada.get("/today/").text


def test_a_newcomer_gets_a_way_in_until_it_is_taken(ada, cast):
    cast.ada_profile.edit(by=cast.ada, role="", about="")
    assert "Your first weeks" in ada.get("/today/").text
    assert [step["done"] for step in ada.get("/today/").context["way_in"]] == [False, False, False]
    cast.ada_profile.edit(by=cast.ada, role="Nurse")
    ContactRequest.objects.create(sender=cast.ada, recipient=cast.hana, purpose="learn", words="How?")
    assert [step["done"] for step in ada.get("/today/").context["way_in"]] == [True, True, False]
    Message.objects.say(post(cast, "Lifts").thread, "I see.", author=cast.ada)
    assert "Your first weeks" not in ada.get("/today/").text


def test_who_has_been_here_for_long_needs_none(ada, cast):
    Member.objects.filter(user=cast.ada).update(since=timezone.localdate() - timedelta(days=91))
    assert "Your first weeks" not in ada.get("/today/").text


def test_who_left_or_is_leaving_is_not_asked_to_join(client, cast):
    Member.objects.current().get(user=cast.hana).leave(by=cast.hana)
    Erasure.objects.ask(cast.ben, by=cast.ben)
    for person in (cast.hana, cast.ben):
        client.force_login(person)
        assert "Your first weeks" not in client.get("/today/").text


def test_an_account_is_shown_how_to_join(client, cast):
    client.force_login(cast.ben)
    first = client.get("/today/").context["way_in"][0]
    assert (str(first["label"]), first["done"]) == ("Ask to join", False)


def test_who_has_applied_has_asked_to_join(client, cast):
    begun(opened(cast), cast.ben)
    client.force_login(cast.ben)
    assert client.get("/today/").context["way_in"][0]["done"]
