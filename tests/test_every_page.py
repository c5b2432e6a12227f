"""Who may open what: every page and every act, tried as each of six people; and nothing is left out."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver

from tests.pages import PAGES, PEOPLE, ROLES

ELSEWHERE = {
    "wagtailadmin_account",
    "wagtail_serve",
    "wagtaildocs_serve",
    "wagtailadmin_login",
}  # tried by address in publishing's own tests


def every_name(patterns, prefix=""):
    """The names of all addresses but those of the editors' office, which is tried by its front door."""
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        elif not str(entry.pattern).startswith(("office", "^office")):
            inner = f"{entry.namespace}:" if entry.namespace else prefix
            yield from every_name(entry.url_patterns, inner)


def test_every_page_is_in_the_table():
    named = {name.split("#")[0] for name in PAGES}
    there = set(every_name(get_resolver().url_patterns)) - ELSEWHERE
    assert {"missing": there - named, "gone": named - there} == {"missing": set(), "gone": set()}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(role, little_site, client, settings):
    settings.DEMO = True  # the outbox and the cast's sign-in exist
    if PEOPLE[role]:
        client.force_login(getattr(little_site, PEOPLE[role]))
    just_signed_in, answers = client.cookies, {}
    for name, page in PAGES.items():
        client.cookies = deepcopy(just_signed_in)
        with transaction.atomic():  # what became of the session is undone as well
            answers[name] = answer(client, page.address(name), act=page.act)
            transaction.set_rollback(True)
    assert answers == {name: page.expected()[role] for name, page in PAGES.items()}


def answer(client, address, *, act):
    return (client.post(address) if act else client.get(address)).status_code


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("ben", 403), ("ada", 403), ("cora", 403), ("dev", 200), ("fay", 200)]
)
def test_the_office_opens_to_editors_only(who, status, client, cast):
    if who:
        client.force_login(getattr(cast, who))
    assert client.get("/office/").status_code == status
