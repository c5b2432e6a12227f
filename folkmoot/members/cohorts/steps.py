"""The way in: three small steps with one person in the first ninety days, one at a time, each with a reason.

A step nobody takes within two weeks is let go; after three of those nothing more is offered.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..models import Buddy, Connection, ContactRequest, FirstStep, Greeter, Member, Profile
from ..requests.others import others_for

NEW_FOR = timedelta(days=90)
LET_GO_AFTER = timedelta(days=14)
MOST_LET_GO = 3
GREETERS = 20  # so many of the latest take turns
State, Kind = FirstStep.State, FirstStep.Kind


def newcomers():
    return Member.objects.current().filter(since__gte=timezone.localdate() - NEW_FOR, user__is_active=True)


def offer_next(member):
    """The next step of this newcomer, if one is due; answers it, or None."""
    steps = list(FirstStep.objects.filter(user=member.user_id).order_by("offered_at", "pk"))
    taken = {step.kind for step in steps}
    let_go = sum(step.state == State.IGNORED for step in steps)
    if let_go >= MOST_LET_GO or any(step.state == State.OFFERED for step in steps):
        return None
    kind = next((kind for kind in Kind if kind not in taken), None)
    if kind is None or member.since < timezone.localdate() - NEW_FOR:
        return None
    with translation.override(member.user.language or translation.get_language()):
        person, why = _whom(member, steps)
    if person is None:
        return None
    try:
        with transaction.atomic():
            return FirstStep.objects.create(user=member.user, person=person, kind=kind, why=why[:300])
    except IntegrityError:  # the clock and a page at once
        return None


def _whom(member, steps):
    """(with whom, why them): the buddy, the one of the step before, a greeter of their cohort,
    somebody alike, a greeter of another cohort."""
    if buddy := Buddy.objects.filter(newcomer=member.user_id).select_related("greeter__user").first():
        name = buddy.greeter.user.name
        return buddy.greeter.user, _("%(name)s offered to go along with you in your first weeks.") % {
            "name": name
        }
    if steps and steps[-1].state == State.DONE:
        return steps[-1].person, steps[-1].why
    if greeter := member.cohort_id and _one_of(Greeter.objects.filter(cohort=member.cohort_id), member):
        words = _("%(name)s offered to welcome %(cohort)s.")
        return greeter.user, words % {"name": greeter.user.name, "cohort": member.cohort}
    for offer in others_for(member.user, member.user):
        person = Profile.objects.select_related("user").get(pk=offer.pk).user
        return person, _("%(name)s: %(reasons)s.") % {
            "name": person.name,
            "reasons": ", ".join(offer.reasons),
        }
    if greeter := _one_of(Greeter.objects.all(), member):  # nobody greets this cohort yet
        return greeter.user, _("%(name)s offered to welcome newcomers.") % {"name": greeter.user.name}
    return None, ""


def _one_of(greeters, member):
    """One of those who offered it last, and not always the same one; None where there is none."""
    rows = greeters.filter(user__is_active=True, user__is_member=True).exclude(user=member.user_id)
    last = list(rows.select_related("user").order_by("-offered_at", "-pk")[:GREETERS])
    return last[member.pk % len(last)] if last else None


def shown(step):
    """The open step as the page Today shows it: label, address, reason."""
    profile = step.person.profile
    ask = reverse("members:ask", args=[profile.slug])
    labels = {
        Kind.HELLO: (_("Say hello to %(name)s"), ask),
        Kind.TALK: (_("Talk with %(name)s for twenty minutes"), ask),
        Kind.THIRD: (_("Ask %(name)s whom else you should meet"), profile.get_absolute_url()),
    }
    label, url = labels[step.kind]
    return {"step": step, "label": label % {"name": step.person.name}, "url": url, "words": step.why}


def open_step(user):
    """The step that this person is offered now, as it is shown; None where there is none."""
    rows = FirstStep.objects.open().filter(user=user, person__is_active=True)
    step = rows.select_related("person__profile").first()
    return (
        shown(step) if step and Profile.objects.visible_to(user).filter(user=step.person).exists() else None
    )


def close_done(now=None):
    """Steps whose hello was said are done, those nobody took within two weeks are let go."""
    for step in FirstStep.objects.open().filter(kind=Kind.HELLO):
        asked = ContactRequest.objects.between(step.user_id, step.person_id).filter(
            asked_at__gte=step.offered_at
        )
        if asked.exists() or Connection.objects.between(step.user, step.person):
            step.close(State.DONE)
    late = (now or timezone.now()) - LET_GO_AFTER
    for step in FirstStep.objects.open().filter(offered_at__lt=late):
        step.close(State.IGNORED)


def go_on():
    """Each day: close what is over, offer what comes next."""
    close_done()
    waiting = newcomers().exclude(user__in=FirstStep.objects.open().values("user"))
    for member in waiting.select_related("user", "cohort"):
        offer_next(member)
