"""What the worker does for telling."""

from django.tasks import task

from . import digests, sending, spreading


@task(backend="queue")
def spread(keys):
    """Give a notice to each who should know of these happenings."""
    spreading.spread(keys)


@task(backend="queue")
def send(keys):
    """Look at these notices, whose ten minutes are over."""
    sending.send(keys)


@task(backend="queue")
def digest(keys):
    """Put together the digests of these rhythms."""
    digests.put_together(keys)
