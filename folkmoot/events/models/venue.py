"""Where people meet, and how it can be reached and used."""

from django.db import models
from django.utils.translation import gettext_lazy


class Fact(models.TextChoices):
    """Whether a place has something. Nobody is left to guess what nobody has looked at."""

    YES = "yes", gettext_lazy("yes")
    NO = "no", gettext_lazy("no")
    UNKNOWN = "unknown", gettext_lazy("not known")


def _fact(label):
    return models.CharField(label, max_length=7, choices=Fact, default=Fact.UNKNOWN)


class Venue(models.Model):
    """A place that one event or several are held at. Its facts of access are shown with each."""

    FACTS = ["step_free", "hearing_loop", "toilets", "parking", "quiet_room"]

    name = models.CharField(gettext_lazy("name of the place"), max_length=120)
    address = models.CharField(gettext_lazy("address"), max_length=250, blank=True)
    step_free = _fact(gettext_lazy("step-free"))
    hearing_loop = _fact(gettext_lazy("hearing loop"))
    toilets = _fact(gettext_lazy("accessible toilets"))
    parking = _fact(gettext_lazy("parking for blue badges"))
    quiet_room = _fact(gettext_lazy("quiet room"))
    access_words = models.TextField(gettext_lazy("what else helps to get in and around"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("venue")

    def __str__(self):
        return f"{self.name}, {self.address}" if self.address else self.name

    @property
    def facts(self):
        """[(label, answer in words, the answer)] of how it can be used, the known first."""
        found = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.FACTS]
        found.sort(key=lambda pair: pair[1] == Fact.UNKNOWN)
        return [(label, Fact(answer).label, answer) for label, answer in found]
