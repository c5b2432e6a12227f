"""Last of all: the editors' search and the register of what is used where learn about the new pages."""

from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from folkmoot.core import freshness
from folkmoot.publishing.models import ImportItem, PostPage, StandardPage

BATCH = 200


MODELS = {"post": PostPage, "page": StandardPage, "menu": StandardPage}


def write_finding(run):
    """In batches; writing the same again does no harm."""
    written = run.items.filter(
        kind__in=MODELS, outcome__in=[ImportItem.Outcome.MADE, ImportItem.Outcome.UPDATED]
    )
    while batch := list(
        written.in_order()[run.position : run.position + BATCH].values_list("kind", "object_id")
    ):
        with transaction.atomic():
            for kind, model in MODELS.items():
                _index(model, [pk for this, pk in batch if this == kind])
            run.advance(position=run.position + BATCH)
        yield
    freshness.touch()


def _index(model, keys):
    pages = list(model.objects.filter(pk__in=keys))
    for backend in get_search_backends(with_auto_update=True) if pages else ():
        backend.add_bulk(model, pages)
    for page in pages:
        if _shows_pictures(page):
            ReferenceIndex.create_or_update_for_object(page)


def _shows_pictures(page):
    return bool(getattr(page, "picture_id", None)) or any(
        block.block_type in {"picture", "gallery", "members"} for block in page.body
    )
