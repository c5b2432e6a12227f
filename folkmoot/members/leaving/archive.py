"""The file someone takes away: a page to read, the same for programs, and the files themselves."""

import json
import tempfile
import zipfile
from contextlib import contextmanager

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from folkmoot.accounts.models import Community
from folkmoot.activity.letters import language_of
from folkmoot.core.gathering import gather
from folkmoot.files.models import safe_name

from ..models import Merge

CHUNK = 1024 * 1024
IN_MEMORY = 8 * 1024 * 1024


@contextmanager
def archive(user):
    """(a file of bytes, its name): everything the rooms keep of this person, as a ZIP."""
    community = Community.objects.current()
    with (
        tempfile.SpooledTemporaryFile(IN_MEMORY) as content,
        translation.override(language_of(user, community)),
    ):
        _write(content, user, community)
        content.seek(0)
        yield content, f"my-data-{timezone.localdate()}.zip"


def _write(content, user, community):
    tables = kept_of(user)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for table in tables:
            table.paths = [_put_in(made, table, number, file) for number, file in enumerate(table.files, 1)]
        told = {"tables": tables, "community": community, "person": user, "made_at": timezone.now()}
        made.writestr("index.html", render_to_string("members/leaving/archive.html", told))
        made.writestr("data.json", _as_json(tables))


def kept_of(user):
    """What every room keeps of this person, room by room; of accounts that became this one, too."""
    kept = {}
    for account in [user, *Merge.objects.accounts_into(user)]:
        for table in (table for tables in gather("own data", account) for table in tables if table):
            mine = kept.setdefault(table.key, table)
            if mine is not table:
                mine.rows, mine.files = [*mine.rows, *table.rows], [*mine.files, *table.files]
    return list(kept.values())


def _put_in(made, table, number, file):
    """Put a stored file beside; answers its path in the archive, None where its bytes are lost."""
    name, stored = file
    path = f"files/{table.key}/{number}-{safe_name(name)}"
    try:
        with stored.open("rb") as source, made.open(path, "w") as target:
            while piece := source.read(CHUNK):
                target.write(piece)
    except FileNotFoundError:
        return None
    return path


def _as_json(tables):
    told = {
        table.key: {"rows": table.rows, "files": [path for path in table.paths if path]} for table in tables
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
