"""Whom a person's saved searches newly found, as they see them now."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Find, Profile, SavedSearch
from ..models.saved_search import MOST_FINDS
from .naming import as_answered

SHOWN = 6  # faces beside one search


def with_news(user):
    """This person's searches, those with someone new first."""
    searches = list(SavedSearch.objects.with_news(user).by_name())
    return sorted(searches, key=lambda search: not search.new)


def told(user):
    """The searches with an alert, each with what is new, for a page that names them."""
    searches = [search for search in with_news(user) if search.alerts]
    for search in searches:
        search.news = sentence(search)
    return searches


def of_found(found, user):
    """The saved search that asks this, with the pages of those whom it newly found; or None."""
    asked = {found.asked.query, as_answered(found).query}
    search = SavedSearch.objects.with_news(user).filter(query__in=asked).first()
    if search and search.new:
        finds = Find.objects.shown_to(user).filter(search=search).newest().select_related("profile")
        search.news, search.people = sentence(search), [find.profile for find in finds[:SHOWN]]
        search.others = search.new - len(search.people)
    return search


def sentence(search):
    """ "3 new since Monday": how many, and since when; nothing where nobody is new."""
    if not search.new:
        return ""
    since = _since(timezone.localdate(search.looked_at))
    if search.new >= MOST_FINDS:
        return _("%(many)s or more new since %(day)s") % {"many": MOST_FINDS, "day": since}
    words = ngettext("%(many)s new since %(day)s", "%(many)s new since %(day)s", search.new)
    return words % {"many": search.new, "day": since}


def _since(day):
    """A day of this week by its name, others by their date."""
    ago = timezone.localdate() - day
    if not ago:
        return _("today")
    return date_format(
        day, "l" if ago < timedelta(days=7) else "j F" if ago < timedelta(days=300) else "j F Y"
    )


def show(searches, user):
    """Set on each of these what is said of it, and the newest faces it found."""
    newest = {search.pk: [] for search in searches if search.new}
    for search, profile in _found(newest, user) if newest else []:
        if len(newest[search]) < SHOWN:
            newest[search].append(profile)
    keys = {key for some in newest.values() for key in some}
    people = Profile.objects.filter(pk__in=keys).with_faces().in_bulk() if keys else {}
    for search in searches:
        keys = newest.get(search.pk, [])
        search.news, search.faces = sentence(search), [people[key].face_for(user) for key in keys]
        search.others = search.new - len(search.faces)


def _found(searches, user):
    """(search, profile), the newest first."""
    finds = Find.objects.shown_to(user).filter(search__in=searches)
    return finds.newest().values_list("search_id", "profile_id")
