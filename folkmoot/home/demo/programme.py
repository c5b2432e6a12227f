"""The programme of the demo: four strands, one of them still thought about, one without anything to come."""

from folkmoot.accounts.models import User
from folkmoot.events.models import Strand
from folkmoot.members.models import Partner

STRANDS = [  # title, where, who is commissioned, budget, how far it is, purpose
    ("Community days", "both", "partner", "£9,000 a year: rooms, food, travel. Half is spent.", "running",
     "That people from everywhere meet twice a year, and leave with somebody to ring."),
    ("Visits", "in_person", "The visiting teams themselves", "£1,200 for travel.", "running",
     "That a dozen people see with their own eyes how a ward does it."),
    ("Learning online", "online", "The improvement school in Bangor", "", "running",
     "That whoever has forty minutes can learn one method, and try it that week."),
    ("A winter school", "in_person", "", "Not asked for yet.", "scoped",
     "That those who have done it twice teach those who begin."),
]  # fmt: skip
OF_KIND = {  # in which strand an event of this kind stands
    "community_day": "Community days", "visit": "Visits", "webinar": "Learning online",
    "workshop": "Learning online",
}  # fmt: skip


def scope(people):
    """{kind of an event: the Strand it is part of}, by the verbs of the team."""
    partner, made = Partner.objects.order_by("pk").first(), {}
    fay = User.objects.filter(pk=people.fay.pk).first()
    for title, mode, run_by, budget, state, purpose in STRANDS:
        strand = Strand.objects.scope(
            by=people.cora, title=title, mode=mode, purpose=purpose, budget_note=budget,
            owner=people.cora if state == "running" else fay,
            partner=partner if run_by == "partner" else None,
            run_by_words="" if run_by == "partner" and partner else run_by,
        )  # fmt: skip
        if state == "running":
            strand.commission(by=people.cora)
            strand.start(by=people.cora)
        made[title] = strand
    return {kind: made[title] for kind, title in OF_KIND.items()}
