"""Mentions: "@" and the name of somebody who may read the thread, or the address of their page.

They are sought in the HTML of a message, outside of quotations, code and links. What is found is kept as a
mark without an address: whether it leads to a page is decided for each reader.
"""

import html as characters
import re
from collections import Counter

from django.db.models import Q
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Audience, User
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Profile
from folkmoot.search.words import folded

from .owners import owner_of

MOST = 10  # people in a message
LOOKED_AT = 40  # places with an "@"
WORDS = 8  # of a name
OFFERED = 8  # names to choose from
FEWEST_LETTERS = 2

AT = re.compile(r"(?<![\w@.+/-])@(?=[^\W_])")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-])")
TAG = re.compile(r"(<[^>]*>)")
CLOSED = {"blockquote", "code", "pre", "a"}  # nobody is mentioned inside of these
MARK = re.compile(r'<span data-mention="(\d+)">(.*?)</span>', re.DOTALL)


def people_of(thread, writer):
    """Whom this writer can mention here: readers whom they know of, and not themselves.

    Known are those whose page is open to the writer, who wrote here, or who belong to the same listed circle.
    """
    wrote = thread.messages.shown().filter(author__isnull=False).values("author")
    known = Q(profile__in=Profile.objects.visible_to(writer)) | Q(pk__in=wrote)
    if thread.audience.kind in (Audience.Kind.CIRCLE, Audience.Kind.MEMBERS_AND_CIRCLE):
        known |= Q(circles=thread.audience_id)
    people = User.objects.active().filter(_reads(thread.audience)).filter(known).exclude(pk=writer.pk)
    return User.objects.filter(pk__in=people.values("pk")).select_related("profile")


def offered(thread, owner, writer, typed):
    """The first people whose name has a word that begins so: pairs of a person and what to write."""
    start = " ".join(folded(typed).split())
    if len(start) < FEWEST_LETTERS:
        return []
    begins = Q(profile__sort_name__startswith=start) | Q(profile__sort_name__contains=f" {start}")
    begins |= Q(profile=None, name__istartswith=start)
    found = people_of(thread, writer).filter(begins).order_by("profile__sort_name", "name", "pk")
    people = [person for person in found[: 3 * OFFERED] if owner.may_read(person)]
    names = Counter(folded(person.name) for person in people)
    return [(person, _written(person, names[folded(person.name)])) for person in people[:OFFERED]]


def resolved(html, thread, writer):
    """The HTML with its mentions marked, and the people in the order of their marks.

    Refused, in words for people, where it is not clear who is meant or where there are too many.
    """
    pieces = _pieces(html)
    heads = [text[at.end() :] for text, is_open in pieces if is_open for at in AT.finditer(text)]
    if not heads or writer is None:
        return html, []
    if len(heads) > LOOKED_AT:
        raise Refused(_too_many())
    called = _called(heads, thread, writer)
    people, marked = [], []
    for text, is_open in pieces:
        marked.append(_marked(text, called, people) if is_open else text)
    if len(people) > MOST:
        raise Refused(_too_many())
    return ("".join(marked), people) if people else (html, [])


def linked(message, reader):
    """The HTML of a message as this reader gets it: a name leads to its page where that is open to them."""
    if "data-mention" not in message.html:
        return message.html
    pages = {}
    for mention in message.mentions.all():
        profile = getattr(mention.user, "profile", None)
        if profile is not None and profile.is_open_to(reader):
            pages[str(mention.number)] = profile.get_absolute_url()

    def link(mark):
        page = pages.get(mark[1])
        return f'<a href="{characters.escape(page)}">{mark[2]}</a>' if page else mark[2]

    return MARK.sub(link, message.html)


def words_of(mention):
    """What stands in the mark of a mention: "@" and a name, as its writer typed it."""
    for mark in MARK.finditer(mention.message.html):
        if mark[1] == str(mention.number):
            return characters.unescape(mark[2])
    return ""


