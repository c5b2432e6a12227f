"""Words that few may read are planted all over two rounds; nobody else finds them anywhere.

One round is weighed, one is open with its drafts. Each person goes to every address of recruitment with
every number and key there is, to every page and feed of the house that needs neither, follows the links of
what they see, searches for each word, and takes away what can be taken away; their letters and the copy of
their own data are read as well. That counts do not tell of what is hidden, the table of permissions tries.
"""

import re
from collections import deque
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.core.gathering import gather
from folkmoot.recruitment.models import (
    Assessment,
    Conflict,
    DecisionList,
    Extension,
    LaneNote,
    LaneRequest,
    Plan,
    Proposal,
    Ranking,
    Reference,
    Round,
    Swap,
)
from folkmoot.recruitment.tests import rounds
from tests.databases import assembled

pytestmark = pytest.mark.on_sqlite

SECRETS = {  # a planted word: who may read it
    "quillfeather": {"applicant", "lead", "manager", "administrator"},  # the applicant's name
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
    "leadhint": {"lead", "manager", "administrator"},  # what a lead said of another reader
    "swapwhy": {"lead", "manager", "administrator"},  # why a lead would have another reader
    "promotewhy": {"lead", "manager", "administrator"},  # why a lead would have a place offered
    "placeswhy": {  # why a lead would have more places
        "lead",
        "conflicted_lead",
        "conflicted_manager",
        "manager",
        "administrator",
    },
    "fearsome": {
        "lead",
        "other_lead",
        "conflicted_lead",
        "conflicted_manager",
        "manager",
        "administrator",
    },  # what a partner fears
    "hospitable": {"drafter", "conflicted_manager", "manager", "administrator"},  # why they have more time
    "withdrawish": {"leaver"},  # why somebody withdrew
    "openfield": {  # what somebody sent in the open round
        "open_applicant",
        "lead",
        "conflicted_lead",
        "conflicted_manager",
        "manager",
        "administrator",
    },
    "half-writ": {"open_drafter"},  # what somebody has not sent yet
    "draftwright": {"open_drafter"},  # who that is
    "refereeish": {"applicant", "lead", "manager", "administrator"},  # who knows them
    "referenced": {"lead", "manager", "administrator"},  # what that person wrote of them
}
ROLES = [
    "visitor",
    "stranger",
    "applicant",
    "drafter",
    "leaver",
    "open_applicant",
    "open_drafter",
    "assessor",
    "other_assessor",
    "lead",
    "other_lead",
    "conflicted_lead",
    "conflicted_manager",
    "manager",
    "administrator",
]
OF_ACCOUNTS = re.compile("/(people|team/(people|roles|addresses|lists|contacts)|search)/")  # not of applying
NAMES = {"quillfeather", "draftwright"}  # that there is such an account, the team knows
NOT_TRIED = re.compile("/(office|account/(log|as|2fa|sessions)|styleguide|outbox)")
MOST_PAGES = 800


@assembled
def planted(cast):
    """A round that is weighed in two lanes, with everything planted, and an open one; who is who."""
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
    Reference.objects.ask(mine, name="Rhea Refereeish", email="rhea@works.example", by=applicant)
    mine.submit()
    reference = Reference.objects.get()
    Reference.objects.filter(pk=reference.pk).update(
        state=Reference.State.GIVEN, words="Well referenced.", answered_at=timezone.now()
    )
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
    Conflict.objects.tell(cast.ada, applicant, "leadhint", by=cast.hana)
    Swap.objects.propose(plan, mine, readers[mine], readers["other"], "swapwhy", by=cast.hana)
    LaneRequest.objects.ask_places(lane, 9, "placeswhy", by=cast.hana)
    LaneRequest.objects.create(lane=lane, application=mine, kind="promote", reason="promotewhy", by=cast.hana)
    return {
        **_in_the_open_round(cast, lead=conflicted, other_lead=other_lead),
        "visitor": None,
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
        "administrator": cast.fay,
        "leaver": leaver,
    }


