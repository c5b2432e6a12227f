"""The pages of the desk: writing, looking, trying, and two who write at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Draft, Email, Preference
from folkmoot.announcements.models import Announcement

WORDS = {"subject": "The hall", "text": "It is ours.", "to": ["members"], "archive": "public"}


def address(name, announcement):
    return reverse(f"announcements:{name}", args=[announcement.pk])


@pytest.mark.parametrize("name", ["edit", "reword"])
def test_over_saved_words_a_draft_is_laid_by_the_page(client, cast, name):
    """ "Start again" goes back to the form as it came."""
    standing = Announcement.objects.draft(by=cast.cora, subject="Chairs", text="As saved.", to=["members"])
    Announcement.objects.filter(pk=standing.pk).update(state="paused" if name == "reword" else "draft")
    key = f"announcement-{'reword-' if name == 'reword' else ''}{standing.pk}"
    Draft.objects.keep(cast.cora, key, {"text": "Half a"}, revision=0)
    client.force_login(cast.cora)
    page = client.get(reverse(f"announcements:{name}", args=[standing.pk])).text
    assert ("As saved." in page, "Half a" in page) == (True, False)
    assert f'src="{reverse("activity:draft", args=[key])}"' in page


def test_cora_writes_a_draft_that_goes_to_nobody_yet(client, cast):
    client.force_login(cast.cora)
    Draft.objects.keep(cast.cora, "announcement-new", {"text": "It is"}, revision=0)
    answer = client.post(reverse("announcements:new"), WORDS)

    announcement = Announcement.objects.get()
    assert answer.url == address("standing", announcement)
    assert (announcement.subject, announcement.state, announcement.to) == ("The hall", "draft", ["members"])
    assert not Email.objects.exists()
    assert not Draft.objects.exists()


def test_what_is_missing_is_said_and_what_was_typed_stays(client, cast):
    client.force_login(cast.cora)
    answer = client.post(reverse("announcements:new"), {"text": "It is ours.", "archive": "public"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"subject", "to"}
    assert "It is ours.</textarea>" in answer.text


def test_two_who_change_it_at_once(client, cast, announcement):
    client.force_login(cast.cora)
    form = client.get(address("edit", announcement)).context["form"]
    announcement.edit(by=cast.fay, text="Fay was quicker.")

    answer = client.post(address("edit", announcement), {**WORDS, "revision": form.initial["revision"]})
    announcement.refresh_from_db()
    assert (answer.status_code, announcement.text) == (409, "Fay was quicker.")
    assert "It is ours.</textarea>" in answer.text

    again = answer.context["form"]["revision"].value()
    assert client.post(address("edit", announcement), {**WORDS, "revision": again}).status_code == 302
    announcement.refresh_from_db()
    assert announcement.text == "It is ours."


def test_an_edit_while_it_goes_out_is_refused_in_words(client, cast, announcement):
    client.force_login(cast.cora)
    announcement.begin(by=cast.cora)
    answer = client.post(address("edit", announcement), {**WORDS, "revision": 0})
    assert answer.status_code == 409
    assert "It has begun to go out" in answer.text


def test_the_preview_says_who_gets_it_and_who_does_not(client, cast, announcement):
    client.force_login(cast.cora)
    Preference.objects.choose(cast.ada, "announcement", False)
    page = client.get(address("standing", announcement))
    assert (page.context["people"], page.context["first"]) == (
        3, ["Cora Pritchard", "Dev Malhotra", "Hana Kowalczyk"],
    )  # fmt: skip
    assert [(left["many"], left["words"]) for left in page.context["left"]] == [
        (1, "had turned these letters off")
    ]
    people = client.get(address("people", announcement), {"show": "left_out"})
    assert [row["name"] for row in people.context["page"]] == ["Ada Okafor"]


def test_a_link_that_leads_nowhere_is_said(client, cast, announcement):
    client.force_login(cast.cora)
    announcement.edit(
        by=cast.cora, text="[here](/read/) [gone](/read/never-written/) [out](https://example.org/)"
    )
    cautions = client.get(address("standing", announcement)).context["cautions"]
    assert cautions == ["A link leads nowhere on this site: http://localhost:8000/read/never-written/"]


def test_the_letter_is_shown_as_it_will_look_and_runs_nothing(client, cast, announcement):
    client.force_login(cast.cora)
    announcement.edit(by=cast.cora, text="**Bold** <script>alert(1)</script>")
    answer = client.get(address("letter", announcement))
    assert "<strong>Bold</strong> &lt;script&gt;" in answer.text
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_test_goes_to_oneself(client, cast, announcement):
    client.force_login(cast.cora)
    client.post(address("test", announcement))
    assert list(Email.objects.values_list("user", "subject")) == [(cast.cora.pk, "[Test] The hall")]
    announcement.refresh_from_db()
    assert announcement.state == "draft"


def test_who_turned_it_off_gets_no_test_either(client, cast, announcement):
    client.force_login(cast.cora)
    Preference.objects.choose(cast.cora, "announcement", False)
    answer = client.post(address("test", announcement), follow=True)
    assert not Email.objects.exists()
    assert "You have turned these letters off yourself" in answer.text


@pytest.mark.parametrize("days", [-1, 5000])
def test_a_day_out_of_reach_is_refused(client, cast, announcement, days):
    client.force_login(cast.cora)
    day = timezone.localdate() + timedelta(days=days)
    answer = client.post(address("schedule", announcement), {"on": day.isoformat(), "at": "09:00"})
    assert answer.status_code == 422
    assert set(answer.context["schedule"].errors) == {"on"}


def test_pressed_twice_it_goes_once(client, cast, announcement):
    client.force_login(cast.cora)
    assert client.post(address("begin", announcement)).status_code == 302
    assert client.post(address("begin", announcement)).status_code == 409
    assert announcement.recipients.count() == 4


def test_the_archive_keeps_to_its_readers(client, cast, announcement):
    announcement.begin(by=cast.cora)
    inside = Announcement.objects.draft(
        by=cast.cora, subject="Inside", text="For us.", to=["members"], archive="members"
    )
    inside.begin(by=cast.cora)
    secret = Announcement.objects.draft(
        by=cast.cora, subject="Secret", text="By mail.", to=["members"], archive="nobody"
    )
    secret.begin(by=cast.cora)

    def shown():
        return [str(one) for one in client.get(reverse("announcements:archive")).context["page"]]

    assert shown() == ["The hall"]
    assert client.get(f"/announcements/{secret.slug}/").status_code == 404
    client.force_login(cast.ada)
    assert shown() == ["Inside", "The hall"]
