"""Tags of the public site's pages: pictures, and authors as this reader may see them."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from folkmoot.accounts.models import Audience
from folkmoot.accounts.policy import belongs
from folkmoot.core.text import excerpt
from folkmoot.publishing import pictures
from folkmoot.ui.templatetags.ui import htmx

register = template.Library()


@register.simple_tag(takes_context=True)
def picture(context, picture, words="", *, where="text", lazy=True):
    """The `<img>` of a picture: `where` is text, lead or list."""
    if where == "list":
        sizes = "(min-width: 40rem) 20rem, 94vw"
        return pictures.img(picture, words, widths=pictures.IN_LISTS, sizes=sizes, lazy=lazy)
    if where == "lead":
        return pictures.img(picture, words, sizes="(min-width: 70rem) 66rem, 94vw", lazy=lazy)
    return pictures.img(picture, words, lazy=lazy, plain=context.get("in_feed", False))


@register.simple_tag(takes_context=True)
def authors_of(context, post):
    """The authors in their order: with face and link where this reader may see the profile, else by name."""
    audiences = _audiences(context["request"].user)
    return [_shown(author.profile, audiences) for author in post.post_authors.all()]


def _audiences(user):
    """By rights alone, not by person: what is drawn here is kept for all readers of one kind."""
    return {Audience.EVERYONE, Audience.MEMBERS} if belongs(user) else {Audience.EVERYONE}


def _shown(profile, audiences):
    if profile.audience_id in audiences:
        return profile
    return profile.name


@register.inclusion_tag("publishing/head.html", takes_context=True)
def head(context, path, title, words="", *, kind="website", feed="", feed_title=""):
    """For `{% block head %}`: the one address of this page, and what others show when they link to it."""
    return {
        "site_url": settings.SITE_URL,
        "community": context.get("community"),
        "path": path,
        "title": title,
        "words": excerpt(words, 200),
        "kind": kind,
        "feed": feed,
        "feed_title": feed_title or title,
    }


@register.simple_tag(takes_context=True)
def author_shown(context, profile):
    """One author, as this reader may see them."""
    return _shown(profile, _audiences(context["request"].user))


@register.simple_tag
def htmx_later():
    """htmx as ui gives it, fetched only when a reader comes near something that uses it."""
    later = format_html('<script src="{}" data-htmx=', static("publishing/htmx-later.js"))
    return mark_safe(htmx().replace("<script src=", later))
