"""The import on pages, as an administrator meets it; nobody else does."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.publishing.models import Import, PostPage

from . import exports

PAGES = ["imports", "import", "import_report", "import_csv"]
ACTS = ["import_choose", "import_begin", "import_undo"]


@pytest.fixture
def fay(client, cast):
    client.force_login(cast.fay)
    client.cookies["django_language"] = "en-gb"
    return client


@pytest.fixture
def give(fay, old_site, django_capture_on_commit_callbacks):
    """Upload an export; its check has run."""

    def given(content=None, **more):
        upload = SimpleUploadedFile("site.xml", content or old_site.read_bytes())
        with django_capture_on_commit_callbacks(execute=True):
            answer = fay.post(reverse("publishing:imports"), {"file": upload, **more})
        return answer

    return given


def press(client, name, run, capture, data=None):
    with capture(execute=True):
        return client.post(reverse(f"publishing:{name}", args=[run.pk]), data or {})


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("fay", 200), ("cora", 403), ("dev", 403), ("ada", 403), ("ben", 403), (None, 302)]
)
def test_who_reads_what(client, bring, cast, name, who, status):
    run = bring(exports.export(exports.item(1)))
    if who:
        client.force_login(getattr(cast, who))
    assert (
        client.get(reverse(f"publishing:{name}", args=[] if name == "imports" else [run.pk])).status_code
        == status
    )


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize(("who", "status"), [("cora", 403), ("dev", 403), ("ada", 403), (None, 302)])
def test_who_acts(client, check, cast, name, who, status):
    run = check(exports.export(exports.item(1)))
    if who:
        client.force_login(getattr(cast, who))
    assert client.post(reverse(f"publishing:{name}", args=[run.pk])).status_code == status
    run.refresh_from_db()
    assert run.state == "checked"


def test_from_the_file_to_the_report_and_back(fay, give, django_capture_on_commit_callbacks):
    answer = give()
    run = Import.objects.get()
    assert answer["Location"] == f"/team/import/{run.pk}/"
    assert run.state == "checked"
    assert not PostPage.objects.exists()
    assert "Nothing has been written yet." in fay.get(answer["Location"]).content.decode()

    press(fay, "import_begin", run, django_capture_on_commit_callbacks)
    run.refresh_from_db()
    assert run.state == "done"
    assert run.by.name.startswith("Fay")
    assert PostPage.objects.count() == 8
    page = fay.get(reverse("publishing:import_report", args=[run.pk])).content.decode()
    assert "[contact-form-7 id=&quot;99&quot; title=&quot;Contact&quot;]" in page

    press(fay, "import_undo", run, django_capture_on_commit_callbacks)
    run.refresh_from_db()
    assert run.state == "undone"
    assert not PostPage.objects.exists()


def test_the_upload_goes_when_the_run_has_ended(fay, give, settings, django_capture_on_commit_callbacks):
    from pathlib import Path

    give()
    run = Import.objects.get()
    assert Path(run.file).exists()
    assert Path(run.file).stat().st_mode & 0o077 == 0
    press(fay, "import_begin", run, django_capture_on_commit_callbacks)
    assert not Path(run.file).exists()


def test_a_file_that_cannot_be_imported_says_why(fay, give):
    answer = give(b"<html>Sign in</html>")
    page = fay.get(answer["Location"]).content.decode()
    assert "This is a web page, not a WordPress export." in page
    assert "The site is as it was before." in page


def test_media_that_are_no_zip_are_refused_in_the_form(give):
    answer = give(media=SimpleUploadedFile("uploads.rar", b"Rar!"))
    assert answer.status_code == 200
    assert "This is not a ZIP" in answer.content.decode()
    assert not Import.objects.exists()


def test_other_kinds_can_be_chosen_after_the_check(fay, give, django_capture_on_commit_callbacks):
    give()
    run = Import.objects.get()
    assert run.items.get(kind="news-story").outcome == "left"
    press(fay, "import_choose", run, django_capture_on_commit_callbacks, {"type:news-story": "post"})
    run.refresh_from_db()
    assert run.state == "checked"
    assert run.items.filter(kind="post", outcome="planned").count() == 9


def test_begun_twice_runs_once(fay, give, django_capture_on_commit_callbacks):
    give()
    run = Import.objects.get()
    press(fay, "import_begin", run, django_capture_on_commit_callbacks)
    answer = press(fay, "import_begin", run, django_capture_on_commit_callbacks)
    assert answer.status_code == 409


def test_progress_comes_anew_and_then_stops_asking(fay, check):
    run = check(exports.export(exports.item(1)))
    run.begin(by=None)
    address = reverse("publishing:import", args=[run.pk])
    page = fay.get(address)
    assert 'data-hx-trigger="every 2s"' in page.content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page.content.decode()
    part = fay.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="standing"')
    Import.objects.update(state="done")
    assert "every 2s" not in fay.get(address).content.decode()


def test_the_report_as_a_spreadsheet(fay, bring, old_site):
    run = bring(old_site)
    answer = fay.get(reverse("publishing:import_csv", args=[run.pk]))
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 1 + run.items.not_carried().count()
    assert ["Comments", "Watches"] in [row[:2] for row in rows]
    assert "spam@example.com" not in str(rows)


def test_a_spreadsheet_runs_nothing(fay, bring):
    run = bring(exports.export(exports.item(1, '=HYPERLINK("x")', status="trash")))
    answer = fay.get(reverse("publishing:import_csv", args=[run.pk]))
    assert "'=HYPERLINK" in answer.getvalue().decode()


def test_the_report_in_pages_and_by_reason(fay, bring):
    items = [exports.item(n, f"Gone {n}", status="trash") for n in range(1, 61)]
    run = bring(exports.export(*items, exports.item(99, "Menu", kind="nav_menu_item")))
    address = reverse("publishing:import_report", args=[run.pk])
    second = fay.get(address, {"page": 2, "reason": "trash", "kind": "post"}).content.decode()
    assert "Gone 60" in second
    assert "Gone 10<" not in second
    assert "Menu<" not in second


def test_report_pages_cost_the_same_for_many_rows(fay, bring, django_assert_max_num_queries):
    run = bring(
        exports.export(*[exports.item(n, f"<iframe>{n}", "<iframe src=x></iframe>") for n in range(1, 51)])
    )
    fay.get(reverse("publishing:imports"))  # the session is written once
    with django_assert_max_num_queries(14):
        fay.get(reverse("publishing:import_report", args=[run.pk]))


def test_an_unknown_filter_is_no_page(fay, bring):
    run = bring(exports.export(exports.item(1)))
    assert fay.get(reverse("publishing:import_report", args=[run.pk]), {"show": "x"}).status_code == 404


def test_a_large_upload_is_moved_not_copied(fay, give, settings):
    from pathlib import Path

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # every upload goes to disk first
    give()
    run = Import.objects.get()
    assert run.state == "checked"
    assert Path(run.file).stat().st_mode & 0o077 == 0
