from django.apps import AppConfig
from django.db.backends.signals import connection_created


class SearchConfig(AppConfig):
    name = "folkmoot.search"

    def ready(self):
        from folkmoot.core.gathering import offer

        from . import forgetting, fulltext

        offer("forget", forgetting.forget)
        connection_created.connect(fulltext.prefer_indexes)
