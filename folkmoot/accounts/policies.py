"""The policies a new community starts with: honest, short, in its first language, and meant to be edited."""

from pathlib import Path

from django.db import transaction

from .models import Community, Policy

TEXTS = Path(__file__).parent / "texts"
MUST_AGREE = {"conduct"}
DEFAULTS = ["conduct", "privacy", "comments"]


def default(slug, language):
    """Title and text of a default policy, the first line and the rest; in English where we have no other."""
    own = TEXTS / language / f"{slug}.md"
    text = (own if own.exists() else TEXTS / "en-gb" / f"{slug}.md").read_text()
    title, _blank, text = text.split("\n", 2)
    return {"title": title, "text": text.strip(), "language": language if own.exists() else "en-gb"}


@transaction.atomic
def publish_defaults(by=None):
    """Publish the default policies that this community does not have yet; answers the new ones."""
    had = set(Policy.objects.values_list("slug", flat=True))
    missing = [slug for slug in DEFAULTS if slug not in had]
    language = Community.objects.current().first_language
    return [
        Policy.objects.publish(slug, must_agree=slug in MUST_AGREE, by=by, **default(slug, language))
        for slug in missing
    ]
