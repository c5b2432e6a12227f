"""The letter that could help a group, drafted from its signs; whoever sends it reads it through first."""

from django.utils.translation import gettext as _

PARTS = {
    "few": lambda: _(
        "I see that few people have written lately. That happens to every group at some time. A question put"
        " to three people by name often gets a group talking again; I can help you find whom to ask."
    ),
    "alone": lambda: _(
        "You have carried the group alone for a while. Would somebody of it convene it with you? I would"
        " gladly ask around if you tell me whom you have in mind."
    ),
    "unanswered": lambda: _(
        "There are questions that nobody has answered yet. Even a short “we do not know either” helps who"
        " asked; or tell me, and I look for somebody in the community who knows."
    ),
    "call": lambda: _(
        "No call is planned at the moment. Half an hour, with one question, is often what gets people talking"
        " again; I would gladly help you plan one."
    ),
    "waiting": lambda: _("Somebody has asked to be let in and waits for your answer."),
}


def drafted(group, signs, *, by):
    """{"subject", "words"}: friendly, and about what was counted."""
    parts = [_("Hello,"), _("I am writing about “%(name)s”.") % {"name": group.name}]
    parts += [PARTS[sign.name]() for sign in signs if sign.name in PARTS]
    parts += [
        _(
            "And if the group has done what it was for: closing it with a few lines on what you learned is a"
            " good end."
        ),
        by.name,
    ]
    return {"subject": _("How is “%(name)s” doing?") % {"name": group.name}, "words": "\n\n".join(parts)}
