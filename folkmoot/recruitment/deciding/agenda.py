"""What the meeting talks about: first what the scores leave open, in an order in which those with a conflict
leave the room as seldom as can be.
"""

from bisect import bisect_right
from collections import Counter, defaultdict

from ..models import Application, Conflict, Outcome, Proposal, Ranked, Ranking

State = Application.State
WEIGHED = [State.MODERATION, State.DECIDED]


def board(user, round, lane=None):
    """Rows of what is weighed in this round, as far as this person may know of it; the best first.

    Places are counted among what the person sees: a gap would tell of what is hidden.
    """
    ranking = Ranking.objects.newest_of(round)
    seen = Application.objects.filter(round=round, state__in=WEIGHED).visible_to(user)
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
        application.is_open = row.is_open
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


def against_order(user, round):
    """A function that says of an application and an outcome whether the scores say otherwise. Whom a conflict
    hides from this person does not count: it would tell where they stand.
    """
    ranking = Ranking.objects.newest_of(round)
    if ranking is None:
        return lambda application, outcome: False
    field = "raw" if round.method == round.Method.RAW else "adjusted"
    known = Application.objects.filter(round=round, state__in=WEIGHED).unconflicted(user)
    rows = ranking.rows.filter(application__in=known).values_list("application", "application__lane", field)
    values, in_lane = {}, defaultdict(list)
    for pk, lane, value in rows:
        values[pk] = value
        in_lane[lane].append(value)
    ordered = {lane: sorted(found) for lane, found in in_lane.items()} | {None: sorted(values.values())}

    def is_against(application, outcome):
        lane = application.lane
        places = round.places if lane.places is None else lane.places
        if application.pk not in values or places is None or outcome == Outcome.RESERVE:
            return False
        among = ordered[None if lane.places is None else lane.pk]
        is_in = len(among) - bisect_right(among, values[application.pk]) < places
        return (outcome == Outcome.OFFER) != is_in

    return is_against
