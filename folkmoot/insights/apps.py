from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from folkmoot.core import gathering


class InsightsConfig(AppConfig):
    name = "folkmoot.insights"
    verbose_name = _("Insight")

    def ready(self):
        from . import gathered

        gathering.offer("door", gathered.doors)
        gathering.offer("record words", gathered.record_words)
