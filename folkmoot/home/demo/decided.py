"""What becomes of applications in the demo: by the verbs; for hundreds in bulk, as the verbs leave it."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.activity.models import Entry
from folkmoot.members.models import Member
from folkmoot.recruitment.deciding.letters import filled
from folkmoot.recruitment.deciding.reasons import REASONS
from folkmoot.recruitment.deciding.releasing import AFTER, release
from folkmoot.recruitment.models import Application, DecisionList, Letter, Outcome, Proposal, Ranking, Round

from .applied import BATCH, SAYS, recorded

State = Application.State


def in_order(round):
    """The applications of a round, the best first, as its newest ranking has them."""
    ranking = Ranking.objects.make(round)
    rows = ranking.rows.order_by("place", "pk").select_related(
        "application__applicant", "application__lane__partner__organisation"
    )
    return [row.application for row in rows]


def why(application, die):
    """Reasons and words of a no."""
    return {
        "reasons": die.sample([*REASONS][:-1], die.choice([1, 1, 2])),
        "words": die.choice(SAYS["words of decisions"]),
    }


def proposed(round, outcomes, *, by, die):
    """One by one: [(application, outcome, rank)]."""
    for application, outcome, rank in outcomes:
        facts = why(application, die) if outcome == Outcome.DECLINE else {}
        Proposal.objects.propose(application, outcome, rank=rank, by=by, **facts)


def told(round, *, by, second):
    """The list is proposed by one, confirmed by another, and its letters leave."""
    decisions = DecisionList.objects.propose(round, by=by)
    decisions.confirm(by=second)
    release(decisions, by=by)
    round.refresh_from_db()


def proposed_in_bulk(round, outcomes, *, by, die):
    rows = [
        Proposal(
            application=application, outcome=outcome, rank=rank, by=by, at=timezone.now(),
            **(why(application, die) if outcome == Outcome.DECLINE else {}),
        )
        for application, outcome, rank in outcomes
    ]  # fmt: skip
    Proposal.objects.bulk_create(rows, batch_size=BATCH)
    chosen = {application.pk: str(outcome) for application, outcome, _rank in outcomes}
    recorded(
        "recruitment.proposed", [row.application for row in rows], at=lambda _row: timezone.now(),
        by=lambda _row: by, outcome=lambda row: chosen[row.pk],
    )  # fmt: skip


def told_in_bulk(round, *, by, second):
    """As `told`, with letters as rows beside each application and none in the outbox."""
    decisions = DecisionList.objects.propose(round, by=by)
    decisions.confirm(by=second)
    round.refresh_from_db()
    round.move_on(Round.State.RELEASING, by=by)
    now = timezone.now()
    until = now + timedelta(days=round.answer_days)
    proposals = {
        row.application_id: row for row in Proposal.objects.current().filter(application__round=round)
    }
    rows = list(
        Application.objects.filter(list=decisions, state=State.DECIDED).select_related(
            "applicant", "lane__partner__organisation", "round"
        )
    )
    letters = []
    for row in rows:
        proposal = proposals[row.pk]
        offered = proposal.outcome == Outcome.OFFER
        row.state, row.released_at = AFTER[proposal.outcome], now
        row.answer_by, row.reserve_rank = until if offered else None, proposal.rank
        subject, text = filled(row, proposal.outcome, proposal, answer_by=row.answer_by)
        letters.append(Letter(application=row, kind=proposal.outcome, subject=subject, text=text, at=now))
    changed = ["state", "released_at", "answer_by", "reserve_rank"]
    Application.objects.bulk_update(rows, changed, batch_size=BATCH)
    Letter.objects.bulk_create(letters, batch_size=BATCH)
    decisions.become(DecisionList.State.RELEASED, released_at=now)
    round.move_on(Round.State.WELCOMING, by=by)
    Entry.objects.record("recruitment.list_released", round, by=by, many=len(decisions.rows))


def accepted_in_bulk(applications):
    """Those who are members already said yes on the day they were welcomed."""
    for application in applications:
        application.state, application.reserve_rank = State.WELCOMED, None
        application.answered_at = application.applicant.joined
    Application.objects.bulk_update(applications, ["state", "reserve_rank", "answered_at"], batch_size=BATCH)
    recorded("recruitment.offer_accepted", applications, at=lambda row: row.answered_at)
    users = [application.applicant_id for application in applications]
    Member.objects.filter(user__in=users).update(came=Member.Came.ROUND)
