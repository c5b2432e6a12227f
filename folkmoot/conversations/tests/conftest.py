"""What the tests of this room share: a thread under something, forms as a browser sends them."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.signing import TimestampSigner, b62_encode
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import Audience, Community, Guest, User
from folkmoot.activity.models import Notice
from folkmoot.activity.telling import sending, spreading
from folkmoot.conversations import links
from folkmoot.conversations.models import Thread
from folkmoot.core import gathering

TEMPLATE = "{% load conversations %}{% thread thread back_to='/talk/' %}"
SHOWN_UNDER = {}  # thread -> what stands above it, as a higher room would say


def shown_under(thread):
    return SHOWN_UNDER.get(thread.pk)


def all_shown_under(threads):
    return {thread.pk: SHOWN_UNDER[thread.pk] for thread in threads if thread.pk in SHOWN_UNDER}


@pytest.fixture(autouse=True)
def _calm():
    gathering.offer("thread owner", shown_under)
    gathering.offer("thread owners", all_shown_under)
    yield
    SHOWN_UNDER.clear()


@pytest.fixture
def put_under():
    """Put a thread under something that readers see at /talk/."""

    def put(thread, **changes):
        SHOWN_UNDER[thread.pk] = {"title": "Tea rounds that work", "url": "/talk/", **changes}
        return thread

    return put


def in_ten_minutes():
    """What the clock and the workers do with what was said so far."""
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=True):
        spreading.spread_strays()
        sending.send(Notice.objects.due().values_list("pk", flat=True))


@pytest.fixture
def ten_minutes_later():
    return in_ten_minutes


@pytest.fixture
def thread(db, put_under):
    return put_under(Thread.objects.start())


@pytest.fixture
def members_thread(db, put_under):
    return put_under(Thread.objects.start(audience_id=Audience.MEMBERS))


@pytest.fixture
def talk(db, put_under):
    """A talk of messages among members, with a subject of its own."""
    started = Thread.objects.start(title="Tea rounds", audience_id=Audience.MEMBERS)
    return put_under(started, title="Tea rounds", speaks_of="messages")


@pytest.fixture
def shown():
    """The thread as it stands on its owner's page."""

    def render(thread, user=None, query=""):
        request = RequestFactory().get(f"/talk/{query}")
        request.user = user or AnonymousUser()
        thread.refresh_from_db()
        context = {"thread": thread, "community": Community.objects.current()}
        return Template(TEMPLATE).render(RequestContext(request, context))

    return render


@pytest.fixture
def guest_says(thread):
    """A guest's comment in any state: waiting, held, shown."""

    def say(words="We tried this on our ward.", state="waiting", name="Gil Achterberg", **more):
        email = more.pop("email", "gil@example.org")
        guest, _made = Guest.objects.get_or_create(name=name, email=email)
        message = thread.say(words, guest=guest, **more)
        if state in ("held", "shown"):
            message.confirm()
        if state == "shown" and not message.is_shown:
            message.approve(by=User.objects.filter(is_team=True).first())
        return message

    return say


@pytest.fixture
def write(client):
    """Open the form and send it as a browser does, after long enough."""

    def send(thread, to=None, wait=True, **fields):
        url = reverse("conversations:write", args=[thread.pk]) + (f"?to={to.pk}" if to else "")
        form = client.get(url)
        assert form.status_code == 200, form.status_code
        made = re.search(r'name="_made" value="([^"]+)"', form.content.decode())[1]
        if wait:
            made = earlier(thread, made)
        return client.post(url, {"_made": made, **fields})

    return send


def earlier(thread, made, seconds=60):
    """The same form, shown some time ago."""
    signer = TimestampSigner(salt=f"folkmoot.conversations.write.{thread.pk}")
    key = made.split(":")[0]
    signer.timestamp = lambda: b62_encode(int(time.time()) - seconds)
    return signer.sign(key)


@pytest.fixture
def yours():
    """The address a guest got by mail."""

    def address(message, name="yours"):
        return reverse(f"conversations:{name}", args=[links.token_for(message)])

    return address
