"""One's saved searches: saving the one that is open, listing, changing, taking away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.core.http import kept
from folkmoot.core.lifecycle import Refused

from ..asked import Asked
from ..finding import Found
from ..models import SavedSearch
from ..models.saved_search import MOST
from ..searches import naming, news
from ..searches.forms import SearchForm


@require_safe
def searches(request):
    """All of mine, those with someone new first."""
    mine = news.with_news(request.user)
    news.show(mine, request.user)
    return render(request, "members/searches.html", {"searches": mine, "most": MOST})


@require_http_methods(["GET", "HEAD", "POST"])
def save(request):
    """Save the search that stands in the address: the same filters as the directory has."""
    asked = Asked.in_address(request.GET)
    if not asked:
        return redirect("members:people")
    found = Found(asked, request.user)
    asked = naming.as_answered(found)
    saved = SavedSearch.objects.of(request.user).filter(query=asked.query).first()
    form = SearchForm(request.POST or None, initial={"name": naming.suggested(found), **kept(request)})
    refused = ""
    if form.is_valid():
        try:
            search = SavedSearch.objects.keep(asked, by=request.user, **form.cleaned_data)
        except Refused as why:
            refused = why.words
        else:
            messages.success(request, _("Saved as “%(name)s”.") % {"name": search.name})
            return redirect(search)
    context = {
        "asked": asked, "found": found, "form": form, "saved": saved, "refused": refused,
        "words": naming.in_words(found),
    }  # fmt: skip
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "members/search_save.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def search(request, pk):
    """Another name, with or without an alert; or away with it."""
    mine = _own(request, pk)
    form = SearchForm(request.POST or None, instance=_own(request, pk), initial=kept(request))
    if form.is_valid():
        mine.edit(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("members:searches")
    context = {"search": mine, "form": form, "words": naming.in_words(Found(mine.asked, request.user))}
    return render(request, "members/search.html", context, status=422 if form.errors else 200)


@require_POST
def seen(request, pk):
    """Whoever is new was looked at; from now on others are."""
    mine = _own(request, pk)
    mine.look()
    messages.success(
        request, _("Noted. You hear of whoever fits “%(name)s” from now on.") % {"name": mine.name}
    )
    return redirect("members:searches")


@require_POST
def remove(request, pk):
    """Sent twice, it is gone once."""
    if mine := SavedSearch.objects.of(request.user).filter(pk=pk).first():
        mine.remove(by=request.user)
    messages.success(request, _("The search is removed."))
    return redirect("members:searches")


def _own(request, pk):
    return get_object_or_404(SavedSearch.objects.of(request.user).select_related("owner"), pk=pk)
