"""What an event was, in numbers: of each person who registered one outcome, counted a day after it ended."""

from collections import Counter

from folkmoot.accounts.models import Guest, User

CAME = {"in_person": "came_in_person", "online": "came_online"}
MISSED = {"in_person": "no_show_in_person", "online": "no_show_online"}
OUTCOMES = [*CAME.values(), *MISSED.values(), "cancelled", "declined", "lapsed", "refused", "waited"]


def counted(event):
    """{"registered": how many people, and of each outcome how many}; they add up."""
    rows = event.registrations.order_by("pk").values_list(
        "user", "guest", "state", "pool__mode", "attendance__pk", "moved_at"
    )
    decisive = {}
    for user, guest, *facts in rows:
        key = (User, user) if user else (Guest, guest)
        if key not in decisive or facts[0] == "confirmed" or decisive[key][0] != "confirmed":
            decisive[key] = facts
    found = Counter(_outcome(event, *facts) for facts in decisive.values())
    return {"registered": len(decisive)} | {name: found[name] for name in OUTCOMES}


def _outcome(event, state, mode, attendance, moved_at):
    if state == "confirmed":
        return CAME[mode] if attendance else MISSED[mode]
    if state in ("waiting", "offered") or (state == "lapsed" and moved_at >= event.ends_at):
        return "waited"  # until the end, and found no place
    return state
