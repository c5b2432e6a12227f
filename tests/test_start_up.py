"""What a web process carries from its start."""

import json
import subprocess
import sys

from django.conf import settings

STARTED = """
import json, sys
from django.urls import get_resolver
from folkmoot.wsgi import application
get_resolver().url_patterns
print(json.dumps(sorted({"numpy", "scipy"} & set(sys.modules))))
"""


def test_what_only_recruitment_counts_with_is_not_loaded():
    """They are a second and 80 MB of each process; the functions that count import them."""
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STARTED],
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
    )
    assert json.loads(said.stdout) == []
