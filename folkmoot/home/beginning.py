"""The first hour of a community: a name on the door, an administrator, pages and policies to begin with."""

import re
from pathlib import Path

from django.db import transaction

from folkmoot.accounts.models import Community, User
from folkmoot.accounts.policies import publish_defaults
from folkmoot.core.text import markdown
from folkmoot.members.models import Profile
from folkmoot.publishing.models import StandardPage
from folkmoot.publishing.site import lay_out

WORDS = Path(__file__).parent / "words"
DOORS = ("learn",)  # doors that are pages until their rooms exist


@transaction.atomic
def begin(*, administrator_name, administrator_email, **community):
    """Leave an empty, branded, working site with its first administrator; answers the administrator."""
    administrator = User.objects.create_user(administrator_email, administrator_name, confirmed=True)
    administrator.give(User.Role.ADMINISTRATOR, by=None)
    Profile.objects.of(administrator)
    furnish(by=administrator, **community)
    return administrator


def furnish(*, by, **community):
    """The house of a new community: settings, front page, doors whose rooms are still empty, policies."""
    Community.objects.current().change(by=by, **community)
    home = lay_out(community["name"])
    for slug in DOORS:
        title, text = words(slug)
        standfirst, text = text.split("\n\n", 1)
        put_page(home, slug, title=title, standfirst=standfirst, text=text, by=by)
    publish_defaults(by=by)


def words(slug):
    """Title and text of one of the first pages, as they lie in `words/`."""
    title, text = (WORDS / f"{slug}.md").read_text().removeprefix("# ").split("\n", 1)
    return title, unwrapped(text)


def unwrapped(text):
    """Paragraphs of a file as one line each: for people's Markdown, the end of a line is a break."""
    return re.sub(r"(?<=\S)\n(?!\s|- |\d+\. |> |#|\||\[\^)", " ", text.strip())


def put_page(parent, slug, *, title, standfirst, text, by):
    """A standard page, published as an editor would; one that is there stays as it is."""
    if parent.get_children().filter(slug=slug).exists():
        return None
    body = [("text", markdown(text))]
    new = parent.add_child(
        instance=StandardPage(title=title, slug=slug, standfirst=standfirst, body=body, live=False)
    )
    new.save_revision(user=by).publish(user=by)
    return new
