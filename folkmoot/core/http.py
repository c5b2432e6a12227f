"""Answering: a whole page, or the part of it that htmx asked for."""

from django.shortcuts import render

LARGEST_NUMBER = 2**63 - 1  # what a column of either database holds


def number(text):
    """The whole number someone put into an address or a field; None for what is none or fits no column."""
    text = text or ""
    if not (text.isascii() and text.isdecimal() and len(text) <= 19):
        return None
    return int(text) if int(text) <= LARGEST_NUMBER else None


def typed(request, name, most):
    """What was typed into one field of a form that has no form class: without NUL, at most so long."""
    return request.POST.get(name, "").replace("\x00", "").strip()[:most]


def page(request, template, context=None, *, part=None, status=None):
    """Render `template`; only its partial `part` when htmx asks for it."""
    name = f"{template}#{part}" if part and request.htmx else template
    return render(request, name, context, status=status)


def kept(request):
    """What this person had typed here when their session ended, as initial data for the form; given once."""
    give = getattr(request, "give_kept", None)
    return give() if give else {}
