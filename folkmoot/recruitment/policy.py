"""Who may do what in recruitment.

Reading is decided by `visible_to` and `of` on the querysets; every act is decided here. A round manager is
somebody of the team; an administrator as such reads plans and proposals, and is a second person. A partner's
lead acts only where the person leads the lane and the partner may act in the round. Nobody acts on their own
application, nor where a conflict binds: it does not exist for them.
"""

from folkmoot.accounts.policy import may_run

from .models import Application, Assessor, Conflict, Lane

State = Application.State


def manages(user):
    """The team: plans rounds, assigns, confirms, releases."""
    return may_run(user)


def may_plan_rounds(user):
    return manages(user)


def leads_in(user, round):
    """The lanes of this round that the person leads, where the partner may act."""
    return Lane.objects.led_by(user).filter(round=round)


def may_see_board(user, round):
    """How the round stands: the team whole, leads their lanes."""
    return manages(user) or leads_in(user, round).exists()


def may_edit_round(user, round):
    """Dates, questions, criteria, lanes: the team."""
    return manages(user) and not round.is_over


def may_edit_lane(user, lane):
    """Its words of welcome, what the partner hopes and fears: the team and its leads."""
    return manages(user) or Lane.objects.led_by(user).filter(pk=lane.pk).exists()


def leads(user, application):
    """Leads the lane of this application, where nothing hides it from them."""
    return (
        Lane.objects.led_by(user).filter(pk=application.lane_id).exists()
        and Application.objects.visible_to(user).filter(pk=application.pk).exists()
    )


def may_look_after(user, application):
    """The team, where nothing hides it from them."""
    return manages(user) and Application.objects.visible_to(user).filter(pk=application.pk).exists()


def may_act_for(user, application):
    """Accept, decline or withdraw for an applicant who asked: not an administrator as such."""
    return user.is_team and may_look_after(user, application)


def may_extend(user, round):
    return manages(user) and not round.is_over


def may_extend_for(user, round, person):
    """Nobody gives more time to themselves, nor to somebody they have a conflict with."""
    bound = Conflict.objects.binding().filter(person=user, applicant=person)
    return may_extend(user, round) and user != person and not bound.exists()


def may_screen(user, application):
    """Say that somebody cannot be a member, for a coded reason; a second person confirms it."""
    return application.state == State.SUBMITTED and (
        may_look_after(user, application) or leads(user, application)
    )


def may_keep_assessors(user, round):
    """Invite and remove assessors: the team for all, leads for their own lane."""
    return may_see_board(user, round) and not round.is_over


def is_assessor(user, round):
    return user.is_authenticated and Assessor.objects.reading().filter(round=round, user=user).exists()


def may_assign(user, round):
    """Make, change and publish the plan: the team. An administrator as such reads it."""
    return manages(user) and user.is_team and round.state in {"screening", "assessing", "moderating"}


def may_change_by_hand(user, plan):
    """Say who reads what in a plan: who may know of all that is read in the round. What the rules answer,
    such as that somebody has enough to read, would tell of what is hidden.
    """
    read = plan.round.applications.filter(assessments__isnull=False)
    hidden = read.exclude(pk__in=Application.objects.unconflicted(user))
    return may_assign(user, plan.round) and not hidden.exists()


def may_propose(user, application):
    """The team and leads of the lane; not an administrator as such, who is a second person."""
    return application.state == State.MODERATION and (
        (user.is_team and may_look_after(user, application)) or leads(user, application)
    )


def lanes_to_decide(user, round):
    """The lanes for whose applications this person may propose: the team all, leads their own."""
    return round.lanes.all() if manages(user) and user.is_team else leads_in(user, round)


def may_propose_in(user, round):
    return lanes_to_decide(user, round).exists()


def may_reword(user, application):
    """What the letter tells one person, until it leaves: who may propose."""
    is_told = application.state not in {State.MODERATION, State.DECIDED}
    return not is_told and ((user.is_team and may_look_after(user, application)) or leads(user, application))


def may_confirm(user, decisions):
    """The second person: not who proposed the list."""
    return may_send_back(user, decisions) and decisions.proposed_by_id != user.pk


