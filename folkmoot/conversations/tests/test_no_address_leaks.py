"""A guest's address is in no page, feed, header or record that anyone but the team can open."""

import json

import pytest
from django.urls import reverse

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Email, Entry
from folkmoot.conversations import links
from folkmoot.conversations.models import Message

SECRET = "gil.the.secret@hidden.example.org"


@pytest.fixture
def everything(cast, thread, guest_says):
    """A guest's comments in every state, answered, flagged and decided."""
    made = {"name": "Gil Achterberg", "email": SECRET}
    shown = guest_says("Shown", state="shown", tell_replies=True, **made)
    guest_says("Waiting", **made)
    hidden = guest_says("Hidden", state="shown", **made)
    hidden.hide("other", "Not here, please.", by=cast.cora)
    reply = thread.say("A reply", author=cast.ada, parent=shown)
    guest_says("Answer", state="shown", parent=reply, **made)
    shown.flag("other", by=cast.eve)
    shown.keep(by=cast.cora)
    return shown


def addresses(message):
    thread, pk = message.thread_id, message.pk
    token = links.token_for(message)
    yield from (
        reverse("conversations:write", args=[thread]),
        reverse("conversations:write", args=[thread]) + f"?to={pk}",
        reverse("conversations:feed", args=[thread]),
        reverse("conversations:mine"),
    )
    yield from (
        reverse(f"conversations:{name}", args=[pk]) for name in ("message", "flag", "edit", "withdraw")
    )
    yield from (
        reverse(f"conversations:{name}", args=[token])
        for name in ("yours", "yours_change", "yours_withdraw", "erase")
    )
    yield from (reverse(f"conversations:{name}") for name in ("desk", "history", "blocked"))
    yield reverse("conversations:case", args=[pk])


def sent(answer):
    return answer.content.decode() + json.dumps(dict(answer.headers)) + str(answer.cookies)


@pytest.mark.parametrize("who", [None, "ben", "ada", "dev", "eve"])
def test_not_in_any_page_or_header(client, cast, everything, who):
    if who:
        client.force_login(getattr(cast, who))
    found = [
        url
        for m in Message.objects.all()
        if m.guest
        for url in addresses(m)
        if SECRET in sent(client.get(url))
    ]

    assert found == []


def test_not_in_the_thread_of_any_reader(client, cast, everything):
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    from folkmoot.conversations.showing import shown_thread

    from .conftest import TEMPLATE  # noqa: F401, the tag itself is scanned below

    for user in (AnonymousUser(), cast.ben, cast.ada, cast.dev, cast.cora):
        request = RequestFactory().get("/talk/")
        request.user = user
        page = render_to_string(
            "conversations/thread.html", shown_thread(request, everything.thread, "/talk/")
        )
        assert "Gil Achterberg" in page
        assert SECRET not in page


def test_not_in_letters_to_others_nor_in_the_record(cast, everything):
    others = Email.objects.exclude(address=SECRET)
    records = json.dumps(list(Entry.objects.values_list("verb", "object_id", "details")))

    assert others.exists()
    assert [e for e in others if SECRET in e.subject + e.text + e.html + json.dumps(e.headers)] == []
    assert SECRET not in records


def test_the_team_alone_sees_it_where_it_decides(client, cast, everything):
    client.force_login(cast.cora)
    assert SECRET in client.get(reverse("conversations:case", args=[everything.pk])).content.decode()
    assert Guest.objects.filter(email=SECRET).count() == 1
