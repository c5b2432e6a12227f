"""Full-text search in the words of each database: FTS5 on SQLite, tsvector on PostgreSQL.

English is stemmed by the same algorithm on both (Porter's) and without stop words, so that both give the same
answers; text in other languages is matched as it is written. Accents and capitals never matter.
`docs/running.md` says what PostgreSQL must allow.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction
from django.db.models import BooleanField, F, Func, Q
from django.db.models.expressions import RawSQL

from .words import wanted

TABLE = "search_document"
TITLE, BODY, WORDS = 6.0, 1.0, 1.5  # what a hit there weighs

# SQLite: two FTS5 indexes over the one table; triggers keep each true for the languages it is for.
INDEXES = {
    "search_stemmed": ("porter unicode61 remove_diacritics 2", "{row}.language = 'en'"),
    "search_unstemmed": ("unicode61 remove_diacritics 2", "{row}.language <> 'en'"),
}
CHANGED = (
    "(old.id <> new.id OR old.language <> new.language OR old.title <> new.title"
    " OR old.body <> new.body OR old.words <> new.words)"
)
ADD = (
    "INSERT INTO {index}(rowid, title, body, words)"
    " SELECT new.id, new.title, new.body, new.words WHERE {new_ours};"
)
REMOVE = (
    "INSERT INTO {index}({index}, rowid, title, body, words)"
    " SELECT 'delete', old.id, old.title, old.body, old.words WHERE {old_ours};"
)
TRIGGERS = {
    "added": "AFTER INSERT ON {table} BEGIN " + ADD + " END",
    "removed": "AFTER DELETE ON {table} BEGIN " + REMOVE + " END",
    # one trigger for both: the order in which two of the same event run is SQLite's to choose
    "changed": "AFTER UPDATE ON {table} WHEN {changed} BEGIN " + REMOVE + " " + ADD + " END",
}

# PostgreSQL: what its parser would read as part of an address, a path or a number becomes a space.
PUNCTUATION = "'’‘`´-‐‑–—/\\._@:+#&%$~=?!,;|<>()[]{}\"“”„«»…•·*^"
WEIGHTS = f"'{{{BODY / TITLE:.2f},{BODY / TITLE:.2f},{WORDS / TITLE:.2f},1}}'"  # of the marks D, C, B, A
STEMMER = "search_porter"
CONFIGURATIONS = {"search_stemmed": STEMMER, "search_unstemmed": "simple"}
TOKENS = (
    "asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, "
    "int, uint, float, sfloat, version, email, url, host, url_path, file"
)
NEEDS_UNACCENT = """The PostgreSQL extension "unaccent" is missing and this role may not create it.
Once, as an owner of the database or a superuser: CREATE EXTENSION unaccent;
Then run the command again. docs/running.md, "From SQLite to PostgreSQL", says more."""


def install(connection):
    """Make what keeps the index on this database, anew where it exists; the rows in the table are indexed."""
    remove(connection)
    with connection.cursor() as cursor:
        for index in INDEXES:
            if connection.vendor == "sqlite":
                _install_fts5(cursor, index)
        if connection.vendor == "postgresql":
            _install_tsvector(cursor)


def remove(connection):
    """Take the index away; the table and its rows stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows of this transaction still to be checked
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("DROP INDEX IF EXISTS search_newest")
            cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector")
            for name in CONFIGURATIONS:
                cursor.execute(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {name}")
            cursor.execute(f"DROP TEXT SEARCH DICTIONARY IF EXISTS {STEMMER}")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        for index in INDEXES:
            cursor.execute(f"DROP TABLE IF EXISTS {index}")


def _install_fts5(cursor, index):
    tokenizer, ours = INDEXES[index]
    names = {
        "index": index,
        "table": TABLE,
        "changed": CHANGED,
        "old_ours": ours.format(row="old"),
        "new_ours": ours.format(row="new"),
    }
    cursor.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5(title, body, words,"
        f" content='{TABLE}', content_rowid='id', tokenize='{tokenizer}', prefix='2 3')"
    )
    for name, body in TRIGGERS.items():
        cursor.execute(f"CREATE TRIGGER {index}_{name} {body.format(**names)}")
    cursor.execute(
        f"INSERT INTO {index}(rowid, title, body, words)"  # noqa: S608 (names of ours)
        f" SELECT id, title, body, words FROM {TABLE} WHERE {ours.format(row=TABLE)}"
    )


def _install_tsvector(cursor):
    _need_unaccent(cursor)
    cursor.execute(f"CREATE TEXT SEARCH DICTIONARY {STEMMER} (TEMPLATE = snowball, LANGUAGE = porter)")
    for name, stemmer in CONFIGURATIONS.items():
        cursor.execute(f"CREATE TEXT SEARCH CONFIGURATION {name} (PARSER = default)")
        cursor.execute(
            f"ALTER TEXT SEARCH CONFIGURATION {name} ADD MAPPING FOR {TOKENS} WITH unaccent, {stemmer}"
        )
    stemmed, unstemmed = (_vector(name) for name in CONFIGURATIONS)
    cursor.execute(
        f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS"
        f" (CASE WHEN language = 'en' THEN {stemmed} ELSE {unstemmed} END) STORED"
    )
    index_by_language(cursor)
    index_newest_first(cursor)


def index_by_language(cursor):
    """An index for each way of reading, as a search asks for both."""
    cursor.execute("DROP INDEX IF EXISTS search_document_vector")
    for index, (_tokenizer, ours) in INDEXES.items():
        where = ours.format(row=TABLE)
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS {index}_vector ON {TABLE} USING gin (vector) WHERE {where}"
        )


