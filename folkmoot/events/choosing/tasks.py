"""What choices about the programme do by themselves."""

from ..models import Choosing

A_SWEEP = 200


def close_due():
    """Each minute: choosing closes when its hour has come."""
    for choosing in Choosing.objects.due().select_related("event").order_by("pk")[:A_SWEEP]:
        choosing.close()
