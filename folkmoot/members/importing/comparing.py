"""What a row says of somebody who is here, beside what is said here already."""

from folkmoot.members.models import Organisation, OrganisationName
from folkmoot.members.models.face import Visible
from folkmoot.members.models.organisation import key

FIELDS = [
    *("role", "organisations", "region", "place", "cohort", "interests", "skills", "pronouns", "languages"),
    *("about", "ask_me_about", "want_to_learn"),
]


class Organisations:
    """The organisations of some names, read in one query."""

    def __init__(self, names):
        keys = {key(name) for name in names}
        rows = OrganisationName.objects.filter(key__in=keys).values_list("key", "organisation")
        self.known = dict(rows)

    def keys_of(self, names):
        """The key of each; of one that is not here yet, its name without capitals and marks."""
        return {self.known.get(key(name), key(name)) for name in names}

    def rows(self, names):
        """The rows of these names that are here."""
        return Organisation.objects.filter(pk__in=[self.known[key(n)] for n in names if key(n) in self.known])


def held(user):
    """{field: what the team sees of this person}, in the shape of a row; what they hide is left out."""
    profile, membership = getattr(user, "profile", None), getattr(user, "membership", None)
    found = {"cohort": membership.cohort_id if membership else None}
    if profile is None:
        return {**dict.fromkeys(FIELDS), **found}
    face = profile.face(Visible.MEMBERS)
    values = {
        "organisations": [one.organisation_id for one in profile.affiliations.all() if is_present(one)],
        "region": profile.region_id,
        "interests": sorted(one.pk for one in profile.interests.all()),
        "skills": sorted(one.pk for one in profile.skills.all()),
    }
    for field in FIELDS:
        if field != "cohort" and face.shows(field):
            found[field] = values[field] if field in values else getattr(profile, field)
    return found


def is_present(affiliation):
    return affiliation.until is None and affiliation.is_shown


def differences(user, data, organisations):
    """(fields that are empty here, fields that are said otherwise): what the row could change."""
    here, empty, differs = held(user), [], []
    for field in FIELDS:
        if field not in data or field not in here:
            continue
        wanted, there = data[field], here[field]
        if field == "organisations":
            wanted, there = organisations.keys_of(wanted), set(there or ())
        if not there:
            empty.append(field)
        elif wanted != there:
            differs.append(field)
    return empty, differs
