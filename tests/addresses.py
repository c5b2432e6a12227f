"""`python -m tests.addresses`: the addresses of every page of the table on this database, as JSON."""

import json
import sys

import django
from django.core.exceptions import ObjectDoesNotExist


def addresses():
    """name -> (address, the role that sees most) of every page that somebody may read and has an example."""
    from tests.pages import PAGES, ROLES

    found = {}
    for name, page in PAGES.items():
        readers = [role for role in ROLES if page.expected()[role] == 200]
        if readers and not page.act:
            try:
                found[name] = (page.address(name), readers[-1])
            except (AttributeError, ObjectDoesNotExist):  # no such row on this database
                found[name] = (None, readers[-1])
    return found


if __name__ == "__main__":
    django.setup()
    json.dump(addresses(), sys.stdout)
