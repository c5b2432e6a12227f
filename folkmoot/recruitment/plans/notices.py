"""The letters about a swap: to the lead who proposed it, to who reads it and to who need not."""

from django.urls import reverse

from folkmoot.activity import mail

from ..models import Application

FOLDER = "recruitment/plans/notices"


def swap_answered(swap):
    """What came of it; not to a lead for whom the application does not exist any longer."""
    if swap.by and Application.objects.visible_to(swap.by).filter(pk=swap.application_id).exists():
        _write("swap_answered", swap, swap.by, "swap", swap.application.number)


def swapped(swap):
    """One more to read for the one, one less for the other."""
    _write("comes", swap, swap.instead.user, "reading")
    _write("goes", swap, swap.out.user, "reading")


def _write(name, swap, reader, page, *more):
    round = swap.application.round
    path = reverse(f"recruitment:{page}", args=[round.slug, *more])
    key = f"recruitment.swap.{swap.pk}.{name}"
    facts = {"swap": swap, "round": round, "path": path, "application": swap.application}
    mail.write(f"{FOLDER}/{name}.txt", to=[reader], kind="account", key=key, **facts)
