"""How a room above lets its readers choose: `{% load activity %}{% follow place %}`."""

from django import template
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from folkmoot.ui import times

from ..forms import FollowForm
from ..models import Following, Level

register = template.Library()


@register.simple_tag(takes_context=True)
def follow(context, place, level=None):
    """How closely this reader follows a place (a name by `telling.places`), and the form that changes it.

    `level` is what they chose, where the page knows it already: "" for nothing chosen.
    """
    request = context["request"]
    if not request.user.is_authenticated:
        return ""
    if level is None:
        level = Following.objects.chosen(request.user, [place]).get(place, "")
    shown = {
        "place": place,
        "level_label": Level(level).label if level else "",
        "form": FollowForm(initial={"level": level}, auto_id=f"follow_{place}_%s"),
        "next": context.get("back_to") or request.path,
        "csrf_token": get_token(request),
    }
    return render_to_string("activity/follow.html", shown)


@register.simple_tag
def when_in_words(start, end=None, *, zone=None):
    """As `when`, but plain text: for letters."""
    return times.in_words(start, end, zone=zone)
