"""The search page: everything this reader may find, in one list."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.search import mending
from folkmoot.search.models import Document
from folkmoot.search.words import wanted

from .asked import ANY, EXACT, Asked
from .narrowing import Narrowing
from .shown import shown

A_PAGE = 20
LITTLE = 2  # results: then a commoner word is offered, if it finds much more


@require_safe
@login_not_required
def search(request):
    """What the words find, best first; what this reader may not see neither matches nor counts."""
    asked = Asked.in_address(request.GET)
    context = {"asked": asked}
    if asked:
        visible = Document.objects.visible_to(request.user)
        results, meant = _results(asked, visible)
        context |= _page(request, asked.taken("", meant) if meant else asked, results)
        context |= {"meant": meant, "exactly": asked.taken(EXACT).url}
        context |= _other_ways(asked, visible, results)
    return render(request, "home/search.html", context)


def _results(asked, visible):
    """What was found, and for which words instead of those that find nothing."""
    results = visible.matching(asked.words, asked.any_word).best_first(**asked.chosen)
    meant = mending.mended(asked.words, visible) if results.is_empty and not asked.way else ""
    if meant:
        results = visible.matching(meant).best_first(**asked.chosen)
    return results, meant


def _page(request, asked, results):
    page = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
    documents = list(page)
    narrowing = Narrowing(asked, results, {key for each in documents for key in each.authors.split()})
    return {
        "words": asked.words,
        "results": results,
        "page": page,
        "narrowing": narrowing,
        "found": shown(documents, asked.words, narrowing.names["author"], request.user),
    }


def _other_ways(asked, visible, results):
    """What to offer besides: a commoner word where little was found, some of the words where nothing was."""
    if (asked.way == EXACT and not results.is_empty) or asked.any_word or asked.chosen:
        return {}
    if results.is_empty:
        some = len(wanted(asked.words)) > 1 and visible.matching(asked.words, any_word=True).exists()
        return {"some_words": asked.taken(ANY).url if some else ""}
    if len(results) <= LITTLE and (commoner := mending.commoner(asked.words, len(results), visible)):
        return {"commoner": commoner, "commoner_url": asked.taken("", commoner).url}
    return {}
