"""`folkmoot COMMAND`: one name for all that is done from the command line."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, get_commands

from folkmoot import __main__ as command_line
from folkmoot import __version__
from folkmoot.home import instance

HOUSE = Path(settings.BASE_DIR)


def test_without_a_command_it_lists_them(capsys):
    command_line.main([])
    listed = capsys.readouterr().out
    for name in ("start", "serve", "worker", "clock", "import-wordpress", "backup", "restore", "doctor"):
        assert f"  {name} " in listed


def test_every_command_it_lists_exists():
    assert {name.replace("-", "_") for name in command_line.COMMANDS} <= set(get_commands())


def test_dashes_and_help_need_no_database(tmp_path):
    told = subprocess.run(
        [sys.executable, "-m", "folkmoot", "sign-in-link", "--help"],
        cwd=HOUSE, env={"FOLKMOOT_DATA": str(tmp_path / "new")}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "signs one person in, once" in " ".join(told.stdout.split())
    assert not (tmp_path / "new" / "folkmoot.sqlite3").exists()


def test_a_taken_port_is_told_in_words():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            instance.require_free("127.0.0.1", port)
        assert instance.free_port(port) not in (port, 0)
    assert instance.free_port(port) == port


def test_the_version_is_that_of_the_package():
    assert f'version = "{__version__}"' in (HOUSE / "pyproject.toml").read_text()


@pytest.mark.parametrize("script", ["demo", "folkmoot"])
def test_the_scripts_say_what_they_do(script):
    asked = [HOUSE / "bin" / script, *(["--help"] if script == "demo" else [])]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[0].startswith(("bin/demo", "folkmoot COMMAND"))


def test_the_demo_refuses_what_it_does_not_know():
    for wrong in (["--size", "huge"], ["--port", "x"], ["--colour", "red"], ["--data"]):
        assert subprocess.run([HOUSE / "bin" / "demo", *wrong], capture_output=True).returncode == 2
