"""What the tests of this room share."""

import pytest

from . import groups


@pytest.fixture
def group(cast):
    """Night shifts: Ada convenes it, members read it, whoever sees it joins."""
    return groups.opened(cast.ada)


@pytest.fixture
def letters_since():
    """(subject, addresses) of the letters written since, in order."""
    from folkmoot.activity.models import Email

    before = set(Email.objects.values_list("pk", flat=True))

    def letters():
        rows = Email.objects.exclude(pk__in=before).order_by("pk")
        return [(row.subject, row.address) for row in rows]

    return letters
