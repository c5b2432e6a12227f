"""What this room does by itself; `folkmoot/clock.py` says when."""

from .models import Contact


def forget_contacts():
    """Each night: those who never confirmed are forgotten."""
    Contact.objects.forget_unconfirmed()
