"""A mail server that is really there, an announcement to all members, and a worker to take steps with."""

import pytest

from folkmoot.accounts.models import Community
from folkmoot.activity.tests.conftest import open_sink, port, sink, to_port  # noqa: F401
from folkmoot.announcements import sending
from folkmoot.announcements.models import Announcement

TEXT = """Next week the **hall** is ours.

### [What to bring](/read/)

- a chair
- [the list](https://example.org/list)"""


@pytest.fixture
def community(db):
    community = Community.objects.current()
    community.name, community.contact_address = "Common Ground", "team@common.example.org"
    community.save()
    return community


@pytest.fixture
def announcement(cast, community):
    """To all members: Ada, Cora, Dev and Hana; for everyone to find on the site."""
    return Announcement.objects.draft(
        by=cast.cora, subject="The hall", text=TEXT, to=["members"], archive="public"
    )


@pytest.fixture
def work():
    """Takes steps with an announcement until there is nothing more to do at once."""

    def until_done(announcement):
        announcement.refresh_from_db()
        while sending.step(announcement.pk, announcement.stream):
            pass
        announcement.refresh_from_db()
        return announcement

    return until_done


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is committed, as far as a test that is rolled back can tell: tasks run at once."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
