from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from folkmoot.core import gathering


class RecruitmentConfig(AppConfig):
    name = "folkmoot.recruitment"
    verbose_name = _("Recruitment")

    def ready(self):
        from . import gathered, links, own_data, receivers  # noqa: F401 - connects
        from .applying import gathered as applying
        from .behalf import gathered as behalf
        from .deciding import gathered as deciding
        from .helping import gathered as helping
        from .plans import gathered as plans
        from .reading import gathered as reading
        from .references import gathered as references
        from .requests import gathered as requests
        from .screening import gathered as screening
        from .talks import gathered as talks
        from .together import gathered as together

        gathering.offer("door", gathered.doors)
        gathering.offer("joining", gathered.joining)
        gathering.offer("record words", gathered.record_words)
        gathering.offer("record values", gathered.record_values)
        gathering.offer("sitemap", gathered.public_pages)
        gathering.offer("own data", own_data.own_data)
        gathering.offer("forget", own_data.forget)
        gathering.offer("today", applying.today)
        gathering.offer("record words", behalf.record_words)
        gathering.offer("record words", deciding.record_words)
        gathering.offer("today", deciding.today)
        gathering.offer("record words", helping.record_words)
        gathering.offer("desk", helping.desk)
        gathering.offer("record words", plans.record_words)
        gathering.offer("desk", plans.desk)
        gathering.offer("record words", reading.record_words)
        gathering.offer("today", reading.today)
        gathering.offer("desk", reading.desk)
        gathering.offer("record words", references.record_words)
        gathering.offer("mail kinds", references.mail_kinds)
        gathering.offer("record hides", gathered.record_hides)
        gathering.offer("record words", requests.record_words)
        gathering.offer("desk", requests.desk)
        gathering.offer("record words", screening.record_words)
        gathering.offer("desk", screening.desk)
        gathering.offer("record words", together.record_words)
        gathering.offer("today", together.today)
        gathering.offer("record words", talks.record_words)
        gathering.offer("account link", talks.account_link)
        gathering.offer("today", talks.today)
        gathering.offer("links of a person", links.links_of_a_person)
