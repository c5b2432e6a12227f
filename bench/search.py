"""Search over 5,000 posts and 20,000 comments: 200 mixed searches, as a visitor and as a member.

Each is the whole view, from the test client's request to its response; "found" is the index alone. On
PostgreSQL: `bin/with-postgres bin/bench search`.
"""

import os
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate, batched

POSTS, COMMENTS, PEOPLE, TOPICS = 5000, 20_000, 2000, 15
DAYS = 3000  # over which they were written
WORDS = 60_000  # different ones, the second half as often as a hundredth of the first
SEARCHES, TARGET = 200, 60  # ms, of the 95th percentile
ENDINGS = ["", "", "", "s", "ing", "ed", "ment", "er", "ly", "ion"]


def run():
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        os.environ |= {"FOLKMOOT_DATA": folder, "DATABASE_POOL": "no", "PAGE_CACHE": "no"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "folkmoot.settings", "ALLOWED_HOSTS": "testserver"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        corpus = Corpus()
        member = corpus.fill()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        searches = corpus.searches()
        rows = [
            measured(connection.vendor, who, reader, searches)
            for who, reader in (("visitor", None), ("member", member))
        ]
        rows.append(mending(connection.vendor, corpus))
        connection.close()
        return rows


def measured(database, who, reader, searches):
    from django.contrib.auth.models import AnonymousUser
    from django.test import Client

    from folkmoot.search.models import Document

    client = Client()
    if reader:
        client.force_login(reader)
    client.get("/search/", {"q": "qqqqq"})  # templates and vocabulary once
    whole, busy, alone, mended = [], [], [], 0
    for query in searches:
        began, used = time.perf_counter(), time.process_time()
        response = client.get("/search/", query)
        whole.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.process_time() - used))
        assert response.status_code == 200
        mended += b"Showing results for" in response.content
        began = time.perf_counter()
        found = Document.objects.visible_to(reader or AnonymousUser()).matching(query["q"])
        found.best_first(**{name: value for name, value in query.items() if name != "q"})[:20]
        alone.append(1000 * (time.perf_counter() - began))
    return {
        "database": database,
        "as": who,
        "searches": len(searches),
        "mended": mended,
        "page p50 ms": percentile(whole, 50),
        "page p95 ms": percentile(whole, 95),
        "most ms": round(max(whole), 1),
        "web CPU p95 ms": percentile(busy, 95),
        "found p50 ms": percentile(alone, 50),
        "found p95 ms": percentile(alone, 95),
        "target p95 ms": TARGET,
    }


def mending(database, corpus):
    """Finding what a word was meant to be, among all words."""
    from folkmoot.search.vocabulary import vocabulary

    waits = []
    for _search in range(SEARCHES):
        word = slip(corpus.die.choice(corpus.words), corpus.die)
        began = time.perf_counter()
        vocabulary.meant(word, [1, 2])
        waits.append(1000 * (time.perf_counter() - began))
    many = sum(len(words.written) for words in vocabulary.kept.values())
    return {
        "database": database,
        "as": f"mending among {many:,} words",
        "searches": SEARCHES,
        "page p50 ms": percentile(waits, 50),
        "page p95 ms": percentile(waits, 95),
        "most ms": round(max(waits), 1),
        "target p95 ms": 15,
    }


def percentile(waits, which):
    return round(statistics.quantiles(waits, n=100)[which - 1], 1)


def slip(word, die):
    """One slip of the finger somewhere after the first letter."""
    at = die.randrange(1, max(len(word) - 1, 2))
    return die.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at : at + 1] + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        ]
    )


