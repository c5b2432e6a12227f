"""Where some of the demo worked before: two of them together, which a round would have to know."""

from folkmoot.members.models import Profile

DAYS_AGO = 9
BEFORE = {  # name: (organisation, from, until) of each
    "Ada Okafor": [("Smestow Hospitals", 2009, 2015), ("Sheaf Walk-in Centre", None, 2008)],
    "Sukhwinder Kaur Bhandal": [("Don Valley Community Health", 2011, 2014)],
    "Hana Kowalczyk": [("Foyle Family Services", 2012, 2019)],
    "Anjali Deshpande": [("Trent Health Analytics", 2014, 2020)],
    "Rosalind Achebe": [("Great Ouse Hospitals", 2008, 2017)],
    "Patrick Ó Dochartaigh": [("Lagan Care Trust", 2003, 2016)],
}
SHOWN_TO_MEMBERS = ["Ada Okafor", "Anjali Deshpande"]


def plan(story):
    """One evening each of them writes it down; most show it to nobody, as it is at first."""
    story.then(story.day(DAYS_AGO, 20), lambda: _write(story))


def _write(story):
    for name, former in BEFORE.items():
        if user := story.users.get(name):
            profile = Profile.objects.of(user)
            profile.edit(by=user, former=former)
            if name in SHOWN_TO_MEMBERS:
                profile.show_fields({"former": "members"}, by=user)
