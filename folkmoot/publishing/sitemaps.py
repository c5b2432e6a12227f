"""What search engines are told: every public page, and where not to go."""

from itertools import chain

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.core.gathering import gather
from folkmoot.core.page_cache import cacheable

from .models import PostPage, StandardPage, Topic

MOST = 50_000  # addresses in one sitemap, by its rules
NOT_FOR_ROBOTS = ["/account/", "/office/", "/outbox/", "/search/", "/team/", "/today/", "/conversations/"]


@require_safe
@login_not_required
@cacheable
def sitemap(request):
    """Every address a stranger may read, for search engines; other rooms add theirs by gathering."""
    stranger = AnonymousUser()
    posts = PostPage.objects.visible_to(stranger).newest_first().values_list("slug", "last_published_at")
    entries = [(reverse("publishing:home"), None), (reverse("publishing:read"), None)]
    entries += [(topic.get_absolute_url(), None) for topic in Topic.objects.in_use(stranger)]
    entries += [(page.get_absolute_url(), page.last_published_at) for page in _standing(stranger)]
    entries += [(reverse("publishing:post", args=[slug]), changed) for slug, changed in posts[:MOST]]
    entries += chain.from_iterable(gather("sitemap"))
    context = {"entries": entries[:MOST], "site_url": settings.SITE_URL}
    return render(request, "publishing/sitemap.xml", context, content_type="application/xml")


def _standing(stranger):
    return StandardPage.objects.visible_to(stranger).defer("body").order_by("path")[:MOST]


@require_safe
@login_not_required
@cacheable
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('publishing:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
