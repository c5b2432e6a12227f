"""A real server of two processes: what both were asked is counted once, also when they are told to end."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from folkmoot.home import instance
from folkmoot.insights.tests.readers import FIREFOX
from tests import template_database

from .conftest import free_port

pytestmark = [pytest.mark.journey, pytest.mark.both]

TALLIES = (
    "import json; from folkmoot.insights.models import Tally, SeenHash; print(json.dumps([list(t) for t in "
    "Tally.objects.order_by('kind', 'name').values_list('kind', 'name', 'views', 'visits')]))"
)
READERS, PAGES = 40, ["/people/", "/policies/", "/read/"]


class House:
    """A server on a database of its own."""

    def __init__(self, folder, url, static_files):
        self.port = free_port()
        self.said = folder / "said"
        self.env = {
            **os.environ,
            "DATABASE_URL": url,
            "FOLKMOOT_DATA": str(folder / "data"),
            "SITE_URL": f"http://localhost:{self.port}",
            "BEHIND_PROXY": "yes",
            "STATIC_ROOT": static_files,
            "DJANGO_SETTINGS_MODULE": "folkmoot.settings",
        }
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                instance.web_command("127.0.0.1", self.port, workers=2),
                cwd=settings.BASE_DIR, env=self.env, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        instance.wait_until_it_answers(self.process, self.port)

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.env, check=True, capture_output=True, text=True
        )
        return done.stdout

    def opens(self, reader, path):
        headers = {"User-Agent": FIREFOX, "X-Forwarded-For": f"203.0.113.{reader}"}
        with urllib.request.urlopen(
            urllib.request.Request(f"http://localhost:{self.port}{path}", headers=headers)
        ) as answer:
            return answer.status

    def tallies(self):
        return json.loads(self.manage("shell", "-v0", "-c", TALLIES))

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(30)


@pytest.fixture
def house(django_db_blocker, tmp_path, static_files, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")  # the browser of other journeys may be open
    tag, before = f"{os.getpid()}_house", settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock():
        url = template_database.fresh(tag, tmp_path)
        template_database.point_to(before)
    running = House(tmp_path, url, static_files)
    yield running
    running.end(signal.SIGKILL)
    with django_db_blocker.unblock():
        template_database.drop(tag)


def test_two_processes_count_together_and_lose_nothing_when_told_to_end(house):
    asked = [(reader, path) for path in PAGES for reader in range(READERS)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda one: house.opens(*one), asked)) == {200}
    house.end()
    assert house.tallies() == [
        *(["page", path, READERS, READERS] for path in sorted(PAGES)),
        ["readers", "strangers", 3 * READERS, READERS],
    ]
    assert "203.0.113" not in house.said.read_text()


def test_a_crash_loses_ten_seconds_at_most(house):
    house.opens(1, "/people/")
    time.sleep(12)
    house.opens(1, "/read/")
    house.end(signal.SIGKILL)
    assert house.tallies() == [["page", "/people/", 1, 1], ["readers", "strangers", 1, 1]]
