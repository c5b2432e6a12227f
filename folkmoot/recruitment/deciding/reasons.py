"""Why somebody is not offered membership this time: a tree of reasons, each with words that can be used."""

from django.utils.translation import gettext_lazy as _

TREE = {  # branch: (what it is called, {code: (what it is called, what the applicant reads)})
    "motive": (
        _("Reasons to join"),
        {
            "motive-general": (
                _("General"),
                _("We could not see what you would want from this community in particular. Name one thing."),
            ),
            "motive-unrelated": (
                _("Another kind of community"),
                _("What you look for is not quite what we do. Read what members write, and see if it fits."),
            ),
        },
    ),
    "bring": (
        _("What they bring"),
        {
            "bring-example": (
                _("No example"),
                _("We could not see what others would learn from you. An example, however small, shows it."),
            ),
            "bring-shared": (
                _("Not shared yet"),
                _("You know a lot. Tell of a time when you shared it and somebody used it."),
            ),
        },
    ),
    "influence": (
        _("Influence beyond their team"),
        {
            "influence-own": (
                _("Within their own team"),
                _("Your example stays within your own team. Find one in which others changed what they do."),
            ),
            "influence-effect": (
                _("An effect that is only claimed"),
                _("We could not follow the effect. Say what others did otherwise, and how you know."),
            ),
        },
    ),
    "reflection": (
        _("Reflection on change"),
        {
            "reflection-told": (
                _("Told, not reflected"),
                _("You tell what was done. Say what went otherwise than you thought, and what you learned."),
            ),
            "reflection-well": (
                _("Only what went well"),
                _("You tell what went well. We learn most from what did not."),
            ),
        },
    ),
    "places": (
        _("Places"),
        {
            "places-strong": (
                _("Strong, too few places"),
                _("Yours was a strong application. There were more of those than places."),
            ),
        },
    ),
}  # fmt: skip

REASONS = {code: words for _branch, reasons in TREE.values() for code, (_label, words) in reasons.items()}


def choices():
    """The tree as grouped choices of a form."""
    return [
        (label, [(code, name) for code, (name, _words) in reasons.items()])
        for label, reasons in TREE.values()
    ]


def told(codes):
    """What an applicant reads, for each code that is one."""
    return [str(REASONS[code]) for code in codes if code in REASONS]
