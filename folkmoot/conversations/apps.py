from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "folkmoot.conversations"

    def ready(self):
        from folkmoot.core.gathering import offer

        from . import by_mail, found, gathered, mailed, own_data, receivers, taps, telling  # noqa: F401

        offer("who should know", telling.who_should_know)
        offer("notice words", telling.notice_words)
        offer("place words", telling.place_words)
        offer("tap", taps.tap)
        offer("mail kinds", gathered.mail_kinds)
        offer("record words", gathered.record_words)
        offer("record values", gathered.record_values)
        offer("today", gathered.today)
        offer("desk", gathered.desk)
        offer("data held", gathered.data_held)
        offer("person record", gathered.person_record)
        offer("door", gathered.doors)
        offer("guest in use", gathered.guest_in_use)
        offer("search documents", found.documents)
        offer("own data", own_data.own_data)
        offer("forget", own_data.forget)
        offer("mail files", mailed.Mailed)
        offer("mail coming in", by_mail.mail_coming_in)
        offer("links of a person", own_data.links_of_a_person)
