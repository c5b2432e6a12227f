"""What a table of people can say of each, in the columns in which we write it and know it again."""

import csv
import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from folkmoot.members.forms import languages
from folkmoot.members.models.face import FIELDS as ON_A_PROFILE

APART, QUOTE = "; ", '"'  # between several in one cell, around one
BETWEEN, MARKS = re.compile(r"[;|\n]"), re.compile(r'[;|"\n]')
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
MATCHED = {  # what a column of a table can be
    **COLUMNS,
    "first_name": _("First name"),
    "last_name": _("Last name"),
}
ALSO_CALLED = {  # in tables of WordPress, BuddyPress, Mailchimp, Airtable, and of people's own
    "email": "email mail e-mail user_email emailaddress e-mailaddress contactemail workemail ebost",
    "name": "fullname displayname display_name contactname contact member person nicename yourname enw",
    "first_name": "first firstname fname givenname forename forenames christianname enwcyntaf",
    "last_name": "last lastname lname surname familyname cyfenw",
    "role": "jobtitle job title position occupation profession jobrole role/jobtitle yourrole rôl swydd",
    "organisations": "organisation organization organizations company employer workplace trust institution "
    "companyname placeofwork affiliation sefydliad sefydliadau cwmni",
    "region": "area county state province countyregion rhanbarth",
    "place": "town city location towncity cityortown basedin where tref",
    "cohort": "group year intake wave carfan",
    "interests": "interest topics themes interestedin diddordebau",
    "skills": "skill expertise experience specialism specialisms canhelpwith sgiliau",
    "pronouns": "pronoun rhagenwau",
    "languages": "language spokenlanguages ieithoedd iaith",
    "about": "bio biography aboutme description biographicalinfo profile summary amdanaf",
    "ask_me_about": "askme asks offers",
    "want_to_learn": "wanttolearn iwanttolearn learning learn needs",
    "since": "joined joindate datejoined joinedon membersince registered user_registered registrationdate "
    "optin_time optintime confirmtime created createdat dateadded startdate",
}
SEVERAL = {"organisations", "interests", "skills", "languages"}  # of which a cell may hold more than one


def guessed(headings):
    """For each heading the column it probably is, each once; "" where it says nothing to us."""
    known, found = _known(), []
    for heading in headings:
        column = known.get(_key(heading), "")
        found.append(column if column not in found else "")
    if "name" in found:  # the whole name stands there: its parts would say it twice
        found = ["" if column in {"first_name", "last_name"} else column for column in found]
    return found


def _known():
    """{a heading without spaces and marks: the column}, in every language in which we write headings."""
    known = {}
    for column, words in ALSO_CALLED.items():
        known |= dict.fromkeys(map(_key, words.split()), column)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            known |= {_key(str(label)): column for column, label in MATCHED.items()}
    return known


def _key(words):
    return "".join(letter for letter in words.casefold() if letter.isalnum())


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


def joined(values):
    """Several in one cell; one in which such a mark stands is put in quotation marks."""
    return APART.join(f'"{one.replace(QUOTE, QUOTE * 2)}"' if MARKS.search(one) else one for one in values)


def parted(cell):
    """What stands in one cell, parted by semicolons, upright strokes or lines; a comma may be in a name."""
    if QUOTE in cell:
        [parts] = csv.reader([" ".join(cell.split())], delimiter=";", skipinitialspace=True)
    else:
        parts = BETWEEN.split(cell)
    return list(dict.fromkeys(bare for part in parts if (bare := " ".join(part.split()))))


def _cell(face, field):
    value = getattr(face, field)
    if field == "languages":
        known = dict(languages())
        value = [known.get(code, code) for code in value]
    if field in SEVERAL:
        return joined(str(one) for one in value)
    return str(value) if value else ""
