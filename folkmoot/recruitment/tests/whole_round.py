"""A round of five lanes, one of 120, as its people go through it: every act on the page where they do it.

How good each application is and how strict each reader is are known: what becomes of it can be compared with
what should. A reader's score of an application hangs on the two of them alone, so it is the same each time.
"""

from datetime import timedelta
from random import Random
from types import SimpleNamespace

import time_machine
from django.utils import timezone

from folkmoot.members.models import Profile
from folkmoot.recruitment.models import Assessment, Conflict, Plan, Ranking
from folkmoot.recruitment.rounds import tasks as rounds

from .browsers import Browsers
from .rounds import WORDS, lane_of, planned, sent, someone
from .whole_round_decided import answered, decided, told

PLACES, ON_PAGES = 40, 10
LANES = {  # partner: (where, how many apply there, how many read for it)
    "Lagan Care Trust": ("Ulster", 120, 12),
    "Taff Interpreting": ("Glamorgan", 15, 3),
    "Soar Valley Hospitals": ("Leicester", 15, 3),
    "Clydeside Care": ("Clydeside", 15, 3),
    "Menai Libraries": ("Gwynedd", 15, 3),
}
USUAL, QUALITY, SEVERITY, NOISE = 3.0, 0.8, 0.6, 0.4
BEST = 2.0  # what Ben's application is above the usual one


def gone_through(cast):
    """Everything from the first draft to the last answer; what tests look at afterwards."""
    with time_machine.travel(timezone.now() - timedelta(days=80)) as clock:
        world = _opened(cast, clock)
        _applied(world)
        world.later(15)
        rounds.keep_time()
        _asked(world)
        _looked_for_conflicts(world)
        _shared_out(world)
        _read(world)
        _somebody_else_reads(world)
        _weighed(world)
        world.web.press(cast.cora, "read_again")
        world.border = set(Plan.objects.get(state="drafted").again.values_list("number", flat=True))
        _shared_out(world, wave=2)
        _read(world)
        _weighed(world)
        world.later(10)
        decided(world)
        told(world)
        answered(world)
    del world.later, world.web
    return world


def _opened(cast, clock):
    now = timezone.now()
    round = planned(
        cast.cora, "Whole round", places=PLACES, opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=14), reserve_until=timezone.localdate() + timedelta(days=70),
    )  # fmt: skip
    leads = {}
    for name, (region, _many, _readers) in LANES.items():
        leads[name] = cast.hana if name == "Lagan Care Trust" else someone(f"Lead of {name}")
        lane_of(round, name, by=cast.cora, leads=[leads[name]], region=region)
    round.open(by=cast.cora)
    web = Browsers(round)

    def later(days):
        clock.shift(timedelta(days=days))
        web.sign_in_anew()
        round.refresh_from_db()

    return SimpleNamespace(
        cast=cast, round=round, leads=leads, web=web, later=later, outsider=leads["Menai Libraries"],
        lanes={str(lane): lane for lane in round.lanes.by_name()},
        truth={}, severity={}, known=[], certificates=[], looks=[], orders=[],
    )  # fmt: skip


def _applied(world):
    """Ten on the pages, Ben among them, the others by the verbs; all of the large lane are called Quill."""
    die = Random("how good they are")  # noqa: S311 (invented)
    for name, (_region, many, _readers) in LANES.items():
        for number in range(1, many + 1):
            is_ours = name == "Lagan Care Trust"
            person = someone(f"Quill {number}" if is_ours else f"{name} {number}")
            person = world.cast.ben if is_ours and number == 1 else person
            if is_ours and number <= ON_PAGES:
                application = _on_pages(world, person, world.lanes[name])
            else:
                application = sent(world.round, person, lane=world.lanes[name])
            good = die.gauss(0, QUALITY)
            world.truth[application.number] = BEST if person == world.cast.ben else good
    _look_around(world)


def _on_pages(world, person, lane):
    """Begun, written page by page, looked over, sent; the employer is one that a reader had as well."""
    web = world.web
    web.press(person, "apply", lane=lane.pk, route="professional")
    about = {"place": "Lurgan", "employer": "Foyle Zamboni Works", "_revision": 0}
    web.press(person, "section", "about", **about)
    for key, words in WORDS.items():
        web.press(person, "section", key, **{key: f"{words} A zamboni.", "_revision": 0})
    assert web.look(person, "check").context["missing"] == []
    web.press(person, "check")
    return world.round.applications.get(applicant=person)


