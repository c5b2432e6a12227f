"""What is filled into a stencil is what the template would have drawn for that very message."""

import pytest
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from folkmoot.conversations.models import Reaction, Thread
from folkmoot.conversations.owners import owner_of
from folkmoot.conversations.showing import shown_thread
from folkmoot.conversations.stencils import SHAPES, Stencils


@pytest.fixture
def talk(cast, members_thread):
    """Ada asked; others answered, one helped, two were thanked for."""
    members_thread.say("Who has blackout blinds?", author=cast.ada)
    for person in (cast.hana, cast.cora, cast.ada, cast.hana):
        members_thread.say("We do.", author=person)
    helped, thanked = members_thread.messages.filter(number__in=[2, 3]).order_by("number")
    Reaction.objects.thank(helped, by=cast.ada)
    Reaction.objects.thank(thanked, by=cast.ada)
    Reaction.objects.thank(thanked, by=cast.hana)
    Thread.objects.filter(pk=members_thread.pk).update(started_by=cast.ada, helpful=helped)
    return Thread.objects.get(pk=members_thread.pk)


def page_of(thread, reader):
    """The context in which a page shows this thread, and its messages."""
    request = RequestFactory().get("/talk/")
    request.user = reader
    shown = shown_thread(request, thread, "/talk/", owner_of(thread))
    rows = shown["messages"] or [one for b in shown["branches"] for one in [b["top"], *b["answers"]] if one]
    community = {"comments_open": True}
    return Context({**shown, "community": community}), rows


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("who", ["ada", "hana", "cora", "dev"])
def test_it_says_what_the_template_says(cast, talk, who, language):
    cast.hana.name = "A & B <i> 100% %(pk)s \ue002"
    cast.hana.save()
    context, rows = page_of(talk, getattr(cast, who))
    assert len(rows) == 5
    with translation.override(language):
        for template in SHAPES:
            for row in rows:
                with context.push(message=row):
                    filled = Stencils().fill(template, context)
                    assert filled == context["stencils"].fill(template, context)
                    assert filled == get_template(template).template.render(context)


def test_what_has_no_place_in_a_stencil_is_not_left_out_in_silence(cast, talk, monkeypatch):
    monkeypatch.setitem(SHAPES, "conversations/message_acts.html", ("flag_link",))
    context, rows = page_of(talk, cast.ada)
    with context.push(message=rows[0]), pytest.raises(LookupError, match="change_link"):
        context["stencils"].fill("conversations/message_acts.html", context)
