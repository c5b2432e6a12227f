"""Rows for what was lost inside a record."""

from folkmoot.publishing.models import ImportItem

from .losses import KEPT


def part(run, item, loss, *, target=None):
    """The row that says what of `item` was not carried; `target` is the page where it would stand."""
    whole = loss.kind == "restricted"  # kept in full: it stands nowhere else here
    return ImportItem(
        run=run,
        kind=ImportItem.PART,
        within=item.source_id,
        position=item.position,
        line=item.line,
        title=item.title,
        source_url=item.source_url,
        outcome=ImportItem.Outcome.LOST,
        reason=loss.kind,
        detail=(loss.detail if whole else loss.detail[:KEPT]).replace("\x00", ""),
        content_type=target and target.content_type,
        object_id=target and target.object_id,
    )
