"""Standing pages in their places: made empty, parents before children, so that texts can link to them."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import Resolver404, resolve

from folkmoot.publishing.models import HomePage, ImportItem, StandardPage

from . import names
from .losses import Loss
from .parts import part

BATCH = 50
OURS = {
    "read", "people", "join", "groups", "events", "learn", "exchange", "coffee", "ideas", "lab", "insight",
    "today", "search", "account", "team", "office", "api", "healthz", "outbox", "media", "static",
    "documents", "files", "conversations", "policies", "styleguide", "feed",
}  # fmt: skip  # first words of addresses that the house keeps for itself


def write_places(run):
    """Each planned page, as an unpublished page without text; `texts` fills it."""
    planned = dict(
        run.items.filter(kind="page", outcome=ImportItem.Outcome.PLANNED)
        .exclude(data__has_key="place")
        .values_list("source_id", "data__parent")
    )
    order, cut = in_order(planned)
    for start in range(0, len(order), BATCH):
        with transaction.atomic():
            for number in order[start : start + BATCH]:
                _place(run, number, number in cut)
            run.advance()
        yield


def in_order(parents):
    """Parents before children, and the pages whose chain of parents is a ring: these stand at the top.

    >>> in_order({"3": "2", "2": "1", "1": "0"})
    (['1', '2', '3'], set())
    >>> in_order({"a": "b", "b": "a"})
    (['b', 'a'], {'b'})
    """
    order, cut, done = [], set(), set()
    for number in parents:
        path, at = [], number
        while at in parents and at not in done:
            if at in path:
                cut.add(path[-1])
                break
            path.append(at)
            at = parents[at]
        for one in reversed(path):
            done.add(one)
            order.append(one)
    return order, cut


def _place(run, number, is_cut):
    item = run.items.get(kind="page", source_id=number, outcome=ImportItem.Outcome.PLANNED)
    key = run.source_key("page", number)
    page = StandardPage.objects.filter(source_key=key).first()
    item.data["place"] = "here"
    if page is None:
        parent = _parent(run, item, is_cut)
        page = _empty(run, item, key, parent)
        item.data["place"] = "made"
    item.content_type = ContentType.objects.get_for_model(StandardPage)
    item.object_id = page.pk
    item.data["address"] = page.get_url() or f"/{page.slug}/"
    item.save()


def _parent(run, item, is_cut):
    wanted = item.data.get("parent") or "0"
    parent = None
    if wanted != "0" and not is_cut:
        parent = StandardPage.objects.filter(source_key=run.source_key("page", wanted)).first()
    if parent is None and wanted != "0":
        part(run, item, Loss("hierarchy", wanted)).save()
    return parent or HomePage.objects.first()


def _empty(run, item, key, parent):
    old = item.path.partition("?")[0].rstrip("/").rpartition("/")[2]
    slug = names.slug_of(old or item.title, f"page-{item.source_id}"[:100])
    return stand(run, key, item.title, slug, parent=parent, source_url=item.source_url)


def stand(run, key, title, slug, *, parent=None, source_url=""):
    """An unpublished page without text, below the front page if nothing else is said."""
    parent = parent or HomePage.objects.first()
    slug = _free(parent, slug)
    page = StandardPage(
        title=title or slug, slug=slug, live=False, source_key=key, source_url=source_url, owner=run.by
    )
    return parent.add_child(instance=page)


def _free(parent, slug):
    taken = set(parent.get_children().values_list("slug", flat=True))
    if isinstance(parent.specific, HomePage):
        taken |= OURS
    candidate, number = slug, 1
    while candidate in taken or (parent.depth == 2 and _is_ours(candidate)):
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def _is_ours(slug):
    """Whether a page of the house answers at this address."""
    try:
        return resolve(f"/{slug}/").url_name != "wagtail_serve"
    except Resolver404:
        return False
