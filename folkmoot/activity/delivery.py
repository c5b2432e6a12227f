"""Bringing letters out: taken up once, tried again with back-off, given up in plain sight."""

import logging
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address
from email.message import MIMEPart
from email.policy import SMTP
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Community
from folkmoot.core.lifecycle import Refused

from .inbound import reports, return_paths
from .kinds import kind_named, wants
from .letters import one_line
from .models import Bouncing, Email
from .telling import late

log = logging.getLogger(__name__)

BACK_OFF = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
BACK_OFF += [timedelta(hours=12)]
STUCK_AFTER = timedelta(minutes=10)
POST = "post"  # the mailer that really sends; "default" writes rows
HANGS_UP = 421  # what a server says before it closes the connection
TOO_OLD = timedelta(days=3)
A_TASK = 50  # letters brought out by one task, over one connection
A_SWEEP = 200  # letters brought out by one sweep of the clock


def after_commit(ids, *, urgent=False):
    """Nudge the worker once the rows are really there. Sign-in codes do not queue behind a newsletter."""
    from .tasks import deliver

    job = deliver.using(priority=50) if urgent else deliver

    def nudge():
        for start in range(0, len(ids), A_TASK):
            job.enqueue(ids[start : start + A_TASK])

    if ids:
        transaction.on_commit(nudge, robust=True)  # the rows stand; without a nudge the clock finds them


def deliver_strays():
    """Each minute: what is due and what no worker has taken, and what a dying process left half-way."""
    for email in Email.objects.stuck(timezone.now() - STUCK_AFTER)[:A_SWEEP]:
        _give_back(email)
    deliver(list(Email.objects.due().values_list("pk", flat=True)[:A_SWEEP]))


def deliver(ids):
    """Take up each of these letters that is due and bring it out, over one connection."""
    if not can_deliver():
        return _give_up_old()
    post = Post()
    try:
        for pk in ids:
            email = Email.objects.due().filter(pk=pk).select_related("user", "guest").first()
            if email and not _bring(email, post):
                break  # nobody answers: the others wait for the next sweep
    finally:
        post.close()
    _give_up_old()


def can_deliver():
    """Whether letters have a way out: kept in the demo, else by the mail server that was set up."""
    return settings.DEMO or "dummy" not in settings.MAILERS[POST]["BACKEND"]


class Post:
    """One connection to the mail server, opened when first needed and kept for the batch."""

    def __init__(self):
        self.community = Community.objects.current()
        self.connection = None

    def open(self):
        self.connection = self.connection or django_mail.mailers[POST]
        self.connection.open()

    def close(self):
        """Leave the server; the next letter opens a new connection."""
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                log.info("The mail server hung up first.")

    def send(self, email):
        self.connection.send_messages([message(email, self.community)])


def _bring(email, post):
    """Bring one letter out. False: the server cannot be reached, so that the others need not be tried."""
    if reason := _reason_against(email):
        _move(email, *reason)
        return True
    if late.was_taken_back(email):
        return _take_back(email)
    if not _move(email, Email.State.SENDING, {"attempts": email.attempts + 1, "claimed_at": timezone.now()}):
        return True  # somebody else took it up
    if settings.DEMO:
        return _sent(email)
    try:
        post.open()
    except (OSError, smtplib.SMTPException) as error:
        post.close()
        _failed(email, error)
        return False
    try:
        post.send(email)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as refused:
        error = _answer(refused)
        if error.smtp_code == HANGS_UP:
            post.close()
        _failed(email, error, hard=error.smtp_code >= 500)
        _count(email, refused, in_words(error))
    except (OSError, smtplib.SMTPException) as error:
        post.close()
        _failed(email, error)
    except ValueError as error:  # the message could not be built: it never will be
        _failed(email, error, hard=True)
    else:
        _sent(email)
    return True


def _take_back(email):
    try:
        late.take_back(email)
    except Refused:
        log.info("Somebody else took up letter %s.", email.pk)
    return True


def _count(email, refused, words):
    """A server that knows at once that nobody is there says what else comes back by mail."""
    if isinstance(refused, smtplib.SMTPRecipientsRefused) and reports.is_hard(words):
        Bouncing.objects.bounced(email.address, hard=True, words=words)


def _answer(refused):
    """What the server answered to the one address of a letter."""
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        return smtplib.SMTPResponseException(*next(iter(refused.recipients.values())))
    return refused


def _reason_against(email):
    """What speaks against sending it now, as the state to move to and its changes; None: nothing."""
    if email.expires_at and email.expires_at < timezone.now():
        return Email.State.GIVEN_UP, {"last_error": _("It was of no use any more.")}
    reader = email.reader
    kind = kind_named(email.kind)
    erased = reader is not None and not reader.email
    if erased or (kind.stoppable and (reader is None or not wants(reader, kind))):
        return Email.State.WITHHELD, {}
    if kind.stoppable and Bouncing.objects.stopped_among([email.address]):
        return Email.State.STOPPED, {"last_error": ""}
    return None


