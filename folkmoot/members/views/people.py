"""The directory, and the page of one person."""

from operator import itemgetter

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from folkmoot.core.gathering import gather
from folkmoot.core.page_cache import cacheable
from folkmoot.search.models import Document

from ..models import FormerSlug, Profile

A_PAGE = 24


@require_safe
@login_not_required
@cacheable
def people(request):
    """Everyone of the community this reader may see, by name; with words, those they find."""
    words = request.GET.get("q", "").strip()[:200]
    profiles = Profile.objects.visible_to(request.user).belonging().with_faces().by_name()
    if words:
        found = Document.objects.matching(words).visible_to(request.user).of_kind("person")
        profiles = profiles.filter(pk__in=found.values("object_id"))
    page = Paginator(profiles, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "members/people.html", {"page": page, "words": words})


@require_safe
@login_not_required
@cacheable
def person(request, slug):
    """One person's page; with ?as=visitor one's own, as a stranger sees it."""
    profile = Profile.objects.visible_to(request.user).with_faces().filter(slug=slug).first()
    if profile is None:
        return _moved(request, slug)
    is_own = request.user.is_authenticated and profile.user_id == request.user.pk
    as_visitor = is_own and request.GET.get("as") == "visitor"
    if as_visitor:
        request.user = AnonymousUser()
    context = {
        "profile": profile,
        "is_own": is_own,
        "as_visitor": as_visitor,
        "sections": sorted(gather("profile section", profile, request), key=itemgetter("order")),
    }
    return render(request, "members/person.html", context)


def _moved(request, slug):
    """An address the person had before leads on, for those who may see where."""
    former = FormerSlug.objects.filter(slug=slug).first()
    if former is None or not Profile.objects.visible_to(request.user).filter(pk=former.profile_id).exists():
        raise Http404
    return redirect(former.profile, permanent=True)
