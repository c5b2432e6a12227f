"""Stencils: a part that stands beside each message of a page is drawn once, and filled in for each.

Most messages of a page have the same buttons and links beside them, but for a key, a number and a name. To
draw them a hundred times took more than half of the time of a long page. A stencil lives as long as its page,
and holds nobody's words.
"""

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

MARKS = {  # what is filled in, and what stands for it in the drawing: nothing that a template would change
    "pk": 7_310_529_846_175_293,
    "number": "\ue001",
    "name": "\ue002",
    "thanked_by": "\ue003",
}
ACTS = ("change_link", "withdraw_link", "flag_link", "unread_link")
SHAPES = {  # template: what else it asks of a message
    "conversations/comment_acts.html": ACTS,
    "conversations/message_acts.html": ACTS,
    "conversations/said_back.html": ("has_helped", "thanks_count", "may_thank", "thanked", "may_say_helped"),
}


class Stencils:
    """Those of one page."""

    def __init__(self):
        self.drawn = {}

    def fill(self, template, context):
        """The part `template` of the message in the context."""
        message = context["message"]
        shape = {name: getattr(message, name) for name in SHAPES[template]}
        key = (template, *shape.values())
        if key not in self.drawn:
            with context.push(message=Blank(shape)):
                self.drawn[key] = _with_gaps(get_template(template).template.render(context))
        words = {"pk": message.pk, "number": message.number}
        # drawn by a template; each word that somebody wrote is escaped here, as the template would
        words |= {name: conditional_escape(getattr(message, name)) for name in ("name", "thanked_by")}
        return mark_safe(self.drawn[key] % words)


class Blank(dict):
    """A message of this shape, with marks where its own words will be."""

    def __init__(self, shape):
        address = reverse("conversations:message", args=[MARKS["pk"]])
        super().__init__(MARKS, get_absolute_url=address, **shape)

    def __missing__(self, name):
        raise LookupError(f"A stencil does not know the {name} of a message: add it to its shape.")


def _with_gaps(html):
    html = html.replace("%", "%%")
    for name, mark in MARKS.items():
        html = html.replace(str(mark), f"%({name})s")
    return html
