"""A way in for who came in the last ninety days: what anybody can do, and one small step with one person."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.members.asked import Asked
from folkmoot.members.cohorts import steps
from folkmoot.members.models import FirstStep, Member


def way_in(known):
    """The steps of a member of a few weeks, or of an account; none once all are done, or for who left."""
    if not known.is_member:
        left = known.is_leaving or hasattr(known, "membership")
        found = [] if known.roles or left else _steps_of_an_account(known)
    elif known.membership.since < timezone.localdate() - steps.NEW_FOR:
        return []
    else:
        found = _steps(known, getattr(known, "profile", None))
    return [] if all(step["done"] for step in found) else found


def close(step, *, done):
    """One small step is done or let go; after one that is done the next is offered at once."""
    if not step.close(FirstStep.State.DONE if done else FirstStep.State.IGNORED) or not done:
        return
    member = Member.objects.current().filter(user=step.user_id).select_related("user", "cohort").first()
    if member:
        steps.offer_next(member)


def _steps(known, profile):
    return [
        {
            "label": _("Say who you are"),
            "words": _("Two sentences are enough. You choose who sees each of them."),
            "url": reverse("members:profile"),
            "done": bool(profile and (profile.role or profile.about)),
        },
        {
            "label": _("Ask somebody to be in touch"),
            "words": _("They have two weeks to answer; if they do not, we name three others."),
            "url": Asked(chosen={"open": "yes"}).url,
            "done": known.has_asked,
        },
        {
            "label": _("Say something below a post"),
            "words": _("A question counts. Most posts have room for one more."),
            "url": reverse("publishing:read"),
            "done": known.has_said,
        },
    ]


def _steps_of_an_account(known):
    return [
        {
            "label": _("Ask to join"),
            "words": _("You have an account. Members also see one another, and can be asked for help."),
            "url": reverse("members:join"),
            "done": known.would_join,
        },
        {
            "label": _("Say something below a post"),
            "words": _("A question counts. Most posts have room for one more."),
            "url": reverse("publishing:read"),
            "done": known.has_said,
        },
    ]
