"""What mail servers say of letters that they bring back: reports as each of them makes them."""

from pathlib import Path

import pytest

from folkmoot.activity.inbound.reports import Report, is_hard, report_in

REPORTS = Path(__file__).parent / "reports"
UNKNOWN = "550 5.1.1 <ada@example.org>: Recipient address rejected"


@pytest.mark.parametrize(
    ("name", "report"),
    [
        ("postfix", Report(f"{UNKNOWN}: User unknown in virtual mailbox table", hard=True)),
        ("postfix-full", Report("552 5.2.2 <ada@example.org>: Quota exceeded (mailbox for user is full)")),
        (
            "postfix-unresolved",
            Report(
                "5.4.4 Host or domain name not found. Name service error for name=exmaple.org type=AAAA: "
                "Host not found",
                hard=True,
            ),
        ),
        ("postfix-delayed", None),
        ("exim", Report(UNKNOWN, hard=True)),
        ("exim-in-words", Report("host mail.example.org [192.0.2.25]: 550 No such user here", hard=True)),
        (
            "exchange",
            Report(
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient hana@lagan.example not found by SMTP "
                "address lookup",
                hard=True,
            ),
        ),
        (
            "gmail",
            Report(
                "550-5.1.1 The email account that you tried to reach does not exist. Please try "
                "double-checking the recipient's email address for typos or unnecessary spaces. For more "
                "information, go to https://support.google.com/mail/?p=NoSuchUser 5b1f17b1804b1-47a9 - gsmtp",
                hard=True,
            ),
        ),
        (
            "gmail-refuses-us",
            Report(
                "550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail "
                "requires all senders to authenticate with either SPF or DKIM. - gsmtp"
            ),
        ),
        ("qmail", Report("Sorry, no mailbox here by that name. (#5.1.1)", hard=True)),
        ("international", Report("550 5.1.1 <dŵr@example.org>: unknown", hard=True)),
        ("complaint", Report("SomeGenerator/1.0", complaint=True)),
        ("away", None),
        ("receipt", None),
    ],
)
def test_each_is_read(name, report):
    assert report_in((REPORTS / f"{name}.eml").read_bytes()) == report


def test_with_the_line_ends_of_the_wire():
    raw = (REPORTS / "exchange.eml").read_bytes().replace(b"\n", b"\r\n")
    assert report_in(raw).hard


@pytest.mark.parametrize("at", [700, 1500, 2000])
def test_broken_off_nothing_breaks(at):
    report_in((REPORTS / "postfix.eml").read_bytes()[:at])


def test_a_report_within_what_somebody_passes_on_is_none():
    inner = (REPORTS / "postfix.eml").read_bytes()
    raw = b"From: eve@example.org\nContent-Type: message/rfc822\n\n" + inner
    assert report_in(raw) is None


@pytest.mark.parametrize(
    ("words", "hard"),
    [
        ("550 5.1.1 unknown", True),
        ("550 5.2.1 The email account is disabled", True),
        ("550 5.4.1 Recipient address rejected: Access denied", True),
        ("550 No such user", True),
        ("553 sorry", True),
        ("552 mailbox full", False),
        ("554 Message refused", False),
        ("550 5.7.1 Relay access denied", False),
        ("550 5.1.8 Sender address rejected: Domain not found", False),
        ("552 5.3.4 Message too big", False),
        ("5.4.7 Delivery time expired", False),
        ("451 4.7.1 Greylisted", False),
        ("host 192.0.2.25 did not answer", False),
        ("", False),
    ],
)
def test_what_is_for_good_and_what_is_for_now(words, hard):
    assert is_hard(words) is hard
