"""Where someone works or volunteers, now and before; and the links they give."""

import re
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .organisation import Organisation

LINE = re.compile(r"(?P<name>.+?)[,\s]+(?:(?P<since>\d{4})\s*(?:[–—-]|to)\s*)?(?P<until>\d{4})")
EARLIEST = 1900


class AffiliationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(until=None)

    def shown(self):
        """Those that stand on the page: the present ones that the person put there."""
        return self.current().filter(is_shown=True)

    def former(self):
        return self.exclude(until=None)


class Affiliation(models.Model):
    """That someone works or volunteers at an organisation. Not shown, it is for the team alone."""

    profile = models.ForeignKey("members.Profile", models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    is_shown = models.BooleanField(default=True)
    since = models.DateField(default=timezone.localdate, null=True, blank=True)  # at least since
    until = models.DateField(gettext_lazy("until"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("affiliation")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "organisation"],
                condition=models.Q(until=None),
                name="one_present_affiliation_an_organisation",
            ),
        ]

    def __str__(self):
        return str(self.organisation)

    @property
    def years(self):
        """(from, until) of a former one; the first None where it is not known, or the same."""
        since = self.since.year if self.since and self.since.year != self.until.year else None
        return since, self.until.year

    @property
    def is_typed(self):
        """Told as a former one, by years; the others were present ones once."""
        return self.since is None or (self.since.month, self.since.day) == (1, 1)

    def is_told_by(self, former):
        """Whether one of these former ones says so already, so that it need not stand twice."""
        told = {one.until.year for one in former if one.organisation_id == self.organisation_id}
        return bool(told and self.since and max(told) >= self.since.year)

    @property
    def line(self):
        """A former one as people read and type it: "Hull Library, 2012–2016"."""
        since, until = self.years
        return f"{self.organisation.name}, {since}–{until}" if since else f"{self.organisation.name}, {until}"


class ProfileLink(models.Model):
    """A page elsewhere that someone links to from their own."""

    profile = models.ForeignKey("members.Profile", models.CASCADE, related_name="links")
    label = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=500)

    class Meta:
        verbose_name = gettext_lazy("link")
        ordering = ["pk"]

    def __str__(self):
        return self.label or self.url


def read_line(line):
    """(name, from or None, until) of a line as `Affiliation.line` writes it; None for another."""
    if not (found := LINE.fullmatch(line.strip())):
        return None
    since, until = found["since"] and int(found["since"]), int(found["until"])
    if not (EARLIEST <= (since or until) <= until <= timezone.localdate().year):
        return None
    return found["name"].strip(" ,"), since if since != until else None, until


def work_at(profile, names, by):
    """The organisations on the page, in this order of names; those taken off are former ones."""
    wanted = [made for name in names if (made := Organisation.objects.named(name, by=by))]
    held = {one.organisation_id: one for one in profile.affiliations.shown()}
    _end(profile, [one for pk, one in held.items() if pk not in {made.pk for made in wanted}])
    for made in dict.fromkeys(wanted):
        profile.affiliations.update_or_create(organisation=made, until=None, defaults={"is_shown": True})


def employed_at(profile, names, by):
    """All present organisations, as the team knows them: one that is new stands on no page."""
    wanted = {made.pk: made for name in names if (made := Organisation.objects.named(name, by=by))}
    _end(profile, profile.affiliations.current().exclude(organisation__in=wanted))
    for made in wanted.values():
        profile.affiliations.get_or_create(organisation=made, until=None, defaults={"is_shown": False})


def _end(profile, gone):
    """They are former ones; where their years are told already, those stand."""
    former = list(profile.affiliations.former())
    for one in gone:
        if one.is_told_by(former):
            one.delete()
        else:
            profile.affiliations.filter(pk=one.pk).update(until=timezone.localdate())


def worked_at(profile, told, by):
    """The former organisations: (name, from or None, until) each, years. Those that stay keep their days."""
    held = {(one.organisation_id, *one.years): one.pk for one in profile.affiliations.former()}
    wanted = {}
    for name, since, until in told:
        if made := Organisation.objects.named(name, by=by):
            wanted[made.pk, since, until] = made
    today = timezone.localdate()
    gone = profile.affiliations.filter(pk__in=[pk for one, pk in held.items() if one not in wanted])
    for one in gone:
        if one.until != today or one.is_typed:  # what the same form ended a moment ago stays if sent twice
            one.delete()
    for (_pk, since, until), made in wanted.items():
        if (made.pk, since, until) not in held:
            profile.affiliations.create(
                organisation=made, is_shown=False, since=since and date(since, 1, 1),
                until=min(date(until, 12, 31), today),
            )  # fmt: skip
