"""Name badges for 400 as a PDF: the codes, the page, the PDF, in a process that has made none before.

Five asked for at once are made one after the other by the worker: pages of the site do not wait for them.
"""

import subprocess
import sys
import time

from bench.apart import ROOT, migrated, on_both, tell

PEOPLE = 400
MOST_SECONDS = 5


def run():
    return on_both("badges")


def measured():
    migrated()
    event = prepared()
    from folkmoot.core import printing
    from folkmoot.events import papers

    began = time.perf_counter()
    html = papers.html_of(event, "badges", for_pdf=True)
    page = time.perf_counter()
    made = printing.pdf(html, css=papers.CSS.read_text())
    first = time.perf_counter()
    printing.pdf(html, css=papers.CSS.read_text())
    second = time.perf_counter()
    return [
        {
            "badges": PEOPLE,
            "codes and page, s": round(page - began, 2),
            "PDF in a new process, s": round(first - page, 2),
            "all of it, s": round(first - began, 2),
            "of a worker that made one before, s": round(page - began + second - first, 2),
            "kB": len(made) // 1000,
            f"under {MOST_SECONDS} s": first - began < MOST_SECONDS,
        }
    ]


def prepared():
    """A day in person with so many people, each with a face."""
    from folkmoot.accounts.models import User
    from folkmoot.cast import assemble
    from folkmoot.events.tests.events import published
    from folkmoot.members.models import Profile

    event = published(assemble().cora, "A day on what did not work", mode="in_person")
    people = User.objects.bulk_create(
        User(email=f"{n}@example.org", name=f"Siân Llewelyn-Rhŷs {n}", is_member=True, password="!")
        for n in range(PEOPLE)
    )
    Profile.objects.bulk_create(
        Profile(user=user, name=user.name, slug=f"p-{user.pk}", role="Falls prevention lead")
        for user in people
    )
    pool = event.pools.get()
    event.registrations.bulk_create(
        event.registrations.model(event=event, pool=pool, user=user, state="confirmed") for user in people
    )
    return event


if __name__ == "__main__":
    if len(sys.argv) > 1:
        tell(measured())
    else:
        subprocess.run([sys.executable, "-m", "bench", "badges"], check=True, cwd=ROOT)
