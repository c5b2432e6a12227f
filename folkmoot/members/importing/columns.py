"""What a table of people can say of each, in the columns in which we write it and know it again."""

from django.utils.translation import gettext_lazy as _

from folkmoot.members.forms import languages
from folkmoot.members.models.face import FIELDS as ON_A_PROFILE

APART = "; "  # between several in one cell
COLUMNS = {
    "email": _("E-mail address"),
    "name": _("Name"),
    "role": ON_A_PROFILE["role"],
    "organisations": ON_A_PROFILE["organisations"],
    "region": ON_A_PROFILE["region"],
    "place": ON_A_PROFILE["place"],
    "cohort": ON_A_PROFILE["cohort"],
    "interests": ON_A_PROFILE["interests"],
    "skills": ON_A_PROFILE["skills"],
    "pronouns": ON_A_PROFILE["pronouns"],
    "languages": ON_A_PROFILE["languages"],
    "about": ON_A_PROFILE["about"],
    "ask_me_about": ON_A_PROFILE["ask_me_about"],
    "want_to_learn": ON_A_PROFILE["want_to_learn"],
    "since": _("Member since"),
}
SEVERAL = {"organisations", "interests", "skills", "languages"}  # of which a cell may hold more than one


def cells_of(face, account):
    """What a face shows of a person, in the order of COLUMNS. An account without a profile has no face."""
    membership = getattr(account, "membership", None)
    said = {
        "email": account.email,
        "name": account.name,
        "since": membership and membership.since,
        **({field: _cell(face, field) for field in ON_A_PROFILE if field in COLUMNS} if face else {}),
    }
    return [said.get(column) for column in COLUMNS]


def _cell(face, field):
    value = getattr(face, field)
    if field == "languages":
        known = dict(languages())
        value = [known.get(code, code) for code in value]
    if field in SEVERAL:
        return APART.join(str(one) for one in value)
    return str(value) if value else ""