def to_tell(message, people):
    """Those of the people who get a letter: not who blocked the writer."""
    if not people:
        return []
    blocking = set(Block.objects.by_whom(message.author))
    return [person for person in people if person.pk not in blocking]


def _reads(audience):
    """Accounts of an audience: the other side of `Audience.objects.including`."""
    runs = Q(is_team=True) | Q(is_administrator=True)
    listed = Q(circles=audience.pk)
    kind = audience.kind
    if kind == Audience.Kind.EVERYONE:
        return Q()
    if kind == Audience.Kind.TEAM:
        return runs
    if kind == Audience.Kind.CIRCLE:
        return listed
    members = Q(is_member=True) | runs
    return members | listed if kind == Audience.Kind.MEMBERS_AND_CIRCLE else members


def _written(person, of_that_name):
    profile = getattr(person, "profile", None)
    return f"@{profile.slug}" if of_that_name > 1 and profile else f"@{person.name}"


def _pieces(html):
    """The HTML in pieces: text, unescaped, in which people may be mentioned, and all else as it is."""
    inside, pieces = Counter(), []
    for piece in TAG.split(html):
        if piece.startswith("<"):
            name = piece.strip("</>").split(" ")[0]
            inside[name] += -1 if piece.startswith("</") else 1
            pieces.append((piece, False))
        elif any(inside[name] for name in CLOSED):
            pieces.append((piece, False))
        else:
            pieces.append((characters.unescape(piece), True))
    return pieces


def _ends(head):
    """Where a name that begins here may end: after each of its first words, and after a full stop."""
    for word in list(re.finditer(r"\w+", head[:200]))[:WORDS]:
        yield word.end()
        if head[word.end() : word.end() + 1] == ".":
            yield word.end() + 1


def _called(heads, thread, writer):
    """The people who may be meant: folded name or "@" and slug → accounts."""
    names, raw, slugs = set(), set(), set()
    for head in heads:
        said = [head[:end] for end in _ends(head)]
        raw.update(said)
        names.update(folded(name) for name in said)
        if slug := SLUG.match(head):
            slugs.add(slug[0])
    meant = Q(profile__sort_name__in=names) | Q(profile__slug__in=slugs) | Q(profile=None, name__in=raw)
    called, owner = {}, owner_of(thread)
    for person in people_of(thread, writer).filter(meant):
        if owner is None or not owner.may_read(person):
            continue
        called.setdefault(folded(person.name), []).append(person)
        if hasattr(person, "profile"):
            called[f"@{person.profile.slug}"] = [person]
    return called


def _marked(text, called, people):
    """A piece of text as HTML, those it names marked with the number they have in `people`."""
    marked, start = [], 0
    for at in AT.finditer(text):
        head = text[at.end() :]
        person, end = _meant(head, called)
        if person is None or at.start() < start:
            continue
        if person not in people:
            people.append(person)
        marked.append(_escaped(text[start : at.start()]))
        words = _escaped(text[at.start() : at.end() + end])
        marked.append(f'<span data-mention="{people.index(person) + 1}">{words}</span>')
        start = at.end() + end
    return "".join([*marked, _escaped(text[start:])])


def _meant(head, called):
    """The person whose name or address begins this text, and where it ends; the longest counts."""
    best, found = 0, []
    for end in _ends(head):
        if some := called.get(folded(head[:end])):
            best, found = end, some
    slug = SLUG.match(head)
    if slug and slug.end() >= best and (some := called.get(f"@{slug[0]}")):
        best, found = slug.end(), some
    if len(found) > 1:
        raise Refused(_which_one(head[:best], found))
    return (found[0], best) if found else (None, 0)


def _which_one(name, people):
    ways = [f"@{person.profile.slug}" for person in people if hasattr(person, "profile")]
    return _("More than one person here is called %(name)s. Write one of these instead: %(ways)s.") % {
        "name": name,
        "ways": ", ".join(sorted(ways)),
    }


def _too_many():
    words = _("You can mention at most %(most)s people at once. All you wrote is still here.")
    return words % {"most": MOST}


def _escaped(text):
    return characters.escape(text, quote=False)
