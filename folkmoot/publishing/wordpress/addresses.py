"""Old addresses lead to the new ones: permalinks, `?p=`, archives, feeds, files."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from folkmoot.publishing.models import ImportItem

from . import names
from .losses import Loss
from .parts import part

BATCH = 300
Outcome = ImportItem.Outcome


def lead_here(batch, rows):
    """Redirects from what each page was called to what it is; drafts get theirs when they are published."""
    wanted = []
    live = set(
        Page.objects.filter(pk__in=[row.object_id for row in rows], live=True).values_list("pk", flat=True)
    )
    for row in rows:
        if row.object_id in live and row.outcome != Outcome.KEPT:
            wanted += [(row, old, row.object_id, "") for old in old_paths(row, batch.facts.base)]
            if row.source_url and not row.path:
                batch.lose(row, [Loss("old address", row.source_url)])
    _write(wanted, batch.lose)


def old_paths(row, base):
    """Everything the page of this row was reached by."""
    paths = [row.path] if row.path else []
    if row.source_id.isdecimal():
        paths.append(names.with_query(base, p=row.source_id))
        if row.kind == "page":
            paths.append(names.with_query(base, page_id=row.source_id))
    return list(dict.fromkeys(paths))


def write_addresses(run):
    """Archives of topics and authors, files, and the feed."""
    base = names.base_path(run.site_url)
    rows = run.items.filter(kind__in=["topic", "author", "attachment"], outcome__in=ImportItem.CARRIED)
    while batch := list(rows.in_order()[run.position : run.position + BATCH]):
        with transaction.atomic():
            wanted = [(row, old, None, new) for row in batch for old, new in _archives(row, base)]
            _write(wanted, lambda row, losses: _lose(run, row, losses))
            ImportItem.objects.bulk_update(batch, ["data"])
            run.advance(position=run.position + BATCH)
        yield
    with transaction.atomic():
        _write_feeds(run, base)


def _lose(run, row, losses):
    ImportItem.objects.bulk_create([part(run, row, loss) for loss in losses])


def _archives(row, base):
    """(old address, new address) pairs of what is no page."""
    new = row.data.get("address")
    if not new:
        return
    if row.kind == "attachment":
        paths = [
            row.path,
            names.with_query(base, attachment_id=row.source_id),
            names.plain_path_of(row.data["url"]),
        ]
        yield from ((path, new) for path in dict.fromkeys(paths) if path)
        return
    if row.kind == "author":
        folder, slug = "author", row.source_id
        if row.data.get("number"):
            yield names.with_query(base, author=row.data["number"]), new
    else:
        taxonomy, _slash, slug = row.source_id.partition("/")
        folder = {"category": "category", "post_tag": "tag"}.get(taxonomy, taxonomy)
    yield names.path_of(f"{base}/{folder}/{slug}/"), new
    yield names.path_of(f"{base}/{folder}/{slug}/feed/"), f"{new}feed/"


def _write_feeds(run, base):
    """The feed of the old site, under the names readers have it by."""
    new = reverse("publishing:feed")
    olds = [
        names.path_of(f"{base}{old}")
        for old in ("/feed/", "/feed/rss/", "/feed/rss2/", "/feed/atom/", "/rss/")
    ]
    olds += [names.with_query(base, feed=kind) for kind in ("rss2", "rss", "atom")]
    holder = Holder({"redirects": run.found.get("redirects", [])})
    _write([(holder, old, None, new) for old in olds], lambda row, losses: None)
    run.advance(found={**run.found, **holder.data})


@dataclass
class Holder:
    """Keeps the redirects that belong to the run itself."""

    data: dict


def _write(wanted, lose):
    """Write those redirects that are not there yet; say which cannot be."""
    taken = dict(
        Redirect.objects.filter(old_path__in=[old for _row, old, _page, _link in wanted]).values_list(
            "old_path", "pk"
        )
    )
    pages = Page.objects.in_bulk({page for _row, _old, page, _link in wanted if page})
    fresh = []
    for row, old, page, link in wanted:
        new = pages[page].get_url() if page in pages else link
        if not old or names.path_of(new or "") == old:
            continue
        if old in taken:
            if (
                taken[old] is not None
                and taken[old] not in row.data.get("redirects", [])
                and _elsewhere(taken[old], page, link)
            ):
                lose(row, [Loss("old address", old)])
            continue
        if _answers_already(old):
            lose(row, [Loss("old address", old)])
            continue
        taken[old] = None
        fresh.append(
            (
                row,
                Redirect(old_path=old, redirect_page_id=page, redirect_link=link, automatically_created=True),
            )
        )
    Redirect.objects.bulk_create([redirect for _row, redirect in fresh], batch_size=500)
    for row, redirect in fresh:
        row.data.setdefault("redirects", []).append(redirect.pk)


def _elsewhere(pk, page, link):
    here = Redirect.objects.filter(pk=pk).first()
    return here is not None and (here.redirect_page_id != page or (not page and here.redirect_link != link))


def _answers_already(path):
    """Whether a fixed page of the house stands at this address: then nothing can lead away from it."""
    if "?" in path:
        return False
    for form in (path, f"{path}/"):
        try:
            match = resolve(form)
        except Resolver404:
            continue
        if match.url_name != "wagtail_serve" and not match.kwargs and not match.args:
            return True
    return False


def lead_once_published(page):
    """A page that was a draft when it came is published: its old addresses lead here from now on."""
    kind = ContentType.objects.get_for_model(page)
    row = (
        ImportItem.objects.filter(
            content_type=kind,
            object_id=page.pk,
            kind__in=["post", "page"],
            outcome__in=[Outcome.MADE, Outcome.UPDATED],
        )
        .select_related("run")
        .order_by("-pk")
        .first()
    )
    if row is None:
        return
    olds = old_paths(row, names.base_path(row.run.site_url))
    _write([(row, old, page.pk, "") for old in olds], lambda row, losses: None)
    row.save(update_fields=["data"])
