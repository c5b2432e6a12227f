"""Words that few may read are planted all over two rounds; nobody else finds them anywhere.

Each person goes to every address of recruitment with every number and key there is, follows the links of what
they see, searches for each word, and takes away what can be taken away; their letters are read as well.
"""

import re
from collections import deque
from itertools import product

import pytest
from django.db import connection
from django.urls import URLPattern, get_resolver, reverse

from folkmoot.activity.models import Email
from folkmoot.recruitment.models import (
    Assessment,
    Conflict,
    DecisionList,
    Extension,
    LaneNote,
    Plan,
    Proposal,
    Ranking,
    Round,
)
from folkmoot.recruitment.tests import rounds

SECRETS = {  # a planted word: who may read it
    "quillfeather": {"applicant", "assessor", "lead", "manager", "administrator"},  # the applicant's name
    "zamboni": {"applicant", "assessor", "lead", "manager", "administrator"},  # what they sent
    "yttrium": {"applicant", "lead", "manager", "administrator"},  # where they work
    "draftish": {"drafter"},  # what another has not sent yet
    "wordsmith": {"assessor", "lead", "manager", "administrator"},  # a reader, for those who decide
    "feedbacker": {
        "assessor",
        "lead",
        "manager",
        "administrator",
    },  # a reader, for the applicant: not told yet
    "proposer": {"lead", "manager", "administrator"},  # what is proposed, not told yet
    "ordercross": {"lead", "manager", "administrator"},  # why against the order
    "hintlike": {"manager", "administrator"},  # what speaks for a conflict
    "fearsome": {
        "lead",
        "other_lead",
        "conflicted_lead",
        "conflicted_manager",
        "manager",
        "administrator",
    },  # what a partner fears
    "hospitable": {"conflicted_manager", "manager", "administrator"},  # why somebody has more time
    "withdrawish": {"leaver"},  # why somebody withdrew
}
MOST_PAGES = 150


@pytest.fixture
def people(cast):
    """A round that is weighed in two lanes, with everything planted; who is who."""
    round = rounds.opened(cast, readers=1, places=1)
    other = rounds.lane_of(round, "Kirkside Trust", by=cast.cora, region="Lothian")
    applicant, drafter = rounds.someone("Nia Quillfeather"), rounds.someone("Ola Berg")
    leaver, other_applicant = rounds.someone("Pia Lund"), rounds.someone("Dai Rhys")
    other_lead, conflicted = rounds.someone("Lena Marsh"), rounds.someone("Olu Ade")
    manager_in_conflict = rounds.someone("Max Berg")
    manager_in_conflict.give("team", by=cast.fay)
    other.leads.add(other_lead)
    lane = round.lanes.exclude(pk=other.pk).get()
    lane.leads.add(conflicted)

    mine = rounds.begun(round, applicant, lane=lane)
    mine.write("motive", "A zamboni changed my view.", revision=1)
    mine.write("employer", "Yttrium Works", revision=0)
    mine.submit()
    draft = rounds.begun(round, drafter, lane=lane)
    draft.write("motive", "Something draftish", revision=1)
    rounds.sent(round, leaver, lane=lane).withdraw(by=leaver, reason="other", words="withdrawish")
    rounds.sent(round, other_applicant, lane=other)
    Extension.objects.give(round, drafter, until=round.closes_at, reason="hospitable", by=cast.cora)
    LaneNote.objects.write(lane, "start", {"hopes": "", "fears": "fearsome"}, by=cast.hana)

    rounds.to_screening(round, by=cast.cora)
    plan = Plan.objects.begin(round, by=cast.cora)
    readers = {
        mine: rounds.reader(round, cast.dev, lane=lane),
        "other": rounds.reader(round, cast.ada, lane=other),
    }
    plan.assessments.create(application=mine, assessor=readers[mine])
    second = round.applications.get(applicant=other_applicant)
    plan.assessments.create(application=second, assessor=readers["other"])
    Plan.objects.filter(pk=plan.pk).update(solved_at=round.opens_at)
    plan.refresh_from_db()
    plan.publish(by=cast.cora)
    for assessment in Assessment.objects.live():
        assessment.clear()
        words = (
            {"words": "A wordsmith.", "feedback": "A feedbacker."} if assessment.application == mine else {}
        )
        assessment.submit(dict.fromkeys(rounds.WORDS, 4), rubric=round.rubric(), **words)
    round.weigh(by=cast.cora)
    Ranking.objects.make(round)
    Proposal.objects.propose(
        mine, "decline", by=cast.cora, reasons=["bring-example"], words="proposer", against_order="ordercross"
    )
    Conflict.objects.declare(conflicted, applicant, by=conflicted)
    Conflict.objects.declare(manager_in_conflict, applicant, by=cast.fay)
    Conflict.objects.suggest(cast.eve, applicant, "name", hint="hintlike")
    return {
        "applicant": applicant,
        "drafter": drafter,
        "stranger": cast.eve,
        "assessor": cast.dev,
        "other_assessor": cast.ada,
        "lead": cast.hana,
        "other_lead": other_lead,
        "conflicted_lead": conflicted,
        "conflicted_manager": manager_in_conflict,
        "manager": cast.cora,
    }


