"""What accounts and allauth announce stands in the record, without a single address."""

import pytest
from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore

from folkmoot.accounts import signals as accounts
from folkmoot.accounts.models import Policy
from folkmoot.activity.models import Entry
from folkmoot.activity.words import OURS
from tests.unguarded import empty_the_record


@pytest.fixture
def asked(rf, cast):
    """A request of Ada's."""
    request = rf.get("/")
    request.user, request.session = cast.ada, SessionStore()
    empty_the_record()
    return request


def newest():
    entry = Entry.objects.newest()[0]
    return entry.verb, entry.thing, entry.by, entry.details


def test_roles_given_and_taken(cast):
    cast.eve.give("editor", by=cast.fay)
    assert newest() == ("accounts.role_given", cast.eve, cast.fay, {"role": "editor"})
    cast.eve.take("editor", by=cast.fay)
    assert newest() == ("accounts.role_taken", cast.eve, cast.fay, {"role": "editor"})


def test_a_role_already_held_is_no_event(cast):
    before = Entry.objects.count()
    cast.cora.give("team", by=cast.fay)
    assert Entry.objects.count() == before


def test_a_policy_published(cast):
    policy = Policy(slug="conduct", number=2, title="Conduct", text="Be kind.")
    policy.save()
    accounts.policy_published.send(Policy, policy=policy, by=cast.fay)
    assert newest() == ("accounts.policy_published", policy, cast.fay, {"number": 2})


def test_signing_in(client, cast):
    client.force_login(cast.ada)
    assert newest() == ("accounts.signed_in", cast.ada, cast.ada, {})


@pytest.mark.parametrize(
    ("signal", "verb"),
    [
        (account.user_signed_up, "signed_up"),
        (account.password_set, "password_set"),
        (account.password_changed, "password_changed"),
        (account.password_reset, "password_reset"),
    ],
)
def test_what_people_do_with_their_account(cast, asked, signal, verb):
    signal.send(type(cast.ada), request=asked, user=cast.ada)
    assert newest() == (f"accounts.{verb}", cast.ada, cast.ada, {})


@pytest.mark.parametrize(
    ("signal", "verb"),
    [
        (account.email_added, "address_added"),
        (account.email_removed, "address_removed"),
        (account.email_confirmed, "address_confirmed"),
        (account.email_changed, "address_changed"),
    ],
)
def test_addresses(cast, asked, signal, verb):
    address = EmailAddress(user=cast.ada, email="ada@work.example.org")
    signal.send(
        EmailAddress, request=asked, user=cast.ada, email_address=address, from_email_address=address,
        to_email_address=address,
    )  # fmt: skip
    assert newest() == (f"accounts.{verb}", cast.ada, cast.ada, {})


@pytest.mark.parametrize(
    ("signal", "verb"),
    [
        (mfa.authenticator_added, "sign_in_step_added"),
        (mfa.authenticator_removed, "sign_in_step_removed"),
        (mfa.authenticator_reset, "sign_in_step_renewed"),
    ],
)
def test_ways_to_sign_in(cast, asked, signal, verb):
    step = Authenticator(user=cast.ada, type=Authenticator.Type.TOTP, data={"secret": "not for the record"})
    signal.send(Authenticator, request=asked, user=cast.ada, authenticator=step)
    assert newest() == (f"accounts.{verb}", cast.ada, cast.ada, {"way": "totp"})


def test_each_has_its_sentence(cast, asked):
    recorded = set(Entry.objects.filter(room__in=["accounts", "activity"]).values_list("verb", flat=True))
    assert recorded <= set(OURS)
