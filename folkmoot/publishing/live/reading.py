"""Live blogs as readers meet them beside the post itself: is there something new, and asking the room."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from folkmoot.conversations import limits
from folkmoot.core.http import kept, page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.page_cache import cacheable
from folkmoot.core.policy import require
from folkmoot.publishing import policy
from folkmoot.publishing.models import LiveBlog, LiveQuestion, PostPage

from .forms import AskForm


def _live_blog(request, slug):
    """The live blog of a post this person may read, if it has begun; else 404."""
    posts = PostPage.objects.visible_to(request.user)
    begun = LiveBlog.objects.filter(started_at__isnull=False).select_related("post")
    return get_object_or_404(begun, post__in=posts.filter(slug=slug).values("pk"))


def _version(request, slug):
    posts = PostPage.objects.visible_to(request.user).filter(slug=slug)
    found = LiveBlog.objects.filter(post__in=posts.values("pk")).values_list("pk", "version").first()
    return f'"{found[0]}.{found[1]}"' if found else None


@require_safe
@login_not_required
@cacheable
@condition(etag_func=_version)
def now(request, slug):
    """What is there to be seen: the numbers of the entries, and whether it is still running."""
    live_blog = _live_blog(request, slug)
    numbers = list(live_blog.entries.shown().order_by("number").values_list("number", flat=True))
    return JsonResponse({"state": live_blog.state, "version": live_blog.version, "numbers": numbers})


def ask(request, slug):
    """Put a question to the room: for everyone with an account who may read the post."""
    live_blog = _live_blog(request, slug)
    require(policy.may_ask(request.user, live_blog))
    form = AskForm(request.POST or None, initial=kept(request))
    if form.is_valid():
        try:
            limits.spend("question", request.user.pk)
            LiveQuestion.objects.ask(live_blog, form.cleaned_data["words"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            if request.htmx:
                return page(request, "publishing/live/ask.html", {"post": live_blog.post}, part="asked")
            messages.success(request, _("Your question is with the room. You get a mail if it is answered."))
            return redirect(f"{live_blog.post.get_absolute_url()}#live")
    context = {"form": form, "post": live_blog.post, "live_blog": live_blog}
    status = 422 if form.errors else 200
    return page(request, "publishing/live/ask.html", context, part="form", status=status)
