"""`import-members` at a terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from folkmoot.activity.models import Email
from folkmoot.members.models import Member, PeopleImport

from . import tables


def command(*arguments):
    out = io.StringIO()
    call_command("import_members", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def table(tmp_path, lists):
    path = tmp_path / "people.csv"
    path.write_bytes(tables.real_looking(100))
    return path


def members():
    return Member.objects.filter(user__email__startswith="real.").count()


def test_without_yes_it_only_says_what_would_happen(table):
    said = command(table)
    run = PeopleImport.objects.get()
    assert (run.state, members()) == ("checked", 0)
    for words in (
        "100 rows, written as Windows-1252.",
        "Email Address                  → E-mail address",
        "Notes                          → left out",
        "94  Will be welcomed",
        "6  Cannot be brought in",
        "“Yorks” is in no list of regions",
        "The name begins like a formula: “=1+1”",
        f"Nothing was written. To import: --resume {run.pk}",
    ):
        assert words in said
    assert f"{94:8}  Welcomed" in command("--resume", run.pk)
    assert members() == 94


def test_with_yes_it_writes_and_undo_takes_it_back(table, cast):
    said = command(table, "--yes", "--by", "cora@example.org", "--invite")
    run = PeopleImport.objects.get()
    assert f"To take it back: --undo {run.pk}" in said
    assert (members(), Email.objects.count(), run.by, run.invites) == (94, 94, cast.cora, True)
    assert "Taken back" in command("--undo", run.pk)
    assert members() == 0


def test_a_dry_run_writes_nothing_even_with_yes(table):
    command(table, "--dry-run", "--yes")
    assert members() == 0


def test_a_column_can_be_named(tmp_path, lists):
    path = tmp_path / "people.csv"
    path.write_text("Where we write;Called\nreal.0@example.org;Iris Teale\n")
    with pytest.raises(CommandError, match="hold the e-mail address"):
        command(path)
    command(path, "--column", "email=Where we write", "--column", "name=Called", "--yes")
    assert members() == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["/nowhere.csv"], "There is no file"),
        ([], "Name the table"),
        (["--undo", "77"], "There is no run 77"),
        (["--resume", "77"], "There is no run 77"),
    ],
)
def test_what_is_missing_is_named(db, arguments, words):
    with pytest.raises(CommandError, match=words):
        command(*arguments)


def test_what_cannot_be_read_changes_nothing(tmp_path, db):
    path = tmp_path / "people.csv"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(CommandError, match="a PDF"):
        command(path)
    assert not PeopleImport.objects.exists()
