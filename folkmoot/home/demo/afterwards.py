"""What came of the past events of the demo, what people said of them, who was there, whom they met."""

from datetime import timedelta

from django.core.files.base import ContentFile

from folkmoot.events.models import Certificate, Event, Feedback, Material, Met
from folkmoot.files.ready import made_ready

SPRING, SLIPPERS = "Spring community day", "Slippers, counted"
MATERIALS = {  # kind, title, words of a file or an address, who sees it, described, captions
    SPRING: [
        (
            "notes",
            "What each table wrote on its sheet",
            "Table 1: chairs. Table 2: the phone at night.",
            "event",
            "unknown",
            "unknown",
        ),
        (
            "slides",
            "Four wards, four mornings",
            "Ward 4 begins at seven. Ward 9 asks who slept.",
            "came",
            "yes",
            "unknown",
        ),
        (
            "recording",
            "The hour after lunch",
            "https://video.example.org/spring-day",
            "came",
            "unknown",
            "yes",
        ),
    ],
    SLIPPERS: [
        (
            "slides",
            "Six months of slippers",
            "Month 1: 41 falls. Month 6: 29 falls.",
            "event",
            "no",
            "unknown",
        ),
        ("recording", "The webinar", "https://video.example.org/slippers", "event", "unknown", "no"),
    ],
}
SAID = [  # of the sign, whether it was worth it, what else, what next
    (
        "4",
        "5",
        "Longer breaks: I met two people in the queue, then lost them.",
        "Ask each morning who slept badly.",
    ),
    ("3", "4", "", "Put a chair at the lift."),
    ("5", "5", "Begin at half past ten; the first train comes at ten.", ""),
    ("2", "3", "The loop did not work at the back.", ""),
    ("4", "4", "Fewer talks, more tables.", "Count for two weeks before changing anything."),
    ("3", "5", "", "Invite the porters."),
    ("4", "5", "Nothing. Keep the soup.", "Walk the ward with a patient."),
    ("1", "2", "I knew most of it. A table for people who have done this before?", ""),
    ("5", "5", "", "Ring the team from Leeds."),
    ("4", "4", "Say beforehand who comes, so that one can look for them.", "Try their sheet on Monday."),
    ("3", "4", "The room was cold.", ""),
    ("4", "5", "More time at the end to say what one will do.", "Take slippers to the supplies meeting."),
]
HEARD = (
    "Twelve of you answered. Most found it **worth the day**; the breaks were too short, and the loop did not"
    " reach the back.\n\n"
    "Next time we begin at half past ten, after the first train, and sit at tables for longer."
)
SHOWN = 8  # people who let others see that they came


def tell(people, at):
    """Inside the time of the story: `at` sets its clock."""
    spring, slippers = (Event.objects.get(title=title) for title in (SPRING, SLIPPERS))
    for event in (spring, slippers):
        at(event.ends_at + timedelta(hours=3))
        for kind, title, words, readers, described, captions in MATERIALS[event.title]:
            _added(event, people.cora, kind, title, words, readers, described, captions)
    _was_there(spring, people, at)
    _said(spring, 12, at)
    _said(slippers, 3, at)
    at(spring.starts_at + timedelta(days=30))
    _sheet(spring).tell(HEARD, by=people.cora)


def _added(event, by, kind, title, words, readers, described, captions):
    facts = {"kind": kind, "title": title, "seen_by": readers, "has_alt": described, "has_captions": captions}
    if words.startswith("https://"):
        facts["url"] = words
    else:
        facts["file"] = made_ready(ContentFile(words.encode(), name=f"{title.lower().replace(' ', '-')}.txt"))
    Material.objects.add(event, by=by, **facts)


def _was_there(event, people, at):
    """All but two; some let others see it, two of them say that they met, and one has it on paper."""
    at(event.ends_at + timedelta(hours=4))
    comers = list(event.registrations.confirmed().select_related("user", "pool__event"))
    comers.sort(key=lambda one: (one.user_id != people.ada.pk, one.pk))
    here = comers[:-2] if len(comers) > 4 else comers
    for registration in here:
        registration.arrive(by=people.cora)
    for registration in here[:SHOWN]:
        registration.show("comers")
    for one, other in ((here[0], here[1]), (here[1], here[0]), (here[2], here[0])):
        Met.objects.note(event, other.user, by=one.user)
    Certificate.objects.make(here[0], by=here[0].user)


def _said(event, many, at):
    at(event.ends_at + timedelta(hours=23))
    sheet = _sheet(event)
    keys = [question["key"] for question in sheet.questions]
    for registration, said in zip(event.registrations.confirmed()[:many], SAID, strict=False):
        answers = dict(zip(keys, said, strict=False))
        sheet.answer(registration, {key: words for key, words in answers.items() if words})


def _sheet(event):
    sheet = Feedback.objects.of(event)
    sheet.event = event
    return sheet
