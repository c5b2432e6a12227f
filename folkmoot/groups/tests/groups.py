"""Groups for tests, made by the verbs people use."""

import re
import time
from datetime import timedelta

from django.core.signing import TimestampSigner, b62_encode
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from folkmoot.groups import tasks
from folkmoot.groups.models import Belonging, Circular, Group, GroupThread


def opened(by, name="Night shifts", **facts):
    """An open group of this person."""
    group = Group.objects.begin(by=by)
    group.edit(by=by, name=name, about="For all who work at night.", question="What helps us sleep?", **facts)
    group.open(by=by)
    return group


@transaction.atomic
def joined(group, *people):
    """These people belong to the group; answers their rows."""
    group.lock()
    return [
        Belonging.objects.seat(group, person, role=group.role_for(person), by=person) for person in people
    ]


def said(group, by, words="How do you sleep?", title="Sleep", **facts):
    """A thread with one message."""
    return GroupThread.objects.begin(group, title, words, by=by, **facts)


def later():
    """A minute goes by, and the clock writes to people of groups what no worker has."""
    Circular.objects.update(worked_at=timezone.now() - timedelta(minutes=1))
    tasks.go_on_with_circulars()


def begin(client, group, wait=True, **fields):
    """Open the form of a new thread and send it, as a browser does."""
    url = reverse("groups:begin_thread", args=[group.slug])
    form = client.get(url)
    assert form.status_code == 200, form.status_code
    made = re.search(r'name="_made" value="([^"]+)"', form.content.decode())[1]
    if wait:
        made = _earlier(group, made)
    return client.post(url, {"_made": made, **fields})


def _earlier(group, made):
    signer = TimestampSigner(salt=f"folkmoot.groups.begin.{group.pk}")
    signer.timestamp = lambda: b62_encode(int(time.time()) - 60)
    return signer.sign(made.split(":")[0])
