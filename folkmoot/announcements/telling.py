"""What a newsletter may tell now: its items are as old as its gathering, so the rooms are asked again."""

import hashlib

from folkmoot.core.gathering import gather


def told(announcement):
    """The chosen items of a newsletter, in order, each as its room says now; none for an announcement."""
    if not announcement.is_newsletter:
        return []
    return asked_again(list(announcement.items.included().in_order()))


def asked_again(items):
    """These items with what their rooms say of them now. The heading and the words stay the editor's.

    What is shown to nobody any more is `is_gone`; what only members may read since is `is_narrowed`. Nothing
    is widened: what was for members when it was gathered stays for them.
    """
    keys = [item.key for item in items]
    answers = gather("newsletter items now", keys) if keys else []
    now = {said["key"]: said for answer in answers for said in answer}
    for item in items:
        said = now.get(item.key)
        item.is_gone = said is None
        if said is not None:
            item.url, item.byline = said["url"], said.get("byline", "")
            item.is_narrowed = said.get("is_for_members", False) and not item.is_for_members
            item.is_for_members |= item.is_narrowed
    return items


def drop(items):
    """Mark what a newsletter goes out without, and what it tells to members alone. Answers the former."""
    for item in items:
        if item.is_gone:
            item.drop()
        elif item.is_narrowed:
            item.narrow()
    return [item for item in items if item.is_gone]


def seen(announcement, items):
    """A mark of what someone saw before they send it: another, once words, people or items have changed."""
    facts = [announcement.revision, announcement.to, announcement.without]
    facts += [(item.key, item.title, item.blurb, item.is_for_members) for item in items if not item.is_gone]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
