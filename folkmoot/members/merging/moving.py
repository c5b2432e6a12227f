"""What moves from one account to another, and back: by the links of every room, by profiles, by addresses."""

from collections import Counter

from django.utils import timezone

from folkmoot.accounts.models import User

from ..counting import how_many
from ..models import ContactRequest, Profile
from . import connections, profiles
from .links import all_links


def move(kept, other, by):
    """Everything; answers what `move_back` needs, as JSON."""
    _settle_requests(kept, other)
    told = {"unshared": _keep_address(other), "profiles": profiles.join_profiles(kept, other, by)}
    told["links"] = {link.name: keys for link, keys in _moved(kept, other) if keys}
    told["connections"] = connections.move(kept, other)
    told["memberships"] = profiles.join_memberships(kept, other, timezone.localdate())
    told["account"] = other.close_into(kept)
    if told["account"]["is_member"] and not kept.is_member:
        told["made_member"] = True
        User.objects.filter(pk=kept.pk).update(is_member=True)
    return told


def move_back(merge, by):
    """What still stands where it was moved to; answers how many rows do not."""
    kept, other, told = merge.kept, merge.other, merge.told
    other.reopen(kept, told["account"])
    stayed = connections.move_back(told["connections"], kept, other)
    profiles.part_memberships(told["memberships"], kept, other)
    if told.get("made_member"):
        User.objects.filter(pk=kept.pk).update(is_member=False)
    ours, theirs = told["profiles"].get("kept"), told["profiles"].get("other")
    for link in all_links():
        if keys := told["links"].get(link.name):
            pair = (kept.pk, other.pk) if link.of == "account" else (ours, theirs)
            stayed += link.move_back(keys, *pair)
    profiles.part_profiles(told["profiles"], kept, other, by)
    back = ContactRequest.objects.waiting().filter(pk__in=told.get("unshared", []), sender=other)
    back.update(sender_shares_address=True)
    return stayed


def what_moves(other):
    """(label, how many rows of `other`) for the preview, counted in one query."""
    profile, found = getattr(other, "profile", None), Counter()
    shown = [link for link in all_links() if link.label and (link.of == "account" or profile)]
    rows = {
        f"rows_{place}": how_many(link.rows(other if link.of == "account" else profile))
        for place, link in enumerate(shown)
    }
    counted = User.objects.filter(pk=other.pk).values(**rows).get()
    for link, many in zip(shown, counted.values(), strict=True):
        found[str(link.label)] += many
    return [(label, many) for label, many in found.items() if many]


def _moved(kept, other):
    """Of two profiles links follow, too; a profile that moves as a whole keeps its own."""
    pair = [Profile.objects.filter(user=user).values_list("pk", flat=True).first() for user in (kept, other)]
    for link in all_links():
        if link.of == "account":
            yield link, link.move(kept.pk, other.pk)
        elif all(pair):
            yield link, link.move(*pair)


def _keep_address(other):
    """Whom they promised their address with a request that waits are not given another; answers which."""
    waiting = ContactRequest.objects.waiting().filter(sender=other, sender_shares_address=True)
    keys = list(waiting.values_list("pk", flat=True))
    ContactRequest.objects.filter(pk__in=keys).update(sender_shares_address=False)
    return keys


def _settle_requests(kept, other):
    """Two people wait for one answer at a time: of two waiting requests with the same person, ours stays."""
    for request in ContactRequest.objects.waiting().visible_to(other).select_related("sender", "recipient"):
        third = request.sender if request.recipient_id == other.pk else request.recipient
        if third.pk == kept.pk or ContactRequest.objects.waiting().between(kept, third).exists():
            request.withdraw()