class Corpus:
    """Invented texts whose words are as frequent as in language (Zipf), the same for the same seed."""

    def __init__(self):
        self.die = random.Random("search")
        beginnings = [c + v for c in "bcdfghlmnprstvw" for v in "aeiou"]
        words = {}
        while len(words) < WORDS:
            syllables = "".join(self.die.choices(beginnings, k=self.die.choice([2, 2, 3, 3, 4])))
            words[syllables + self.die.choice(ENDINGS)] = None
        self.words = list(words)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))
        first = ["Zoë", "Llywelyn", "Siân", "Catrin", "Ada", "Oluwaseun", "Niamh", "Jürgen", "Wanjiru"]
        self.names = [
            f"{self.die.choice(first)} {self.die.choice(self.words[300:]).title()}" for _ in range(PEOPLE)
        ]
        self.now = datetime.now(UTC)

    def text(self, many):
        words = self.die.choices(self.words, cum_weights=self.weights, k=many)
        return "".join(f"{word}{'. ' if at % 14 == 13 else ' '}" for at, word in enumerate(words))

    def fill(self):
        """Posts, comments and people with the rows that the page reads; answers a member."""
        from folkmoot.search import vocabulary

        self.make_people()
        self.make_posts()
        self.make_comments()
        vocabulary.take_up()
        return self.users[0]

    def make_people(self):
        from folkmoot.accounts.models import User
        from folkmoot.members.models import Member, Profile
        from folkmoot.search.models import Document

        each = list(enumerate(self.names))
        self.users = User.objects.bulk_create(
            [User(email=f"p{at}@example.org", name=name, is_member=True) for at, name in each]
        )
        Member.objects.bulk_create([Member(user=user, since=self.now.date()) for user in self.users])
        self.profiles = [Profile(user=user, name=user.name, slug=f"p{user.pk}") for user in self.users]
        for profile in self.profiles:
            profile.role, profile.about, profile.visible = self.text(3), self.text(20), "public"
            profile.derive()
        Profile.objects.bulk_create(self.profiles)
        Document.objects.put_new(
            (profile, {"audience_id": profile.audience_id, **profile.as_document()})
            for profile in self.profiles
        )

    def make_posts(self):
        """Through the rows of the page tree, as an import writes them; one in eight is for members."""
        from wagtail.models import Page

        from folkmoot.accounts.models import Audience
        from folkmoot.conversations.models import Thread
        from folkmoot.publishing.models import PostPage, ReadPage, Topic

        self.topics = [Topic.objects.create(name=f"Topic {at}", slug=f"topic-{at}") for at in range(TOPICS)]
        audiences = [Audience.MEMBERS if at % 8 == 0 else Audience.EVERYONE for at in range(POSTS)]
        self.threads = Thread.objects.bulk_create([Thread(audience_id=pk) for pk in audiences])
        shelf = ReadPage.objects.get()
        posts = [self.post(at, thread, shelf) for at, thread in enumerate(self.threads)]
        fields = [field.attname for field in Page._meta.concrete_fields]
        bases = Page.objects.bulk_create(
            [Page(**{field: getattr(post, field) for field in fields}) for post in posts]
        )
        for post, base in zip(posts, bases, strict=True):
            post.pk = post.id = post.page_ptr_id = base.pk
        PostPage._base_manager._insert(posts, fields=PostPage._meta.local_concrete_fields, raw=True)
        Page.objects.filter(pk=shelf.pk).update(numchild=POSTS)
        self.file_posts(posts)

    def post(self, at, thread, shelf):
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Page

        from folkmoot.publishing.models import PostPage

        title = self.text(6).strip().capitalize()
        return PostPage(
            title=title,
            draft_title=title,
            slug=f"post-{at}",
            thread=thread,
            audience_id=thread.audience_id,
            content_type=ContentType.objects.get_for_model(PostPage),
            published_at=self.now - timedelta(days=at % DAYS),
            path=Page._get_path(shelf.path, shelf.depth + 1, at + 1),
            depth=shelf.depth + 1,
            url_path=f"{shelf.url_path}post-{at}/",
            locale_id=shelf.locale_id,
        )

    def file_posts(self, posts):
        from folkmoot.publishing.models import PostPage
        from folkmoot.search.models import Document

        under = {post.pk: self.die.sample(self.topics, 2) for post in posts}
        through = PostPage.topics.through
        through.objects.bulk_create(
            [through(postpage_id=pk, topic_id=topic.pk) for pk, topics in under.items() for topic in topics]
        )
        Document.objects.put_new((post, self.facts(post, under[post.pk])) for post in posts)

    def facts(self, post, topics):
        return {
            "kind": "post",
            "title": post.title,
            "body": self.text(self.die.randrange(200, 900)),
            "audience_id": post.audience_id,
            "url": post.get_absolute_url(),
            "at": post.published_at,
            **post.filed_under(self.die.sample(self.profiles, 1), topics),
        }

    def make_comments(self):
        from folkmoot.conversations.models import Message

        for batch in batched(range(COMMENTS), 2000):
            Message.objects.carry([self.comment() for _number in batch])

    def comment(self):
        from folkmoot.conversations.models import Message

        return Message(
            thread=self.die.choice(self.threads),
            author=self.die.choice(self.users),
            state="shown",
            html=f"<p>{self.text(self.die.randrange(20, 120))}</p>",
            created_at=self.now - timedelta(days=self.die.randrange(DAYS)),
        )

    def searches(self):
        """Rare and common words, two words, beginnings, names, filters, slips."""
        die, rare, common = self.die, self.words[2000:20_000], self.words[:60]
        middling = self.words[60:1500]
        kinds = [
            lambda: {"q": die.choice(rare)},
            lambda: {"q": die.choice(common)},
            lambda: {"q": die.choice(middling)},
            lambda: {"q": f"{die.choice(middling)} {die.choice(common)}"},
            lambda: {"q": die.choice(middling)[:3]},
            lambda: {"q": die.choice(self.names)},
            lambda: {"q": slip(die.choice(middling), die)},
            lambda: {"q": f"{slip(die.choice(middling), die)} {die.choice(common)}"},
            lambda: {"q": die.choice(middling), "topic": f"topic-{die.randrange(15)}"},
            lambda: {"q": die.choice(common), "kind": "comment", "year": str(2026 - die.randrange(5))},
        ]
        return [kinds[at % len(kinds)]() for at in range(SEARCHES)]
