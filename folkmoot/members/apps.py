from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from folkmoot.core import gathering


class MembersConfig(AppConfig):
    name = "folkmoot.members"
    verbose_name = _("People")

    def ready(self):
        from . import gathered, receivers, todo  # noqa: F401
        from .leaving import forgetting, kept
        from .leaving import gathered as leaving
        from .merging import gathered as merging
        from .merging import links
        from .records import gathered as records
        from .requests import gathered as requests
        from .searches import gathered as searches

        gathering.offer("door", gathered.doors)
        gathering.offer("search documents", gathered.documents)
        gathering.offer("sitemap", gathered.public_pages)
        gathering.offer("account link", gathered.account_link)
        gathering.offer("data held", gathered.data_held)
        gathering.offer("record words", gathered.record_words)
        gathering.offer("record values", gathered.record_values)
        gathering.offer("today", gathered.waiting)
        gathering.offer("to do", todo.to_do)
        gathering.offer("parts", gathered.parts)
        gathering.offer("digest extras", gathered.digest_extras)
        gathering.offer("newsletter items", gathered.newsletter_items)
        gathering.offer("newsletter items now", gathered.newsletter_items_now)
        gathering.offer("mail kinds", gathered.mail_kinds)
        gathering.offer("guest link", gathered.guest_link)
        gathering.offer("door", requests.doors)
        gathering.offer("account link", requests.requests_link)
        gathering.offer("account link", requests.connections_link)
        gathering.offer("account link", searches.account_link)
        gathering.offer("record words", requests.record_words)
        gathering.offer("record words", searches.record_words)
        gathering.offer("today", requests.today)
        gathering.offer("desk", requests.desk)
        gathering.offer("person record", requests.person_record)
        gathering.offer("mail kinds", requests.mail_kinds)
        gathering.offer("door", records.doors)
        gathering.offer("record words", records.record_words)
        gathering.offer("desk", records.desk)
        gathering.offer("account link", leaving.data_link)
        gathering.offer("account link", leaving.leave_link)
        gathering.offer("record words", leaving.record_words)
        gathering.offer("today", leaving.today)
        gathering.offer("desk", leaving.desk)
        gathering.offer("own data", kept.own_data)
        gathering.offer("forget", forgetting.forget)
        gathering.offer("links of a person", links.links_of_a_person)
        gathering.offer("record words", merging.record_words)
