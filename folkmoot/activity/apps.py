from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    """What happened, who should know, and how letters leave."""

    name = "folkmoot.activity"
    verbose_name = _("Activity")

    def ready(self):
        from folkmoot.core.gathering import offer

        from . import forgetting, gathered, own_data, parts, receivers  # noqa: F401
        from .inbound import webhooks  # noqa: F401
        from .telling.digests import DIGEST

        offer("door", gathered.doors)
        offer("desk", gathered.desk)
        offer("today", gathered.today)
        offer("data held", gathered.data_held)
        offer("account link", gathered.account_link)
        offer("mail kinds", lambda: [DIGEST])
        offer("parts", parts.own_parts)
        offer("own data", own_data.own_data)
        offer("links of a person", own_data.links_of_a_person)
        offer("forget", forgetting.forget)
