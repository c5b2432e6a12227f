"""Posts that are really related: they share topics that few posts have, authors, or telling words.

What is shared counts the more, the fewer posts share it (1 / log of how many). All that is known of the
candidates stands in the search index, which knows what this reader may read. Nothing is drawn by lot: where
too little is shared, fewer posts are shown, or none.
"""

from collections import Counter
from math import log2

from django.db.models import Q
from django.db.models.functions import Left

from folkmoot.accounts.models import Audience
from folkmoot.accounts.policy import belongs
from folkmoot.search.fulltext import having
from folkmoot.search.models import Document
from folkmoot.search.words import WORD, folded, root

AUTHOR = 0.6
WORDS = 0.25
ENOUGH = 0.35
CANDIDATES = 400  # the newest so many that share anything
BEGINNING = 400  # letters of the text: the standfirst is its beginning
LONG = 4  # letters of a word that says something
MOST_WORDS = 8  # that the index is asked for
SMALL = """about after again also because been before being could does doing done down each every from have
having here into just know like made make many more most much nobody nothing only other ours over people
really same said says should some somebody something still such than that their them then there these they
thing things this those three through time times under until very want went were what when where which while
whose will with without would year years your yours"""
SAY_NOTHING = set(SMALL.split())


def related(post, user, *, most=3):
    """Keys of the posts most related to `post` that this reader may read, the nearest first."""
    topics = {topic.slug for topic in post.topics.all()}
    authors = {str(author.profile_id) for author in post.post_authors.all()}
    mine = _roots(f"{post.title} {post.standfirst}")
    rows = _candidates(post, user, topics, authors)
    rows = [row for row in rows if row[0] != post.pk]
    spread = Counter(topic for row in rows for topic in row[2].split())
    words = Counter(word for row in rows for word in row[4])
    scores = {}
    for pk, at, filed, written, roots in rows:
        score = sum(rarity(spread[topic]) for topic in topics & set(filed.split()))
        score += AUTHOR * len(authors & set(written.split()))
        score += WORDS * sum(rarity(words[word]) for word in mine & roots)
        if score >= ENOUGH:
            scores[pk] = (score, at)
    return sorted(scores, key=scores.get, reverse=True)[:most]


def rarity(many):
    """What it says that two posts share something that `many` have: 1 for one, a fifth for thirty."""
    return 1 / log2(1 + max(many, 1))


def _candidates(post, user, topics, authors):
    """(key, when, topics, authors, words) of the posts that share anything at all."""
    share = Q(pk__in=[])
    for topic in topics:
        share |= Q(topics__contains=f" {topic} ")
    for author in authors:
        share |= Q(authors__contains=f" {author} ")
    if telling := sorted(_words(f"{post.title} {post.standfirst}"), key=lambda word: (-len(word), word)):
        share |= having(" ".join(telling[:MOST_WORDS]), any_word=True)
    found = _readable(user).of_kind(post.SEARCH_KIND)
    columns = ("object_id", "at", "topics", "authors", "title", "beginning")
    rows = (
        found.annotate(beginning=Left("body", BEGINNING)).filter(share).order_by("-at").values_list(*columns)
    )
    return [
        (pk, at, filed, written, _roots(f"{title} {beginning}"))
        for pk, at, filed, written, title, beginning in rows[:CANDIDATES]
    ]


def _readable(user):
    """By rights alone, not by person: what is drawn with it is kept for all readers of one kind."""
    audiences = [Audience.EVERYONE, Audience.MEMBERS] if belongs(user) else [Audience.EVERYONE]
    return Document.objects.filter(~Q(outdone_by__in=audiences), audience__in=audiences)


def _roots(text):
    """The words that say something, without their endings."""
    return {root(word) for word in _words(text)}


def _words(text):
    words = {folded(word) for word in WORD.findall(text)}
    return {word for word in words if len(word) >= LONG and word not in SAY_NOTHING}
