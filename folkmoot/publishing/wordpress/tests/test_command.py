"""`import-wordpress` at a terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from folkmoot.publishing.models import Import, PostPage

from . import exports


def command(*arguments):
    out = io.StringIO()
    call_command("import_wordpress", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_says_what_came_over(db, old_site, media):
    said = command(old_site, "--media", media)
    assert "Posts" in said
    assert "A player or preview" not in said
    assert f"--undo {Import.objects.get().pk}" in said
    assert PostPage.objects.count() == 8
    assert old_site.exists()


def test_a_dry_run_writes_nothing_and_can_go_on(db, old_site):
    said = command(old_site, "--dry-run")
    run = Import.objects.get()
    assert (run.state, PostPage.objects.count()) == ("checked", 0)
    assert "news-story" in said
    command("--resume", run.pk)
    assert PostPage.objects.count() == 8


def test_undo(db, old_site):
    command(old_site)
    assert "Undone" in command("--undo", Import.objects.get().pk)
    assert not PostPage.objects.exists()


def test_a_damaged_file_leaves_the_site_as_it_was(db, tmp_path, old_site):
    cut = tmp_path / "cut.xml"
    cut.write_bytes(old_site.read_bytes()[:9000])
    with pytest.raises(CommandError, match="ends in the middle"):
        command(cut)
    assert not PostPage.objects.exists()
    assert Import.objects.get().items.count() == 0


def test_a_folder_of_media(db, tmp_path, old_site):
    from .conftest import picture

    (tmp_path / "uploads/2017/02").mkdir(parents=True)
    (tmp_path / "uploads/2017/02/Workshop.jpg").write_bytes(picture())
    command(old_site, "--media", tmp_path / "uploads")
    assert Import.objects.get().items.get(source_id="11").outcome == "made"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["/nowhere.xml"], "There is no file"),
        ([], "Name the export file"),
        (["--undo", "77"], "There is no run 77"),
    ],
)
def test_what_is_missing_is_named(db, arguments, words):
    with pytest.raises(CommandError, match=words):
        command(*arguments)


def test_a_kind_that_cannot_be_made_is_refused(db, old_site):
    with pytest.raises(CommandError, match="NAME=post"):
        command(old_site, "--type", "news-story=event")


def test_media_that_are_none(db, tmp_path, old_site):
    broken = tmp_path / "media.zip"
    broken.write_text("no zip")
    with pytest.raises(CommandError, match="neither a folder nor a ZIP"):
        command(old_site, "--media", broken)


def test_topics_from_another_list(db, tmp_path):
    path = tmp_path / "site.xml"
    path.write_text(exports.export(exports.item(1, terms=[("subject", "care", "Care at home")])))
    command(path, "--topics-from", "subject")
    assert [topic.name for topic in PostPage.objects.get().topics.all()] == ["Care at home"]
