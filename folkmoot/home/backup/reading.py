"""Bringing an instance back: everything is checked first, and goes in at once or not at all."""

import hashlib
import json
import os
import zipfile
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from folkmoot.accounts.models import User
from folkmoot.core import freshness
from folkmoot.core.lifecycle import Refused
from folkmoot.home import instance
from folkmoot.members.models import Erasure

from . import format
from .writing import CHUNK, ROWS, files


def restore(path, *, replace=False, say=lambda words: None):
    """Bring back what `path` holds, on whichever database this is. Answers the manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = checked(archive)
            say("The file is whole.")
            _require_room(manifest, replace)
            forgotten = _forgotten()
            with transaction.atomic():  # nobody comes back for a moment, and no letter tells them
                _load(archive, manifest, say)
                _forget_again(forgotten, say)
    except FileNotFoundError:
        raise CommandError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise CommandError(f"{path} is a folder, not a file.") from None
    except zipfile.BadZipFile:
        raise CommandError(f"{path} is damaged, or not a backup. Nothing was changed.") from None
    _afterwards(manifest)
    return manifest


def checked(archive):
    """The manifest of a backup whose every entry is there, unchanged and of a name that stays inside."""
    try:
        manifest = json.loads(archive.read(format.MANIFEST))
        entries = manifest["entries"]
    except (KeyError, ValueError):
        raise CommandError("This is not a backup of Folkmoot: it has no manifest.") from None
    if manifest["format"] != format.FORMAT:
        raise CommandError(
            f"This backup has format {manifest['format']}; this version reads {format.FORMAT}."
        )
    if set(archive.namelist()) != {*entries, format.MANIFEST}:
        raise CommandError("This backup does not hold what its manifest says. Nothing was changed.")
    for name, facts in entries.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name:
            raise CommandError(
                f"The entry {name!r} would be written outside the folder. Nothing was changed."
            )
        if _sum(archive, name, facts["size"]) != facts["sha256"]:
            raise CommandError(f"{name} in this backup is damaged. Nothing was changed.")
    return manifest


def _sum(archive, name, size):
    """The checksum of an entry; an entry larger than announced is not read to its end."""
    digest, left = hashlib.sha256(), size
    with archive.open(name) as entry:
        while chunk := entry.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                return None
            digest.update(chunk)
    return digest.hexdigest()


def _require_room(manifest, replace):
    """An instance of the same version, empty unless its owner said that it may be replaced."""
    if instance.is_empty():
        instance.make()
    ours, theirs = set(format.migrations()), set(manifest["migrations"])
    if instance.behind() or ours != theirs:
        newer = "newer" if theirs - ours else "older"
        raise CommandError(
            f"This backup was made by a {newer} version, {manifest['folkmoot']}. Restore it with that one, "
            f"then upgrade. Nothing was changed."
        )
    if User.objects.exists() and not replace:
        raise CommandError(
            "This instance already has people in it. Restore into an empty one, or say --replace: "
            "then everything in it is lost, except for what the backup brings."
        )


def _forgotten():
    """Whom this instance has forgotten, since when and how: the backup may still know them."""
    done = Erasure.objects.filter(state=Erasure.State.DONE).values_list(
        "user", "user__date_joined", "words_go"
    )
    return {pk: (joined, words_go) for pk, joined, words_go in done}


def _forget_again(forgotten, say):
    """Those of them whom the backup brought back; the same account was made in the same moment."""
    found = User.objects.not_forgotten().filter(pk__in=forgotten)
    many = 0
    for user in found:
        joined, words_go = forgotten[user.pk]
        if user.date_joined != joined:
            continue
        try:
            Erasure.objects.ask(user, by=None, words_go=words_go).carry_out()
            many += 1
        except Refused as why:  # the backup knows no other administrator
            say(f"Account {user.pk} is forgotten here, and came back with the backup. {why.words}")
    if many:
        say(f"{many} people who are forgotten here were forgotten again.")


@transaction.atomic
def _load(archive, manifest, say):
    flush = connection.ops.sql_flush(no_style(), format.all_tables(), reset_sequences=True)
    with connection.cursor() as cursor:
        for statement in flush:
            cursor.execute(statement)
    loaded = 0
    for model in format.tables():
        name = f"data/{model._meta.label_lower}.jsonl"
        if name in manifest["entries"]:
            loaded += _load_table(archive, name, model, manifest["entries"][name]["rows"])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), format.tables()):
            cursor.execute(statement)
    connection.check_constraints()
    say(f"{loaded} rows read.")
    _bring_files(archive, manifest)


def _load_table(archive, name, model, expected):
    with archive.open(name) as entry:
        attnames = json.loads(entry.readline())
        by_attname = {field.attname: field for field in format.columns(model)}
        if unknown := set(attnames) - set(by_attname):
            raise CommandError(
                f"{name} has columns this version does not know: {', '.join(sorted(unknown))}."
            )
        fields = [by_attname[attname] for attname in attnames]
        rows, page = 0, []
        for text in entry:
            page.append(
                [format.unpacked(f, v, connection) for f, v in zip(fields, json.loads(text), strict=True)]
            )
            if len(page) == ROWS:
                rows += _insert(model, fields, page)
                page = []
        rows += _insert(model, fields, page)
    if rows != expected:
        raise CommandError(f"{name} has {rows} rows; its manifest says {expected}. Nothing was changed.")
    return rows


def _insert(model, fields, page):
    if not page:
        return 0
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    try:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", page)  # noqa: S608
    except DatabaseError as error:
        words = str(error).strip().splitlines()[0]
        raise CommandError(
            f"A row of {model._meta.label_lower} does not fit: {words} Nothing was changed."
        ) from error
    return len(page)


def _bring_files(archive, manifest):
    """Inside the transaction: if a file cannot be written, the rows are not kept either."""
    wanted = [name for name in manifest["entries"] if name.startswith("files/")]
    for name in wanted:
        short = name.removeprefix("files/")
        if default_storage.exists(short):
            default_storage.delete(short)
        with archive.open(name) as entry:
            saved = default_storage.save(short, File(entry, short))
        if saved != short:
            raise CommandError(f"The file {short} could not be written under its name. Nothing was changed.")
    if format.SECRET in manifest["entries"]:
        _bring_secret(archive)
    transaction.on_commit(lambda: _drop_others({name.removeprefix("files/") for name in wanted}))


def _bring_secret(archive):
    """Only where the instance keeps a key of its own making: one from the environment stands."""
    kept = settings.DATA / "secret-key"
    if kept.exists() and kept.read_text() == settings.SECRET_KEY:
        new = kept.with_name("secret-key.new")
        with open(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(archive.read(format.SECRET))
        transaction.on_commit(lambda: new.rename(kept))


def _drop_others(wanted):
    """Files of the instance that was replaced."""
    for name in list(files()):
        if name not in wanted:
            default_storage.delete(name)


def _afterwards(manifest):
    """What is made from the rest, made anew."""
    ContentType.objects.clear_cache()
    cache.clear()
    call_command("wagtail_update_index", verbosity=0)
    freshness.touch()