def _sent(email):
    return _move(email, Email.State.SENT, {"sent_at": timezone.now(), "last_error": ""})


def _failed(email, error, *, hard=False):
    """Try again later, or give up: at once when the server said never, else after the last back-off."""
    words = {"last_error": in_words(error)}
    if hard or email.attempts > len(BACK_OFF):
        return _move(email, Email.State.GIVEN_UP, words)
    wait = BACK_OFF[email.attempts - 1]
    return _move(email, Email.State.FAILED, {**words, "next_try_at": timezone.now() + wait})


def _move(email, state, changes):
    """Move it once; who comes second leaves it alone. A secret is emptied once it will not leave again."""
    if state in Email.ENDED and email.is_secret and not settings.DEMO:
        changes = {**changes, "text": "", "html": "", "calendar": ""}
    try:
        email.become(state, **changes)
    except Refused:
        return False
    return True


def _give_back(email):
    """A letter that a dying process left half-way: it may have left, its Message-ID stays the same."""
    _failed(email, RuntimeError(_("The process that was sending it ended.")))


def _give_up_old():
    """Letters nobody could bring out for days: news that old is not sent when the post works again."""
    for email in Email.objects.due().filter(created_at__lt=timezone.now() - TOO_OLD)[:A_SWEEP]:
        _move(email, Email.State.GIVEN_UP, {"last_error": email.last_error or _("It waited too long.")})


def message(email, community):
    """The message as it goes over the wire. What cannot be delivered comes back to its return path."""
    reader = email.reader
    headers = {**email.headers, "Message-ID": email.message_id}
    reply_to = headers.pop("Reply-To", community.contact_address)
    sender = address(email.sender, community.sender_address or settings.DEFAULT_FROM_EMAIL)
    built = Message(
        subject=one_line(email.subject),
        body=email.text,
        from_email=return_paths.return_path(email) or sender,  # of the envelope
        to=[address(reader.name if reader else "", email.address)],
        reply_to=[reply_to] if reply_to else None,
        headers={**headers, "From": sender},
    )
    built.attach_alternative(email.html, "text/html")
    if email.calendar:
        built.calendar = calendar_part(email)
        built.attach(calendar_part(email, filename="invite.ics"))
    return built


class Message(EmailMultiAlternatives):
    """With what a calendar programme reads beside the words: one of the alternatives, as RFC 6047 has it."""

    calendar = None

    def message(self, **kwargs):
        built = super().message(**kwargs)
        if self.calendar is not None:
            parts = (part for part in built.walk() if part.get_content_subtype() == "alternative")
            next(parts).attach(self.calendar)
        return built


def calendar_part(email, **how):
    """The entry for a calendar: the method of the part is that of the entry, else it is none."""
    part = MIMEPart(policy=SMTP)
    part.set_content(email.calendar, subtype="calendar", params={"method": email.calendar_method}, **how)
    return part


def address(name, email):
    """ "Name <address>", the name quoted as it needs."""
    username, _at, domain = email.rpartition("@")
    return str(Address(display_name=one_line(name), username=username, domain=domain))


def in_words(error):
    """What went wrong, for the team: the server's own words where it said any."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {one_line(said)}"[:500]
    if isinstance(error, TimeoutError):
        return _("The mail server did not answer in time.")
    if isinstance(error, ConnectionRefusedError):
        return _("Nothing answers at the mail server's address.")
    return one_line(error)[:500] or type(error).__name__


@dataclass(frozen=True)
class Outcome:
    """How a try went, in words."""

    worked: bool
    words: str

    def __str__(self):
        return self.words


def send_now(subject, text, html, to):
    """Send one message this moment, past the rows: only to try out the mail server."""
    if settings.DEMO:
        return Outcome(True, _("This is the demo: letters are kept in the outbox, none leaves the machine."))
    if not can_deliver():
        return Outcome(
            False, _("No mail server is set up. Set MAIL_URL, for example smtp://mail.example.org.")
        )
    trial = Email(address=to, subject=subject, text=text, html=html)
    trial.message_id = make_msgid(domain=urlsplit(settings.SITE_URL).hostname)
    post = Post()
    trial.sender = one_line(post.community.sender_name or post.community.name)
    try:
        post.open()
        post.send(trial)
    except smtplib.SMTPRecipientsRefused as refused:
        error = smtplib.SMTPResponseException(*next(iter(refused.recipients.values())))
        return Outcome(
            False, _("The mail server refused the address: %(words)s") % {"words": in_words(error)}
        )
    except smtplib.SMTPAuthenticationError as error:
        return Outcome(
            False,
            _("The mail server refused our user name or password: %(words)s") % {"words": in_words(error)},
        )
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Outcome(False, _("The test letter could not be sent: %(words)s") % {"words": in_words(error)})
    finally:
        post.close()
    return Outcome(
        True,
        _("The mail server took the test letter for %(address)s. Look whether it arrives.") % {"address": to},
    )
