"""What somebody else does in an applicant's name: only because they asked, and with how they asked."""

from django.utils.translation import gettext as _

from folkmoot.core.lifecycle import Refused

LONGEST = 200


def how_asked(application, by, asked):
    """How the applicant asked `by` to do this, in a few words; empty where it is their own act."""
    if by is None or by == application.applicant:
        return ""
    if not asked.strip():
        raise Refused(_("Say how they asked you to do this for them. Nothing was changed."))
    return asked.strip()[:LONGEST]
