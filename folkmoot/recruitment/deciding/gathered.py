"""What waits for those who decide and for those who got an offer; sentences of the record."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import policy
from ..models import Application, DecisionList, Lane, Meeting

SENTENCES = {
    "recruitment.meeting_began": gettext_lazy("%(by)s began the meeting about %(thing)s"),
    "recruitment.meeting_ended": gettext_lazy("%(by)s ended the meeting about %(thing)s"),
    "recruitment.proposed": gettext_lazy("%(by)s proposed for %(thing)s: %(outcome)s"),
    "recruitment.reworded": gettext_lazy("%(by)s changed the words of the letter about %(thing)s"),
    "recruitment.letter_words_changed": gettext_lazy(
        "%(by)s changed the words of the letters of %(thing)s: %(kind)s"
    ),
    "recruitment.reserves_ordered": gettext_lazy(
        "%(by)s put the reserve list of %(partner)s in the order of scores, %(thing)s"
    ),
    "recruitment.reserves_against_order": gettext_lazy(
        "%(by)s put the reserve list of %(partner)s in another order, %(thing)s: %(why)s"
    ),
    "recruitment.list_proposed": gettext_lazy("%(by)s made the list of decisions in %(thing)s: %(digest)s"),
    "recruitment.list_confirmed": gettext_lazy("%(by)s confirmed the list of %(thing)s: %(digest)s"),
    "recruitment.list_sent_back": gettext_lazy("%(by)s sent the list of %(thing)s back"),
    "recruitment.release_scheduled": gettext_lazy("%(by)s set when the letters of %(thing)s leave"),
    "recruitment.release_called_off": gettext_lazy("%(by)s called off the hour of the letters of %(thing)s"),
    "recruitment.list_released": gettext_lazy("People were told the outcome of %(thing)s"),
    "recruitment.offer_accepted": gettext_lazy("%(by)s accepted the offer, %(thing)s"),
    "recruitment.offer_declined": gettext_lazy("%(by)s declined the offer, %(thing)s"),
    "recruitment.deferral_asked": gettext_lazy(
        "%(by)s asked to keep the place of %(thing)s for the next cohort"
    ),
    "recruitment.deferral_refused": gettext_lazy("%(by)s could not keep the place of %(thing)s"),
    "recruitment.offer_deferred": gettext_lazy("%(by)s kept the place of %(thing)s for the next cohort"),
    "recruitment.kept_place_offered": gettext_lazy(
        "%(by)s offered the place that was kept for %(thing)s, in %(round)s"
    ),
    "recruitment.offer_lapsed": gettext_lazy("The offer lapsed, %(thing)s"),
    "recruitment.reserve_promoted": gettext_lazy("%(by)s offered a place from the reserve list, %(thing)s"),
    "recruitment.reserve_out_of_turn": gettext_lazy(
        "%(by)s offered a place from the reserve list out of turn, %(thing)s: %(why)s"
    ),
    "recruitment.reserve_closed": gettext_lazy("The reserve list ended without a place, %(thing)s"),
}


def record_words():
    return SENTENCES


def today(user):
    """An offer of one's own; a list that a second person should look at; a meeting that is on."""
    found = []
    for application in Application.objects.of(user).filter(state=Application.State.OFFERED):
        words = _("The offer holds until %(day)s.") % {
            "day": date_format(timezone.localtime(application.answer_by), "DATE_FORMAT")
        }
        url = reverse("recruitment:offer", args=[application.round.slug])
        label = _("Answer the offer of membership")
        found.append({"label": label, "url": url, "words": words, "order": 5})
    if policy.manages(user):
        waiting = DecisionList.objects.filter(state=DecisionList.State.PROPOSED).select_related("round")
        for decisions in (one for one in waiting if policy.may_confirm(user, one)):
            label = _("Confirm the decisions: %(round)s") % {"round": decisions.round}
            url = reverse("recruitment:list", args=[decisions.round.slug])
            found.append({"label": label, "url": url, "words": _("Two people decide."), "order": 15})
    return [*found, *_meetings(user)]


def _meetings(user):
    on = Meeting.objects.running().select_related("round")
    if not policy.manages(user):
        on = on.filter(round__in=Lane.objects.led_by(user).values("round"))
    for meeting in on:
        label = _("Join the meeting: %(round)s") % {"round": meeting.round}
        url = reverse("recruitment:meeting", args=[meeting.round.slug])
        yield {"label": label, "url": url, "words": _("It is on now."), "order": 4}
