"""Cards as they are sent, to whoever was given a link."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from folkmoot.accounts.models import Community
from folkmoot.core.page_cache import cacheable
from folkmoot.publishing.models import HomePage, PostPage, StandardPage

from . import cards, links

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=300"


@require_safe
@login_not_required
def community_card(request):
    return _sent(request, cards.of_community(Community.objects.current()))


@require_safe
@login_not_required
def post_card(request, slug):
    readable = PostPage.objects.visible_to(AnonymousUser()).shown().defer("body")
    post = get_object_or_404(readable, slug=slug)
    return _sent(request, cards.of_post(post, Community.objects.current()))


@require_safe
@login_not_required
def page_card(request, place):
    if "\x00" in place:  # no database of ours has a page there, and one refuses the question
        raise Http404
    home = get_object_or_404(HomePage.objects.live()[:1])
    readable = StandardPage.objects.visible_to(AnonymousUser()).defer("body")
    page = get_object_or_404(readable, url_path=f"{home.url_path}{place}/")
    return _sent(request, cards.of_page(page, Community.objects.current()))


@require_safe
@login_not_required
@cacheable
def share(request, slug):
    """Asks which Mastodon server a reader has, and gives the link there. It leads nobody on by itself."""
    readable = PostPage.objects.visible_to(AnonymousUser()).defer("body")
    post = get_object_or_404(readable, slug=slug)
    form = links.ServerForm(request.GET if "server" in request.GET else None)
    context = {"post": post, "form": form}
    if form.is_valid():
        context |= {"onward": form.onward(post), "server": form.cleaned_data["server"]}
    return render(request, "publishing/share.html", context)


def _sent(request, wanted):
    """The card; told to be good for ever only under the address that says what it shows."""
    if wanted is None:
        raise Http404
    tag = f'"{wanted.key}"'
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(cards.kept(wanted), content_type="image/jpeg")
    response["ETag"] = tag
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == wanted.key else FOR_NOW
    return response
