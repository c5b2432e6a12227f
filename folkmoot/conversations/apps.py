from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "folkmoot.conversations"

    def ready(self):
        from folkmoot.core.gathering import offer

        from . import gathered

        offer("mail kinds", gathered.mail_kinds)
        offer("record words", gathered.record_words)
        offer("today", gathered.today)
        offer("desk", gathered.desk)
        offer("data held", gathered.data_held)
        offer("door", gathered.doors)
