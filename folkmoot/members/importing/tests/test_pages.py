"""The import on pages: given, matched, looked at, decided, begun, read, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.members.models import Member, PeopleImport

from . import tables

HERE = "/team/import/people/"


@pytest.fixture
def cora(client, lists):
    client.force_login(lists.cora)
    return client


@pytest.fixture
def _at_once(settings, django_capture_on_commit_callbacks):
    """What is left to a worker is done when the page has answered."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


def give(client, data, name="people.csv"):
    return client.post(HERE, {"file": SimpleUploadedFile(name, data)})


def act(client, capture, name, run, data=None, **query):
    with capture(execute=True):
        return client.post(reverse(f"members:{name}", args=[run.pk], query=query), data or {})


def test_from_the_file_to_undoing(cora, django_capture_on_commit_callbacks, cast):
    capture = django_capture_on_commit_callbacks
    table = tables.text([*tables.people(3), ["a@elsewhere.example", "Ada Okafor", "Matron",
                         "Don Valley Community Health", "", "", "", ""]], comma=";")  # fmt: skip
    run = PeopleImport.objects.get(pk=give(cora, table.encode("cp1252", "replace")).url.split("/")[-3])
    matching = cora.get(reverse("members:import_match", args=[run.pk]))
    assert [field.initial for field in matching.context["form"].fields.values()] == run.columns
    chosen = {f"column-{place}": column for place, column in enumerate(run.columns)}
    act(cora, capture, "import_match", run, chosen)
    looked = cora.get(reverse("members:import", args=[run.pk]))
    assert [(row["outcome"], row["many"]) for row in looked.context["table"]] == [("alike", 1), ("new", 3)]
    row = run.rows.get(outcome="alike")
    act(cora, capture, "import_rows", run, {f"answer-{row.pk}": "overwrite"}, show="alike")
    act(cora, capture, "import_begin", run, {"known": "leave"})
    run.refresh_from_db()
    assert (run.state, run.rows.by_outcome(), run.invites) == ("done", {"changed": 1, "made": 3}, False)
    assert "3 people were welcomed" in cora.get(reverse("members:import", args=[run.pk])).content.decode()
    act(cora, capture, "import_undo", run)
    run.refresh_from_db()
    assert (run.state, Member.objects.filter(user__email__startswith="people.").count()) == ("undone", 0)


def test_what_is_no_table_is_refused_beside_the_field(cora):
    for data, words in [(b"%PDF-1", "This is a PDF, not a table."), (b"a,b\n", "nothing below it")]:
        answer = give(cora, data)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert cora.post(HERE).status_code == 422
    assert not PeopleImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(cora, monkeypatch):
    answer = give(cora, b"E-mail address,Name\n" + b"a@example.org,B\n" * 700_000)
    assert (answer.status_code, "larger than 10 MB" in answer.content.decode()) == (422, True)
    assert not PeopleImport.objects.exists()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (["", "name"], "Say which column holds the e-mail address"),
        (["email", ""], "Say which column holds the name"),
        (["email", "email"], "Two columns are said to hold “E-mail address”."),
        (["email", "nonsense"], "Select a valid choice"),
    ],
)
def test_columns_that_do_not_do_are_said(cora, columns, words):
    give(cora, b"Email,Name\na@example.org,A\n")
    run = PeopleImport.objects.get()
    data = {f"column-{place}": column for place, column in enumerate(columns)}
    answer = cora.post(reverse("members:import_match", args=[run.pk]), data)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    run.refresh_from_db()
    assert run.state == "matching"


def test_the_same_file_twice_is_said(cora):
    give(cora, b"Email,Name\na@example.org,A\n")
    again = cora.get(give(cora, b"Email,Name\na@example.org,A\n").url)
    assert "This is the same file as before" in again.content.decode()


