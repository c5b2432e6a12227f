"""`folkmoot backup` and `restore`: there and back with files, to the other database and home again."""

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from folkmoot import cast as people
from folkmoot.accounts.models import Community, User
from folkmoot.activity.models import Email
from folkmoot.conversations.models import Message
from folkmoot.home.backup import format, reading, writing
from folkmoot.members.models import Erasure
from folkmoot.publishing.models import PostAuthor, PostPage, ReadPage
from folkmoot.search.models import Document
from tests import template_database
from tests.databases import assembled

HOUSE = Path(settings.BASE_DIR)


@assembled
def lived_in():
    """A small community: the cast, a post with a conversation, files, awkward texts."""
    cast = people.assemble()
    logo = ContentFile(b"not really a picture", name="logo.webp")
    Community.objects.get().change(by=cast.fay, name="Tŷ 'Agored' “\\n”", logo=logo)
    post = PostPage(title="Llanfairpwll: \U0001f33f, \\ and 'quotes'", slug="llan", live=False)
    post.body = json.dumps([{"type": "text", "value": "<p>Ŵyn &amp; ŷd</p>"}])
    post.post_authors = [PostAuthor(profile=cast.ada_profile)]
    ReadPage.objects.get().add_child(instance=post)
    post.save_revision(user=cast.dev).publish(user=cast.dev)
    said = Message.objects.say(PostPage.objects.get().thread, "First", author=cast.hana)
    Message.objects.say(said.thread, "A reply", author=cast.ada, parent=said)
    default_storage.save("documents/deep/er/notes.txt", ContentFile(os.urandom(3_000_000)))
    return cast


def rows():
    """Everything the database holds that a backup carries, table by table."""
    return {
        model._meta.label_lower: sorted(
            json.dumps([format.packed(f, v) for f, v in zip(format.columns(model), row, strict=True)])
            for row in model._base_manager.values_list(*[f.attname for f in format.columns(model)])
        )
        for model in format.tables()
    }


def contents():
    return {name: default_storage.open(name).read() for name in writing.files()}


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back(lived_in, tmp_path, client):
    before, files = rows(), contents()
    call_command("backup", str(tmp_path / "whole.zip"))

    Message.objects.all().delete()
    User.objects.filter(pk=lived_in.eve.pk).delete()
    Community.objects.update(name="Wrecked")
    default_storage.delete("documents/deep/er/notes.txt")
    default_storage.save("documents/later.txt", ContentFile(b"came after the backup"))

    call_command("restore", str(tmp_path / "whole.zip"), replace=True)

    assert rows() == before
    assert contents() == files
    assert Document.objects.matching("llanfairpwll").count() == 1
    assert client.get("/read/llan/").status_code == 200
    newcomer = User.objects.create_user("new@example.org", "New")  # keys go on where they were
    assert newcomer.pk > lived_in.hana.pk


@pytest.mark.django_db(transaction=True)
def test_it_goes_to_the_other_database_and_comes_home(lived_in, tmp_path):
    """SQLite in a folder of its own, written by another process; from PostgreSQL this crosses twice."""
    before, files = rows(), contents()
    call_command("backup", str(tmp_path / "there.zip"))

    elsewhere = {"FOLKMOOT_DATA": str(tmp_path / "elsewhere"), "DATABASE_URL": "", "FOLKMOOT_DEMO": ""}
    template = template_database.CACHE / f"template-{template_database.key()}.sqlite3"
    if template.exists():  # spares the twelve seconds of migrating
        (tmp_path / "elsewhere").mkdir()
        shutil.copyfile(template, tmp_path / "elsewhere" / "folkmoot.sqlite3")
    folkmoot(elsewhere, "restore", str(tmp_path / "there.zip"))
    folkmoot(elsewhere, "backup", str(tmp_path / "back.zip"))

    call_command("restore", str(tmp_path / "back.zip"), replace=True)
    assert rows() == before
    assert contents() == files


def folkmoot(environment, *words):
    subprocess.run(
        [sys.executable, "-m", "folkmoot", *words], cwd=HOUSE, env=os.environ | environment, check=True
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_neither_waits_nor_gets_in(lived_in):
    def write():
        User.objects.create_user("late@example.org", "Late")
        connection.close()

    many = User.objects.count()
    with writing.snapshot():
        assert User.objects.count() == many
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(timeout=10)
        assert not writer.is_alive()
        assert User.objects.count() == many
    assert User.objects.count() == many + 1


def test_a_backup_says_what_is_in_it_and_only_its_owner_reads_it(lived_in, tmp_path):
    path = tmp_path / "whole.zip"
    manifest = writing.write(path)
    assert os.stat(path).st_mode & 0o777 == 0o600
    assert manifest["entries"]["data/accounts.user.jsonl"]["rows"] == User.objects.count()
    assert "sessions.session" in manifest["left_out"]
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if name.endswith("session.jsonl")]


