"""Editors read what members sent in, one at a time, and say yes, no or not yet."""

import pytest
from django.urls import reverse

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.publishing.models import PostPage, Submission, Topic

from .texts import accepted, begun, form, picture, sent_in

ACTS = ["take", "accept", "give_back", "decline"]


def letters(user):
    return list(Email.objects.to(user).order_by("pk").values_list("subject", flat=True))


def test_a_text_is_sent_in_and_the_editors_are_told(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    sent = form(text.revision, source="We waited for the lift.")
    assert client.post(reverse("publishing:submit", args=[text.pk]), sent).status_code == 302
    text.refresh_from_db()
    assert text.state == "submitted"
    assert letters(cast.dev) == ["Ada Okafor sent in “Nine lifts”"]
    assert (len(letters(cast.fay)), letters(cast.hana), letters(cast.cora)) == (1, [], [])
    assert Entry.objects.about(text).get().verb == "publishing.submitted"


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ({"title": ""}, "title"),
        ({"standfirst": ""}, "standfirst"),
        ({"source": " "}, "source"),
        ({"title": "x" * 151}, "title"),
        ({"standfirst": "word " * 61}, "standfirst"),
        ({"source": "![A lift](picture:4)"}, "source"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_saved(client, cast, words, missing):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    sent = form(text.revision, **{"source": "Something.", **words})
    answer = client.post(reverse("publishing:submit", args=[text.pk]), sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [missing])
    text.refresh_from_db()
    assert (text.state, text.source.strip()) == ("draft", sent["source"].strip())


@pytest.mark.parametrize(("who", "status"), [("hana", 403), ("cora", 403), ("dev", 302), ("fay", 302)])
@pytest.mark.parametrize("act", ACTS)
def test_editors_decide_and_nobody_else(client, cast, act, who, status):
    text = sent_in(cast.ada)
    client.force_login(getattr(cast, who))
    sent = {"seen": text.revision, "back-note": "More, please.", "no-note": "Not for us."}
    assert client.post(reverse(f"publishing:{act}", args=[text.pk]), sent).status_code == status


@pytest.mark.parametrize("act", ACTS)
def test_nobody_decides_on_their_own(client, cast, act):
    text = sent_in(cast.dev)
    client.force_login(cast.dev)
    assert (
        client.post(reverse(f"publishing:{act}", args=[text.pk]), {"seen": text.revision}).status_code == 403
    )


def test_two_editors_do_not_read_the_same_one(client, cast):
    text = sent_in(cast.ada)
    client.force_login(cast.dev)
    client.post(reverse("publishing:take", args=[text.pk]))
    client.force_login(cast.fay)
    take = reverse("publishing:take", args=[text.pk])
    assert client.post(take).status_code == 409
    assert (
        client.post(reverse("publishing:accept", args=[text.pk]), {"seen": text.revision}).status_code == 409
    )
    assert client.post(take, {"over": cast.dev.pk}).status_code == 302
    text.refresh_from_db()
    assert (text.taken_by, text.state) == (cast.fay, "submitted")
    client.force_login(cast.dev)
    assert client.post(take, {"over": cast.hana.pk}).status_code == 409


def test_a_decision_on_an_older_text_is_refused(cast):
    text = sent_in(cast.ada)
    seen = text.revision
    text.take_back(by=cast.ada)
    text.write(seen=seen, title="Nine lifts", standfirst="We waited.", source="Something else.", topics=[])
    text.submit(by=cast.ada)
    with pytest.raises(Refused):
        Submission.objects.get().accept(by=cast.dev, seen=seen)
    assert not PostPage.objects.exists()


def test_given_back_with_a_note_and_sent_in_again(client, cast):
    text = sent_in(cast.ada)
    client.force_login(cast.dev)
    answer = client.post(
        reverse("publishing:give_back", args=[text.pk]), {"seen": text.revision, "back-note": ""}
    )
    assert answer.status_code == 422
    client.post(
        reverse("publishing:give_back", args=[text.pk]), {"seen": text.revision, "back-note": "Which floor?"}
    )
    assert letters(cast.ada) == ["“Nine lifts” is back with you"]
    assert client.get(reverse("publishing:review", args=[text.pk])).status_code == 404
    client.force_login(cast.ada)
    assert "Which floor?" in client.get(text.get_absolute_url()).content.decode()
    assert "“Nine lifts” is back with you" in client.get("/today/").content.decode()
    sent = form(text.revision, source="We waited on floor four.")
    client.post(reverse("publishing:submit", args=[text.pk]), sent)
    text.refresh_from_db()
    assert (text.state, text.source) == ("submitted", "We waited on floor four.")


def test_declined_with_a_reason_and_still_theirs(client, cast):
    text = sent_in(cast.ada)
    client.force_login(cast.dev)
    client.post(
        reverse("publishing:decline", args=[text.pk]),
        {"seen": text.revision, "no-note": "It names a patient."},
    )
    letter = Email.objects.to(cast.ada).get()
    assert letter.subject == "“Nine lifts” is not published"
    assert "> It names a patient." in letter.text
    client.force_login(cast.ada)
    client.post(reverse("publishing:resume", args=[text.pk]))
    assert Submission.objects.get().state == "draft"


def test_accepting_makes_a_draft_in_the_office(client, cast):
    flow = Topic.objects.create(name="Flow", slug="flow")
    text = begun(cast.ada, topics=[flow], source="## Before\n\nWe waited.\n\n> Nine minutes.\n> — A porter")
    text.add_picture(picture(), "A lift out of order", by=cast.ada)
    text.submit(by=cast.ada)
    client.force_login(cast.dev)
    answer = client.post(
        reverse("publishing:accept", args=[text.pk]), {"seen": text.revision, "note": "Gladly."}
    )
    post = PostPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert (post.live, post.title, post.slug, post.audience_id) == (
        False,
        "Nine lifts",
        "nine-lifts",
        Audience.EVERYONE,
    )
    draft = post.get_latest_revision_as_object()
    assert [author.profile for author in draft.post_authors.all()] == [cast.ada_profile]
    assert [*draft.topics.all()] == [flow]
    assert [block.block_type for block in draft.body] == ["heading", "text", "quote", "picture"]
    shown = draft.body[3].value["picture"]
    assert (shown.contextual_alt_text, shown.width, shown.height) == ("A lift out of order", 600, 400)
    assert draft.body[2].value["attribution"] == "A porter"
    assert client.get(answer.url).status_code == 200
    assert letters(cast.ada) == ["“Nine lifts” is accepted"]


def test_a_title_that_is_taken_gets_another_address(cast):
    first, second = accepted(cast.ada, by=cast.dev), accepted(cast.hana, by=cast.dev)
    third = accepted(cast.hana, by=cast.dev, title="Write")
    assert [text.post.slug for text in (first, second, third)] == ["nine-lifts", "nine-lifts-2", "write-2"]


def test_taken_back_it_is_no_longer_with_the_editors(client, cast):
    text = sent_in(cast.ada)
    client.force_login(cast.ada)
    client.post(reverse("publishing:take_back", args=[text.pk]))
    client.force_login(cast.dev)
    assert client.get(reverse("publishing:review", args=[text.pk])).status_code == 404
    assert (
        client.post(reverse("publishing:accept", args=[text.pk]), {"seen": text.revision}).status_code == 404
    )


def test_the_desk_shows_who_waits_longest_first(client, cast):
    for who in ("ada", "hana"):
        sent_in(getattr(cast, who), title=f"By {who}")
    client.force_login(cast.dev)
    page = client.get(reverse("publishing:review_desk"))
    assert [row.title for row in page.context["page"]] == ["By ada", "By hana"]
    assert "2 texts to review" in client.get("/today/").content.decode()
