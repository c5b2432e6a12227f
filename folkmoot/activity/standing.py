"""What keeps the record as it was written: the database itself refuses to change what happened.

Who did it and what was said along may go when a person is forgotten; what happened, to what and when may not.
No row goes but who signed in when. SQLite empties a table by deleting its rows, as a restore does: there
only `EntryQuerySet.delete` refuses that.
"""

FROZEN = ["verb", "room", "content_type_id", "object_id", "at"]
CHANGED = " OR ".join(f"old.{column} <> new.{column}" for column in FROZEN)
WORDS = "The record is not changed."

ON_SQLITE = f"""CREATE TRIGGER record_stands BEFORE UPDATE ON activity_entry WHEN {CHANGED}
BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
ON_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION record_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER record_stands BEFORE UPDATE ON activity_entry FOR EACH ROW WHEN ({CHANGED})
  EXECUTE FUNCTION record_stands();
CREATE TRIGGER record_stays BEFORE DELETE ON activity_entry FOR EACH ROW
  WHEN (old.verb <> 'accounts.signed_in') EXECUTE FUNCTION record_stands();
"""


def install(connection):
    """Make it, anew where it exists."""
    remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)


def remove(connection):
    is_sqlite = connection.vendor == "sqlite"
    table = "" if is_sqlite else " ON activity_entry"
    with connection.cursor() as cursor:
        if not is_sqlite:  # rows of this transaction still to be checked
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in ("record_stands", "record_stays"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")
