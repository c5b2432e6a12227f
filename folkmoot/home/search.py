"""The search page: everything this reader may find, in one list."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from folkmoot.search.models import Document
from folkmoot.search.words import Marker, wanted

A_PAGE = 20
KINDS = {  # of documents, in the order of the filter: the name of many, the name of one
    "person": (gettext_lazy("People"), gettext_lazy("Person")),
    "post": (gettext_lazy("Posts"), gettext_lazy("Post")),
    "page": (gettext_lazy("Pages"), gettext_lazy("Page")),
}


@require_safe
@login_not_required
def search(request):
    """What the words find, best first; what this reader may not see neither matches nor counts."""
    words, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    kind = kind if kind.isidentifier() else ""
    context = {"words": words, "kind": kind, "asked": bool(wanted(words))}
    if context["asked"]:
        results = Document.objects.matching(words).visible_to(request.user).best_first(kind)
        page = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "results": results,
            "page": page,
            "found": [_shown(document, words) for document in page],
            "tabs": _tabs(results, words, kind),
        }
    return render(request, "home/search.html", context)


def _shown(document, words):
    """A document as the page shows it: what it is, its title, the sentence that has the words."""
    marker = Marker(words, document.language)
    names = KINDS.get(document.kind)
    return {
        "url": document.url,
        "at": document.at if document.kind == "post" else None,
        "kind": names[1] if names else document.kind,
        "title": marker.marked(document.title),
        "language": document.language,
        "sentence": marker.sentence(document.body),
        "words": marker.marked(document.words) if document.kind == "person" else "",
    }


def _tabs(results, words, kind):
    """All, and each kind that was found; the one chosen stays although nothing of it was."""
    kinds = [name for name in [*KINDS, *sorted(results.counts)] if results.counts[name] or name == kind]
    more = "+" if results.is_capped else ""
    everything = {
        "label": _("Everything"),
        "url": _address(words),
        "current": not kind,
        "count": f"{results.total}{more}",
    }
    return [everything] + [
        {
            "label": KINDS[name][0] if name in KINDS else name,
            "url": _address(words, name),
            "current": name == kind,
            "count": f"{results.counts[name]}{more}",
        }
        for name in dict.fromkeys(kinds)
    ]


def _address(words, kind=""):
    query = {"q": words, **({"kind": kind} if kind else {})}
    return f"{reverse('home:search')}?{urlencode(query)}"
