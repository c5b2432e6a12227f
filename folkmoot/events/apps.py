from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Where people meet: what is on, who has a place, what calendars are told."""

    name = "folkmoot.events"
    verbose_name = _("Events")

    def ready(self):
        from folkmoot.core.gathering import offer

        from . import found, gathered, own_data, taps

        offer("door", gathered.doors)
        offer("today", gathered.today)
        offer("digest extras", gathered.digest_extras)
        offer("record words", gathered.record_words)
        offer("record values", gathered.record_values)
        offer("record hides", gathered.record_hides)
        offer("group section", gathered.group_section)
        offer("calls planned", gathered.calls_planned)
        offer("data held", gathered.data_held)
        offer("tap", taps.tap)
        offer("search documents", found.documents)
        offer("own data", own_data.own_data)
        offer("forget", own_data.forget)
        offer("links of a person", own_data.links_of_a_person)
