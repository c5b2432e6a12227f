"""Whose house this is."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from folkmoot.core import freshness
from folkmoot.core.text import markdown

from .. import signals


def default_languages():
    return ["en-gb"]


class CommunityQuerySet(models.QuerySet):
    def current(self):
        """The one community of this instance; one with the defaults where `start` has not run."""
        return self.first() or Community()


class Community(models.Model):
    """Whose house this is: what every page and mail carries. One row."""

    name = models.CharField(_("name"), max_length=80, default="Folkmoot")
    tagline = models.CharField(_("one line about it"), max_length=160, blank=True)
    logo = models.ImageField(_("logo"), upload_to="community/", blank=True)
    colour = models.CharField(_("colour"), max_length=7, default="#1f6f5c")
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/London")
    languages = models.JSONField(_("languages"), default=default_languages)
    welcome = models.TextField(_("welcome words"), blank=True)
    welcome_html = models.TextField(editable=False, blank=True)
    sender_name = models.CharField(_("sender's name"), max_length=80, blank=True)
    sender_address = models.EmailField(_("sender's address"), blank=True)
    contact_address = models.EmailField(_("address people can write to"), blank=True)
    two_steps_demanded = models.BooleanField(_("two-step sign-in for the team"), default=False)
    comments_open = models.BooleanField(_("comments are open"), default=True)
    pages_counted = models.BooleanField(_("page views are counted"), default=True)
    still_asked = models.BooleanField(_("members are asked whether they are still active"), default=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")

    def __str__(self):
        return self.name

    @property
    def first_language(self):
        """The language of what says nothing else."""
        return self.languages[0] if self.languages else settings.LANGUAGE_CODE

    @transaction.atomic
    def change(self, *, by, **values):
        """Change settings; answers the names of those that differ from before. Signal `community_changed`."""
        before = type(self).objects.select_for_update().filter(pk=self.pk).first()
        changed = sorted(name for name in values if not before or getattr(before, name) != values[name])
        for name, value in values.items():
            setattr(self, name, value)
        self.welcome_html = markdown(self.welcome)
        self.save()
        if changed:
            signals.community_changed.send(type(self), community=self, fields=changed, by=by)
            freshness.touch()  # name, logo and colour stand on every public page
        return changed
