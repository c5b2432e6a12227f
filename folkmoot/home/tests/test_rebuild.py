"""The index made anew holds what every room had put into it."""

from django.core.management import call_command

from folkmoot.publishing.tests import shelf
from folkmoot.search.models import Document


def test_posts_pages_and_people_are_all_found_again(cast):
    shelf.published("A wombat came", by=cast.dev, authors=[cast.ada_profile])
    shelf.for_members("Wombats for members", by=cast.dev)
    shelf.draft("A wombat to come", by=cast.dev)
    shelf.standing("About wombats")
    columns = ("kind", "title", "body", "words", "url", "audience", "language")
    before = sorted(Document.objects.values_list(*columns))

    call_command("rebuild_search", verbosity=0)

    assert sorted(Document.objects.values_list(*columns)) == before
    assert {row[0] for row in before} == {"post", "page", "person"}
