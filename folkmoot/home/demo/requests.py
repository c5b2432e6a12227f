"""Who of the demo asked whom to be in touch: one waits, one was answered, one lapsed, the team sees two."""

from folkmoot.members import tasks
from folkmoot.members.models import ContactRequest, Profile, Report

ASKED = [  # days ago, who, whom, what for, the words, (after how many days, which answer, its words)
    (
        40,
        "Ada Okafor",
        "Mairi MacAskill-Fraser",
        "visit",
        "You run nights with two people and a ferry. Could one of our night nurses come and see how you hand "
        "over? We pay our own way and bring cake.",
        (
            2,
            "not_now",
            "Gladly, but not while we are two people short. Ask me again in spring.",
        ),
    ),
    (
        24,
        "Hana Kowalczyk",
        "Ada Okafor",
        "try",
        "Your nurses see the rug before we hear of the fall. I should like to try one question on every "
        "first visit, in two towns, for a month, and count what it costs.",
        (1, "accept", "Yes. I have a team in Hillsborough that would start on Monday. Ring me after four."),
    ),
    (
        20,
        "Ada Okafor",
        "Sukhwinder Kaur Bhandal",
        "learn",
        "You wrote about the slippers. What do you ask on the ward so that somebody goes home with a coat? "
        "Half an hour on the telephone would do.",
        None,
    ),
    (
        12,
        "Derek Hollinshead",
        "Yusuf Demir",
        "learn",
        "Your crew knows who has stopped gardening. I have 640 people waiting for a plot. Might we talk "
        "about how you noticed, and whom you told?",
        None,
    ),
    (
        5,
        "Peter Satterthwaite",
        "Hana Kowalczyk",
        "other",
        "A friend of mine makes carbon monoxide alarms that talk. Who buys such things for your trust? He "
        "has a price list and can come any Tuesday.",
        (1, "not_now", ""),
    ),
    (
        2,
        "Rosalind Achebe",
        "Ada Okafor",
        "learn",
        "Some of the people your nurses visit are on my list as well. Before we ring everyone who has waited "
        "a year I should like to know **what they say about waiting**. Twenty minutes would be enough.",
        None,
    ),
]
REPORTED = "I think he means well. I do not buy things, and newcomers should not be sold any."


def plan(story):
    """Lay out who asks and answers when, and the mornings on which the clock looks after it."""
    story.then(story.day(ASKED[0][0], 8), lambda: _open(story.cast.hana))
    for ago, sender, recipient, purpose, words, answer in ASKED:
        asked = {}
        story.then(story.day(ago, 8, 40), _asking(story, asked, sender, recipient, purpose, words))
        if answer:
            after, verb, said = answer
            story.then(story.day(ago - after, 12, 15), _answering(asked, verb, said))
    story.then(story.day(4, 12, 40), lambda: _report(story))
    for ago in range(ASKED[0][0], -1, -1):
        story.then(story.day(ago, 9), _look_after)


def _asking(story, asked, sender, recipient, purpose, words):
    def ask():
        person = story.users[recipient]
        _open(person)
        asked["request"] = ContactRequest.objects.ask(
            person,
            sender=story.users[sender],
            purpose=purpose,
            words=words,
            shares_address=sender == "Hana Kowalczyk",
        )

    return ask


def _answering(asked, verb, said):
    def answer():
        request = asked["request"]
        getattr(request, verb)(said, by=request.recipient)

    return answer


def _report(story):
    """The team has something to look at."""
    asked = ContactRequest.objects.get(sender__name="Peter Satterthwaite")
    Report.objects.report(asked, "selling", REPORTED, by=story.cast.hana)


def _open(person):
    """Those who are asked are open to it."""
    for profile in Profile.objects.filter(user=person, is_open_to_contact=False):
        profile.edit(by=person, is_open_to_contact=True)


def _look_after():
    tasks.remind_of_requests()
    tasks.expire_requests()
