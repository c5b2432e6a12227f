"""Two faces become one: the kept one's stays, its gaps are filled, and nothing is seen by more people."""

from ..models import Affiliation, FormerSlug, Member, Profile
from ..models.face import Visible, narrower

FILLED = ["pronouns", "role", "region", "place", "about", "ask_me_about", "want_to_learn", "languages"]


def gaps(kept, other):
    """{field: the other's word} of what the kept profile does not say; both may be None."""
    if not (kept and other):
        return {}
    return {
        field: getattr(other, field) for field in FILLED if getattr(other, field) and not getattr(kept, field)
    }


def join_profiles(kept, other, by):
    """Of two accounts; answers what `part_profiles` needs."""
    theirs, ours = (Profile.objects.filter(user=user).first() for user in (other, kept))
    if theirs is None:
        return {}
    if ours is None:
        Profile.objects.filter(pk=theirs.pk).update(user=kept, name=kept.name)
        Profile.objects.get(pk=theirs.pk).shown_anew()
        return {"moved": theirs.pk, "name": theirs.name}
    filled = gaps(ours, theirs)
    seen = {field: str(ours.seen_by_whom(field)) for field in filled}
    if filled:
        ours.show_fields({field: _narrowest(ours, theirs, field) for field in filled}, by=by)
        ours.edit(by=by, **filled)
    told = {"kept": ours.pk, "other": theirs.pk, "slug": theirs.slug, "visible": str(theirs.visible)}
    told |= {"filled": {field: _plain(value) for field, value in filled.items()}, "seen": seen}
    told["hidden"] = _show_work_to_no_more(ours, theirs, told, by)
    Profile.objects.filter(pk=theirs.pk).update(slug=f"merged-{theirs.pk}", visible=Visible.NOBODY)
    FormerSlug.objects.create(profile=ours, slug=told["slug"])
    Profile.objects.get(pk=theirs.pk).shown_anew()
    return told


def part_profiles(told, kept, other, by):
    """Put back what `join_profiles` did, except for what was told anew since."""
    if moved := told.get("moved"):
        Profile.objects.filter(pk=moved, user=kept).update(user=other, name=told["name"])
    if "kept" not in told:
        return
    ours = Profile.objects.get(pk=told["kept"])
    Affiliation.objects.filter(pk__in=told.get("hidden", [])).update(is_shown=True)
    if former := told.get("former_seen"):
        ours.show_fields({"former": former}, by=by)
    same = [field for field, value in told["filled"].items() if _plain(getattr(ours, field)) == value]
    if same:
        empty = {"region": None, "languages": []}
        ours.edit(by=by, **{field: empty.get(field, "") for field in same})
        ours.show_fields({field: told["seen"][field] for field in same}, by=by)
    ours.former_slugs.filter(slug=told["slug"]).delete()
    Profile.objects.filter(pk=told["other"]).update(slug=told["slug"], visible=told["visible"])


def join_memberships(kept, other, today):
    """The kept one belongs since the earlier day; answers what `part_memberships` needs."""
    theirs, ours = (Member.objects.filter(user=user).first() for user in (other, kept))
    if theirs is None:
        return {}
    if ours is None:
        Member.objects.filter(pk=theirs.pk).update(user=kept)
        return {"moved": theirs.pk}
    told = {"kept": ours.pk, "other": theirs.pk}
    told |= {"since": str(ours.since), "left_on": str(theirs.left_on or "")}
    told["kept_left_on"] = str(ours.left_on or "")
    Member.objects.filter(pk=ours.pk).update(since=min(ours.since, theirs.since))
    if theirs.left_on is None:  # who had left, and is here with the other account, is here
        Member.objects.filter(pk=theirs.pk).update(left_on=today)
        Member.objects.filter(pk=ours.pk).update(left_on=None)
    return told


def part_memberships(told, kept, other):
    if moved := told.get("moved"):
        Member.objects.filter(pk=moved, user=kept).update(user=other)
    if "kept" in told:
        Member.objects.filter(pk=told["kept"]).update(since=told["since"])
        if left_on := told.get("kept_left_on"):
            Member.objects.filter(pk=told["kept"]).update(left_on=left_on)
        Member.objects.filter(pk=told["other"]).update(left_on=told["left_on"] or None)


def _show_work_to_no_more(ours, theirs, told, by):
    """Where the other worked and works comes along; who did not see it there, does not see it here. Answers
    the keys of what is hidden by that.
    """
    before, narrow = ours.seen_by_whom("former"), _narrowest(ours, theirs, "former")
    if theirs.affiliations.exclude(until=None).exists() and narrow != before:
        told["former_seen"] = str(ours.chosen_for("former"))
        ours.show_fields({"former": narrow}, by=by)
    if _narrowest(ours, theirs, "organisations") == ours.seen_by_whom("organisations"):
        return []
    shown = theirs.affiliations.filter(until=None, is_shown=True)
    hidden = list(shown.values_list("pk", flat=True))
    shown.update(is_shown=False)
    return hidden


def _narrowest(ours, theirs, field):
    seen = narrower(theirs.seen_by_whom(field), Visible(theirs.visible))
    return narrower(ours.seen_by_whom(field), seen)


def _plain(value):
    return value if isinstance(value, str | list) else value.pk if value else None
