"""The letters that tell an outcome: first words, what may stand in braces, how they are filled in."""

import re
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Community
from folkmoot.activity.letters import language_of

from ..models.letter import LetterText
from .reasons import told

FIELD = re.compile(r"\{([a-z_]+)\}")
FIELDS = {  # what may stand in braces, and what it is
    "name": _("the person's name"),
    "round": _("the round"),
    "partner": _("the partner that leads the lane"),
    "number": _("the number of the application"),
    "reasons": _("the reasons, in words"),
    "feedback": _("the words written for this person"),
    "answer_by": _("until when an offer holds"),
    "place": _("the place on the reserve list"),
    "reserve_until": _("when the reserve list ends"),
    "welcome": _("the partner's words of welcome"),
}
KINDS = {
    "offer": _("Membership offered"),
    "reserve": _("Reserve list"),
    "decline": _("Not this time"),
    "promoted": _("Offered from the reserve list"),
    "closed": _("The reserve list has ended"),
    "ineligible": _("Not eligible"),
}


def defaults():
    """{kind: (subject, letter)} in the language in force."""
    return {
        "offer": (
            gettext("We would like you to join: {round}"),
            gettext(
                "Dear {name},\n\nThank you for your application. We would be glad to have you as a "
                "member.\n\n"
                "{feedback}\n\n{welcome}\n\nPlease answer by {answer_by}. After that your place goes to "
                "the next person."
            ),
        ),
        "reserve": (
            gettext("You are on our reserve list: {round}"),
            gettext(
                "Dear {name},\n\nThank you for your application. It was a strong one, and there were more "
                "of those "
                "than places. You are on place {place} of the reserve list, which holds until "
                "{reserve_until}. If a place "
                "becomes free, we write to you.\n\n{feedback}"
            ),
        ),
        "decline": (
            gettext("Your application: {round}"),
            gettext(
                "Dear {name},\n\nThank you for the care you put into your application. We cannot offer "
                "you membership "
                "this time. This is why:\n\n{reasons}\n\n{feedback}\n\nYou can apply again in any later "
                "round, and begin "
                "with what you wrote. If you think we got something wrong, you can ask for a review "
                "within thirty days."
            ),
        ),
        "promoted": (
            gettext("A place for you: {round}"),
            gettext(
                "Dear {name},\n\nA place has become free, and you are next. We would be glad to have you "
                "as a member.\n\n"
                "{welcome}\n\nPlease answer by {answer_by}."
            ),
        ),
        "closed": (
            gettext("The reserve list has ended: {round}"),
            gettext(
                "Dear {name},\n\nNo place became free this time, and the reserve list has ended. We are "
                "sorry. You can "
                "apply again in any later round, and begin with what you wrote.\n\n{feedback}"
            ),
        ),
        "ineligible": (
            gettext("Your application: {round}"),
            gettext(
                "Dear {name},\n\nThank you for your application. We cannot consider it. This is "
                "why:\n\n{feedback}"
            ),
        ),
    }  # fmt: skip


def kept_for(kind):
    """How long we keep what they sent: every letter ends with it, whatever its words; `retention` obeys."""
    if kind in {"offer", "promoted"}:
        return gettext(
            "If you join, we keep your application for a year, otherwise for half a year. Then it is "
            "destroyed."
        )
    if kind == "reserve":
        return gettext(
            "Because you are on the reserve list, we keep your application for a year from this letter. You "
            "can say on its page that it is kept for half a year, as others are. Then it is destroyed."
        )
    if kind == "closed":
        return gettext(
            "We keep your application for a year from our first letter, or for half a year if you said so. "
            "Then it is destroyed."
        )
    return gettext("We keep your application for half a year from this letter. Then it is destroyed.")


def unknown(text):
    """What stands in braces and means nothing."""
    return sorted({name for name in FIELD.findall(text) if name not in FIELDS})


def text_for(application, kind):
    """(subject, letter) with braces: the lane's words, the round's, else the first ones."""
    own = LetterText.objects.for_lane(application.lane, kind)
    return (own.subject, own.body) if own else defaults()[kind]


def filled(application, kind, proposal=None, *, answer_by=None):
    """(subject, letter) as this person gets it: in their language, by the community's clock. What they typed
    themselves stands in it as plain text.
    """
    community = Community.objects.current()
    language, zone = language_of(application.applicant, community), ZoneInfo(community.time_zone)
    with translation.override(language), timezone.override(zone):
        values = _values(application, proposal, answer_by)
        subject, body = text_for(application, kind)
        kept = kept_for(kind)
    subject = FIELD.sub(lambda match: values.get(match[1], ""), subject)
    body = FIELD.sub(lambda match: values.get(match[1], ""), body)
    body = f"{body.rstrip()}\n\n{kept}"
    return " ".join(subject.split())[:150], re.sub(r"\n{3,}", "\n\n", body).strip()


def _values(application, proposal, answer_by):
    round = application.round
    return {
        "name": application.applicant.name,
        "round": round.name,
        "partner": str(application.lane),
        "number": str(application.number),
        "reasons": "\n".join(f"- {words}" for words in told(proposal.reasons)) if proposal else "",
        "feedback": proposal.words if proposal else "",
        "answer_by": date_format(timezone.localtime(answer_by)) if answer_by else "",
        "place": str(proposal.rank or "") if proposal else "",
        "reserve_until": date_format(round.reserve_until)
        if round.reserve_until
        else gettext("the next round opens"),
        "welcome": application.lane.welcome,
    }


def dry_run(counts):
    """[(kind, how many letters in words)]."""
    return [
        (KINDS[kind], ngettext("%(many)s letter", "%(many)s letters", many) % {"many": many})
        for kind, many in counts.items()
    ]