def test_unknown_words_are_matched_on_the_page(cora, lists, check, django_capture_on_commit_callbacks):
    run = check([["a@example.org", "A", "", "", "Yorks", "", "", ""]])
    assert "Region “Yorks”, in 1 rows" in cora.get(f"{HERE}{run.pk}/").content.decode()
    act(cora, django_capture_on_commit_callbacks, "import_mean", run, {"region-0": lists.yorkshire.pk})
    run.refresh_from_db()
    assert (run.state, run.rows.by_outcome()) == ("checked", {"new": 1})


def test_of_many_unknown_words_some_are_asked_for_at_a_time(cora, lists, check):
    rows = [[f"p{n}@example.org", f"P{n}", "", "", f"Shire {n}", "", "", ""] for n in range(40)]
    page = cora.get(f"{HERE}{check(rows).pk}/").content.decode()
    assert page.count("Region “Shire ") == 12
    assert "28 words more come here" in page


def test_decisions_are_refused_once_it_has_begun(cora, check):
    run = check([["ada@example.org", "Ada", "Matron", "", "", "", "", ""]])
    row = run.rows.get()
    run.begin(by=run.by)
    answer = cora.post(f"{HERE}{run.pk}/rows/?show=known", {f"answer-{row.pk}": "overwrite"}, follow=True)
    assert "has moved on meanwhile" in answer.content.decode()
    row.refresh_from_db()
    assert row.answer == ""


@pytest.mark.parametrize("name", ["answer-x", "answer-99999999999999999999", "answer-", "answer-7777"])
def test_nonsense_among_decisions_changes_nothing(cora, check, name):
    run = check([["ada@example.org", "Ada", "Matron", "", "", "", "", ""]])
    assert cora.post(f"{HERE}{run.pk}/rows/?show=known", {name: "fill"}).status_code == 302
    assert run.rows.get().answer == ""


def test_begun_twice_it_begins_once(cora, check):
    run = check(list(tables.people(1)))
    first = cora.post(f"{HERE}{run.pk}/begin/", {"known": "leave"})
    second = cora.post(f"{HERE}{run.pk}/begin/", {"known": "leave"})
    assert (first.status_code, second.status_code) == (302, 409)


def test_the_rows_are_taken_away_as_a_table(cora, check):
    run = check([["", "Nobody", "", "", "", "", "", ""], *tables.people(1)])
    answer = cora.post(f"{HERE}{run.pk}/export/?show=faulty", {"as": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "2,,Nobody,Cannot be brought in,"
        "There is no e-mail address: without one nobody could sign in or be written to"
    ]
    assert Entry.objects.get(verb="activity.exported").details["many"] == 1


def test_what_was_exported_changes_nothing_when_it_is_imported(cora, cast, lists, check):
    cast.ada_profile.edit(
        by=cast.ada, region=lists.yorkshire, interests=[lists.flow], skills=[lists.charts],
        languages=["cy", "fr"], about="One\n\n- two", ask_me_about="=1+1",
        organisations=["A; B", 'The "Old" Mill'],
    )  # fmt: skip
    Member.objects.filter(user=cast.ada).update(cohort=lists.cohort)
    answer = cora.post("/team/people/export/?show=members")
    run = check(b"".join(answer.streaming_content))
    told = {row.email: row.remarks for row in run.rows.filter(outcome="known")}
    assert {email: [word for word, _facts in remarks] for email, remarks in told.items()} == {
        "ada@example.org": ["formula", "same"],
        "cora@example.org": ["same"],
        "dev@example.org": ["same"],
        "hana@example.org": ["same"],
    }
    before = Entry.objects.in_room("members").count()
    run.begin(by=cast.cora, known="overwrite")
    from folkmoot.members.importing.work import go_on

    go_on(run)
    assert run.rows.by_outcome() == {"kept": 4}
    assert Entry.objects.in_room("members").count() == before + 2


def test_thrown_away_nothing_is_left(cora, check):
    run = check(list(tables.people(1)))
    cora.post(f"{HERE}{run.pk}/throw-away/")
    assert not PeopleImport.objects.exists()
