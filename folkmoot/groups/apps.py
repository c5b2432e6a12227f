from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from folkmoot.core.gathering import offer


class GroupsConfig(AppConfig):
    name = "folkmoot.groups"
    verbose_name = _("Groups")

    def ready(self):
        from . import by_mail, found, gathered, own_data, receivers, taps  # noqa: F401 - connects

        offer("door", gathered.doors)
        offer("tap", taps.tap)
        offer("mail kinds", gathered.mail_kinds)
        offer("record words", gathered.record_words)
        offer("record values", gathered.record_values)
        offer("record hides", gathered.record_hides)
        offer("thread owner", gathered.thread_owner)
        offer("place words", gathered.place_words)
        offer("mail address", by_mail.mail_address)
        offer("mail is for", by_mail.mail_is_for)
        offer("mail coming in", by_mail.mail_coming_in)
        offer("thread owners", gathered.thread_owners)
        offer("today", gathered.today)
        offer("to do", gathered.to_do)
        offer("desk", gathered.desk)
        offer("digest extras", gathered.digest_extras)
        offer("profile section", gathered.profile_section)
        offer("data held", gathered.data_held)
        offer("person record", gathered.person_record)
        offer("sitemap", gathered.public_pages)
        offer("newsletter items", gathered.newsletter_items)
        offer("newsletter items now", gathered.newsletter_items_now)
        offer("parts", gathered.parts)
        offer("search documents", found.documents)
        offer("own data", own_data.own_data)
        offer("forget", own_data.forget)
        offer("links of a person", own_data.links_of_a_person)
