"""What is not kept, in words for the people who plan."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentence(breach, *, application="", assessor="", partner=""):
    """One or two sentences about a breach; the names are of those it is about."""
    names = {"application": application, "assessor": assessor, "partner": partner, "count": abs(breach.count)}
    return " ".join(filter(None, [_what(breach) % names, _why(breach)]))


def _what(breach):
    count = abs(breach.count)
    match breach.rule:
        case "conflict":
            return _("%(assessor)s has a conflict of interest with %(application)s.")
        case "again":
            return _("%(assessor)s already reads %(application)s.")
        case "most":
            return ngettext(
                "%(assessor)s reads %(count)d more than they can.",
                "%(assessor)s reads %(count)d more than they can.", count,
            )  # fmt: skip
        case "enough":
            return ngettext(
                "%(application)s has %(count)d reader more than it needs.",
                "%(application)s has %(count)d readers more than it needs.", count,
            )  # fmt: skip
        case "unread":
            return ngettext(
                "%(application)s lacks %(count)d reader.", "%(application)s lacks %(count)d readers.", count
            )
        case "own":
            return ngettext(
                "%(application)s has %(count)d reader too many from its own partner.",
                "%(application)s has %(count)d readers too many from its own partner.", count,
            )  # fmt: skip
        case "least":
            return ngettext(
                "%(assessor)s reads %(count)d fewer than they were promised.",
                "%(assessor)s reads %(count)d fewer than they were promised.", count,
            )  # fmt: skip
    return _share(breach)


def _share(breach):
    if breach.count < 0:
        return ngettext(
            "%(partner)s reads %(count)d fewer than its share.",
            "%(partner)s reads %(count)d fewer than its share.", -breach.count,
        )  # fmt: skip
    return ngettext(
        "%(partner)s reads %(count)d more than its share.",
        "%(partner)s reads %(count)d more than its share.", breach.count,
    )  # fmt: skip


def _why(breach):
    if breach.rule == "own":
        return {
            "nobody": _("There is nobody else from another partner."),
            "conflict": _("Everyone else from other partners has a conflict of interest."),
            "full": _("Everyone else from other partners who may read it reads as many as they can."),
            "given": _("They read it already, before this plan."),
            "possible": _("Somebody from another partner could read it."),
        }.get(breach.why, "")
    return {
        "nobody": _("There is nobody else."),
        "conflict": _("Everyone else has a conflict of interest."),
        "full": _("Everyone else who may read it reads as many as they can."),
        "possible": _("Somebody else could read it."),
    }.get(breach.why, "")
