"""What becomes of an offer of membership: bodies of the verbs of Application that come after the letter."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.activity.models import Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Cohort, Member
from folkmoot.recruitment.behalf import notices as behalf
from folkmoot.recruitment.offers import notices

from .behalf import how_asked

TO_ANSWER_AFTER_NO = timedelta(days=3)


@transaction.atomic
def accept(application, *, by, asked=""):
    """The person says yes: a member of the round's cohort from this moment.

    What only they can agree to, such as that their answers become their profile, was said by them or is not.
    """
    State = application.State
    asked = how_asked(application, by, asked)
    _require_offer(application)
    if application.answer_by < timezone.now() and not application.waits_for_deferral:
        raise Refused(
            _("This offer held until its day, and that has passed. Write to us: there may be a way.")
        )
    application.become(State.ACCEPTED, answered_at=timezone.now())
    if asked:
        Entry.objects.record("recruitment.offer_accepted_for", application, by=by, asked=asked)
        behalf.done(application, "accept", asked)
    else:
        Entry.objects.record("recruitment.offer_accepted", application, by=by)
    if not application.applicant.is_member:
        Member.objects.welcome(application.applicant, by=None, came=Member.Came.ROUND)
    member = Member.objects.get(user=application.applicant)
    if application.may_become_profile:
        _first_profile(application, by=by)
    member.enrol(_cohort_of(application.welcoming_round), by=None)
    application.become(State.WELCOMED)
    notices.welcomed(application)


def _require_offer(application):
    if application.state != application.State.OFFERED:
        words = _("There is no offer to answer: it stands at “%(state)s”. Nothing was changed.")
        raise Refused(words % {"state": application.told_state.label})


def _cohort_of(round):
    """The cohort of a round; made when the first is welcomed."""
    locked = type(round).objects.select_for_update().get(pk=round.pk)
    if locked.cohort is None:
        free = Cohort.objects.filter(name=round.name).first()
        locked.cohort = free or Cohort.objects.add(round.name, by=None, began_on=timezone.localdate())
        locked.save(update_fields=["cohort"])
    round.cohort = locked.cohort
    return locked.cohort


def _first_profile(application, *, by):
    """What they said of their work becomes the profile that members see; theirs to change."""
    said = application.sent_texts()
    profile = application.applicant.profile
    facts = {
        "role": said.get("role", "")[:80],
        "place": said.get("place", "")[:80],
        "about": said.get("bring", ""),
    }
    facts = {name: text for name, text in facts.items() if text and not getattr(profile, name)}
    employers = [line.strip() for line in said.get("employer", "").splitlines() if line.strip()][:3]
    if employers and not profile.affiliations.current().exists():
        facts["organisations"] = employers
    if facts:
        profile.edit(by=by, **facts)


@transaction.atomic
def decline_offer(application, *, by, words="", asked=""):
    """The person says no, thank you: the place is free."""
    asked = how_asked(application, by, asked)
    _require_offer(application)
    application.become(application.State.DECLINED_OFFER, answered_at=timezone.now(), withdrawal_words=words)
    if asked:
        Entry.objects.record("recruitment.offer_declined_for", application, by=by, asked=asked)
        behalf.done(application, "decline", asked)
    else:
        Entry.objects.record("recruitment.offer_declined", application, by=by)


@transaction.atomic
def ask_to_defer(application, *, by, words=""):
    """The person asks to keep the place for the next cohort: once, while the offer holds."""
    now = timezone.now()
    open_ones = {"state": application.State.OFFERED, "defer_asked_at": None, "answer_by__gte": now}
    rows = type(application)._base_manager.filter(pk=application.pk, **open_ones)
    if not rows.update(defer_asked_at=now, defer_words=words[:300]):
        application.refresh_from_db()
        if application.waits_for_deferral:
            return
        raise Refused(_("You have asked already, or this offer no longer holds. Nothing was changed."))
    application.refresh_from_db()
    Entry.objects.record("recruitment.deferral_asked", application, by=by)
    notices.deferral_asked(application)


@transaction.atomic
def refuse_to_defer(application, *, by, words):
    """It cannot be kept, and why; the offer holds a few days more, if its own end is nearer."""
    if not words.strip():
        raise Refused(_("Say why the place cannot be kept."))
    now = timezone.now()
    waiting = {"state": application.State.OFFERED, "defer_asked_at__isnull": False, "defer_refused_at": None}
    until = max(application.answer_by, application.round.end_of_day(now + TO_ANSWER_AFTER_NO))
    rows = type(application)._base_manager.filter(pk=application.pk, **waiting)
    if not rows.update(defer_refused_at=now, answer_by=until):
        raise Refused(_("Someone else was quicker, or this has already moved on. Nothing was changed."))
    application.refresh_from_db()
    Entry.objects.record("recruitment.deferral_refused", application, by=by)
    notices.deferral_refused(application, words)


@transaction.atomic
def defer(application, *, by, asked):
    """The place is kept for the next cohort: a manager says so, when the person asked for it."""
    asked = "" if application.waits_for_deferral else how_asked(application, by, asked)
    _require_offer(application)
    application.become(application.State.DEFERRED, answered_at=timezone.now())
    if asked:
        Entry.objects.record("recruitment.offer_deferred_for", application, by=by, asked=asked)
        behalf.done(application, "defer", asked)
    else:
        Entry.objects.record("recruitment.offer_deferred", application, by=by)
        notices.deferred(application)


@transaction.atomic
def take_up(application, round, *, by):
    """A place that was kept is offered in a later round, to be answered as any offer is."""
    if round.opens_at <= application.round.opens_at or round.state != round.State.WELCOMING:
        raise Refused(_("A place that was kept is offered in a later round, while its cohort is welcomed."))
    now = timezone.now()
    application.become(
        application.State.OFFERED,
        taken_up_in=round,
        answer_by=round.offers_hold_until(now),
        released_at=now,
        answered_at=None,
        defer_asked_at=None,
        defer_words="",
        defer_refused_at=None,
    )
    Entry.objects.record("recruitment.kept_place_offered", application, by=by, round=round.name)
    notices.taken_up(application)


@transaction.atomic
def lapse(application):
    """Nobody answered: the place is free."""
    application.become(application.State.LAPSED)
    Entry.objects.record("recruitment.offer_lapsed", application)
    notices.lapsed(application)


@transaction.atomic
def promote(application, *, by, why=""):
    """From the reserve list: a place is offered. Not while none is free; out of turn only with a reason."""
    from folkmoot.recruitment.deciding.releasing import write
    from folkmoot.recruitment.offers.places import free_places, is_next

    _require_reserve(application)
    type(application.round).objects.select_for_update().get(pk=application.round_id)  # one place, once
    free = free_places(application.round, application.lane)
    if free is not None and free <= 0:
        raise Refused(_("No place is free now."))
    in_turn = is_next(application, by)
    if not in_turn and not why.strip():
        raise Refused(_("Somebody else is next on the reserve list. Say why this person comes first."))
    until = application.round.offers_hold_until(timezone.now())
    application.become(application.State.OFFERED, reserve_rank=None, answer_by=until)
    application.requests.void()
    Entry.objects.record("recruitment.reserve_promoted", application, by=by)
    if not in_turn:  # an entry of its own: the person reads the other one
        Entry.objects.record("recruitment.reserve_out_of_turn", application, by=by, why=why.strip()[:300])
    write(application, "promoted", answer_by=until)


def _require_reserve(application):
    if application.state != application.State.RESERVE:
        raise Refused(_("It is not on the reserve list. Nothing was changed."))


@transaction.atomic
def close_reserve(application):
    """The reserve list has ended without a place."""
    from folkmoot.recruitment.deciding.releasing import write

    _require_reserve(application)
    application.become(application.State.UNSUCCESSFUL, reserve_rank=None)
    application.requests.void()
    Entry.objects.record("recruitment.reserve_closed", application)
    write(application, "closed", application.proposals.filter(is_current=True).first())
