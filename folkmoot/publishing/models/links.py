"""What pages elsewhere say of themselves, fetched once by this server: no reader's browser asks them."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from folkmoot.core import freshness, outside
from folkmoot.publishing.headlines import headlines

READ = 300_000  # bytes of a page: its head stands at the beginning


class LinkCardQuerySet(models.QuerySet):
    def fetched(self):
        return self.filter(state=LinkCard.State.FETCHED)

    def stray(self):
        """Wanted for a while, and no worker has asked: a task was lost."""
        patience = timezone.now() - LinkCard.PATIENCE
        return self.filter(state=LinkCard.State.WANTED, wanted_at__lt=patience, tries__lt=LinkCard.MOST_TRIES)

    def want(self, addresses):
        """Let each of these be fetched, once for all pages; what is known stays as it is."""
        wanted = {uri for address in addresses if len(uri := iri_to_uri(address)) <= LinkCard.LONGEST}
        wanted -= set(self.filter(address__in=wanted).values_list("address", flat=True)) if wanted else set()
        if wanted:
            self.bulk_create([LinkCard(address=address) for address in wanted], ignore_conflicts=True)
            for card in self.filter(address__in=wanted, state=LinkCard.State.WANTED):
                card.soon()


class LinkCard(models.Model):
    """One page elsewhere: its title, what it says of itself, whose it is; or that it could not be fetched."""

    class State(models.TextChoices):
        WANTED = "wanted", _("to be fetched")
        FETCHED = "fetched", _("fetched")
        FAILED = "failed", _("could not be fetched")

    LONGEST = 2000  # characters of an address
    PATIENCE = timedelta(minutes=5)
    MOST_TRIES = 3

    address = models.CharField(max_length=LONGEST, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WANTED)
    title = models.CharField(max_length=300, blank=True)
    description = models.CharField(max_length=500, blank=True)
    site_name = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=200, blank=True)  # why it failed, in words
    tries = models.PositiveSmallIntegerField(default=0)
    wanted_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True)

    objects = LinkCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("link card")

    def __str__(self):
        return self.title or self.address

    def soon(self):
        """Let a worker fetch it once this transaction stands."""
        from folkmoot.publishing.tasks import fetch_link_card

        transaction.on_commit(lambda: fetch_link_card.enqueue(self.pk))

    def fetch(self):
        """Ask the page, and keep what it says; whoever is second does nothing."""
        mine = LinkCard.objects.filter(pk=self.pk, state=self.State.WANTED, tries=self.tries)
        if not mine.update(tries=self.tries + 1, wanted_at=timezone.now()):
            return
        try:
            said = headlines(outside.fetch(self.address, most=READ))
        except outside.Unreachable as unreachable:
            self.keep(state=self.State.FAILED, reason=str(unreachable)[:200])
        else:
            self.keep(state=self.State.FETCHED, fetched_at=timezone.now(), **said)

    def keep(self, **changes):
        """Nothing is in a transaction while another server is asked; what it said is written in one."""
        with transaction.atomic():
            LinkCard.objects.filter(pk=self.pk).update(**changes)
            freshness.touch()
        self.refresh_from_db()
