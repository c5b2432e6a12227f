"""What the front page may be made of. Each block has its template in templates/publishing/front/."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .leads import AddressBlock
from .pictures import PictureBlock
from .prose import INLINE, PROSE

PEOPLE = 6
POSTS = 7


class ProfileBlock(blocks.ChooserBlock):
    """One person, chosen by name."""

    @cached_property
    def target_model(self):
        from folkmoot.members.models import Profile

        return Profile

    @cached_property
    def widget(self):
        from folkmoot.publishing.wagtail_hooks import PROFILES

        return PROFILES.widget_class()

    class Meta:
        icon = "user"


class WelcomeBlock(blocks.StructBlock):
    """A few words on who we are, under the name of the community."""

    words = blocks.RichTextBlock(
        label=_("Words"),
        required=False,
        features=INLINE,
        help_text=_("Left empty, the welcome words of the community's settings stand here."),
    )

    class Meta:
        icon = "home"
        label = _("Welcome")


class NewestBlock(blocks.StructBlock):
    """The newest posts, of one topic or of all; those shown further up are not repeated."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    topic = SnippetChooserBlock("publishing.Topic", label=_("Only of this topic"), required=False)
    many = blocks.IntegerBlock(label=_("How many"), default=POSTS, min_value=1, max_value=12)
    first_is_large = blocks.BooleanBlock(label=_("Show the first one large"), required=False, default=True)

    class Meta:
        icon = "doc-full"
        label = _("Newest posts")


class ChosenBlock(blocks.StructBlock):
    """Posts that an editor chose, in that order."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
    posts = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Post"), page_type="publishing.PostPage"),
        label=_("Posts"),
        min_num=1,
        max_num=6,
    )

    class Meta:
        icon = "thumbtack"
        label = _("Chosen posts")


class DateEntryBlock(blocks.StructBlock):
    """Something that will happen; on the day after, it is shown no longer."""

    title = blocks.CharBlock(label=_("What"), max_length=120)
    day = blocks.DateBlock(label=_("Day"))
    until = blocks.DateBlock(label=_("Last day"), required=False)
    words = blocks.CharBlock(
        label=_("Time and place"), required=False, max_length=160, help_text=_("10:00 to 16:00, Leeds")
    )
    address = AddressBlock(label=_("Where it leads"), required=False, max_length=500)

    class Meta:
        icon = "date"


class ComingBlock(blocks.StructBlock):
    """What is on: dates entered here, and those that other rooms of the house offer."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    dates = blocks.ListBlock(DateEntryBlock(label=_("Date")), label=_("Dates"), default=[])

    class Meta:
        icon = "calendar-alt"
        label = _("What is on")


class PeopleBlock(blocks.StructBlock):
    """People whom everyone may see: the newest members, or those chosen here."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    people = blocks.ListBlock(
        ProfileBlock(label=_("Person")),
        label=_("Chosen people"),
        default=[],
        help_text=_("None chosen: the newest members who show themselves to everyone."),
    )
    many = blocks.IntegerBlock(label=_("How many"), default=PEOPLE, min_value=1, max_value=24)

    class Meta:
        icon = "group"
        label = _("People")


class InvitationBlock(blocks.StructBlock):
    """An invitation to join, or to do something else."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    words = blocks.RichTextBlock(label=_("Words"), required=False, features=INLINE)
    address = AddressBlock(
        label=_("Where it leads"),
        required=False,
        max_length=500,
        help_text=_("Left empty, the page on which one can say that one would like to join."),
    )
    link_words = blocks.CharBlock(label=_("Words of the link"), required=False, max_length=80)

    class Meta:
        icon = "mail"
        label = _("Invitation")


class WordsBlock(blocks.StructBlock):
    """Words of the editors' own."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    words = blocks.RichTextBlock(label=_("Words"), features=PROSE)

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class FrontBlock(blocks.StreamBlock):
    """The front page from top to bottom."""

    welcome = WelcomeBlock()
    newest = NewestBlock()
    chosen = ChosenBlock()
    coming = ComingBlock()
    people = PeopleBlock()
    invitation = InvitationBlock()
    words = WordsBlock()
    picture = PictureBlock()

    class Meta:
        block_counts = {
            "welcome": {"max_num": 1},
            "newest": {"max_num": 4},
            "coming": {"max_num": 1},
            "people": {"max_num": 2},
        }
