"""What the meeting talks about: first what the scores leave open, in an order in which those with a conflict
leave the room as seldom as can be.
"""

from collections import Counter, defaultdict

from ..models import Application, Conflict, Outcome, Proposal, Ranked, Ranking
from .ranks import BORDER

State = Application.State


def board(user, round, lane=None):
    """Rows of what is weighed in this round, as far as this person may know of it; the best first.

    Places are counted among what the person sees: a gap would tell of what is hidden.
    """
    ranking = Ranking.objects.newest_of(round)
    weighed = [State.MODERATION, State.DECIDED]
    seen = Application.objects.filter(round=round, state__in=weighed).visible_to(user)
    seen = seen.filter(lane=lane) if lane else seen
    applications = {one.pk: one for one in seen.select_related("lane__partner__organisation", "applicant")}
    ranked = Ranked.objects.filter(ranking=ranking, application__in=applications) if ranking else []
    rows = {row.application_id: row for row in ranked}
    proposals = {
        one.application_id: one for one in Proposal.objects.current().filter(application__in=applications)
    }
    raw = round.method == round.Method.RAW
    key = (lambda row: (-row.raw, row.raw_place)) if raw else (lambda row: (-row.adjusted, row.place))
    found = []
    for place, row in enumerate(sorted(rows.values(), key=key), start=1):
        application = applications[row.application_id]
        application.standing, application.place = row, place
        application.proposal = proposals.get(application.pk)
        application.is_open = BORDER[0] <= row.chance <= BORDER[1]
        found.append(application)
    for pk in applications.keys() - rows.keys():
        application = applications[pk]
        application.standing = application.place = None
        application.proposal, application.is_open = proposals.get(pk), True
        found.append(application)
    return ranking, found


def in_groups(rows):
    """The open ones, those with the same people in conflict together; the largest group first."""
    bound = defaultdict(set)
    pairs = Conflict.objects.binding().filter(applicant__in=[row.applicant_id for row in rows])
    for applicant, person in pairs.values_list("applicant", "person"):
        bound[applicant].add(person)
    groups = defaultdict(list)
    for row in rows:
        groups[frozenset(bound[row.applicant_id])].append(row)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0].number))


def in_order(rows):
    """What the meeting goes through: the open ones, group by group."""
    return [row for group in in_groups([row for row in rows if row.is_open]) for row in group]


def places(rows, lanes):
    """[(lane, its places or None, offers proposed, on the reserve list)] among what the person sees."""
    proposed = Counter((row.lane_id, row.proposal.outcome) for row in rows if row.proposal)
    return [
        (lane, lane.places, proposed[lane.pk, Outcome.OFFER], proposed[lane.pk, Outcome.RESERVE])
        for lane in lanes
    ]


def against_order(application, round):
    """A function that says of an outcome whether the scores say otherwise."""
    ranking = Ranking.objects.newest_of(round)
    row = Ranked.objects.filter(ranking=ranking, application=application).first() if ranking else None
    if row is None:
        return lambda outcome: False
    in_lane = application.lane.places is not None
    places = application.lane.places if in_lane else round.places
    if places is None:
        return lambda outcome: False
    better = ranking.rows.filter(application__lane=application.lane) if in_lane else ranking.rows
    field = "raw" if round.method == round.Method.RAW else "adjusted"
    place = better.filter(**{f"{field}__gt": getattr(row, field)}).count() + 1
    is_in = place <= places
    return lambda outcome: (outcome == Outcome.OFFER) != is_in and outcome != Outcome.RESERVE
