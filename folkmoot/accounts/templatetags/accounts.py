"""What the templates of accounts need: the demo's cast, a browser's name in plain words, a kept field."""

import re

from django import template
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ..views.entrance import cast_on_offer as offered

register = template.Library()

BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
]  # fmt: skip


@register.simple_tag
def cast_on_offer():
    return offered()


@register.filter
def browser(user_agent):
    """ "Firefox on Windows" out of what a browser says of itself."""
    program = next((name for sign, name in BROWSERS if sign in user_agent), None)
    system = next((name for sign, name in SYSTEMS if sign in user_agent), None)
    if program and system:
        return _("%(program)s on %(system)s") % {"program": program, "system": system}
    return program or system or user_agent[:40] or _("A browser that does not say which")


@register.filter
def readable(name):
    """A form field's name as words: `comment_text` reads "Comment text"."""
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:]


@register.filter
def language_name(code):
    """A language as its own speakers call it."""
    try:
        return capfirst(get_language_info(code)["name_local"])
    except KeyError:
        return code
