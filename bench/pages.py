"""CPU of the web process a request: our pages beside bare Django with a session, one query and a template."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.server import Server, middle

POSTS, COMMENTS = 40, 4


def run():
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        return measured(Path(folder))


def measured(folder):
    ours = {"FOLKMOOT_DATA": str(folder / "ours"), "SITE_URL": "http://127.0.0.1", "DATABASE_POOL": "no"}
    bare = {"BARE_DATABASE": str(folder / "bare.sqlite3")}
    member = output([sys.executable, "-m", "bench.pages"], ours)
    person = output([sys.executable, "-m", "bench.bare.app"], bare)
    kept = Server("folkmoot.wsgi:application", ours)
    anew = Server("folkmoot.wsgi:application", {**ours, "PAGE_CACHE": "no"})
    yardstick = Server("bench.bare.app:application", bare)
    try:
        return rows(
            kept, anew, yardstick, {"Cookie": f"sessionid={member}"}, {"Cookie": f"sessionid={person}"}
        )
    finally:
        for server in (kept, anew, yardstick):
            server.stop()


def output(command, environment):
    done = subprocess.run(
        command, env={**os.environ, **environment}, check=True, capture_output=True, text=True
    )
    return done.stdout.split()[-1]


def rows(kept, anew, yardstick, member, person):
    floor = middle(yardstick.measure("/", person))
    lines = [
        row("bare Django, hello", middle(yardstick.measure("/hello/")), floor),
        row("bare Django, anonymous", middle(yardstick.measure("/")), floor),
        row("bare Django, signed in", floor, floor),
    ]
    for name, path in (("front page", "/"), ("post", "/read/post-7/"), ("list", "/read/")):
        response, _body = kept.get(path)
        known = {"If-None-Match": response.headers["ETag"]}
        lines += [
            row(f"{name}, repeat visit (304)", middle(kept.measure(path, known, expect=304)), floor),
            row(f"{name}, kept", middle(kept.measure(path, {"Accept-Encoding": "gzip"})), floor),
            row(f"{name}, anonymous, rendered", middle(anew.measure(path)), floor),
            row(f"{name}, signed in", middle(kept.measure(path, member)), floor),
        ]
    return lines


def row(name, figures, floor):
    return {
        "page": name,
        "CPU ms": round(figures["cpu_ms"], 3),
        "times bare": round(figures["cpu_ms"] / floor["cpu_ms"], 2),
        "wait p50 ms": round(figures["p50_ms"], 2),
        "a second": round(figures["per_second"]),
    }


def fill():
    """A small site on an empty folder: forty posts with comments; prints the session of a member."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from folkmoot import cast
    from folkmoot.conversations.models import Message
    from folkmoot.publishing.tests.shelf import published

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    people = cast.assemble()
    words = "<p>" + "Nobody came until we brought every kind of chair that we could borrow. " * 6 + "</p>"
    for number in range(POSTS):
        body = [
            ("text", words * 4),
            ("heading", {"text": "Then the chairs came", "level": "2"}),
            ("text", words * 4),
        ]
        body += [("quote", {"quote": "They stayed to talk.", "attribution": "Tom"}), ("text", words * 2)]
        authors = [people.ada_profile, people.cora_profile][: 1 + number % 2]
        topics = ["Falls", "Visits", "Learning"][number % 3 :]
        post = published(
            f"Post {number}", by=people.dev, standfirst="What forty chairs taught us about falling.",
            authors=authors, topics=topics, body=body, days_ago=number + 1,
        )  # fmt: skip
        for comment in range(COMMENTS):
            Message.objects.say(post.thread, f"We tried this too, in year {comment}.", author=people.hana)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(people.ada.pk), people.ada.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    return session.session_key


if __name__ == "__main__":
    sys.stdout.write(f"\n{fill()}\n")
