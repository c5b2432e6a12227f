"""Nothing of a reader is on disk: every table and every file is read, by day and after midnight."""

from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection

from folkmoot import clock
from folkmoot.insights import tasks, waiting
from folkmoot.insights.models import CountSalt, SeenHash, Tally

from .readers import FIREFOX, opens

ADDRESS, REFERRER = "203.0.113.77", "https://example.org/who/ada-okafor?mail=ada"
AGENT = f"{FIREFOX} Unmistakable/7.7"
EVENING, MIDNIGHT = "2026-11-25T21:00Z", "2026-11-26T00:00:30Z"


def everything_in_tables():
    """The text of every row of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                values = (bytes(v) if isinstance(v, memoryview) else v for v in row)
                found.append((table, " ".join(map(repr, values))))
    return found


def folders():
    """Of the instance and of the database: its files, its write-ahead log and what its server logs."""
    if connection.vendor == "sqlite":
        return [django_settings.DATA, Path(connection.settings_dict["NAME"]).parent]
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return [django_settings.DATA, Path(cursor.fetchone()[0]).parent]


def files_with(words):
    """The names of the files in which these bytes stand; PostgreSQL writes first what it has in memory."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    found = set()
    for path in (path for folder in folders() for path in folder.rglob("*") if path.is_file()):
        try:
            found |= {path.name} if words in path.read_bytes() else set()
        except FileNotFoundError:  # the server is at work meanwhile
            continue
    return found


def where_stands(words):
    return {table for table, row in everything_in_tables() if words in row} | files_with(words.encode())


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_reader_is_written_down_and_nothing_is_left_after_midnight(
    client, little_site, counted, caplog
):
    caplog.set_level("DEBUG")
    Tally.objects.all().delete()
    post = little_site.post.get_absolute_url()
    with time_machine.travel(EVENING) as time:
        for path in ("/", post, "/people/"):
            opens(client, path, at=ADDRESS, by=AGENT, referer=REFERRER)
        assert counted()["readers"] == {"strangers": (3, 1)}
        for words in (ADDRESS, "Unmistakable", "who/ada-okafor"):
            assert where_stands(words) == set()

        salt = CountSalt.objects.get()
        keys = [bytes(salt.visit), bytes(salt.page)]
        assert len(set(keys)) == 2
        assert SeenHash.objects.count() == 4  # one of the visit, three of pages
        assert files_with(post.encode())  # so the search below can find what is there
        if connection.vendor == "sqlite":  # PostgreSQL keeps unlogged rows in its memory
            assert all(files_with(key) for key in keys)

        time.move_to(MIDNIGHT)
        clock.run("minute")
        assert not CountSalt.objects.exists()
        assert not SeenHash.objects.exists()
        assert [files_with(key) for key in keys] == [set(), set()]
        for words in (ADDRESS, "Unmistakable", "who/ada-okafor"):
            assert where_stands(words) == set()
            assert words not in caplog.text
        assert Tally.objects.get(kind="page", name=post).views == 1


def test_the_first_view_of_a_new_day_destroys_the_old_one_too(client, cast, counted):
    with time_machine.travel(EVENING) as time:
        opens(client, "/people/")
        counted()
        (old,) = CountSalt.objects.values_list("visit", "page")
        before = set(SeenHash.objects.values_list("key", flat=True))
        time.move_to(MIDNIGHT)
        opens(client, "/people/")
        counted()
        (new,) = CountSalt.objects.values_list("visit", "page")
    assert set(map(bytes, old)) & set(map(bytes, new)) == set()
    assert set(SeenHash.objects.values_list("key", flat=True)) & before == set()
    assert SeenHash.objects.count() == len(before) == 2


def test_midnight_is_that_of_the_community(client, cast, counted):
    with time_machine.travel("2026-06-25T22:30Z", tick=False) as time:  # half past eleven in London
        opens(client, "/people/")
        counted()
        tasks.forget_yesterday()
        assert CountSalt.objects.count() == 1
        time.move_to("2026-06-25T23:01Z")
        tasks.forget_yesterday()
        assert CountSalt.objects.count() == 0


def test_the_hash_of_a_visit_and_those_of_its_pages_have_nothing_in_common(db):
    """Whoever had the table alone, or one key alone, could not say which pages one browser opened."""
    salt = CountSalt.objects.of(tasks.today())
    visit = salt.hash_of_visit(ADDRESS, AGENT)
    pages = [salt.hash_of_page(path, ADDRESS, AGENT) for path in ("/", "/read/")]
    other = CountSalt(day=salt.day, visit=salt.visit, page=b"another key, 16b")
    assert len({visit, *pages}) == 3
    assert other.hash_of_visit(ADDRESS, AGENT) == visit
    assert other.hash_of_page("/", ADDRESS, AGENT) != pages[0]


def test_of_a_page_not_even_the_minute_is_kept(client, cast, counted):
    opens(client, "/people/")
    counted()
    minutes = sorted(SeenHash.objects.values_list("minute", flat=True), key=str)
    assert minutes[1] is None
    assert minutes[0] is not None


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_rows_lie_by_their_hash_and_not_in_order_of_arrival(db):
    SeenHash.objects.bulk_create([SeenHash(key=key) for key in (7, -3, 5)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM insights_seenhash")
        assert cursor.fetchall() == [(-3,), (5,), (7,)]


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_postgresql_logs_nothing_of_them(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE relname IN ('insights_countsalt', 'insights_seenhash')"
        )
        assert cursor.fetchall() == [("u",), ("u",)]


def test_old_days_become_months(db):
    with time_machine.travel("2026-11-25T10:00Z"):
        for month, views in (("2024-09-01", 7), ("2024-10-01", 8), ("2026-11-01", 9)):
            Tally.objects.create(kind="page", name="/", month=month, views=views, visits=1, by_day="1,2")
        tasks.fold_old_days()
        tasks.fold_old_days()
    assert list(Tally.objects.order_by("month").values_list("views", "by_day")) == [
        (7, ""), (8, "1,2"), (9, "1,2"),
    ]  # fmt: skip


def test_a_backup_carries_neither_keys_nor_hashes():
    from folkmoot.home.backup import format

    assert not {"insights.countsalt", "insights.seenhash"} & {
        model._meta.label_lower for model in format.tables()
    }


def test_the_server_writes_no_access_log():
    from folkmoot.home import instance

    assert not [word for word in instance.web_command("127.0.0.1", 1) if "access" in word]
    assert waiting.View._fields[3:5] == ("address", "agent")  # what is only ever held in memory
