"""Last of all: the editors' search and the register of what is used where learn about the new pages."""

from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from folkmoot.core import freshness
from folkmoot.publishing.models import ImportItem, PostPage, StandardPage

BATCH = 200


def write_finding(run):
    """In batches; writing the same again does no harm."""
    for kind, model in (("post", PostPage), ("page", StandardPage)):
        written = run.items.filter(
            kind=kind, outcome__in=[ImportItem.Outcome.MADE, ImportItem.Outcome.UPDATED]
        )
        keys = list(written.in_order().values_list("object_id", flat=True))
        for start in range(0, len(keys), BATCH):
            pages = list(model.objects.filter(pk__in=keys[start : start + BATCH]))
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, pages)
            for page in pages:
                if _shows_pictures(page):
                    ReferenceIndex.create_or_update_for_object(page)
            run.advance()
            yield
    freshness.touch()


def _shows_pictures(page):
    return bool(getattr(page, "picture_id", None)) or any(
        block.block_type == "picture" for block in page.body
    )
