"""What merging hands to rooms that gather: sentences of the record."""

from django.utils.translation import gettext_lazy

SENTENCES = {
    "members.contact_linked": gettext_lazy("%(by)s found that %(thing)s has an account"),
    "members.contact_parted": gettext_lazy("%(by)s parted %(thing)s from an account again"),
    "members.merged": gettext_lazy("%(by)s merged two records of %(thing)s"),
    "members.parted": gettext_lazy("%(by)s parted two records of %(thing)s again"),
}


def record_words():
    return SENTENCES
