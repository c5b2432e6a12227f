"""How another room shows a thread it owns: `{% load conversations %}{% thread post.thread back_to=url %}`."""

from django import template
from django.template.loader import render_to_string

from ..owners import Owner
from ..showing import shown_thread, template_of

register = template.Library()


@register.simple_tag(takes_context=True)
def thread(context, thread, back_to, speaks_of=None, owner=None):
    """The comments or messages of a page, and the way to write one. `back_to` is the page's own address.

    Whose thread it is tells whether it speaks of comments or messages; a page that says so here, or hands its
    Owner over, spares the question.
    """
    request = context["request"]
    if speaks_of == "comments":
        owner = Owner(title=str(thread), url=back_to)
    around = {name: context.get(name) for name in ("community", "csrf_token")}
    shown = shown_thread(request, thread, back_to, owner) | around
    return render_to_string(template_of(shown["owner"]), shown)


@register.simple_tag(takes_context=True)
def drawn(context, template):
    """As `{% include template %}`, for what most messages of a page have alike: see `stencils`."""
    return context["stencils"].fill(template, context)
