"""The front page of the demo, as its editor would make it from blocks."""

from datetime import timedelta

from folkmoot.publishing.models import HomePage, PostPage

FIRST = [
    "what-we-learned-from-a-year-of-five-hundred",
    "compared-with-what",
    "how-to-visit-without-being-a-nuisance",
]
DATES = [  # days from today, how many days, what, when and where
    (9, 1, "Coffee with a stranger, in fives", "12:30 to 13:15, online"),
    (23, 1, "Visit to the Porth night library", "18:00 to 21:00, Aberystwyth"),
    (51, 2, "Spring gathering: what we stopped doing", "Leeds, the old Corn Exchange"),
]


def furnish(editor, today):
    """Welcome, the newest, what is on, where to begin, who has joined, an invitation."""
    home = HomePage.objects.get()
    home.front = [
        ("welcome", {"words": ""}),
        ("newest", {"heading": "", "topic": None, "many": 4, "first_is_large": True}),
        ("coming", {"heading": "", "dates": [_date(today, *each) for each in DATES]}),
        ("chosen", {"heading": "Begin here", "posts": _posts()}),
        ("people", {"heading": "", "people": [], "many": 6}),
        ("invitation", INVITATION),
    ]
    home.save_revision(user=editor).publish(user=editor)


INVITATION = {
    "heading": "You do something like this, too?",
    "words": "<p>You need not run a service, and you need not have succeeded. If you try to make an everyday "
    "service work better, and would tell others how it went, you belong here.</p>",
    "address": "",
    "link_words": "",
}


def _posts():
    posts = {post.slug: post for post in PostPage.objects.live().filter(slug__in=FIRST)}
    return [posts[slug] for slug in FIRST if slug in posts]


def _date(today, days, many, title, words):
    day = today + timedelta(days=days)
    until = day + timedelta(days=many - 1) if many > 1 else None
    return {"title": title, "day": day, "until": until, "words": words, "address": ""}
