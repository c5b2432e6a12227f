"""The rounds of the demo: a pilot whose papers are gone, the one that brought 350, small ones, one open now.

`applied` says who applies, `judged` who reads, `decided` what becomes of it; `holding` is what all rounds
have. Where the many of the larger demos are there, 350 of them are who came by the first round; the small
demo welcomes a few of its own.
"""

from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from folkmoot.core import freshness
from folkmoot.recruitment.equality.tasks import count_who_applied

from .days import nothing_leaves, story_time
from .first_round import FirstRound
from .open_round import OpenRound
from .small_rounds import SmallRounds
from .weighed_round import WeighedRound

FEW = SimpleNamespace(
    pilot=8, first=24, welcomed=12, small=8, carers=18, night=18, open=10, drafts=5, buddies=6
)
MANY = SimpleNamespace(
    pilot=30, first=520, welcomed=350, small=12, carers=42, night=48, open=70, drafts=30, buddies=24
)


@transaction.atomic
def recruit(cast, today=None, *, many=False):
    """All rounds, in the order of their days."""
    with story_time() as at:
        Recruiting(cast, today or timezone.localdate(), MANY if many else FEW, at).happen()
    freshness.touch()
    nothing_leaves()


class Recruiting(SmallRounds, FirstRound, WeighedRound, OpenRound):
    """All of them, in the order of their days."""

    def happen(self):
        self.pilot()
        self.first()
        self.libraries()
        self.students()
        self.carers()
        self.night()
        self.open()
        self.at(self.now)
        count_who_applied()
