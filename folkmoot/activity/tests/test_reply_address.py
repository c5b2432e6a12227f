"""The address of an answer: for one reader and one message, signed, good for a quarter."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine

from folkmoot.activity.inbound import addresses
from folkmoot.activity.inbound.addresses import ReplyAddress

THREAD, MESSAGE = SimpleNamespace(pk=7), SimpleNamespace(pk=1234)


@pytest.fixture(autouse=True)
def _mail_comes_in(settings):
    settings.MAIL_DOMAIN = "reply.example.org"


def made(reader):
    return addresses.reply_address(reader, thread=THREAD, message=MESSAGE)


@time_machine.travel("2026-11-16T12:00:00Z")
def test_it_says_who_reads_what_and_since_when(cast):
    assert addresses.read(made(cast.ada)) == ReplyAddress(cast.ada.pk, 7, 1234, date(2026, 11, 16))


@pytest.mark.parametrize("key", [1, 127, 128, 20_000, 2**31, 2**45])
def test_it_fits_into_the_part_before_the_at_however_large_the_keys(key):
    address = str(ReplyAddress(2**35, 2**35, key, date(2026, 11, 16)))

    assert len(address.partition("@")[0]) <= 64
    assert addresses.read(address) == ReplyAddress(2**35, 2**35, key, date(2026, 11, 16))


@pytest.mark.parametrize("change", [str.upper, str.title, lambda a: f"<{a}>", lambda a: f" {a} "])
def test_mail_programs_may_write_it_as_they_like(cast, change):
    address = made(cast.ada)
    assert addresses.read(change(address)) == addresses.read(address)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.replace("@reply.", "@other."),
        lambda a: a.replace("reply+", "reply-"),
        lambda a: a.replace("+", "+a", 1),
        lambda a: a[:10] + ("a" if a[10] != "a" else "b") + a[11:],
        lambda a: "reply+@reply.example.org",
        lambda a: "reply+" + "a" * 58 + "@reply.example.org",
        lambda a: "reply+" + "a" * 500 + "@reply.example.org",
        lambda a: "reply+ŵŷ@reply.example.org",
        lambda a: "",
    ],
)
def test_a_forged_one_says_nothing(cast, change):
    assert addresses.read(change(made(cast.ada))) is None


def test_no_letter_of_a_token_can_be_changed(cast):
    address = made(cast.ada)
    local, _at, domain = address.partition("@")
    others = [
        f"{local[:place]}{'a' if local[place] != 'a' else 'b'}{local[place + 1 :]}@{domain}"
        for place in range(len("reply+"), len(local))
    ]
    read = {addresses.read(other) for other in others}
    assert read <= {None, addresses.read(address)}  # the last letter has bits to spare


def test_it_is_good_for_ninety_days(cast):
    with time_machine.travel("2026-08-01T12:00:00Z"):
        address = made(cast.ada)
    with time_machine.travel("2026-10-30T12:00:00Z"):
        last_day = addresses.read(address).is_expired
    with time_machine.travel("2026-10-31T12:00:00Z"):
        day_after = addresses.read(address).is_expired
    assert (last_day, day_after) == (False, True)


def test_the_secret_may_be_changed_and_old_letters_answered(cast, settings):
    address = made(cast.ada)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    still = addresses.read(address)
    settings.SECRET_KEY_FALLBACKS = []

    assert (still.reader, addresses.read(address)) == (cast.ada.pk, None)


def test_guests_and_sites_without_a_domain_have_none(cast, settings):
    assert made(cast.gil) == ""
    settings.MAIL_DOMAIN = ""
    assert made(cast.ada) == ""
