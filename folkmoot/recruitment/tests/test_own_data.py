"""What an applicant takes away of their own: all that they sent and were told, nothing of who read it."""

from folkmoot.recruitment.models import Ranking
from folkmoot.recruitment.own_data import own_data

from .rounds import proposed, scored, someone, told


def tables(user):
    return {table.key: table.rows for table in own_data(user) if table}


def test_all_they_sent_and_were_told_is_in_it(cast):
    nia = someone("Nia Bowen")
    round = told(cast, ["decline"], people=[nia])
    found = tables(nia)
    (application,) = found["recruitment.applications"]
    assert (application["round__name"], application["number"], application["state"]) == (
        round.name, 1, "unsuccessful",
    )  # fmt: skip
    assert application["released_at"]
    (sending,) = found["recruitment.sent"]
    assert (sending["version"], sending["answers"]["bring"]) == (1, "Ten years of reading groups.")
    (letter,) = found["recruitment.letters"]
    assert "Show us one." in letter["text"]
    assert "Dev" not in str(found)


def test_what_is_not_told_yet_is_not_in_it(cast):
    nia = someone("Nia Bowen")
    round = scored(cast, people=[nia], values=[2])
    Ranking.objects.make(round)
    proposed(round, ["decline"], by=cast.cora)
    assert_nothing_told(nia)
    round.lists.get().confirm(by=cast.fay)
    assert_nothing_told(nia)


def assert_nothing_told(applicant):
    found = tables(applicant)
    (application,) = found["recruitment.applications"]
    assert (application["state"], application["released_at"]) == ("submitted", None)
    assert "Show us one." not in str(found)
