"""Addresses that mail comes back from, or whose owner said that our letters are spam."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Guest
from folkmoot.core.lifecycle import Refused

from .entry import Entry

HARD = 2  # nobody is at that address
SOFT = 1  # not now: the mailbox is full, the server does not like us
STOPPED_AT = 4
A_SOFT_ONE_EACH = timedelta(days=1)  # a mailbox that is full for an afternoon counts once
FORGOTTEN_AFTER = timedelta(days=30)
LONGEST = 300  # characters of the server's words


class BouncingQuerySet(models.QuerySet):
    @transaction.atomic
    def bounced(self, address, *, hard, words="", event=""):
        """A letter to this address came back, with these words of the mail server.

        A soft one counts once a day; four points stop all that can be turned off. An `event` (the name a mail
        service gives it) that is told again counts once.
        """
        row, now = self._held(address), timezone.now()
        if event and row.event == event:
            return row
        row.event, row.reason, row.last_at = event[:120], words[:LONGEST], now
        if hard:
            row.hard += 1
        elif row.soft_at is None or row.soft_at <= now - A_SOFT_ONE_EACH:
            row.soft, row.soft_at = row.soft + 1, now
        row.save()
        if row.points >= STOPPED_AT:
            row._stop("activity.mail_stopped")
        return row

    @transaction.atomic
    def complained(self, address, *, words=""):
        """Its owner told their mail program that a letter of ours is spam: that stops all at once."""
        row = self._held(address)
        row.complaint_at = row.complaint_at or timezone.now()
        row.last_at, row.reason = timezone.now(), words[:LONGEST]
        row.save()
        row._stop("activity.mail_complained")
        return row

    def _held(self, address):
        """The row of this address, made where there is none, and held until the transaction ends."""
        row, _fresh = self.get_or_create(address=address.strip().lower())
        return self.select_for_update().get(pk=row.pk)

    def at(self, addresses):
        return self.filter(address__in={address.lower() for address in addresses if address})

    def of(self, user):
        """Of every address of this account."""
        theirs = EmailAddress.objects.filter(user=user).values("email")
        return self.filter(Q(address__in=theirs) | Q(address=user.email))

    def visible_to(self, user):
        """Those of one's own addresses; the team sees all."""
        from ..policy import may_see_deliveries

        return self if may_see_deliveries(user) else self.of(user)

    def stopped(self):
        """Those that get no letters that can be turned off."""
        return self.exclude(stopped_at=None)

    def worth_telling(self):
        """Stopped, or on the way to it: one full mailbox is not worth a word."""
        return self.filter(Q(stopped_at__isnull=False) | Q(hard__gt=0) | Q(soft__gt=1))

    def newest(self):
        return self.order_by("-last_at", "-pk")

    def stopped_among(self, addresses):
        """The addresses among these, in small letters, that get no letters that can be turned off."""
        return set(self.at(addresses).stopped().values_list("address", flat=True))

    def forgettable(self):
        """Nothing came back for a month: a stopped address is tried anew, its server may be mended.

        A complaint stands until its owner says otherwise.
        """
        return self.filter(complaint_at=None, last_at__lt=timezone.now() - FORGOTTEN_AFTER)


class Bouncing(models.Model):
    """That mail to an address comes back, how often and why; whether letters to it are stopped.

    It hangs on the address and not on a person: it goes along where the address goes, and who chooses
    another main address is written to at once. Letters about the account (codes) are tried all the same.
    """

    address = models.CharField(_("address"), max_length=254, unique=True)  # in small letters
    soft = models.PositiveSmallIntegerField(_("came back for now"), default=0)
    hard = models.PositiveSmallIntegerField(_("came back for good"), default=0)
    soft_at = models.DateTimeField(null=True)  # when a soft one was last counted
    last_at = models.DateTimeField(_("last came back"), default=timezone.now)
    reason = models.CharField(_("the mail server says"), max_length=LONGEST, blank=True)
    event = models.CharField(max_length=120, blank=True)  # the last one that a mail service told
    complaint_at = models.DateTimeField(_("reported as spam"), null=True)
    stopped_at = models.DateTimeField(_("letters stopped"), null=True)

    objects = BouncingQuerySet.as_manager()

    class Meta:
        verbose_name = _("address that mail comes back from")
        indexes = [models.Index(fields=["stopped_at", "-last_at"], name="bouncing_stopped")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"  # the record names it, and keeps no addresses

    @property
    def points(self):
        return self.hard * HARD + self.soft * SOFT

    @property
    def holder(self):
        """Whose address it is: an account, a guest, or nobody we know."""
        account = get_user_model().objects.at(self.address)
        return account or Guest.objects.filter(email=self.address).order_by("pk").first()

    def is_of(self, user):
        return type(self).objects.of(user).filter(pk=self.pk).exists()

    def _stop(self, verb):
        """Once: what can be turned off is not sent any more."""
        still_open = type(self).objects.filter(pk=self.pk, stopped_at=None)
        if still_open.update(stopped_at=timezone.now()):
            self.refresh_from_db()
            Entry.objects.record(verb, self.holder or self)

    @transaction.atomic
    def works_again(self, *, by):
        """Its owner, or the team, says that letters arrive again: it is counted from the beginning."""
        troubled = type(self).objects.worth_telling().filter(pk=self.pk)
        cleared = {"soft": 0, "hard": 0, "soft_at": None, "complaint_at": None, "stopped_at": None}
        if not troubled.update(**cleared, reason=""):
            raise Refused(_("Letters are sent to this address already. Nothing was changed."))
        self.refresh_from_db()
        Entry.objects.record("activity.mail_resumed", self.holder or self, by=by)
