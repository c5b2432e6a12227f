"""The search page: everything this reader may find, in one list."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.search.models import Document

from .asked import Asked
from .narrowing import Narrowing
from .shown import shown

A_PAGE = 20


@require_safe
@login_not_required
def search(request):
    """What the words find, best first; what this reader may not see neither matches nor counts."""
    asked = Asked.in_address(request.GET)
    context = {"asked": asked}
    if asked:
        context |= _found(request, asked)
    return render(request, "home/search.html", context)


def _found(request, asked):
    found = Document.objects.matching(asked.words, asked.any_word).visible_to(request.user)
    results = found.best_first(**asked.chosen)
    page = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
    documents = list(page)
    narrowing = Narrowing(asked, results, {key for each in documents for key in each.authors.split()})
    return {
        "results": results,
        "page": page,
        "narrowing": narrowing,
        "found": shown(documents, asked.words, narrowing.names["author"], request.user),
    }
