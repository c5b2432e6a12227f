"""Answering: a whole page, or the part of it that htmx asked for."""

from django.shortcuts import render


def page(request, template, context=None, *, part=None, status=None):
    """Render `template`; only its partial `part` when htmx asks for it."""
    name = f"{template}#{part}" if part and request.htmx else template
    return render(request, name, context, status=status)


def kept(request):
    """What this person had typed here when their session ended, as initial data for the form; given once."""
    give = getattr(request, "give_kept", None)
    return give() if give else {}
