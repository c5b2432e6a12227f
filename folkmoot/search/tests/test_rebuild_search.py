"""The index made anew from what the rooms offer."""

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection

from folkmoot.search import fulltext
from folkmoot.search.models import Document


def found(words):
    return sorted(document.title for document in Document.objects.matching(words).visible_to(AnonymousUser()))


def test_everything_is_found_again(cast, capsys):
    before = sorted(Document.objects.values_list("kind", "title", "body", "words", "url", "audience"))
    Document.objects.all().delete()
    assert found("okafor") == []

    call_command("rebuild_search")

    assert sorted(Document.objects.values_list("kind", "title", "body", "words", "url", "audience")) == before
    assert found("okafor") == ["Ada Okafor"]
    assert f"{len(before)} documents can be found." in capsys.readouterr().out


def test_a_broken_index_is_made_whole(cast):
    fulltext.remove(connection)
    call_command("rebuild_search", verbosity=0)
    assert found("okafor") == ["Ada Okafor"]


def test_what_is_gone_is_not_found_again(cast):
    type(cast.ada_profile).objects.filter(pk=cast.ada_profile.pk).update(visible="nobody")
    call_command("rebuild_search", verbosity=0)
    assert found("okafor") == []
