"""A WordPress text becomes the body of a page: shortcodes, then markup, then the sanitiser of the house."""

import re

from folkmoot.publishing.markup import carried

from .losses import Loss
from .markup import Markup
from .shortcodes import expand

MADE_OF_BLOCKS = re.compile(r"<!--\s+wp:")


def convert(text, resolve):
    """The blocks of a text, ("imported", html) or ("picture", fields) each, and what could not be carried."""
    losses: list[Loss] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    classic = not MADE_OF_BLOCKS.search(text)
    markup = Markup(classic=classic, resolve=resolve, losses=losses)
    blocks = markup.convert(expand(text, losses))
    cleaned = [(kind, carried(value) if kind == "imported" else value) for kind, value in blocks]
    return [(kind, value) for kind, value in cleaned if value], losses
