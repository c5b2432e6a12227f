"""What people choose from when they say who they are, kept by the team; and the partners."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import freshness, text
from folkmoot.core.lifecycle import Refused
from folkmoot.search.words import folded

from . import slugs
from .listing import Listing

printable = RegexValidator(r"[\x00-\x1f\x7f]", gettext_lazy("Use one line of letters."), inverse_match=True)


class ListedQuerySet(models.QuerySet):
    def offered(self):
        """Those that can still be chosen; what was chosen before stays where it is."""
        return self.filter(retired_at=None)

    def by_name(self):
        return self.order_by("sort_name", "pk")

    @transaction.atomic
    def add(self, name, *, by, **facts):
        """One more to choose from; refused where one of this name is there already."""
        listed = self.model(name=" ".join(name.split()), slug=slugs.free_in(self, name), **facts)
        try:
            with transaction.atomic():
                listed.save()
        except IntegrityError:
            raise Refused(_("“%(name)s” is in the list already.") % {"name": name}) from None
        Entry.objects.record("members.listed", listed, by=by, name=listed.name)
        freshness.touch()
        return listed


class Listed(models.Model):
    """One thing of a list that the team keeps. Its address stays when its name changes."""

    name = models.CharField(gettext_lazy("name"), max_length=80, validators=[printable])
    sort_name = models.CharField(max_length=80, unique=True, editable=False)  # without accents and capitals
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = ListedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_name = folded(self.name)[:80]
        super().save(*args, **kwargs)

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Change what it says. By another name whoever chose it is found by that one, a moment later."""
        for field, value in changes.items():
            setattr(self, field, value)
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError:
            raise Refused(_("“%(name)s” is in the list already.") % {"name": self.name}) from None
        Entry.objects.record("members.relisted", self, by=by, name=self.name, fields=sorted(changes))
        Listing.objects.of_those_with(self).outdate()
        freshness.touch()

    @transaction.atomic
    def retire(self, *, by):
        """Nobody can choose it any longer; those who did keep it."""
        if type(self).objects.filter(pk=self.pk, retired_at=None).update(retired_at=timezone.now()):
            Entry.objects.record("members.retired", self, by=by, name=self.name)
            self.refresh_from_db()

    @transaction.atomic
    def offer_again(self, *, by):
        if type(self).objects.filter(pk=self.pk).exclude(retired_at=None).update(retired_at=None):
            Entry.objects.record("members.offered_again", self, by=by, name=self.name)
            self.refresh_from_db()


class Interest(Listed):
    """Something members care about."""

    class Meta(Listed.Meta):
        verbose_name = gettext_lazy("interest")


class Skill(Listed):
    """Something members can do and may be asked about."""

    class Meta(Listed.Meta):
        verbose_name = gettext_lazy("skill")


class Region(Listed):
    """A nation, or a region within one: two levels, no more."""

    nation = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="regions",
        verbose_name=gettext_lazy("nation"),
        limit_choices_to={"nation": None},
    )

    class Meta(Listed.Meta):
        verbose_name = gettext_lazy("region")

    def get_absolute_url(self):
        return reverse("members:region", args=[self.slug])

    def clean(self):
        super().clean()
        if self.nation_id and (self.nation_id == self.pk or self.nation.nation_id):
            raise ValidationError(
                {"nation": _("A region lies within a nation, and a nation within nothing.")}
            )
        if self.nation_id and self.pk and self.regions.exists():
            words = _("“%(name)s” has regions of its own, so it stays a nation.") % {"name": self.name}
            raise ValidationError({"nation": words})


class PartnerQuerySet(models.QuerySet):
    def by_name(self):
        return self.select_related("organisation").order_by("organisation__sort_name", "pk")

    def serving(self, region):
        """Those that serve this region: named for it or its nation, or for the whole system."""
        served = models.Q(regions=region) | models.Q(regions=region.nation_id)
        return self.filter(served | models.Q(kind=Partner.Kind.SYSTEM)).distinct()

    @transaction.atomic
    def appoint(self, organisation, *, kind, regions=(), leads=(), about="", by):
        """Make it a partner of this kind, or none where `kind` is empty."""
        partner = self.filter(organisation=organisation).first()
        if not kind:
            if partner:
                partner.end(by=by)
            return None
        if partner is None:
            partner = self.model(organisation=organisation)
        partner.kind, partner.about, partner.about_html = kind, about, text.markdown(about)
        partner.save()
        partner.regions.set(regions)
        partner.leads.set(leads)
        Entry.objects.record(
            "members.partner_appointed",
            organisation,
            by=by,
            kind=kind,
            leads=sorted(user.pk for user in leads),
        )
        freshness.touch()
        return partner


class Partner(models.Model):
    """An organisation that carries the community: across the system, or in the regions it serves."""

    class Kind(models.TextChoices):
        SYSTEM = "system", gettext_lazy("System partner")
        REGIONAL = "regional", gettext_lazy("Regional partner")

    organisation = models.OneToOneField(
        "members.Organisation",
        models.PROTECT,
        related_name="partner",
        verbose_name=gettext_lazy("organisation"),
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind, default=Kind.REGIONAL)
    regions = models.ManyToManyField(
        Region, blank=True, related_name="partners", verbose_name=gettext_lazy("regions it serves")
    )
    leads = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="leads_partners",
        verbose_name=gettext_lazy("leads"),
    )
    about = models.TextField(gettext_lazy("about"), blank=True)
    about_html = models.TextField(blank=True, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("partner")

    def __str__(self):
        return str(self.organisation)

    @transaction.atomic
    def end(self, *, by):
        """It carries the community no longer; not where what it did stands in another room."""
        try:
            with transaction.atomic():
                self.delete()
        except models.ProtectedError:
            words = _(
                "%(partner)s has led a part of a round, or has had an event or places at one, so it stays a "
                "partner. Stop it from acting on the page of the round, under lanes."
            )
            raise Refused(words % {"partner": self}) from None
        Entry.objects.record("members.partner_ended", self.organisation, by=by)
