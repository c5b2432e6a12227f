"""The policies a new community starts with: honest, short, and meant to be edited."""

from pathlib import Path

from django.db import transaction

from .models import Policy

TEXTS = Path(__file__).parent / "texts"
MUST_AGREE = {"conduct"}
DEFAULTS = ["conduct", "privacy", "comments"]


def default(slug):
    """Title and text of a default policy: the first line, and the rest."""
    title, _blank, text = (TEXTS / f"{slug}.md").read_text().split("\n", 2)
    return title, text.strip()


@transaction.atomic
def publish_defaults(by=None):
    """Publish the default policies that this community does not have yet; answers the new ones."""
    had = set(Policy.objects.values_list("slug", flat=True))
    missing = [slug for slug in DEFAULTS if slug not in had]
    return [_publish(slug, by) for slug in missing]


def _publish(slug, by):
    title, text = default(slug)
    return Policy.objects.publish(slug, title=title, text=text, must_agree=slug in MUST_AGREE, by=by)
