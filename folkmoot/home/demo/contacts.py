"""People of the demo who would like to join and are not members yet."""

from folkmoot.accounts.models import Community, Policy
from folkmoot.members.joining import consent
from folkmoot.members.models import Contact

ASKED = [  # days ago, name, region, what for, whether they confirmed
    (41, "Iris Teale", "Leeds", "I run a day centre. We lose people between hospital and home.", True),
    (
        12,
        "Owain Prosser",
        "Ceredigion",
        "A rural bus that nobody can time. I read the post on the potholes.",
        True,
    ),
    (9, "Tamsin Reeve", "leeds", "I keep a repair café and count what comes back.", True),
    (2, "Shazia Malik", "Bradford", "", False),
]


def plan(story):
    """Lay out on which day each of them asks."""
    for ago, name, region, why, confirms in ASKED:
        story.then(story.day(ago, 20), _asking(name, region, why, confirms))


def _asking(name, region, why, confirms):
    def ask():
        contact = Contact.objects.ask(
            email=f"{name.split()[0].lower()}@guest.example",
            name=name,
            region=region,
            why=why,
            consent=consent(Community.objects.current()),
            policy=Policy.objects.in_force().get(slug="privacy"),
        )
        if confirms:
            contact.confirm()

    return ask
