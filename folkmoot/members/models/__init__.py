"""Who belongs, who would like to, the face each person shows, and what people choose from."""

from .affiliation import Affiliation, ProfileLink
from .asking import Asking
from .cohort import Buddy, Cohort, FirstStep, Greeter
from .connection import Block, Connection
from .contact import Contact
from .copy import DataCopy
from .correction import Correction
from .erasure import Erasure
from .face import Face
from .listing import Listing
from .lists import Interest, Partner, Region, Skill
from .membership import Member
from .merge import Merge
from .note import Note
from .organisation import Organisation, OrganisationName
from .people_import import Declined, ImportRow, PeopleImport
from .profile import FormerSlug, Profile
from .report import Report
from .request import ContactRequest
from .saved_search import Find, SavedSearch
from .task import Task

__all__ = [
    "Affiliation",
    "Asking",
    "Block",
    "Buddy",
    "Cohort",
    "Connection",
    "Contact",
    "ContactRequest",
    "Correction",
    "DataCopy",
    "Declined",
    "Erasure",
    "Face",
    "Find",
    "FirstStep",
    "FormerSlug",
    "Greeter",
    "ImportRow",
    "Interest",
    "Listing",
    "Member",
    "Merge",
    "Note",
    "Organisation",
    "OrganisationName",
    "Partner",
    "PeopleImport",
    "Profile",
    "ProfileLink",
    "Region",
    "Report",
    "SavedSearch",
    "Skill",
    "Task",
]
