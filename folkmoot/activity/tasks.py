"""What the worker does for this room."""

from django.tasks import task

from . import delivery


@task(backend="queue")
def deliver(ids):
    """Bring these letters out. Safe to run twice: each is taken up once."""
    delivery.deliver(ids)