def may_send_back(user, decisions):
    """Whoever may know of everything on it: nobody answers for what they do not see, nor for themselves."""
    numbers = [number for number, _outcome, _rank in decisions.rows]
    listed = Application.objects.filter(round=decisions.round_id, number__in=numbers)
    return manages(user) and not listed.exclude(pk__in=listed.unconflicted(user)).exists()


def may_release(user, round):
    return manages(user)


def may_decide_conflicts(user, round):
    """Confirm and dismiss what was suggested; never one's own."""
    return manages(user) and not round.is_over


def is_equality_officer(user, round):
    """The one person, named by an administrator, who may open the raw equality answers of a round."""
    return user.is_authenticated and round.equality_officer_id == user.pk


def may_name_officer(user):
    return user.is_authenticated and user.is_administrator


def may_destroy_papers(user):
    """Without waiting for the night."""
    return user.is_authenticated and user.is_administrator


def may_confirm_screening(user, screening):
    """The second person, of the team."""
    is_second = screening.by_id != user.pk and screening.confirmed_at is None
    return is_second and may_look_after(user, screening.application)


def may_redact(user, application):
    """While it can still be read: the team and the leads of the lane who do not read in the round."""
    open_states = {State.SUBMITTED, State.IN_ASSESSMENT}
    looks_after = may_look_after(user, application) or leads(user, application)
    return application.state in open_states and looks_after and may_redact_in(user, application.round)


def may_redact_in(user, round):
    """Where names are hidden; whoever reads in the round may not know who wrote."""
    return round.is_blind and may_see_board(user, round) and not is_assessor(user, round)


def may_see_names(user, round):
    """Who applied, where they are and work: the team, and leads who do not read in the round."""
    return manages(user) or (may_see_board(user, round) and not is_assessor(user, round))


def may_review(user, appeal):
    """Somebody of the team who had no part in the decision."""
    is_open = appeal.state == "asked" and user.pk not in appeal.deciders()
    return is_open and may_look_after(user, appeal.application)


def may_tell_conflict(user, application):
    """Say that somebody should not read or decide about it: the team, whose word binds; a lead who knows the
    name, whose word about readers binds until the team has looked.
    """
    looks_after = may_look_after(user, application) or leads(user, application)
    return looks_after and may_see_names(user, application.round) and not application.round.is_over


def may_pin_conflicts(user, round):
    """So that only an administrator dismisses it."""
    return may_decide_conflicts(user, round) and user.is_administrator


def may_volunteer(user):
    """Offer to talk with people who think of applying: members."""
    return user.is_authenticated and user.is_member


def may_ask_to_talk(user, round):
    """Who does not belong yet, before the round closes."""
    return not user.is_member and round.state in {"planned", "open"}


def may_answer_talk(user, talk):
    """Whose turn it is; the team where nobody else is free. Nobody answers themselves."""
    is_theirs = talk.state == "waiting" and talk.member_id == user.pk
    return is_theirs or (talk.state == "nobody" and manages(user) and talk.asker_id != user.pk)


def may_end_talk(user, talk):
    """The asker at any time, the member once they said yes."""
    if talk.asker_id == user.pk:
        return talk.state != "ended"
    return talk.state == "taken" and talk.member_id == user.pk


def is_being_read(application):
    """Or will be."""
    return application.state in {State.SUBMITTED, State.IN_ASSESSMENT}


def may_see_scores(user, application):
    """What readers gave for an application that this person sees: the team; leads once it is weighed. Whoever
    has it to read gives their own first.
    """
    if not is_being_read(application):
        return True
    has_it = application.assessments.waiting().filter(assessor__user=user)
    return manages(user) and not has_it.exists()


def may_propose_swaps(user, round):
    """Say who should read an application of their lane instead: leads; the team changes the plan itself."""
    is_assigned = round.state in {"screening", "assessing", "moderating"}
    return is_assigned and leads_in(user, round).exists()


def may_propose_swap(user, application):
    return leads(user, application) and may_propose_swaps(user, application.round)


def may_ask_places(user, lane):
    """Ask the team for another number of places: leads of the lane; the team sets it itself."""
    return Lane.objects.led_by(user).filter(pk=lane.pk).exists() and not lane.round.is_over


def may_ask_promotion(user, application):
    """Ask the team to offer a place from the reserve list: leads of the lane."""
    return leads(user, application) and not application.round.is_over
