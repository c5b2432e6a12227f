"""What this room puts into the copy of someone's data, and what it forgets of a person."""

from django.utils.translation import gettext as _

from folkmoot.core.own_data import kept_of

from .models import NewsletterItem, Recipient, Wording


def own_data(user):
    """What the team wrote to them among others; the letters themselves stand with the letters."""
    got = Recipient.objects.filter(user=user).order_by("pk")
    yield kept_of(
        "announcements.received", _("Announcements you got"), got,
        "announcement__subject", "announcement__begun_at", "state",
    )  # fmt: skip


def forget(person):
    """Their name above what newsletters told of; that a letter went to somebody stays counted."""
    _take_out(person, NewsletterItem, "title", "byline", "blurb")
    _take_out(person, Wording, "subject", "text", "html", "open_text", "open_html")


def _take_out(person, model, *columns):
    for row in model.objects.filter(person.held_in(*columns)):
        told = {column: person.taken_out(getattr(row, column)) for column in columns}
        model.objects.filter(pk=row.pk).update(**told)
