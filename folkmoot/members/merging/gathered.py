"""What merging hands to rooms that gather: sentences of the record."""

from django.utils.translation import gettext_lazy

SENTENCES = {
    "members.merged": gettext_lazy("%(by)s merged two records of %(thing)s"),
    "members.parted": gettext_lazy("%(by)s parted two records of %(thing)s again"),
}


def record_words():
    return SENTENCES