def _in_the_open_round(cast, *, lead, other_lead):
    round = rounds.opened(cast, "Autumn round")
    lane = round.lanes.get()
    lane.leads.add(lead)
    rounds.lane_of(round, "Kirkside Trust", by=cast.cora, leads=[other_lead], region="Lothian")
    applicant, drafter = rounds.someone("Una Marsh"), rounds.someone("Quin Draftwright")
    sent = rounds.begun(round, applicant, lane=lane)
    sent.write("motive", "An openfield of ideas.", revision=1)
    sent.submit()
    rounds.begun(round, drafter, lane=lane).write("motive", "Something half-writ", revision=1)
    return {"open_applicant": applicant, "open_drafter": drafter}


def addresses():
    """Every address of recruitment, with every value its parts could have in these rounds."""
    for round in Round.objects.all():
        keys = {
            "slug": [round.slug],
            "number": [1, 3] if round.state == "moderating" else [1],
            "pk": _keys(Plan, Conflict, Swap, LaneRequest, DecisionList, *_lanes(round)),
            "lane": _lanes(round),
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
                    found = dict(zip(names, values, strict=True))
                    yield reverse(f"recruitment:{pattern.name}", kwargs=found)


def _plain(patterns, prefix="/"):
    """Every address of the house that names no row."""
    for entry in patterns:
        path = prefix + str(entry.pattern)
        if not isinstance(entry, URLPattern):
            yield from _plain(entry.url_patterns, path)
        elif not re.search(r"[<(^]", path) and not NOT_TRIED.match(path):
            yield path


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
    return [
        *_plain(get_resolver().url_patterns),
        "/today/?time=5",
        *(f"/search/?q={word}" for word in SECRETS),
        *(f"/people/?q={word}" for word in SECRETS),
        *addresses(),
    ]


def body_of(answer):
    if answer.streaming:
        return b"".join(answer.streaming_content).decode(errors="replace")
    return answer.content.decode(errors="replace")


def seen_by(client, person):
    """{planted word: where it was found first} of all that this person can get at."""
    found, queue, been = {}, deque(seeds()), set()

    def look(text, place, but=()):
        text = text.lower()
        found.update(
            {word: place for word in SECRETS if word in text and word not in found and word not in but}
        )

    while queue and len(been) < MOST_PAGES:
        path = queue.popleft()
        if path in been:
            continue
        been.add(path)
        text = body_of(client.get(path))
        asked = path.partition("q=")[2]
        look(text, path, {asked, *(NAMES if OF_ACCOUNTS.match(path) else ())})
        queue.extend(filter(leads_on, re.findall(r'href="(/[^"#]*)"', text)))
    assert len(been) < MOST_PAGES, "the crawl has not come to its end"
    for round in Round.objects.all():
        address = reverse("recruitment:board_export", args=[round.slug])
        for kind in ("csv", "xlsx"):
            look(unpacked(client.post(address, {"why": "To try it", "as": kind})), f"{address} {kind}")
    for letter in Email.objects.filter(user=person) if person else []:
        look(f"{letter.subject} {letter.text} {letter.html}", "letter")
    for tables in gather("own data", person) if person else []:
        look(str([(table.rows, table.labels) for table in tables if table]), "own data")
    return found


def leads_on(link):
    """Pages, and of lists outside of recruitment the first page without a filter."""
    of_ours = link.startswith(("/join/", "/team/rounds/", "/team/record/?room=recruitment"))
    return not NOT_TRIED.match(link) and "." not in link and (of_ours or "?" not in link)


def unpacked(answer):
    """What a table says, the parts of a workbook put together."""
    if "spreadsheetml" not in answer.headers.get("Content-Type", ""):
        return body_of(answer)
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("role", ROLES)
def test_each_finds_what_is_theirs_and_nobody_else(role, client, planted):
    if planted[role]:
        client.force_login(planted[role])
    found = seen_by(client, planted[role])
    theirs = {word for word, readers in SECRETS.items() if role in readers}
    leaks = {word: place for word, place in found.items() if word not in theirs}
    assert (leaks, theirs - set(found)) == ({}, set())
