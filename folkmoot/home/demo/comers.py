"""Who comes to events of the demo besides members: guests without an account."""

from folkmoot.events.models import Event


def come(people):
    """By the verbs people use."""
    webinar = Event.objects.get(title="Run charts in forty minutes")
    webinar.pools.get().register(people.gil)
