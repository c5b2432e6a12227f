"""Why a record of the export was left out, in words for the report."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "type": _("A kind of content that was not chosen to be brought"),
    "revision": _("An earlier version: one version of each text is carried"),
    "menu": _("A line that stands in no menu"),
    "menu empty": _("A menu without a line that leads somewhere"),
    "menu target": _("What this line of a menu led to was not carried"),
    "trash": _("It was in the bin"),
    "unfinished": _("WordPress kept it by itself; nobody saved it"),
    "twice": _("It stands in the file twice; the first one counts"),
    "uncategorized": _("WordPress gives this to what has no category"),
    "taxonomy": _("A word of a list that was not chosen to become topics"),
    "unused": _("Nothing that was carried uses it"),
    "pingback": _("A note that another site links here, not a comment"),
    "comment type": _("Something a plug-in stores as a comment"),
    "spam": _("It was marked as spam"),
    "comment trash": _("The comment was in the bin"),
    "blocked": _("The address of whoever wrote it is blocked here"),
    "parent left": _("What it belongs to was not carried"),
    "page comment": _("A comment on a page: here only posts have comments"),
    "empty": _("It has no words"),
    "no media": _("No media were given: run it again with the folder of uploads"),
    "no file": _("The file is not among the media"),
    "unsafe file": _("A kind of file that is not kept here"),
    "large file": _("The file is too large"),
    "broken file": _("The picture cannot be read"),
    "removed here": _("It was brought by an earlier run and removed here since"),
    "name taken": _("Another page has its place"),
}
