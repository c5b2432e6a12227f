"""How a cell of the permission table is tried: one person, one real address, and what came of it in a word.

read: it stands on the page. write: the page took it, and it has changed. count: the page would say otherwise
without it. "-": it does not exist. not: it does, and is refused. Whatever is not taken has changed nothing.
"""

import re
from dataclasses import dataclass
from types import SimpleNamespace

from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from folkmoot.activity.models import Email, Entry
from folkmoot.recruitment.models import Application, Conflict, LaneRequest, Round, Swap

from .permissions import OWN

NEVER_SAME = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|csrf[^ >]*="[^"]+"')


@dataclass
class Cell:
    """One person before one row."""

    world: SimpleNamespace
    who: str
    state: str

    @property
    def user(self):
        return self.world.people[self.who]

    @property
    def file(self):
        """Whose application the row is about."""
        return OWN.get(self.who, "ben")

    @property
    def application(self):
        return Application.objects.get(pk=self.world.of_file[self.state][self.file].pk)

    @property
    def round(self):
        return Round.objects.get(pk=self.world.rounds[self.state].pk)

    @property
    def helper(self):
        """Somebody of the team who has nothing to do with any of them."""
        return self.world.people["other manager"]

    def address(self, page):
        """Of "name part part ?query": a part is a number or key of something in the round, or a word."""
        page, _mark, query = page.partition("?")
        name, *parts = page.split()
        if ":" in name:
            return reverse(name) + query
        if name in {"rounds", "retention", "retention_run"}:
            return reverse(f"recruitment:{name}")
        parts = [getattr(self, f"_{part}", lambda part=part: part)() for part in parts]
        asked = f"?{query.format(number=self.application.number)}" if query else ""
        return reverse(f"recruitment:{name}", args=[self.round.slug, *parts]) + asked

    def _number(self):
        return self.application.number or self.application.pk

    def _pk(self):
        return self.application.pk

    def _lane(self):
        return self.application.lane_id

    def _list(self):
        return self.round.lists.order_by("-pk").first().pk

    def _letter(self):
        return self.application.letters.order_by("pk").values_list("pk", flat=True).first() or 0

    def _plan(self):
        return self.round.plans.order_by("-pk").first().pk

    def _conflict(self):
        return Conflict.objects.get(hint="hintlike").pk

    def _reader(self):
        """Who reads for Hana's lane."""
        return self.round.assessors.filter(user=self.world.people["assessor"]).get().pk

    def _swap(self):
        return Swap.objects.get().pk

    def _request(self):
        return LaneRequest.objects.get().pk

    def _planned(self):
        return self.application.assessments.order_by("pk").first().pk

    def words(self, text):
        one = self.application
        return text.format(number=one.number, file=self.file, name=one.applicant.name, pk=one.pk)

    def client(self):
        client = Client(raise_request_exception=True)
        client.force_login(self.user)
        return client


def tried(world, who, row):
    """The word for this cell; the world is as it was afterwards."""
    with transaction.atomic():
        try:
            return row(world, who)
        finally:
            transaction.set_rollback(True)


def reads(state, page, words, *, first=None, post=None, word="read"):
    """It is on this page, or in this file; a figure stands there as a count."""

    def row(world, who):
        cell = Cell(world, who, state)
        if first:
            first(cell)
        found = cell.words(words)
        address, client = cell.address(page), cell.client()
        answer = client.get(address) if post is None else client.post(address, post)
        text = shown(answer)
        if answer.status_code == 200 and found in text:
            return word
        assert found not in text
        return _word_of(answer.status_code)

    return row


def counts(state, page, without):
    """The page says otherwise once `without(application)` has happened."""

    def row(world, who):
        cell = Cell(world, who, state)
        address, client = cell.address(page), cell.client()
        before = client.get(address)
        without(cell.application)
        after = client.get(address)
        if before.status_code == 200:
            return "-" if said(before) == said(after) else "count"
        return _word_of(before.status_code)

    return row


def writes(state, page, data=None, *, of=None, first=None, alone=False):
    """The act is done, and what `of(cell)` tells is other than before; else nothing at all has changed.
    `alone`: the form has more in it, which they may change.
    """

    def row(world, who):
        cell = Cell(world, who, state)
        if first:
            first(cell)
        address, client = cell.address(page), cell.client()
        sent = data(cell) if callable(data) else data
        told, whole = of and of(cell), everything() if first else as_it_was(world)
        answer = client.post(address, sent or {})
        done = of(cell) != told if of else everything() != whole
        if done:
            assert answer.status_code in {200, 302}, answer.status_code
            return "write"
        assert alone or everything() == whole, f"{answer.status_code}, and yet something has changed"
        return _word_of(answer.status_code)

    row.state, row.page, row.data, row.first = state, page, data, first
    return row


def as_it_was(world):
    """`everything` before any cell: each of them leaves it so."""
    if not hasattr(world, "whole"):
        world.whole = everything()
    return world.whole


def _word_of(status):
    """Why nothing came of it; 200 and 302 without effect: it is not among what the page takes or shows."""
    return {200: "-", 302: "-", 404: "-", 403: "not", 409: "not", 422: "not"}.get(status, str(status))


def shown(answer):
    """What a page says below its head, which names whoever looks; a whole file."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode()
    return text.partition("<main")[2] or text


def said(answer):
    """The page without what is never twice the same."""
    return NEVER_SAME.sub("", shown(answer))


def everything():
    """Each row of the room, how many letters there are and what is on the record: all that an act can change.

    That somebody asked for what is not theirs is on the record, and no change.
    """
    models = apps.get_app_config("recruitment").get_models(include_auto_created=True)
    rows = {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}
    told = Entry.objects.exclude(verb="recruitment.refused")
    return rows, Email.objects.count(), told.count()
