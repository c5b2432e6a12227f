"""Blocks that lead on: a file, a page elsewhere, something to do."""

import re

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .prose import INLINE

LEADS_ON = re.compile(r"https?://|mailto:|[/#?](?![/\\])", re.IGNORECASE)  # an address that runs nothing
LINK_REFUSED = URLValidator.message


class AddressBlock(blocks.CharBlock):
    """Where a link leads: a page of this site, a page elsewhere, a letter."""

    def clean(self, value):
        value = super().clean(value)
        if value and not LEADS_ON.match(value):
            raise ValidationError(LINK_REFUSED)
        return value

    def get_searchable_content(self, value):
        return []


class FileBlock(blocks.StructBlock):
    """A file to download, and what is in it."""

    file = DocumentChooserBlock(label=_("File"))
    description = blocks.CharBlock(label=_("What it is"), required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "publishing/blocks/file.html"


class CallBlock(blocks.StructBlock):
    """Something the reader can do next: a few words and one link."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    words = blocks.RichTextBlock(label=_("Words"), required=False, features=INLINE)
    address = AddressBlock(label=_("Where it leads"), max_length=500)
    link_words = blocks.CharBlock(
        label=_("Words of the link"), max_length=80, help_text=_("What it does: “Book a place”.")
    )

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        template = "publishing/blocks/call.html"


class LinkBlock(blocks.StructBlock):
    """A page elsewhere, shown with its title and what it says of itself, both fetched by this server."""

    address = blocks.URLBlock(
        label=_("Address"),
        max_length=2000,
        help_text=_("The title and the description are fetched once, when the page is saved."),
    )
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=200, help_text=_("Left empty, the page's own.")
    )

    def clean(self, value):
        value = super().clean(value)
        if value["address"] and not value["address"].lower().startswith(("http://", "https://")):
            raise blocks.StructBlockValidationError({"address": ValidationError(LINK_REFUSED)})
        return value

    def get_context(self, value, parent_context=None):
        """The card of the address: from those the text fetched together, else by itself."""
        context = super().get_context(value, parent_context)
        cards = context.get("cards")
        if cards is None:
            cards = cards_for([value["address"]])
        return {**context, "card": cards.get(iri_to_uri(value["address"]))}

    class Meta:
        icon = "link-external"
        label = _("Link to a page elsewhere")
        template = "publishing/blocks/link.html"


def cards_for(addresses):
    """The fetched cards of these addresses, in one query; none for none."""
    if not addresses:
        return {}
    cards = apps.get_model("publishing", "LinkCard").objects.fetched()
    return {card.address: card for card in cards.filter(address__in=[iri_to_uri(each) for each in addresses])}
