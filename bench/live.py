"""A live blog of 100 entries: what a reader who asks for news costs, and one entry sent."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.pages import fill, output
from bench.server import Server, middle

ENTRIES = 100
READERS, PAUSE = 3000, 20  # each asks once in so many seconds
NOW, POST = "/read/post-7/live/now/", "/read/post-7/"


def run():
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        ours = {"FOLKMOOT_DATA": str(Path(folder)), "SITE_URL": "http://127.0.0.1", "DATABASE_POOL": "no"}
        told = output([sys.executable, "-m", "bench.live"], ours)
        member, milliseconds = told.split(",")
        server = Server("folkmoot.wsgi:application", ours)
        try:
            return [*rows(server, {"Cookie": f"sessionid={member}"}), sending(float(milliseconds))]
        finally:
            server.stop()


def rows(server, member):
    known = {"If-None-Match": server.get(NOW)[0].headers["ETag"]}
    theirs = member | {"If-None-Match": server.get(NOW, member)[0].headers["ETag"]}
    return [
        row("is there news? no (304)", server.measure(NOW, known, expect=304)),
        row("is there news? yes", server.measure(NOW, {"Accept-Encoding": "gzip"})),
        row("the post with its entries, kept", server.measure(POST, {"Accept-Encoding": "gzip"})),
        row("is there news? signed in (304)", server.measure(NOW, theirs, expect=304)),
        row("the post, signed in", server.measure(POST, member)),
    ]


def row(name, rounds):
    figures = middle(rounds)
    share = f"{figures['cpu_ms'] * READERS / PAUSE / 1000:.0%}" if name.startswith("is there") else ""
    return {
        "what": name,
        "CPU ms": round(figures["cpu_ms"], 3),
        "wait p50 ms": round(figures["p50_ms"], 2),
        f"of one core, {READERS} readers": share,
    }


def sending(milliseconds):
    return {"what": f"one entry sent, the {ENTRIES}th", "CPU ms": round(milliseconds, 1)}


def tell():
    """The site of the pages, one post told live; answers a member's session and what an entry takes."""
    session = fill()
    from folkmoot.accounts.models import User
    from folkmoot.publishing.models import LiveBlog, PostPage

    dev = User.objects.get(email="dev@example.org")
    live_blog = LiveBlog.objects.plan(PostPage.objects.get(slug="post-7"), by=dev)
    live_blog.start(by=dev)
    spent = []
    for number in range(ENTRIES):
        began = time.process_time()
        live_blog.tell(f"Moment {number}. Somebody stood up and read out seven dates, slowly.", by=dev)
        spent.append(1000 * (time.process_time() - began))
    return f"{session},{statistics.median(spent[-10:])}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
    sys.stdout.write(f"\n{tell()}\n")
