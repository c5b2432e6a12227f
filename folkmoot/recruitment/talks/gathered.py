"""What talks hand to rooms that gather it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import policy
from ..models import Talk

SENTENCES = {
    "recruitment.volunteered": gettext_lazy("%(by)s offered to talk with people who think of applying"),
    "recruitment.volunteer_stopped": gettext_lazy(
        "%(thing)s talks with people who think of applying no longer"
    ),
    "recruitment.talk_asked": gettext_lazy("%(by)s asked to talk to a member, for %(thing)s"),
    "recruitment.talk_taken": gettext_lazy("%(by)s said yes to a talk, for %(thing)s"),
    "recruitment.talk_passed": gettext_lazy("A talk went to the next member, for %(thing)s"),
    "recruitment.talk_unmet": gettext_lazy("Nobody was free for a talk, for %(thing)s"),
    "recruitment.talk_ended": gettext_lazy("A talk ended, for %(thing)s"),
}


def record_words():
    return SENTENCES


def account_link(request):
    """For members: their offer to talk."""
    if not policy.may_volunteer(request.user):
        return None
    return {
        "label": _("Talking with people who think of applying"),
        "url": reverse("recruitment:volunteer"),
        "words": _("Whether you are asked, how many at a time, and who would like to talk."),
        "order": 14,
    }


def today(user):
    """Who waits for this member's yes or not now."""
    waiting = Talk.objects.visible_to(user).filter(member=user, state=Talk.State.WAITING)
    return [
        {
            "label": _("Would you talk with %(name)s?") % {"name": talk.asker.name},
            "url": talk.get_absolute_url(),
            "words": _("They think of applying in %(round)s.") % {"round": talk.round},
            "order": 7,
        }
        for talk in waiting.select_related("asker", "round").order_by("asked_at", "pk")[:5]
    ]
