"""What of an item could not be carried over."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

KEPT = 500  # characters of what was lost that the report keeps; of restricted sections, all

WORDS = {
    "iframe": _("A frame that showed another site; where it was a film or a map, a link stands in its place"),
    "embed": _("A player or preview of another site; a link stands in its place"),
    "script": _("A script"),
    "style": _("A style sheet inside the text"),
    "form": _("A form"),
    "object": _("An object or drawing that needs a plug-in or code"),
    "block": _("A block that WordPress filled when the page was shown"),
    "shortcode": _("A shortcode of a plug-in"),
    "restricted": _("A section only some could read: kept here, not published"),
    "picture": _("A picture that is not among the media; a link stands in its place"),
    "picture link": _("Where a picture led when it was clicked"),
    "quote link": _("A link inside a pull-quote; its words stay"),
    "media": _("A sound or film; a link stands in its place"),
    "address": _("A link that leads nowhere safe; its words stay"),
    "note": _("Made smaller to fit"),
    "field": _("A custom field of a theme or plug-in"),
    "website": _("The website a commenter gave"),
    "commenter": _("An e-mail address that is none"),
    "moved": _("A reply whose comment is not here: it stands at the level above"),
    "term": _("A category or tag of a page: pages have no topics here"),
    "taxonomy": _("A word from another list than categories and tags"),
    "hierarchy": _("A parent that is not here: the page stands at the top"),
    "thumbnail": _("The picture above the text, which is not among the media"),
    "sticky": _("A page kept at the top: only posts can be"),
    "draft": _("Carried as a draft"),
    "date": _("A date that cannot be read: the day of the import stands instead"),
    "old address": _("An old address that cannot lead here"),
    "author": _("An author the export does not describe"),
    "comments closed": _("Comments of a page: they are in the report, pages have none here"),
    "repair": _("Characters that XML forbids were taken out, or unreadable ones marked"),
    "old link": _("A link to a page of the old site that was not brought: it still leads there"),
    "menu level": _("A line of a menu whose place was below one that is not here: it stands a level above"),
    "topic parent": _("A topic stood below another one: here topics stand side by side"),
    "title": _("A title shortened to 255 characters"),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing of an item that is not as it was, and its own words."""

    kind: str
    detail: str = ""
