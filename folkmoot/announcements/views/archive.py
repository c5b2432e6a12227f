"""What was announced, for those it was kept for. An address, once given, stays."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.accounts.policy import belongs
from folkmoot.core.http import number
from folkmoot.core.page_cache import cacheable

from .. import reading
from ..models import Announcement

A_PAGE = 20


@require_safe
@login_not_required
@cacheable
def archive(request):
    """Newest first, a page at a time."""
    shown = Announcement.objects.visible_to(request.user).newest_first().defer("text", "closing")
    paginator = Paginator(shown, A_PAGE)
    wanted = number(request.GET.get("page")) or 1
    if wanted > paginator.num_pages:
        raise Http404
    return render(request, "announcements/archive.html", {"page": paginator.page(wanted)})


@require_safe
@login_not_required
@cacheable
def announcement(request, slug):
    """The words as they went out, as far as this reader may read them and their rooms still show them."""
    shown = get_object_or_404(Announcement.objects.visible_to(request.user), slug=slug)
    wording, whole = reading.archived(shown)
    context = {
        "announcement": shown,
        "wording": wording,
        "html": wording.page_for(belongs(request.user)),
        "less": wording.differs and not belongs(request.user),
        "whole": whole,
    }
    return render(request, "announcements/announcement.html", context)
