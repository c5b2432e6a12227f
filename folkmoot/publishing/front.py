"""The front page from top to bottom, for one reader. A block that has nothing to show is not there."""

from datetime import date

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from folkmoot.core.gathering import gather
from folkmoot.members.models import Profile

from .blocks.front import FrontBlock
from .blocks.members import join_address
from .blocks.pictures import pictures_in

USUAL = [("welcome", {}), ("newest", {})]  # of a front page that nobody has made yet
COMING = 6  # dates shown


def usual():
    """The blocks of a new community's front page."""
    return FrontBlock().to_python([{"type": kind, "value": value} for kind, value in USUAL])


def drawn(front, request, write_url):
    """The sections of a front page as one piece of HTML that is the same for all readers of one kind."""
    return mark_safe("\n".join(_sections(front if len(front) else usual(), request, write_url)))


def _sections(front, request, write_url):
    posts = _posts(front, request.user)
    if pictures := pictures_in(front):
        prefetch_related_objects(pictures, "renditions")
    for index, block in enumerate(front):
        kind = block.block_type
        context = {"value": block.value, "name": f"part-{index + 1}", "write_url": write_url}
        if kind in {"newest", "chosen"}:
            context |= {"posts": posts[index], "is_empty": not any(posts.values())}
        elif kind == "coming":
            context["dates"] = _coming(block.value["dates"], request)
        elif kind == "people":
            context["people"] = _people(block.value)
        elif kind == "invitation":
            context["address"] = block.value["address"] or join_address()
        yield render_to_string(f"publishing/front/{kind}.html", context, request).strip()
    for section in sorted(gather("front page", request), key=lambda section: section.get("order", 50)):
        yield section["html"]


def _posts(front, user):
    """index of a block -> its posts: each post once, and all of them read together."""
    from .models import PostPage

    readable = PostPage.objects.visible_to(user)
    wanted, seen = {}, set()
    for index, block in enumerate(front):
        if block.block_type == "chosen":
            keys = [post.pk for post in block.value["posts"] if post]
        elif block.block_type == "newest":
            topic, many = block.value["topic"], block.value["many"] or 1
            newest = (readable.about(topic) if topic else readable).sticky_first()
            keys = list(newest.values_list("pk", flat=True)[: many + len(seen)])
            keys = [key for key in keys if key not in seen][:many]
        else:
            continue
        wanted[index] = keys
        seen |= set(keys)
    found = {post.pk: post for post in readable.filter(pk__in=seen).listed()} if seen else {}
    return {index: [found[key] for key in keys if key in found] for index, keys in wanted.items()}


def _people(value):
    """Profiles that everyone may see: those chosen, in that order, else the newest members."""
    chosen = [profile.pk for profile in value["people"] if profile]
    public = Profile.objects.public().with_faces()
    if chosen:
        found = public.in_bulk(chosen)
        return [found[key].face(Profile.Visible.PUBLIC) for key in chosen if key in found]
    newest = public.filter(user__is_active=True, user__membership__left_on=None, user__is_member=True)
    newest = newest.order_by("-user__membership__since", "-pk")[: value["many"] or 1]
    return [profile.face(Profile.Visible.PUBLIC) for profile in newest]


def _coming(entries, request):
    """The next dates, the soonest first: those entered and those gathered, none of them over."""
    today = timezone.localdate()
    dates = [
        {"title": each["title"], "day": each["day"], "until": each["until"], "words": each["words"],
         "url": each["address"]}
        for each in entries
    ]  # fmt: skip
    for offered in gather("what is on", request):
        dates += offered
    coming = [each for each in dates if _last_day(each) >= today]
    return sorted(coming, key=lambda each: (each["day"], each["title"]))[:COMING]


def _last_day(each):
    return each.get("until") or each["day"] or date.min
