"""The agenda: what is in which room at what time, and which of it is now."""

from django.utils import timezone

from . import finding


def grid(space, user):
    """Rooms, and rows of {slot, cells}; each cell a room and the session in it, or None."""
    rooms = list(space.rooms.in_order())
    slots = list(space.slots.in_order())
    sessions = finding.with_names(user, space, finding.pitches(space).placed())
    there = {(session.slot_id, session.room_id): session for session in sessions}
    rows = []
    for slot in slots:
        slot.space = space
        cells = [{"room": room, "session": there.get((slot.pk, room.pk))} for room in rooms]
        rows.append({"slot": slot, "cells": cells, "is_empty": not any(cell["session"] for cell in cells)})
    return {"rooms": rooms, "rows": rows, "days": len({slot.day for slot in slots}), **_around(slots, rows)}


def _around(slots, rows):
    """The rows that run now, and the next to come: where people look first."""
    now = timezone.now()
    running = [row for row in rows if row["slot"].is_now]
    coming = [row for row in rows if row["slot"].starts_at > now]
    return {"now": running[0] if running else None, "next": coming[0] if coming else None}


def version(space, user):
    """Changes whenever the agenda of this reader shows something else; None where there is none to see."""
    now = timezone.now()
    begun = space.slots.filter(starts_at__lte=now).count()
    ended = space.slots.filter(ends_at__lte=now).count()
    return f"{space.pk}.{space.version}.{space.state}.{begun}.{ended}.{user.pk or 0}"


def free(rows):
    """Whether anything is left to be taken."""
    return any(not row["slot"].is_past and not cell["session"] for row in rows for cell in row["cells"])


def choices(rows, several_days):
    """The free rooms by slot, as a field of a form takes them."""
    groups = []
    for row in rows:
        if row["slot"].is_past:
            continue
        rooms = [
            (f"{row['slot'].pk}-{cell['room'].pk}", _label(cell["room"]))
            for cell in row["cells"]
            if not cell["session"]
        ]
        if rooms:
            groups.append((_when(row["slot"], several_days), rooms))
    return groups


def _label(room):
    return ", ".join([room.name, *room.facts])


def _when(slot, several_days):
    from django.utils.formats import date_format

    return f"{date_format(slot.day, 'l')} {slot.hours}" if several_days else slot.hours
