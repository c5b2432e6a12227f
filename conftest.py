"""What every test stands on: a migrated copy of the template database, the cast, mail and tasks at once."""

import os

import pytest

from tests import template_database


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """Fast passwords, unhashed static files, tasks run where enqueued, mail in memory, no kept pages."""
    from django.conf import settings
    from django.test.signals import setting_changed

    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)  # read anew
    settings.TASKS["queue"] = {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}
    setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
    kept = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    settings.MAILERS = {"default": {"BACKEND": "folkmoot.activity.backend.Rows"}, "post": kept}
    settings.PAGE_CACHE = False  # nothing is committed in most tests, so kept pages would go stale


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, tmp_path_factory):
    tag = f"{os.getpid()}"
    with django_db_blocker.unblock():
        template_database.fresh(tag, tmp_path_factory.mktemp("database"))
    yield
    with django_db_blocker.unblock():
        template_database.drop(tag)


@pytest.fixture(autouse=True)
def _whole_database(request, django_db_blocker, tmp_path_factory):
    """A test that commits empties every table at its end: the next one begins on a new copy."""
    marker = request.node.get_closest_marker("django_db")
    committing = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    if committing:
        request.getfixturevalue("django_db_setup")
        with django_db_blocker.unblock():
            template_database.drop(f"{os.getpid()}")
            template_database.fresh(f"{os.getpid()}", tmp_path_factory.mktemp("database"))


@pytest.fixture
def cast(db):
    """The named people of every test: see folkmoot/cast.py."""
    from folkmoot import cast

    return cast.assemble()
