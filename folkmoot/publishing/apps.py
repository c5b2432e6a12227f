from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from folkmoot.core import gathering


class PublishingConfig(AppConfig):
    name = "folkmoot.publishing"
    verbose_name = _("Publishing")

    def ready(self):
        from . import forgetting, gathered, letters, own_data, receivers, todo
        from .live import events

        post_migrate.connect(receivers.lay_out_an_empty_site, sender=self)
        gathering.offer("thread owner", gathered.thread_owner)
        gathering.offer("thread owners", gathered.thread_owners)
        gathering.offer("profile section", gathered.profile_section)
        gathering.offer("door", gathered.doors)
        gathering.offer("event section", events.event_section)
        gathering.offer("record words", gathered.record_words)
        gathering.offer("data held", gathered.data_held)
        gathering.offer("person record", gathered.person_record)
        gathering.offer("search documents", gathered.documents)
        gathering.offer("mail kinds", gathered.mail_kinds)
        gathering.offer("today", gathered.today)
        gathering.offer("to do", todo.to_do)
        gathering.offer("desk", gathered.desk)
        gathering.offer("newsletter items", letters.newsletter_items)
        gathering.offer("newsletter items now", letters.newsletter_items_now)
        gathering.offer("dead addresses", letters.dead_addresses)
        gathering.offer("parts", letters.parts)
        gathering.offer("own data", own_data.own_data)
        gathering.offer("forget", forgetting.forget)
        gathering.offer("links of a person", own_data.links_of_a_person)
