from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from folkmoot.core import gathering


class HomeConfig(AppConfig):
    name = "folkmoot.home"
    verbose_name = _("Home")

    def ready(self):
        from . import context, gathered, receivers  # noqa: F401

        gathering.offer("door", context.doors)
        gathering.offer("cast", gathered.cast_on_offer)
        gathering.offer("record words", gathered.record_words)
