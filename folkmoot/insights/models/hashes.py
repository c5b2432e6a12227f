"""What tells two readers of one day apart, and is destroyed at midnight: a day's two keys, and hashes."""

import secrets
from hashlib import blake2b

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

LOCK = 0x666F6C6B  # of PostgreSQL: whoever counts or forgets, does so alone


def alone():
    """To the end of the transaction no other process counts. SQLite's transactions are so anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


class CountSaltQuerySet(models.QuerySet):
    def of(self, day):
        """The keys of `day`, made by whoever comes first; those of another day are destroyed."""
        salt = self.filter(day=day).first()
        if salt is None:
            self.destroy()
            salt = self.create(day=day, visit=secrets.token_bytes(16), page=secrets.token_bytes(16))
        return salt

    def outlived(self, today):
        return self.exclude(day=today)

    @transaction.atomic
    def destroy(self):
        """Every key and every hash, so that nothing of them can be read in the file either."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA secure_delete = ON")
                CountSalt.objects.all().delete()
                SeenHash.objects.all().delete()
                cursor.execute("PRAGMA secure_delete = OFF")
                transaction.on_commit(empty_the_log)
            else:
                tables = ", ".join(model._meta.db_table for model in (CountSalt, SeenHash))
                cursor.execute(f"TRUNCATE {tables}")


def empty_the_log():
    """SQLite's log still holds the pages as they were: bring it into the database and cut it to nothing.

    Answers whether that was possible; where someone is reading at this moment it is tried again.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 1000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 20000")
    return not busy


class CountSalt(models.Model):
    """The two keys of one day. Without them nobody can say which reader a hash was of."""

    day = models.DateField(_("day"), primary_key=True)
    visit = models.BinaryField(_("key of visits"), max_length=16)
    page = models.BinaryField(_("key of pages"), max_length=16)

    objects = CountSaltQuerySet.as_manager()

    class Meta:
        verbose_name = _("salt of a day")

    def __str__(self):
        return str(self.day)

    def hash_of_visit(self, address, agent):
        """Tells one browser of the day from another."""
        return _hash(self.visit, address, agent)

    def hash_of_page(self, path, address, agent):
        """Tells whether a browser has opened this page today. No other hash can be joined to it."""
        return _hash(self.page, path, address, agent)


def _hash(key, *words):
    digest = blake2b("\0".join(words).encode(), digest_size=8, key=bytes(key)).digest()
    return int.from_bytes(digest, signed=True)


class HashField(models.BigIntegerField):
    """Eight bytes. On SQLite they are the row's own number: rows lie by hash, not in order of arrival."""

    def db_type(self, connection):
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class SeenHash(models.Model):
    """That a browser was here today (with the minute of its last page), or that one opened a page (none)."""

    key = HashField(primary_key=True)
    minute = models.SmallIntegerField(_("minute of the day of the last page"), null=True)

    class Meta:
        verbose_name = _("hash seen today")

    def __str__(self):
        return f"{self.key:x}"
