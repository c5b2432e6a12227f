"""What every test stands on: a migrated copy of the template database, the cast, mail and tasks at once."""

import gc

import pytest

from tests.databases import assembled, databases


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """Fast passwords, unhashed static files, tasks run where enqueued, mail in memory, no kept pages."""
    from django.conf import settings
    from django.test.signals import setting_changed

    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    options = settings.DATABASES["default"]["OPTIONS"]
    if "init_command" in options:  # SQLite: what a test wrote need not outlive the machine's power
        options["init_command"] += ";PRAGMA synchronous=OFF"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)  # read anew
    settings.TASKS["queue"] = {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}
    setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
    kept = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    settings.MAILERS = {"default": {"BACKEND": "folkmoot.activity.backend.Rows"}, "post": kept}
    settings.COUNTING = False  # tests of counting switch it on
    settings.PAGE_CACHE = False  # nothing is committed in most tests, so kept pages would go stale


@pytest.fixture(scope="session")
def django_db_setup(quick_settings, django_db_blocker, tmp_path_factory):
    databases.open(tmp_path_factory.mktemp("database"), django_db_blocker)
    yield
    databases.close()


def pytest_collection_modifyitems(config, items):
    """Some tests are for one database only: see the markers in pyproject.toml."""
    from django.db import connection

    other = {"sqlite": "on_postgresql", "postgresql": "on_sqlite"}[connection.vendor]
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in set(elsewhere)]


def pytest_collection_finish():
    """What is loaded stays: the collector of garbage need not look through it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before its fixtures: the database a test begins on, empty or with the cast already in it."""
    marker = item.get_closest_marker("django_db")
    commits = "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    databases.turn_to(databases.kind_for(item.fixturenames), commits=commits)


@pytest.fixture(autouse=True)
def _no_words_kept(monkeypatch):
    """What a process keeps of the vocabulary and the directory is of the test before."""
    from folkmoot.members.directory import directory
    from folkmoot.search.vocabulary import vocabulary

    monkeypatch.setattr("folkmoot.members.directory.RECENT", 0)  # no test hangs on a second
    directory.forget()
    vocabulary.forget()


@assembled
def cast():
    """The named people of every test: see folkmoot/cast.py. Each test gets people of its own."""
    from folkmoot import cast

    return cast.assemble()


@assembled
def little_site(cast):
    """The cast on a site with one of everything: see tests/little_site.py."""
    from tests.little_site import furnish

    return furnish(cast)