def _asked(world):
    """Readers asked by their leads, who say how much they read. The first worked where some applicants do."""
    die = Random("how strict they are")  # noqa: S311 (invented)
    for name, (_region, _many, readers) in LANES.items():
        for number in range(1, readers + 1):
            user = someone(f"Reader {number} of {name}")
            if not world.severity:
                Profile.objects.of(user).edit(by=user, organisations=["Foyle Zamboni Works"])
            lane = world.lanes[name]
            world.web.press(world.leads[name], "assessors", email=user.email, lane=lane.pk)
            world.web.press(user, "reading_answer", capacity=32, minimum=15, guidance="on")
            world.severity[user] = die.gauss(0, SEVERITY)


def _looked_for_conflicts(world):
    web, cora = world.web, world.cast.cora
    web.press(cora, "conflicts_look")
    web.look(cora, "conflicts")
    for conflict in Conflict.objects.filter(state="suggested").order_by("pk"):
        web.press(cora, "conflict_confirm", conflict.pk, reason="They work together.")
    _look_around(world)


def _shared_out(world, *, wave=1):
    """Worked out with its proof, looked at, published."""
    web, cora = world.web, world.cast.cora
    if wave == 1:
        web.press(cora, "plan_begin")
    page = web.look(cora, "plan")
    plan = page.context["plan"]
    world.certificates.append((plan.certificate, plan.shortfalls, "No better plan exists" in page.text))
    web.press(cora, "plan_publish", plan.pk)
    _look_around(world)


def _read(world):
    """First the names, then each application that waits. One reader knows somebody, and says so."""
    for user, severity in world.severity.items():
        rows = Assessment.objects.filter(assessor__user=user, state="given").order_by("application__number")
        waiting = list(rows.select_related("application__applicant"))
        if not waiting:
            continue
        known = [] if world.known else [waiting[0].pk]
        world.known += [(user.pk, waiting[0].application.applicant_id)] if known else []
        world.web.look(user, "reading_names")
        seen = [row.pk for row in waiting]
        world.web.press(user, "reading_names", seen=seen, known=known, reason="A cousin.")
        for row in [row for row in waiting if row.pk not in known]:
            _score(world, user, severity, row.application.number)
    _look_around(world)


def _score(world, user, severity, number):
    die = Random(f"{number} by {user.name}")  # noqa: S311 (invented)
    seen = USUAL + world.truth[number] - severity + die.gauss(0, NOISE)
    scores = {key: min(5, max(1, round(seen + die.gauss(0, NOISE)))) for key in WORDS}
    feedback = f"Say more of application {number}."
    world.web.press(user, "read", number, **scores, words="A zamboni.", feedback=feedback)


def _somebody_else_reads(world):
    """What was given back goes to others, and is read."""
    _shared_out(world)
    _read(world)


def _weighed(world):
    """The reading is closed, and the scores are put together."""
    world.web.press(world.cast.cora, "weigh")
    world.web.press(world.cast.cora, "rank")
    ranking = Ranking.objects.newest_of(world.round)
    rows = ranking.rows.values_list("application__number", "adjusted", "raw")
    world.orders.append({number: (adjusted, raw) for number, adjusted, raw in rows})
    world.figures = ranking.figures
    _look_around(world)


def _look_around(world):
    """The lead of another partner goes to every page they know of, and to one of the large lane on each."""
    number = world.round.applications.filter(applicant=world.cast.ben).values_list("number", flat=True)[0]
    look_around(world, number)


def look_around(world, number):
    of = world.web.of(world.outsider)
    for name in (
        "board",
        "plan",
        "assessors",
        "decide",
        "meeting",
        "meeting_now",
        "letters",
        "offers",
        "lanes",
    ):
        answer = of.get(world.web.address(name))
        found = [word for word in ("Quill", "Ben Whitlock", "zamboni") if word in answer.text]
        world.looks.append((world.round.state, name, answer.status_code, found))
        if name == "board":
            own = {application.lane_id for application in answer.context["page"].paginator.object_list}
            assert own <= {world.lanes["Menai Libraries"].pk}
            assert answer.context["page"].paginator.count <= LANES["Menai Libraries"][1]
    for name in ("one", "propose", "redact", "read", "conflict_about", "swap"):
        answer = of.get(world.web.address(name, number))
        world.looks.append((world.round.state, f"{name} of the large lane", answer.status_code, []))
