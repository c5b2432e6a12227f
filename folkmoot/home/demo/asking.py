"""What events of the demo ask, and how some of them give their places: by the hosts, by a draw."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.events.models import Answer, Event, Host, Need, Question
from folkmoot.events.models.times import WALL

HULL = "Visit: the falls team of Hull"
QUIET = "Visit: a ward that is quiet at night"
SHOES = "Whose shoes? A masterclass"
CHARTS = "Run charts in forty minutes"  # guests come, too
DAY = "A day on what did not work"

MANY = {HULL: 40, QUIET: 9, SHOES: 22}  # who would like to come
CRITERIA = {
    HULL: "Twelve of you, because the ward is small. Come if you can try something of it within a month, "
    "and would tell the others how that went.",
    QUIET: "For people who work nights, or lead those who do.",
}
QUESTIONS = {
    DAY: [
        {"words": "What did not work, in a sentence?", "type": "long", "most_words": 60,
         "hint": "You need not read it out."},
        {"words": "What would you come to?", "type": "several",
         "choices": "A table on falls\nA table on handover\nA walk"},
        {"words": "Is it your first day with us?", "type": "yes"},
    ],
    CHARTS: [
        {"words": "What would you chart?", "type": "short"},
        {"words": "Have you drawn one before?", "type": "yes"},
    ],
    SHOES: [
        {"words": "What would you design?", "type": "long", "most_words": 80, "is_required": True},
        {"words": "Whom would you bring?", "type": "one", "choices": "A colleague\nA patient\nNobody yet"},
    ],
}  # fmt: skip
ANSWERS = {
    "long": [
        "We counted falls for a year and told nobody.",
        "A form of nine pages.",
        "The handover at seven.",
    ],
    "short": ["Falls, by week.", "How late we begin.", "Doors that bang."],
    "several": ["A walk", "A table on falls\nA walk", "A table on handover"],
    "one": ["A colleague", "Nobody yet", "A patient"],
    "yes": ["yes", "no", "no"],
}
NEEDS = [
    ("A place from which I can see who speaks: I read lips.", ""),
    ("", "Vegetarian"),
    ("Step-free all the way, I use a wheelchair.", "Vegetarian"),
    ("", "No nuts: I carry a pen."),
]
PROMISE = "You have a seat in the first row on the left, and we tell everyone to face the room."
WHY_NOT = "We kept to those who have a date to begin. Come to the webinar in spring, we show all of it there."


def closes(title, lately):
    """When registration closes, where it does not when it begins; a list for a draw is closed by then."""
    ends = {HULL: lately + timedelta(hours=18), QUIET: lately + timedelta(days=5)}.get(title)
    return timezone.localtime(ends).strftime(WALL) if ends else ""


def prepare(event, people):
    """What it asks, and how it gives its places, before anybody hears of it."""
    for facts in QUESTIONS.get(event.title, []):
        Question.objects.ask(event, by=people.cora, **facts)
    if event.title in CRITERIA:
        first = "new" if event.title == HULL else ""
        event.give_places("interest", by=people.cora, criteria=CRITERIA[event.title], first=first)
    elif event.title == SHOES:
        event.give_places("approval", by=people.cora)
    elif event.title == DAY:
        Event.objects.get(pk=event.pk).edit(by=people.cora, needs_contact="Cora Pritchard, 01482 496 0123")
        Host.objects.look_after_needs(event, people.cora, True)
    event.refresh_from_db()


def answer(registration, number):
    """Most answer; every ninth needs something."""
    if registration.event.title not in QUESTIONS:
        return
    asked = registration.event.questions.asked()
    said = {one.pk: ANSWERS[one.type][number % 3] for one in asked if one.is_required or number % 4}
    Answer.objects.keep(registration, said)
    if registration.event.title == DAY and number % 9 == 0:
        Need.objects.keep(registration, *NEEDS[number // 9 % len(NEEDS)])


def settle(event, people, at, lately):
    """The hosts have decided on some; one visit is drawn, and half of those who won have answered."""
    if event.title == SHOES:
        applied = list(event.registrations.undecided())
        for registration in applied[: len(applied) // 2]:
            registration.admit(by=people.cora)
        for registration in applied[-2:]:
            registration.turn_down(WHY_NOT, by=people.cora)
    elif event.title == HULL:
        at(lately + timedelta(hours=19))
        event.draws.current().draw(by=people.cora)
        for registration in event.registrations.offered()[:6]:
            registration.accept(by=registration.user)
    elif event.title == DAY:
        need = Need.objects.of_event(event).order_by("pk").first()
        if need:
            need.confirm(PROMISE, by=people.cora, told=need.told)
