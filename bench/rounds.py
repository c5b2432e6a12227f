"""A round of 2,000 applications in five lanes, read by 200: its pages, and what is worked out of it.

On PostgreSQL: `bin/with-postgres bin/bench rounds`.
"""

import gc
import os
import random
import tempfile
import time
from datetime import timedelta

from .directory import percentile

APPLICATIONS, LANES, READERS, ROUNDS = 2_000, 5, 200, 12
TARGET = 200  # ms, of the 95th percentile of a page
WORDS = [
    "evening",
    "reading",
    "library",
    "carers",
    "garden",
    "handover",
    "ward",
    "school",
    "clinic",
    "bridge",
]


def run():
    with tempfile.TemporaryDirectory(prefix="bench-rounds-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"FOLKMOOT_DATA": folder, "DATABASE_POOL": "no", "PAGE_CACHE": "no"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "folkmoot.settings", "ALLOWED_HOSTS": "testserver"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test import Client

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        from folkmoot import cast

        people = cast.assemble()
        round = _filled(people)
        database = connection.vendor
        rows = [_timed(database, what, verb) for what, verb in _worked_out(round, people)]
        gc.collect()
        gc.freeze()  # what the work above keeps in this process is not the pages' to go through
        client = Client()
        client.force_login(people.cora)
        rows += [_page(database, client, what, path) for what, path in _pages(round)]
        connection.close()
        return rows


def _filled(people):
    """A round past its deadline, as rows: what applying would have made."""
    from allauth.account.models import EmailAddress

    from folkmoot.accounts.models import User
    from folkmoot.recruitment.models import Application, Assessor, Submission
    from folkmoot.recruitment.tests import rounds

    die = random.Random(1)
    round = rounds.opened(people, "Large round", readers=3, places=500)
    lanes = [round.lanes.get()]
    for number in range(1, LANES):
        lanes.append(rounds.lane_of(round, f"Partner {number}", by=people.cora, region=f"Region {number}"))
    made = User.objects.bulk_create(
        User(email=f"p{number}@bench.example", name=f"Person {number}")
        for number in range(APPLICATIONS + READERS)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True) for user in made
    )
    applicants, readers = made[:APPLICATIONS], made[APPLICATIONS:]
    asked, now = round.question_set(), round.opens_at
    rows = Application.objects.bulk_create(
        Application(
            round=round, lane=die.choice(lanes), applicant=user, question_set=asked, number=number,
            state="submitted", submitted_at=now, seconds=3000,
        )
        for number, user in enumerate(applicants, start=1)
    )  # fmt: skip
    type(round).objects.filter(pk=round.pk).update(numbered=APPLICATIONS)
    Submission.objects.bulk_create(
        Submission(
            application=row, version=1, question_set=asked,
            answers={key: " ".join(die.choices(WORDS, k=150)) for key in rounds.WORDS},
        )
        for row in rows
    )  # fmt: skip
    Assessor.objects.bulk_create(
        Assessor(round=round, lane=die.choice(lanes), user=user, state="accepted", capacity=35, minimum=5)
        for user in readers
    )
    rounds.to_screening(round, by=people.cora)
    return round


def _worked_out(round, people):
    """(what, verb) in the order in which a round goes."""
    from folkmoot.recruitment.conflicts.finding import look_over
    from folkmoot.recruitment.deciding import releasing
    from folkmoot.recruitment.models import Assessment, DecisionList, Plan, Proposal, Ranking
    from folkmoot.recruitment.plans import making

    def planned():
        plan = Plan.objects.begin(round, by=people.cora)
        making.solve(plan)
        assert not any(kind == "readers" for kind, *_rest in plan.shortfalls), plan.shortfalls[:3]

    def published():
        Plan.objects.get(state="drafted").publish(by=people.cora)
        round.refresh_from_db()

    def scored():
        die = random.Random(2)
        strict = {pk: die.gauss(0, 0.6) for pk in round.assessors.values_list("pk", flat=True)}
        good = {pk: die.gauss(3, 0.6) for pk in round.applications.values_list("pk", flat=True)}
        rows = list(Assessment.objects.live().filter(application__round=round))
        rubric = round.rubric()
        for row in rows:
            row.state, row.version, row.rubric, row.submitted_at = (
                "submitted",
                1,
                rubric,
                round.opens_at + timedelta(days=1),
            )
            row.mark = min(5, max(1, good[row.application_id] - strict[row.assessor_id] + die.gauss(0, 0.7)))
        Assessment.objects.bulk_update(
            rows, ["state", "version", "rubric", "submitted_at", "mark"], batch_size=200
        )
        round.weigh(by=people.cora)

    def proposed():
        best = set(
            Ranking.objects.newest_of(round)
            .rows.order_by("place")[:500]
            .values_list("application", flat=True)
        )
        why = {"reasons": ["places-strong"], "words": "Strong, and there were few places."}
        Proposal.objects.bulk_create(
            Proposal(application=row, outcome="offer", by=people.cora) if row.pk in best
            else Proposal(application=row, outcome="decline", by=people.cora, **why)
            for row in round.applications.filter(state="moderation")
        )  # fmt: skip

    def confirmed():
        DecisionList.objects.propose(round, by=people.cora).confirm(by=people.fay)

    return [
        ("look for conflicts, 2,000 x 204", lambda: look_over(round)),
        ("plan with proof, and store it", planned),
        ("publish the plan", published),
        ("(scores as rows)", scored),
        ("rank, with chances, and store it", lambda: Ranking.objects.make(round)),
        ("(proposals as rows)", proposed),
        ("make and confirm the list", confirmed),
        ("tell 2,000 people", lambda: releasing.release(DecisionList.objects.get(), by=people.cora)),
    ]


def _pages(round):
    at = f"/join/{round.slug}"
    return [
        ("the round's page", f"{at}/"),
        ("board", f"{at}/board/"),
        ("board, page 30", f"{at}/board/?page=30"),
        ("board, one lane", f"{at}/board/?lane={round.lanes.first().pk}&state=offered"),
        ("plan", f"{at}/plan/"),
        ("one application", f"{at}/board/77/"),
        ("places and answers", f"{at}/offers/"),
        ("list", f"{at}/list/"),
    ]


def _timed(database, what, verb):
    began, busy = time.perf_counter(), time.process_time()
    verb()
    return {
        "database": database, "what": what, "s": round(time.perf_counter() - began, 2),
        "cpu s": round(time.process_time() - busy, 2), "p50 ms": "", "p95 ms": "", "target p95 ms": "",
    }  # fmt: skip


def _page(database, client, what, address):
    waits = []
    for again in range(ROUNDS + 1):
        began = time.perf_counter()
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        if again:
            waits.append(1000 * (time.perf_counter() - began))
    return {
        "database": database, "what": what, "s": "", "cpu s": "", "p50 ms": percentile(waits, 50),
        "p95 ms": percentile(waits, 95), "target p95 ms": TARGET,
    }  # fmt: skip
