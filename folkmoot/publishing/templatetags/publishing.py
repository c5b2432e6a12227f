"""Tags of the public site's pages: pictures, and authors as this reader may see them."""

import json
import re
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from folkmoot.accounts.policy import belongs
from folkmoot.members.models import Profile
from folkmoot.publishing import pictures
from folkmoot.publishing.blocks.members import is_open
from folkmoot.publishing.sharing import meta
from folkmoot.ui.templatetags.ui import htmx

register = template.Library()
SAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def picture(context, picture, words="", *, where="text", lazy=True):
    """The `<img>` of a picture: `where` is text, gallery, lead or list."""
    if where == "list":
        sizes = "(min-width: 40rem) 20rem, 94vw"
        return pictures.img(picture, words, widths=pictures.IN_LISTS, sizes=sizes, lazy=lazy)
    if where == "lead":
        return pictures.img(picture, words, sizes="(min-width: 70rem) 66rem, 94vw", lazy=lazy)
    plain = context.get("in_feed", False)
    if where == "gallery":
        return pictures.img(picture, words, sizes="(min-width: 40rem) 17rem, 47vw", lazy=lazy, plain=plain)
    return pictures.img(picture, words, lazy=lazy, plain=plain)


@register.simple_tag
def full_size(picture):
    """The address of a picture in the largest size that readers are sent."""
    made = pictures.renditions(picture, pictures.IN_TEXT)
    return made[-1].url if made else ""


@register.simple_tag(takes_context=True)
def minutes(context, page):
    """How long this reader takes to read it, in words."""
    many = page.minutes(members=is_open(context))
    return ngettext("%(many)s minute read", "%(many)s minute read", many) % {"many": many}


@register.simple_tag
def address_of(page):
    """The whole address of a page, for paper."""
    return settings.SITE_URL + page.get_absolute_url()


@register.filter
def host(address):
    """Whose page it is: `example.org` of https://www.example.org/a."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@register.filter
def without_scheme(address):
    """An address as people say it."""
    return re.sub(r"^https?://(www\.)?|/$", "", address)


@register.simple_tag(takes_context=True)
def authors_of(context, post):
    """The authors in their order: with face and link where this reader may see the profile, else by name."""
    user = context["request"].user
    return [_shown(author.profile, user) for author in post.post_authors.all()]


def _shown(profile, user):
    """By rights alone, not by person: what is drawn here is kept for all readers of one kind."""
    face = profile.face(Profile.Visible.MEMBERS if belongs(user) else Profile.Visible.PUBLIC)
    return face if face.is_there else profile.name


@register.simple_tag(takes_context=True)
def head(context, path, title, words="", *, feed="", feed_title=""):
    """For `{% block head %}` of a list: its one address, and what others show when they link to it."""
    feeds = [(feed_title or title, feed)] if feed else []
    return meta.drawn(meta.of_list(path, title, words, context["community"], feeds))


@register.simple_tag
def structured_data(things):
    """What machines read of a page. It is data, not script: the browser runs nothing of it."""
    if not things:
        return ""
    said = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(said.translate(SAFE_IN_SCRIPT))
    )


@register.simple_tag(takes_context=True)
def author_shown(context, profile):
    """One author, as this reader may see them."""
    return _shown(profile, context["request"].user)


@register.simple_tag(takes_context=True)
def teller(context, user):
    """Who wrote a live entry, as this reader may see them: a profile, or a name."""
    profile = getattr(user, "profile", None)
    return _shown(profile, context["request"].user) if profile else user.name


@register.simple_tag
def htmx_later():
    """htmx as ui gives it, fetched only when a reader comes near something that uses it."""
    later = format_html('<script src="{}" data-htmx=', static("publishing/htmx-later.js"))
    return mark_safe(htmx().replace("<script src=", later))
