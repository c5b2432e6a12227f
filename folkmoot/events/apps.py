from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Where people meet: what is on, who has a place, what calendars are told."""

    name = "folkmoot.events"
    verbose_name = _("Events")

    def ready(self):
        from folkmoot.core.gathering import offer

        from . import by_mail, found, gathered, guests, own_data, receivers, taps, today  # noqa: F401
        from .choosing import gathered as choosing
        from .space import gathered as space
        from .space import own_data as space_data
        from .space import taps as space_taps

        offer("door", gathered.doors)
        offer("mail address", by_mail.mail_address)
        offer("mail is for", by_mail.mail_is_for)
        offer("mail coming in", by_mail.mail_coming_in)
        offer("today", today.lines)
        offer("digest extras", gathered.digest_extras)
        offer("mail kinds", gathered.mail_kinds)
        offer("record words", gathered.record_words)
        offer("record words", space.record_words)
        offer("record words", choosing.record_words)
        offer("own data", choosing.own_data)
        offer("forget", choosing.forget)
        offer("links of a person", choosing.links_of_a_person)
        offer("mail kinds", space.mail_kinds)
        offer("record values", gathered.record_values)
        offer("record values", space.record_values)
        offer("record hides", gathered.record_hides)
        offer("group section", gathered.group_section)
        offer("organisation section", gathered.organisation_section)
        offer("calls planned", gathered.calls_planned)
        offer("data held", gathered.data_held)
        offer("tap", taps.tap)
        offer("tap", space_taps.tap)
        offer("guest in use", guests.in_use)
        offer("search documents", found.documents)
        offer("own data", own_data.own_data)
        offer("forget", own_data.forget)
        offer("own data", space_data.own_data)
        offer("forget", space_data.forget)
        offer("links of a person", space_data.links_of_a_person)
        offer("links of a person", own_data.links_of_a_person)
