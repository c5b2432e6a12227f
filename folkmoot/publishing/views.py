"""The pages strangers read: front page, posts, topics, authors. Standing pages are served by Wagtail."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.accounts.models import Audience
from folkmoot.core.page_cache import cacheable, part
from folkmoot.members.models import Profile

from .models import HomePage, PostPage, Submission, Topic
from .policy import may_contribute
from .shelf import shelf


@require_safe
@login_not_required
@cacheable
def home(request):
    page = HomePage.objects.live().first()
    if page is None:
        raise Http404
    drawn = part(request, f"home {page.pk}", lambda: page.drawn(request))
    return render(request, page.template, {"page": page, **drawn})


@require_safe
@login_not_required
@cacheable
def read(request):
    """The list; `?topic=` of an old link leads to the topic's own page."""
    if topic := request.GET.get("topic"):
        return redirect(get_object_or_404(Topic, slug=topic))
    context = shelf(request, PostPage.objects.all(), reverse("publishing:feed"))
    context["may_contribute"] = may_contribute(request.user)
    return render(request, "publishing/read.html", context)


@require_safe
@login_not_required
@cacheable
def topic(request, slug):
    topic = get_object_or_404(Topic, slug=slug)
    context = shelf(request, PostPage.objects.about(topic), reverse("publishing:topic_feed", args=[slug]))
    followed = request.user.is_authenticated and topic.follows.filter(user=request.user).exists()
    return render(request, "publishing/topic.html", {**context, "topic": topic, "followed": followed})


@require_safe
@login_not_required
@cacheable
def by(request, slug):
    """What one author wrote. Without a post that this reader may read, there is no such page."""
    author = get_object_or_404(Profile, slug=slug)
    context = shelf(
        request, PostPage.objects.by(author), reverse("publishing:by_feed", args=[slug]), empty=False
    )
    return render(request, "publishing/by.html", {**context, "author": author})


@require_safe
@login_not_required
@cacheable
def post(request, slug):
    """A post as its readers see it. The preview in the office renders the same template and context."""
    readable = PostPage.objects.visible_to(request.user).select_related("thread", "live_blog").defer("body")
    post = readable.filter(slug=slug).first()
    if post is None:
        return _gone(request, slug)
    order = request.GET.get("order", "")[:10]  # in which a live blog is read
    drawn = part(
        request,
        f"post {post.pk} {order}",
        lambda: PostPage.objects.shown().get(pk=post.pk).drawn(request, order),
    )
    return render(request, post.template, {**post.around(request), **drawn})


def _gone(request, slug):
    """410 where its author withdrew it, for those who could read it; else there is no such post."""
    withdrawn = Submission.objects.filter(state=Submission.State.WITHDRAWN, published_at__isnull=False)
    found = withdrawn.filter(post__slug=slug, post__audience__in=Audience.objects.including(request.user))
    if not found.exists():
        raise Http404
    return render(request, "publishing/writing/gone.html", status=410)
