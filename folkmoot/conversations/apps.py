from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "folkmoot.conversations"

    def ready(self):
        from folkmoot.core.gathering import offer

        from . import gathered

        offer("mail kinds", gathered.mail_kinds)
        offer("today", gathered.today)
        offer("door", gathered.doors)
