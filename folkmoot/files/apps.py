from django.apps import AppConfig

from folkmoot.core.gathering import offer


class FilesConfig(AppConfig):
    name = "folkmoot.files"

    def ready(self):
        from . import gathered

        offer("own data", gathered.own_data)
        offer("forget", gathered.forget)
        offer("links of a person", gathered.links_of_a_person)