def test_it_never_overwrites_and_leaves_nothing_half_written(lived_in, tmp_path):
    path = tmp_path / "whole.zip"
    path.write_text("somebody's last backup")
    with pytest.raises(CommandError, match="is there already"):
        writing.write(path)
    assert path.read_text() == "somebody's last backup"
    with pytest.raises(CommandError, match="could not be written"):
        writing.write(tmp_path / "no-such-folder" / "whole.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["whole.zip"]


def test_what_is_lived_in_is_not_replaced_by_accident(lived_in, tmp_path):
    writing.write(tmp_path / "whole.zip")
    Community.objects.update(name="Lived in")
    with pytest.raises(CommandError, match="already has people in it"):
        reading.restore(tmp_path / "whole.zip")
    assert Community.objects.get().name == "Lived in"


def altered(source, target, change):
    """A copy of a backup in which `change(name, data)` may answer other data, or None: leave it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)


def damaged(name, data):
    return data[:-9] + b"}" * 9 if name == "data/accounts.user.jsonl" else data


def short(name, data):
    return None if name.startswith("files/documents") else data


def newer(name, data):
    return (
        data.replace(b'"accounts.0001_initial"', b'"accounts.0099_later"')
        if name == format.MANIFEST
        else data
    )


def climbing(name, data):
    if name == format.MANIFEST:
        manifest = json.loads(data)
        manifest["entries"]["files/../../escaped"] = {"size": 0, "sha256": ""}
        return json.dumps(manifest)
    return data


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (damaged, "data/accounts.user.jsonl in this backup is damaged"),
        (short, "does not hold what its manifest says"),
        (newer, "made by a newer version"),
        (climbing, "does not hold what its manifest says"),
    ],
)
def test_a_backup_that_is_not_right_changes_nothing(lived_in, tmp_path, change, words):
    writing.write(tmp_path / "whole.zip")
    altered(tmp_path / "whole.zip", tmp_path / "bad.zip", change)
    before, files = rows(), contents()
    with pytest.raises(CommandError, match=words):
        reading.restore(tmp_path / "bad.zip", replace=True)
    assert (rows(), contents()) == (before, files)


def test_a_name_that_climbs_out_of_the_folder_is_refused(lived_in, tmp_path):
    writing.write(tmp_path / "whole.zip")
    altered(tmp_path / "whole.zip", tmp_path / "bad.zip", climbing)
    with zipfile.ZipFile(tmp_path / "bad.zip", "a") as archive:
        archive.writestr("files/../../escaped", b"")
    with pytest.raises(CommandError, match="outside the folder"):
        reading.restore(tmp_path / "bad.zip", replace=True)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"a text file"])
def test_what_is_no_backup_is_told_in_words(db, tmp_path, content):
    (tmp_path / "what.zip").write_bytes(content)
    with pytest.raises(CommandError, match="damaged, or not a backup"):
        reading.restore(tmp_path / "what.zip", replace=True)
    with pytest.raises(CommandError, match="There is no file"):
        reading.restore(tmp_path / "none.zip", replace=True)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_does_not_fit_keeps_the_site_as_it_was(lived_in, tmp_path):
    writing.write(tmp_path / "whole.zip")

    def twice(name, data):
        if name == "data/accounts.user.jsonl":
            first, *others = data.splitlines(keepends=True)
            return b"".join([first, others[0], *others])
        if name == format.MANIFEST:
            return remade(json.loads(data), tmp_path / "whole.zip", twice)
        return data

    altered(tmp_path / "whole.zip", tmp_path / "bad.zip", twice)
    before = rows()
    with pytest.raises(CommandError, match=r"A row of accounts\.user does not fit"):
        reading.restore(tmp_path / "bad.zip", replace=True)
    assert rows() == before


def remade(manifest, source, change):
    """The manifest of an altered backup, its sums put right."""
    import hashlib

    with zipfile.ZipFile(source) as archive:
        for name, facts in manifest["entries"].items():
            data = change(name, archive.read(name))
            facts |= {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return json.dumps(manifest)


def test_every_table_is_carried_or_left_out_for_a_reason(db):
    carried = {model._meta.label_lower for model in format.tables()}
    all_models = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    assert all_models - carried <= set(format.LEFT_OUT)
    assert {"accounts.user", "conversations.message", "publishing.postpage", "mfa.authenticator"} <= carried


def test_a_folder_is_no_backup(db, tmp_path):
    with pytest.raises(CommandError, match="is a folder"):
        call_command("restore", tmp_path)


@pytest.mark.django_db(transaction=True)
def test_who_is_forgotten_stays_so_after_a_restore(lived_in, tmp_path, capsys):
    call_command("backup", str(tmp_path / "whole.zip"))
    Erasure.objects.ask(lived_in.hana, by=lived_in.hana).carry_out()
    call_command("restore", str(tmp_path / "whole.zip"), replace=True)
    hana = User.objects.get(pk=lived_in.hana.pk)
    assert (hana.name, str(hana), hana.is_active) == ("", "A former member", False)
    assert User.objects.get(pk=lived_in.ada.pk).name == "Ada Okafor"
    assert "1 people who are forgotten here were forgotten again." in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_what_they_wrote_stays_away_after_a_restore_and_no_letter_tells_them(lived_in, tmp_path):
    call_command("backup", str(tmp_path / "whole.zip"))
    Erasure.objects.ask(lived_in.hana, by=lived_in.hana, words_go=True).carry_out()
    call_command("restore", str(tmp_path / "whole.zip"), replace=True)
    assert Erasure.objects.get(user=lived_in.hana.pk).words_go
    letters = Email.objects.filter(user=lived_in.hana.pk, key__startswith="members.leaving")
    assert set(letters.values_list("state", "text")) <= {("withheld", "")}


@pytest.mark.django_db(transaction=True)
def test_a_backup_whose_only_administrator_is_forgotten_comes_back_all_the_same(lived_in, tmp_path, capsys):
    only = User.objects.administrators().get()
    call_command("backup", str(tmp_path / "whole.zip"))
    lived_in.ada.give("administrator", by=only)
    Erasure.objects.ask(only, by=only).carry_out()
    call_command("restore", str(tmp_path / "whole.zip"), replace=True)
    assert User.objects.administrators().get() == only
    assert "is forgotten here, and came back with the backup" in capsys.readouterr().err
