"""Organisations: each once, by whatever name people call it."""

from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused
from folkmoot.search.words import folded

from . import slugs
from .listing import Listing
from .lists import Region, printable

LONGEST = 120


def key(name):
    """What two spellings of one name have in common: no capitals, accents, marks or "the"."""
    words = "".join(letter if letter.isalnum() else " " for letter in folded(name.replace("&", " and ")))
    return " ".join(word for word in words.split() if word != "the")[:LONGEST]


class OrganisationQuerySet(models.QuerySet):
    def by_name(self):
        return self.order_by("sort_name", "pk")

    def called(self, name):
        """The one of this name or alternative name, or None."""
        return self.filter(names__key=key(name)).first() if key(name) else None

    @transaction.atomic
    def named(self, name, *, by=None):
        """The one of this name; made if there is none yet. None for a name without a letter."""
        name = " ".join(name.split())[:LONGEST]
        if not key(name):
            return None
        if known := self.called(name):
            return known
        try:
            with transaction.atomic():
                made = self.create(name=name, slug=slugs.free_in(self, name))
                made.names.create(name=name, key=key(name))
        except IntegrityError:  # somebody else was quicker by a moment
            return self.called(name)
        Entry.objects.record("members.organisation_made", made, by=by, name=name)
        return made


class Organisation(models.Model):
    """Where people work or volunteer. Changed only through its verbs."""

    name = models.CharField(gettext_lazy("name"), max_length=LONGEST, validators=[printable])
    sort_name = models.CharField(max_length=LONGEST, editable=False)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=gettext_lazy("region"),
    )
    website = models.URLField(gettext_lazy("website"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("organisation")
        indexes = [models.Index(fields=["sort_name", "id"], name="organisations_by_name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_name = folded(self.name)[:LONGEST]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("members:organisation", args=[self.slug])

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Change what it says; the name it had stays an alternative name, so that it is found."""
        if name := changes.get("name"):
            changes["name"] = " ".join(name.split())
            self.also_called(changes["name"], by=by)
        for field, value in changes.items():
            setattr(self, field, value)
        self.save()
        Entry.objects.record("members.organisation_edited", self, by=by, fields=sorted(changes))
        Listing.objects.of_those_with(self).outdate()
        freshness.touch()

    @transaction.atomic
    def also_called(self, name, *, by):
        """One more name for it; refused where the name is another's: then the two are to be merged."""
        known = OrganisationName.objects.filter(key=key(name)).select_related("organisation").first()
        if known and known.organisation_id != self.pk:
            raise Refused(
                _("“%(name)s” is a name of %(other)s. Merge the two if they are one.")
                % {"name": name, "other": known.organisation}
            )
        if not key(name):
            raise Refused(_("A name needs a letter or a digit."))
        if not known:
            self.names.create(name=name, key=key(name))
            Entry.objects.record("members.organisation_named", self, by=by, name=name)

    @transaction.atomic
    def call_also(self, names, *, by):
        """These are all its other names; those left out go, its own stays."""
        keys = {key(name) for name in names} | {key(self.name)}
        self.names.exclude(key__in=keys).delete()
        for name in names:
            self.also_called(name, by=by)

    @transaction.atomic
    def take_in(self, other, *, by):
        """`other` is this one: its people, its names and what it carries come here, and it goes."""
        if other.pk == self.pk:
            raise Refused(_("These are one already."))
        if getattr(other, "partner", None):
            raise Refused(_("%(name)s is a partner. Let it take in the other one.") % {"name": other})
        held = set(self.affiliations.values_list("profile", flat=True))
        other.affiliations.filter(profile__in=held).delete()
        people = list(other.affiliations.values_list("profile", flat=True))
        other.affiliations.update(organisation=self)
        other.names.update(organisation=self)
        Entry.objects.record(
            "members.organisation_took_in", self, by=by, name=other.name, was=other.pk, people=people[:1000]
        )
        other.delete()
        Listing.objects.of_those_with(self).outdate()
        freshness.touch()


class OrganisationName(models.Model):
    """One of the names by which an organisation is found; its own is among them."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(max_length=LONGEST)
    key = models.CharField(max_length=LONGEST, unique=True, editable=False)  # see `key`

    class Meta:
        verbose_name = gettext_lazy("name of an organisation")

    def __str__(self):
        return self.name
