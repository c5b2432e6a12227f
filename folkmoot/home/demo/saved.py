"""What people of the demo look for more than once, and the mornings on which the clock looks for them."""

from folkmoot.members import tasks
from folkmoot.members.asked import Asked
from folkmoot.members.models import SavedSearch

SAVED = [  # days ago, who, its name, what it asks, whether with an alert
    (110, "ada", "Within half a day of Sheffield", {"near": "Sheffield", "within": 200}, True),
    (30, "ada", "Run charts, open to being asked", {"skill": "run-charts", "open": "yes"}, False),
    (60, "hana", "Who asks about falls", {"q": "falls"}, True),
]
FIRST = max(ago for ago, *_ in SAVED)


def plan(story):
    """Lay out who saves what when; once a morning is often enough for a story."""
    for ago, who, name, asked, alerts in SAVED:
        story.then(story.day(ago, 19), _saving(story, who, name, asked, alerts))
    for ago in range(FIRST, -1, -1):
        story.then(story.day(ago, 9, 10), tasks.look_over_searches)


def _saving(story, who, name, asked, alerts):
    question = Asked.in_address({name: str(value) for name, value in asked.items()})
    return lambda: SavedSearch.objects.keep(question, by=getattr(story.cast, who), name=name, alerts=alerts)
