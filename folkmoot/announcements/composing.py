"""The words of an announcement as they leave: its text, and for a newsletter its items between two texts."""

from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Community
from folkmoot.activity.prose import as_html, as_text, escaped

from .models import Wording
from .telling import told


def compose(announcement, number=1, items=None):
    """The wording of an announcement as it stands now, not yet saved.

    Of a newsletter's items (`telling.told`) only what may still be shown is in it.
    """
    items = [item for item in (told(announcement) if items is None else items) if not item.is_gone]
    everything = _source(announcement, items)
    wording = Wording(
        announcement=announcement,
        number=number,
        subject=announcement.subject,
        text=as_text(everything),
        html=as_html(everything),
    )
    if any(item.is_for_members for item in items):
        source = _source(announcement, [item for item in items if not item.is_for_members]) or _nothing_open()
        wording.open_text, wording.open_html = as_text(source), as_html(source)
    return wording


def _nothing_open():
    """For those who may read none of it: an empty text would stand for “all may read all”."""
    with translation.override(Community.objects.current().languages[0]):
        return _("All that this newsletter tells is for members.")


def _source(announcement, items):
    """One Markdown text: the opening, each item under its heading, the closing."""
    return "\n\n".join(filter(None, [announcement.text, *map(_item, items), announcement.closing]))


def _item(item):
    title = escaped(item.title)
    heading = f"### [{title}](<{item.url}>)" if item.url else f"### {title}"
    return "\n\n".join(filter(None, [heading, item.blurb, f"*{escaped(item.byline)}*" * bool(item.byline)]))
