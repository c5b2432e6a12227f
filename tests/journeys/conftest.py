"""One real server with the small demo's story, its worker and a browser, for all journeys.

`server` is its address. `page` is a page whose console and answers are watched: a journey fails on any
console error or any answer of 400 and above it did not expect. `sign_in(page, "Ada")` uses the demo's
sign-in page; letters are read in the outbox, as the team does.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests import template_database

from .rounds import rounds  # noqa: F401 (a fixture)

ROOT = Path(__file__).resolve().parents[2]
OLD_SITE = ROOT / "folkmoot/publishing/wordpress/tests/data/old-site.xml"
STORY = """
from django.utils import timezone
from folkmoot.home.demo import grouped, meetings, readers, recruited, told
from folkmoot.home.demo.story import Story
from folkmoot.search import vocabulary
people = Story().tell()
recruited.recruit(people)
grouped.gather(people)
meetings.meet(people)
told.tell()
readers.read(timezone.localdate())
vocabulary.take_up()
"""
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    """With two processes (`-n 2 --dist loadgroup`) each takes a file of journeys after the other, on a site
    of its own; the parts of a long walk over all pages are shared out.
    """
    for item in items:
        if item.get_closest_marker("journey") and item.path.name != "test_every_page.py":
            item.add_marker(pytest.mark.xdist_group(item.path.name))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A running instance: web server, worker and who takes mail, on a database and data folder of its own."""

    def __init__(self, work, url, static_files):
        port, self.mail_port = free_port(), free_port()
        self.base = f"http://localhost:{port}"
        self.env = {
            **os.environ,
            "DATABASE_URL": url,
            "FOLKMOOT_DATA": str(work / "data"),
            "FOLKMOOT_DEMO": "yes",
            "MAIL_DOMAIN": "reply.localhost",
            "STATIC_ROOT": static_files,
            "SITE_URL": self.base,
            "DJANGO_SETTINGS_MODULE": "folkmoot.settings",
        }
        self.log = open(work / "server.log", "w")  # noqa: SIM115 - open as long as the processes
        self.manage("shell", "-v0", "-c", STORY)
        self.manage("import_wordpress", str(OLD_SITE))
        programs = Path(sys.executable).parent
        self.processes = [
            self._start(
                str(programs / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
                "--workers", "1", "--blocking-threads", "4", "folkmoot.wsgi:application",
            ),
            self._start(
                sys.executable, "manage.py", "db_worker", "--backend", "queue", "--queue-name", "*",
                "--no-reload", "--interval", "0.2",
            ),
            self._start(sys.executable, "manage.py", "receive", "--port", str(self.mail_port)),
        ]  # fmt: skip
        self._await()

    def manage(self, *arguments):
        """Run this command on the site. Answers what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, check=True, text=True,
            stdout=subprocess.PIPE, stderr=self.log,
        )  # fmt: skip
        return done.stdout

    def _start(self, *command):
        return subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log, start_new_session=True
        )

    def _await(self):
        for _ in range(300):
            try:
                return urllib.request.urlopen(f"{self.base}/healthz", timeout=5)
            except OSError:
                assert self.processes[0].poll() is None, Path(self.log.name).read_text()
                time.sleep(0.2)
        raise RuntimeError(Path(self.log.name).read_text())

    def stop(self):
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)
        self.log.close()


@pytest.fixture(scope="session")
def static_files(tmp_path_factory):
    """The folder of the collected static files, from which every server of the run serves them."""
    folder = str(tmp_path_factory.mktemp("static"))
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=ROOT, env={**os.environ, "STATIC_ROOT": folder}, check=True,
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def site(django_db_blocker, tmp_path_factory, static_files):
    from django.conf import settings

    work, tag = tmp_path_factory.mktemp("site"), f"{os.getpid()}_site"
    before = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock():
        url = template_database.fresh(tag, work)
        template_database.point_to(before)
    running = Site(work, url, static_files)
    yield running
    running.stop()
    with django_db_blocker.unblock():
        template_database.drop(tag)


@pytest.fixture(scope="session")
def server(site):
    return site.base


@pytest.fixture(scope="session")
def browser(site):
    """Started after the site: once Playwright's loop runs in this thread, Django refuses the database."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield running
        running.close()


class Watch(list):
    """What went wrong in a page that nobody said might: console errors and answers of 400 and above."""

    def __init__(self):
        super().__init__()
        self.expected = set()

    def attach(self, page):
        page.on(
            "console", lambda m: self._note(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self._note(f"pageerror: {error}"))
        page.on("response", lambda r: self._note(f"{r.status} {r.url}") if r.status >= 400 else None)

    def _note(self, words):
        if not any(re.search(pattern, words) for pattern in self.expected):
            self.append(words)


@pytest.fixture(autouse=True)
def no_journey_is_endless():
    """Fails a journey after five minutes: what runs inside a page (`page.evaluate`) knows no time limit."""

    def too_long(*_):
        pytest.fail("the journey took more than five minutes")

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(300)
    yield
    signal.alarm(0)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def new_page(browser, watch):
    """Opens watched pages in contexts of their own: `new_page(width=320, javascript=False, dark=True)`."""
    contexts = []

    def open_page(width=1280, height=900, javascript=True, dark=False, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript,
            color_scheme="dark" if dark else "light", locale="en-GB", **options,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watch.attach(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert list(watch) == []


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def sign_in(server):
    """Signs a named person of the cast in, as the demo's sign-in page offers."""

    def as_person(page, name):
        page.goto(f"{server}/account/login/")
        page.get_by_role("button", name=re.compile(name, re.I)).first.click()
        page.wait_for_url(lambda url: "/account/login" not in url)

    return as_person


@pytest.fixture
def code_for(server, new_page, sign_in):
    """`code_for(address)`: the code in the newest letter to it, read in the outbox as the team does."""
    team = new_page()
    sign_in(team, "Cora")

    def read(address):
        team.goto(f"{server}/outbox/?q={address}")
        team.get_by_role("link", name=re.compile("code|confirm", re.I)).first.click()
        return re.search(r"\b\d{4}-\d{4}\b", team.locator("pre.letter").inner_text()).group()

    return read


AXE = (
    (ROOT / "node_modules/axe-core/axe.min.js").read_text()
    if (ROOT / "node_modules/axe-core").exists()
    else ""
)


@pytest.fixture(scope="session")
def axe():
    """`axe(page)`: the WCAG 2.2 AA and best-practice violations of a page as it stands."""

    def violations(page, **options):
        page.evaluate(AXE)  # a script tag would be refused by the site's own policy
        options = {"resultTypes": ["violations"], "iframes": False, **options}
        found = page.evaluate("options => axe.run(document, options)", options)
        return [
            (v["id"], v["impact"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found["violations"]
        ]

    return violations


@pytest.fixture(scope="session")
def nu():
    """`nu({name: html})`: the errors of the Nu HTML checker, by name."""

    def problems(pages, folder):
        files = {}
        for index, (name, markup) in enumerate(pages.items()):
            path = folder / f"{index}.html"
            path.write_text(markup)
            files[path.name] = name
        jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
        run = subprocess.run(
            ["java", "-Xss1m", "-jar", str(jar), "--format", "json", *map(str, folder.glob("*.html"))],
            capture_output=True, text=True,
        )  # fmt: skip
        messages = json.loads(run.stderr)["messages"]
        return [
            (files[Path(m["url"]).name], m["message"], m.get("extract", "")[:160])
            for m in messages
            if m["type"] == "error"
        ]

    return problems
