"""Whatever is put into an address or a field, the answer is a page: never an error 500."""

import logging
import sys

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.forms import BaseForm, FileField
from django.urls import NoReverseMatch, reverse

from tests.pages import PAGES

pytestmark = pytest.mark.on_postgresql

WORDS = ["a\x00b", "9" * 5000]
ASKED = [
    *("q", "page", "year", "topic", "before", "by", "since", "until", "room", "kind", "name", "state"),
    *("show", "to", "next", "language", "colour", "as", "email", "reason", "person", "_revision", "_title"),
]


@pytest.fixture
def ask(client, little_site, settings):
    """Ask as the administrator, undo what it did, and return the error it ended in, or nothing."""
    settings.DEMO = True
    client.raise_request_exception = False
    client.force_login(little_site.fay)
    errors = []

    def note(sender, **_signal):
        errors.append(repr(sys.exc_info()[1])[:200])

    def asking(method, address, values):
        errors.clear()
        with transaction.atomic():
            answer = getattr(client, method)(address, values)
            transaction.set_rollback(True)
        return answer, [*errors] if errors or answer.status_code >= 500 else None

    got_request_exception.connect(note)
    logging.disable()
    yield asking
    logging.disable(logging.NOTSET)
    got_request_exception.disconnect(note)


def test_any_question_and_any_answer(ask):
    broken = {}
    for name, page in PAGES.items():
        shown, _error = ask("get", page.address(name), {})
        for words in WORDS:
            for method, fields in (("get", ASKED), ("post", {*ASKED, *fields_of(shown)})):
                _answer, error = ask(method, page.address(name).split("?")[0], dict.fromkeys(fields, words))
                if error:
                    broken[name, method, words[:20]] = error
    assert broken == {}


def fields_of(answer):
    """The names of the fields of every form on a page, but for files."""
    for context in answer.context or []:
        values = (context.flatten() if hasattr(context, "flatten") else context).values()
        for form in values:
            if isinstance(form, BaseForm):
                yield from (
                    form.add_prefix(name)
                    for name, field in form.fields.items()
                    if not isinstance(field, FileField)
                )


def test_any_number_or_word_for_a_thing(ask):
    broken = {}
    for name, page in PAGES.items():
        usual = page.args()
        for place in range(len(usual)):
            for what in (2**63, "a\x00b", "x" * 5000):
                try:
                    address = reverse(name.split("#")[0], args=[*usual[:place], what, *usual[place + 1 :]])
                except NoReverseMatch:
                    continue
                for method in ("get", "post"):
                    _answer, error = ask(method, address, {})
                    if error:
                        broken[name, str(what)[:20], method] = error
    assert broken == {}
