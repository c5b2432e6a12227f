"""A member begins a text, writes it, and loses nothing: not to a second window, not to a missing title."""

import pytest
from django.urls import reverse

from folkmoot.core.lifecycle import Refused
from folkmoot.publishing.models import Submission, Topic
from folkmoot.publishing.models.submissions import MOST_OPEN

from .texts import begun, form, published


def test_a_member_begins_and_saves(client, cast):
    flow = Topic.objects.create(name="Flow", slug="flow")
    client.force_login(cast.ada)
    answer = client.post(reverse("publishing:begin"))
    text = Submission.objects.get(author=cast.ada)
    assert answer.url == text.get_absolute_url()
    answer = client.post(
        text.get_absolute_url(), form(0, title="Nine lifts", source="One.\r\n\r\nTwo.", topics=[flow.pk])
    )
    assert answer.status_code == 302
    text.refresh_from_db()
    assert (text.title, text.source, [*text.topics.all()], text.revision) == (
        "Nine lifts",
        "One.\n\nTwo.",
        [flow],
        1,
    )


def test_beginning_twice_begins_once(client, cast):
    client.force_login(cast.ada)
    places = {client.post(reverse("publishing:begin")).url for _time in range(2)}
    assert (len(places), Submission.objects.count()) == (1, 1)


def test_nobody_has_more_drafts_than_they_can_finish(cast):
    for number in range(MOST_OPEN):
        begun(cast.ada, title=f"Begun {number}")
    with pytest.raises(Refused):
        Submission.objects.begin(cast.ada)
    assert Submission.objects.begin(cast.hana).author == cast.hana


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("eve", 403), ("ben", 403), ("ada", 302), ("dev", 302)]
)
def test_who_belongs_or_edits_may_begin(client, cast, who, status):
    if who:
        client.force_login(getattr(cast, who))
    client.post(reverse("publishing:begin"))
    assert client.post(reverse("publishing:begin")).status_code == status


@pytest.mark.parametrize("who", ["hana", "dev", "cora", "eve"])
def test_a_draft_is_its_authors_alone(client, cast, who):
    text = begun(cast.ada)
    client.force_login(getattr(cast, who))
    for name in ("write", "draft", "preview", "changes", "review"):
        expected = 404 if name != "review" or who == "dev" else 403
        assert client.get(reverse(f"publishing:{name}", args=[text.pk])).status_code == expected


def test_two_windows_of_one_author_do_not_overwrite_each_other(client, cast):
    text = begun(cast.ada, source="As it was.")
    client.force_login(cast.ada)
    here = text.get_absolute_url()
    assert client.post(here, form(text.revision, source="From the first window.")).status_code == 302
    answer = client.post(here, form(text.revision, source="From the second window."))
    text.refresh_from_db()
    assert (answer.status_code, text.source) == (409, "From the first window.")
    page = answer.content.decode()
    assert "From the first window." in page
    assert "From the second window.</textarea>" in page
    assert f'name="_revision" value="{text.revision}"' in page
    assert client.post(here, form(text.revision, source="From the second window.")).status_code == 302
    text.refresh_from_db()
    assert text.source == "From the second window."


def test_the_same_form_sent_twice_saves_once(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    sent = form(text.revision, title="Once", source="Once.")
    assert [client.post(text.get_absolute_url(), sent).status_code for _time in range(2)] == [302, 302]
    text.refresh_from_db()
    assert text.revision == 2


def test_the_page_saves_itself_and_says_over_what(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    address = reverse("publishing:draft", args=[text.pk])
    saved = client.post(address, form(text.revision, title="Half a thou"))
    assert (saved.status_code, saved.json()["revision"]) == (200, text.revision + 1)
    late = client.post(address, form(text.revision, title="From another window"))
    assert (late.status_code, late.json()) == (409, {"revision": text.revision + 1})
    text.refresh_from_db()
    assert text.title == "Half a thou"
    assert client.get(address).status_code == 204


def test_what_cannot_be_kept_is_said(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    for sent in (form(text.revision, title="x" * 300), form(text.revision, source="x" * 100_001)):
        assert client.post(text.get_absolute_url(), sent).status_code == 422
        assert client.post(reverse("publishing:draft", args=[text.pk]), sent).status_code == 422
    assert Submission.objects.get().revision == text.revision


def test_what_was_sent_in_is_not_changed_from_an_old_window(client, cast):
    text = begun(cast.ada, title="T", standfirst="S.", source="As it was.")
    text.submit(by=cast.ada)
    client.force_login(cast.ada)
    answer = client.post(text.get_absolute_url(), form(text.revision, source="Too late."))
    assert (answer.status_code, "Too late.</textarea>" in answer.content.decode()) == (409, True)
    assert Submission.objects.get().source == "As it was."


def test_the_preview_shows_the_text_as_it_will_stand(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    sent = form(
        text.revision, title="Nine lifts", source="## Before\n\nWe *waited*.\n\n<script>alert(1)</script>"
    )
    answer = client.post(reverse("publishing:preview", args=[text.pk]), sent, follow=True)
    page = answer.content.decode()
    assert "<h2>Before</h2>" in page
    assert "<p>We <em>waited</em>.</p>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_draft_can_be_thrown_away(client, cast):
    text = begun(cast.ada)
    client.force_login(cast.ada)
    assert client.post(reverse("publishing:throw_away", args=[text.pk])).url == reverse("publishing:writings")
    assert Submission.objects.count() == 0


def test_who_leaves_keeps_their_drafts_but_sends_none_in(client, cast):
    text = begun(cast.ada, title="T", standfirst="S.", source="Mine.")
    cast.ada.membership.leave(by=cast.ada)
    client.force_login(type(cast.ada).objects.get(pk=cast.ada.pk))
    assert "Mine.</textarea>" in client.get(text.get_absolute_url()).content.decode()
    assert client.get(reverse("publishing:writings")).status_code == 200
    assert (
        client.post(
            reverse("publishing:submit", args=[text.pk]), form(text.revision, source="Mine.")
        ).status_code
        == 403
    )
    assert client.post(reverse("publishing:begin")).status_code == 403


def test_a_session_that_ended_loses_no_word_and_overwrites_none(client, cast):
    text = begun(cast.ada, source="As it was.")
    here = text.get_absolute_url()
    client.force_login(cast.ada)
    client.get(here)
    client.cookies.pop("sessionid")
    sent = form(text.revision, source="Typed for an hour.")
    answer = client.post(here, sent, headers={"Referer": f"http://testserver{here}"})
    assert answer.url.startswith(reverse("account_login"))
    text.write(seen=text.revision, title="T", standfirst="S", source="From a telephone.", topics=[])
    client.force_login(cast.ada)
    page = client.get(here).content.decode()
    assert "Typed for an hour.</textarea>" in page
    assert f'name="_revision" value="{sent["_revision"]}"' in page
    assert client.post(here, sent).status_code == 409
    assert Submission.objects.get().source == "From a telephone."


def test_who_left_keeps_their_name_on_what_is_published(client, cast):
    text = published(cast.ada, by=cast.dev)
    cast.ada.membership.leave(by=cast.ada)
    page = client.get(text.post.get_absolute_url())
    assert (page.status_code, "Ada Okafor" in page.content.decode()) == (200, True)


def test_ten_megabytes_of_nonsense_are_refused_in_words(client, cast):
    text = begun(cast.ada, source="As it was.")
    client.force_login(cast.ada)
    client.raise_request_exception = False
    answer = client.post(text.get_absolute_url(), form(text.revision, source="x" * 10 * 1024 * 1024))
    assert (answer.status_code, Submission.objects.get().source) == (400, "As it was.")