def index_newest_first(cursor):
    """For common words: PostgreSQL walks from the newest and stops at the cap, and reads no other match.

    SQLite has none: it would walk there for rare words as well.
    """
    cursor.execute(f"CREATE INDEX IF NOT EXISTS search_newest ON {TABLE} (at DESC, id DESC)")


def prefer_indexes(sender, connection, **kwargs):
    """For each new connection: PostgreSQL reckons with a turning disk, and walks where it could look up."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET random_page_cost = 1.1")


def _vector(configuration):
    """SQL for the words of a row with their weights, read by one configuration."""
    marks = PUNCTUATION.replace("'", "''")
    return " || ".join(
        f"setweight(to_tsvector('{configuration}'::regconfig,"
        f" translate({column}, '{marks}', '{' ' * len(PUNCTUATION)}')), '{weight}')"
        for column, weight in [("title", "A"), ("words", "B"), ("body", "D")]
    )


def _need_unaccent(cursor):
    cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'unaccent'")
    if cursor.fetchone():
        return
    try:
        with transaction.atomic():
            cursor.execute("CREATE EXTENSION unaccent")
    except ProgrammingError as error:
        raise ImproperlyConfigured(NEEDS_UNACCENT) from error


def having(words, any_word=False):
    """Of documents that have all these words, or any: a condition for `filter`, wherever it stands."""
    if connection.vendor == "sqlite":
        match = fts5_query(wanted(words), any_word)
        found = " UNION ALL ".join(f"SELECT rowid FROM {index} WHERE {index} MATCH %s" for index in INDEXES)  # noqa: S608
        return Q(pk__in=RawSQL(found, [match, match]))  # noqa: S611 (a list, so that SQLite begins with it)
    return Q(HasWords(words, any_word))


class HasWords(Func):
    """The condition on PostgreSQL, in the words of its two indexes: they suffice, no row is read again."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, words, any_word=False):
        super().__init__(F("id"))
        self.terms, self.any_word = wanted(words), any_word

    def as_postgresql(self, compiler, connection, **context):
        key, _parameters = compiler.compile(self.source_expressions[0])
        table = key.rpartition(".")[0]  # its name or alias here
        query = tsquery(self.terms, self.any_word)
        return (
            f"({table}.language = 'en' AND {table}.vector @@ to_tsquery('search_stemmed', %s)"
            f" OR {table}.language <> 'en' AND {table}.vector @@ to_tsquery('search_unstemmed', %s))",
            [query, query],
        )


def ranking(words, ids, any_word=False):
    """SQL and parameters that give those of these documents that match, best first."""
    terms = wanted(words)
    places = ", ".join(["%s"] * len(ids))
    if connection.vendor == "sqlite":
        match = fts5_query(terms, any_word)
        each = (
            f"SELECT rowid AS id, bm25({{index}}, {TITLE}, {BODY}, {WORDS}) AS score FROM {{index}}"  # noqa: S608
            f" WHERE {{index}} MATCH %s AND rowid BETWEEN %s AND %s AND +rowid IN ({places})"
        )
        scores = " UNION ALL ".join(each.format(index=index) for index in INDEXES)
        each_parameters = [match, min(ids), max(ids), *ids]
        return f"{scores} ORDER BY score, id DESC", [*each_parameters, *each_parameters]
    query = tsquery(terms, any_word)
    return (
        f"SELECT id FROM {TABLE} WHERE id IN ({places}) ORDER BY ts_rank({WEIGHTS}, vector, CASE language"  # noqa: S608
        " WHEN 'en' THEN to_tsquery('search_stemmed', %s) ELSE to_tsquery('search_unstemmed', %s) END, 1)"
        " DESC, id DESC",
        [*ids, query, query],
    )


def fts5_query(terms, any_word=False):
    """Each word quoted, so that none is an operator; the last one may be the beginning of a word."""
    quoted = [f'"{term}"' for term in terms]
    if len(terms[-1]) > 1:
        quoted[-1] += "*"
    return (" OR " if any_word else " AND ").join(quoted)


def tsquery(terms, any_word=False):
    """The same for PostgreSQL: the words are letters and digits, so nothing in them is an operator."""
    wanted_terms = list(terms)
    if len(terms[-1]) > 1:
        wanted_terms[-1] += ":*"
    return (" | " if any_word else " & ").join(wanted_terms)
