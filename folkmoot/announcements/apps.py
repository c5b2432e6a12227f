from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from folkmoot.core.gathering import offer


class AnnouncementsConfig(AppConfig):
    """What the team writes to many."""

    name = "folkmoot.announcements"
    verbose_name = _("Announcements")

    def ready(self):
        from . import gathered, own_data

        offer("mail kinds", gathered.mail_kinds)
        offer("record words", gathered.record_words)
        offer("door", gathered.doors)
        offer("desk", gathered.desk)
        offer("data held", gathered.data_held)
        offer("sitemap", gathered.public_pages)
        offer("own data", own_data.own_data)
        offer("forget", own_data.forget)
