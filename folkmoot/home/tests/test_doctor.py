"""`folkmoot doctor`: says what is ill and what to do, and ends with a status a monitor can read."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from folkmoot import clock
from folkmoot.activity.models import Email, Slot
from folkmoot.home import doctor


def states():
    found = {}
    for finding in doctor.examine():
        found.setdefault(finding.name, finding.state)
    return found


@pytest.fixture
def well(cast, monkeypatch):
    """An instance in which nothing is ill."""
    monkeypatch.setattr(settings, "MAIL_URL", "smtp://mail.example.org")
    monkeypatch.setattr(settings, "MAIL_FROM", "hello@example.org")
    monkeypatch.setattr(settings, "SITE_URL", "https://example.org")
    monkeypatch.setattr(settings, "HTTPS", True)
    monkeypatch.setattr(settings, "SECURE_HSTS_SECONDS", 3600)
    Slot.objects.claim("minute", clock.slot("minute")).finish([])


def test_where_all_is_well_it_says_so_and_ends_well(well, capsys):
    assert set(states().values()) == {"fine"}
    call_command("doctor")
    assert "ILL" not in capsys.readouterr().out


def test_a_clock_that_stands_still_is_ill(well, capsys):
    Slot.objects.update(at=timezone.now() - timedelta(minutes=20))
    assert states()["clock"] == "ill"
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    assert "start folkmoot clock" in capsys.readouterr().out


def test_a_clock_that_never_ran_is_ill(well):
    Slot.objects.all().delete()
    assert states()["clock"] == "ill"


def test_a_round_of_the_clock_that_failed_is_named(well):
    Slot.objects.get().finish([["forget_drafts", "ValueError: no"]])
    finding = next(finding for finding in doctor.examine() if finding.name == "clock")
    assert finding.state == "watch"
    assert "forget_drafts, ValueError: no" in finding.words


def test_tasks_nobody_takes_are_ill(well):
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="folkmoot.activity.tasks.deliver",
        backend_name="queue",
        run_after=None,
    )
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert states()["worker"] == "ill"


def test_letters_that_did_not_get_out_are_to_be_looked_at(well, cast):
    Email.objects.create(
        user=cast.ada, address=cast.ada.email, kind="comments", subject="x", message_id="<1@x>"
    )
    assert states()["letters"] == "fine"
    Email.objects.update(state="given_up")
    assert states()["letters"] == "watch"


def test_no_mail_server_and_no_administrator_are_ill(well, cast, monkeypatch):
    monkeypatch.setattr(settings, "MAIL_URL", "")
    type(cast.fay).objects.update(is_administrator=False)
    assert (states()["mail"], states()["people"]) == ("ill", "ill")


@pytest.mark.parametrize(
    ("name", "value", "state"),
    [
        ("SITE_URL", "http://localhost:8000", "watch"),
        ("HTTPS", False, "ill"),
        ("SECURE_HSTS_SECONDS", 0, "watch"),
        ("DEBUG", True, "ill"),
    ],
)
def test_settings_not_fit_for_the_internet_are_told(well, monkeypatch, name, value, state):
    monkeypatch.setattr(settings, name, value)
    assert states()["settings"] == state


def test_a_folder_that_everyone_can_read_is_told(well, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA", tmp_path)
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)
    tmp_path.chmod(0o755)
    assert states()["folder"] == "watch"
    tmp_path.chmod(0o700)
    assert states()["folder"] == "fine"