def addresses():
    """Every address of recruitment, with every value its parts could have in these rounds."""
    round = Round.objects.get()
    keys = {
        "slug": [round.slug],
        "number": [1, 3],
        "pk": _keys(Plan, Conflict, DecisionList, *_lanes(round)),
        "lane": list(round.lanes.values_list("pk", flat=True)),
        "key": ["motive", "about"],
        "kind": ["offer"],
        "stage": ["start"],
        "whom": ["drafts", "readers"],
        "act": ["close"],
        "assessment": _keys(Assessment),
        "token": ["nothing"],
    }
    for pattern in _patterns(get_resolver()):
        names = pattern.pattern.converters
        if set(names) <= set(keys):
            for values in product(*(keys[name] for name in names)):
                yield reverse(f"recruitment:{pattern.name}", kwargs=dict(zip(names, values, strict=True)))


def _patterns(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if entry.callback.__module__.startswith("folkmoot.recruitment"):
                yield entry
        else:
            yield from _patterns(entry)


def _keys(*sources):
    found = set()
    for source in sources:
        found |= {source} if isinstance(source, int) else set(source.objects.values_list("pk", flat=True))
    return sorted(found)


def _lanes(round):
    return list(round.lanes.values_list("pk", flat=True))


def seeds():
    fixed = [
        "/",
        "/today/",
        "/today/?time=5",
        "/join/",
        "/people/",
        "/team/",
        "/team/rounds/",
        "/account/",
        "/sitemap.xml",
    ]
    return [
        *fixed,
        *(f"/search/?q={word}" for word in SECRETS),
        *(f"/people/?q={word}" for word in SECRETS),
        *addresses(),
    ]


def body_of(answer):
    if answer.streaming:
        return b"".join(answer.streaming_content).decode(errors="replace")
    return answer.content.decode(errors="replace")


def seen_by(client, person, acts):
    """{planted word: where it was found first} of all that this person can get at; `acts` show nothing."""
    if person:
        client.force_login(person)
    found, queue, been = {}, deque(seeds()), set()
    while queue and len(been) < MOST_PAGES:
        path = queue.popleft()
        if path in been or path in acts:
            continue
        been.add(path)
        answer = client.get(path)
        if answer.status_code == 405:
            acts.add(path)
        text = body_of(answer)
        asked = path.partition("q=")[2]
        for word in SECRETS:
            if word in text.lower() and word != asked:
                found.setdefault(word, path)
        queue.extend(re.findall(r'href="(/(?:join|people|team/rounds|today)[^"#]*)"', text))
    for name in ("board_export",):
        address = reverse(f"recruitment:{name}", args=[Round.objects.get().slug])
        text = body_of(client.post(address, {"why": "To try it"}))
        found |= {word: name for word in SECRETS if word in text.lower() and word not in found}
    for letter in Email.objects.filter(user=person) if person else []:
        text = f"{letter.subject} {letter.text}".lower()
        found |= {word: "letter" for word in SECRETS if word in text and word not in found}
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a minute of requests; the gates are tried on both")
def test_nobody_finds_what_is_not_theirs(client, people):
    leaks, seen, acts = {}, {}, set()
    for role, person in people.items():
        client.logout()
        found = seen_by(client, person, acts)
        for word, path in found.items():
            seen.setdefault(word, set()).add(role)
            if role not in SECRETS[word]:
                leaks[role, word] = path
    assert leaks == {}
    assert {word for word in SECRETS if not SECRETS[word] & seen.get(word, set())} == UNREAD


UNREAD = {"withdrawish"}  # nobody is shown it; it stands in the person's own copy
