"""What search knows of events."""

from folkmoot.core.text import plain


def facts(event):
    """An event is found by its title, what happens, and where: by who may see that it is there."""
    return {
        "kind": "event",
        "title": event.title,
        "body": " ".join(filter(None, [plain(event.about_html), event.purpose, *_materials(event)])),
        "words": " ".join(
            filter(
                None,
                [
                    event.get_kind_display(),
                    str(event.venue or ""),
                    str(event.region or ""),
                    str(event.partner or ""),
                ],
            )
        ),
        "audience_id": event.audience_id,
        "url": event.get_absolute_url(),
        "at": event.starts_at,
    }


def with_facts(events):
    """These with all that `facts` reads, in two questions."""
    return events.select_related("venue", "region", "partner__organisation").prefetch_related("materials")


def _materials(event):
    """The titles of what came of it, of those things that all who see the event may see."""
    shown = [one for one in event.materials.all() if one.seen_by == "event" and not one.retired_at]
    return [one.title for one in shown]


def documents():
    """Everything of this room, for the rebuilding of the index."""
    from .models import Event

    for event in with_facts(Event.objects.published()).order_by("pk").iterator(chunk_size=500):
        yield event, facts(event)
