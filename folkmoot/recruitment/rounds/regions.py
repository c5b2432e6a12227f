"""For which regions a round is open, and who of those who would like to join has to wait for theirs."""

from folkmoot.members.models import Contact, Region
from folkmoot.search.words import folded


def opened_to(round):
    """The keys of the regions whose people some lane takes; None where everybody's are.

    A lane for a nation takes its regions. Whoever names a nation may live in any part of it.
    """
    lanes = list(round.lanes.current().prefetch_related("regions"))
    named = [region for lane in lanes for region in lane.regions.all()]
    if not lanes or not all(lane.regions.all() for lane in lanes):
        return None
    keys, nations = {region.pk for region in named}, {region.nation_id for region in named}
    return {
        region.pk
        for region in Region.objects.all()
        if region.pk in keys | nations or region.nation_id in keys
    }


def have_to_wait(round):
    """What contacts typed as their region, as far as it names regions and none that this round is open to.

    Who typed nothing, or something that is in no list, may live anywhere: they are told of every round.
    """
    keys = opened_to(round)
    if keys is None:
        return []
    known = {region.sort_name: region.pk for region in Region.objects.all()}
    typed = Contact.objects.current().exclude(region="").values_list("region", flat=True).distinct()
    return [words for words in typed if (named := _named(words, known)) and not named & keys]


def _named(words, known):
    """The regions that stand between the commas of what somebody typed."""
    pieces = (folded(" ".join(piece.split())) for piece in words.split(","))
    return {known[piece] for piece in pieces if piece in known}
