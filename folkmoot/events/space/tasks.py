"""What open spaces do by themselves."""

from ..models import FollowUp, Space

A_SWEEP = 200


def keep_time():
    """Each minute: pitching closes, the day begins and ends."""
    for space in Space.objects.due().select_related("event").order_by("pk")[:A_SWEEP]:
        space.keep_time()


def ask_what_became():
    """Each night: who led a session three months ago is asked what became of it, once."""
    rows = FollowUp.objects.due().select_related("pitch__space__event", "pitch__slot", "user")
    for lead in rows.order_by("pk")[:A_SWEEP]:
        FollowUp.objects.ask(lead)
