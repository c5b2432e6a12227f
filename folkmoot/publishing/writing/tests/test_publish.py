"""What a member wrote comes out: they are told, see what was changed, and can take it back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity.models import Email, Entry, Preference
from folkmoot.core.lifecycle import Refused
from folkmoot.publishing.models import PostPage, Submission
from folkmoot.publishing.writing.changes import changes_of

from .texts import accepted, published


def letters(user):
    return list(Email.objects.to(user).order_by("pk").values_list("subject", flat=True))


def edited(post):
    post.title = "Nine lifts, one porter"
    post.body = [("text", "<p>We waited a long time for the lift.</p>")]


def test_the_author_is_told_and_sees_what_was_changed(client, cast):
    text = published(cast.ada, by=cast.dev, edit=edited)
    assert text.state == "published"
    assert letters(cast.ada) == ["“Nine lifts” is accepted", "“Nine lifts” is published"]
    letter = Email.objects.to(cast.ada).last()
    address = reverse("publishing:changes", args=[text.pk])
    assert address in letter.text
    client.force_login(cast.ada)
    page = client.get(address)
    changes = page.context["changes"]
    assert changes.title.runs == [("same", "Nine lifts"), ("new", ", one porter")]
    assert changes.text[0].runs == [
        ("same", "We waited "), ("new", "a long time"), ("same", " for the lift."),
    ]  # fmt: skip
    assert "<ins>" in page.content.decode()
    assert client.get(text.post.get_absolute_url()).status_code == 200


EVERYTHING = """First *words*, [a link](https://example.org/).

- one
- two

1. three
2. four

## Heading

> Words
> — Who

```
code <b>
```

| Ward | Lifts |
|---|---|
| One | **two** |

Last & least.

---

End."""


def test_what_was_not_touched_is_not_said_to_be_changed(client, cast):
    text = published(cast.ada, by=cast.dev, source=EVERYTHING)
    assert [one for one in changes_of(text).all if one.is_changed] == []
    post = client.get(text.post.get_absolute_url()).content.decode()
    for shown in ("<strong>two</strong>", "code &lt;b&gt;", "Last &amp; least.", "<ol>"):
        assert shown in post


def test_the_changes_are_for_the_author_and_editors(client, cast):
    text = published(cast.ada, by=cast.dev)
    address = reverse("publishing:changes", args=[text.pk])
    answers = {}
    for who in ("ada", "dev", "hana", "cora"):
        client.force_login(getattr(cast, who))
        answers[who] = client.get(address).status_code
    assert answers == {"ada": 200, "dev": 200, "hana": 404, "cora": 404}


def test_published_twice_is_told_once(cast):
    text = published(cast.ada, by=cast.dev)
    PostPage.objects.get(pk=text.post_id).save_revision(user=cast.dev).publish(user=cast.dev)
    assert letters(cast.ada).count("“Nine lifts” is published") == 1


def test_who_turned_the_letters_off_gets_none(cast):
    Preference.objects.choose(cast.ada, "writing", on=False)
    published(cast.ada, by=cast.dev)
    assert letters(cast.ada) == []


def test_withdrawn_before_it_is_out_it_does_not_come_out(client, cast):
    text = accepted(cast.ada, by=cast.dev)
    client.force_login(cast.ada)
    client.post(reverse("publishing:withdraw", args=[text.pk]))
    post = PostPage.objects.get(pk=text.post_id)
    assert (post.locked, letters(cast.dev)[-1]) == (True, "Ada Okafor withdrew “Nine lifts”")
    with pytest.raises(Refused):
        post.get_latest_revision().publish(user=cast.dev)
    assert not PostPage.objects.get(pk=post.pk).live
    assert Submission.objects.get().state == "withdrawn"
    client.force_login(cast.dev)
    assert "withdrew this" in client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()


def test_what_was_scheduled_and_withdrawn_does_not_come_out(cast):
    text = accepted(cast.ada, by=cast.dev)
    post = PostPage.objects.get(pk=text.post_id)
    post.go_live_at = timezone.now() + timedelta(hours=2)
    post.save_revision(user=cast.dev).publish(user=cast.dev)
    Submission.objects.get().withdraw(by=cast.ada)
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        call_command("publish_scheduled")
    assert not PostPage.objects.get(pk=post.pk).live


def test_what_was_scheduled_comes_out_and_is_told(cast):
    text = accepted(cast.ada, by=cast.dev)
    post = PostPage.objects.get(pk=text.post_id)
    post.go_live_at = timezone.now() + timedelta(hours=2)
    post.save_revision(user=cast.dev).publish(user=cast.dev)
    assert Submission.objects.get().state == "accepted"
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        call_command("publish_scheduled")
    assert Submission.objects.get().state == "published"
    assert letters(cast.ada)[-1] == "“Nine lifts” is published"


def test_withdrawn_after_it_was_out_it_is_gone_and_says_so(client, cast):
    text = published(cast.ada, by=cast.dev)
    address = text.post.get_absolute_url()
    client.force_login(cast.ada)
    client.post(reverse("publishing:withdraw", args=[text.pk]))
    client.logout()
    answer = client.get(address)
    assert (answer.status_code, "Withdrawn by its author" in answer.content.decode()) == (410, True)
    assert "nine-lifts" not in client.get("/read/feed/").content.decode()
    assert letters(cast.dev)[-1] == "Ada Okafor withdrew “Nine lifts”"
    assert "took the post “Nine lifts” off the site" in " ".join(
        Email.objects.to(cast.dev).last().text.split()
    )
    assert letters(cast.ada)[-1] == "“Nine lifts” is published"  # what they do themselves needs no letter


def test_a_members_post_that_is_withdrawn_was_never_there_for_strangers(client, cast):
    def for_members(post):
        post.audience_id = 2

    text = published(cast.ada, by=cast.dev, edit=for_members)
    text.withdraw(by=cast.ada)
    assert client.get(text.post.get_absolute_url()).status_code == 404
    client.force_login(cast.hana)
    assert client.get(text.post.get_absolute_url()).status_code == 410


def test_sent_in_again_it_comes_out_at_its_old_address(client, cast):
    text = published(cast.ada, by=cast.dev)
    address = text.post.get_absolute_url()
    text.withdraw(by=cast.ada)
    text.resume(by=cast.ada)
    with pytest.raises(Refused):
        text.throw_away(by=cast.ada)
    text.write(seen=text.revision, title="Ten lifts", standfirst="S.", source="Another one.", topics=[])
    text.submit(by=cast.ada)
    text.accept(by=cast.fay, seen=text.revision)
    PostPage.objects.get(pk=text.post_id).get_latest_revision().publish(user=cast.fay)
    page = client.get(address)
    assert (page.status_code, "<h1>Ten lifts</h1>" in page.content.decode()) == (200, True)


def test_an_editor_takes_it_off_and_the_author_is_told(cast):
    text = published(cast.ada, by=cast.dev)
    PostPage.objects.get(pk=text.post_id).unpublish(user=cast.dev)
    assert (Submission.objects.get().state, letters(cast.ada)[-1]) == (
        "accepted",
        "“Nine lifts” is no longer on the site",
    )


def test_an_editor_deletes_it_and_the_author_is_told(cast):
    text = published(cast.ada, by=cast.dev)
    PostPage.objects.get(pk=text.post_id).delete(user=cast.dev)
    text = Submission.objects.get()
    assert (text.state, text.post, text.note) == ("declined", None, "An editor deleted the post.")
    assert letters(cast.ada)[-1] == "“Nine lifts” is not published"


def test_the_record_tells_the_whole_story(cast):
    text = published(cast.ada, by=cast.dev)
    text.withdraw(by=cast.ada)
    verbs = Entry.objects.about(text).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["publishing.submitted", "publishing.accepted", "publishing.withdrawn"]
