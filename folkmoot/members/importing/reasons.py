"""Why a row cannot be brought in, and what is to be known about one that can: words for people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .columns import MATCHED

WORDS = {
    # faults
    "no_email": gettext_lazy("There is no e-mail address: without one nobody could sign in or be written to"),
    "email": gettext_lazy("“%(value)s” is no e-mail address"),
    "twice": gettext_lazy("The same address as in line %(line)s"),
    "blocked": gettext_lazy("This address was blocked by a moderator"),
    "declined": gettext_lazy("This person said no to an earlier invitation"),
    "no_name": gettext_lazy("There is no name"),
    "name": gettext_lazy("“%(value)s” cannot stand as a name"),
    "formula_name": gettext_lazy("The name begins like a formula: “%(value)s”"),
    "long": gettext_lazy("%(field)s: longer than %(most)s characters"),
    "many": gettext_lazy("%(field)s: more than %(most)s"),
    "wide": gettext_lazy(
        "This row has more cells than the first line: is a comma missing its quotation marks?"
    ),
    "no_region": gettext_lazy("“%(value)s” is in no list of regions"),
    "no_cohort": gettext_lazy("“%(value)s” is in no list of cohorts"),
    "since": gettext_lazy("Member since: “%(value)s” is no day such as 2017-02-23 or 23/02/2017"),
    "future": gettext_lazy("Member since: this day is still to come"),
    # remarks
    "no_interest": gettext_lazy("Interests: “%(value)s” is in no list and is left out"),
    "no_skill": gettext_lazy("Skills: “%(value)s” is in no list and is left out"),
    "language": gettext_lazy("Languages: “%(value)s” is not known and is left out"),
    "formula": gettext_lazy("%(field)s: begins like a formula, and is taken as words"),
    "short": gettext_lazy("This row has fewer cells than the first line"),
    "called": gettext_lazy("Is called %(value)s here, and stays so"),
    "has_left": gettext_lazy("Left on %(value)s: an import brings nobody back"),
    "closed": gettext_lazy("The account is closed: an import opens none"),
    "not_member": gettext_lazy("Has an account and is not a member yet"),
    "empty": gettext_lazy("Empty here and said in the file: %(fields)s"),
    "differs": gettext_lazy("Said otherwise here: %(fields)s"),
    "same": gettext_lazy("Nothing new"),
    "alike": gettext_lazy("%(value)s is at %(organisation)s here, with another address"),
    "twin": gettext_lazy("The same name and organisation as in line %(line)s, with another address"),
    # what became of it
    "unanswered": gettext_lazy("Nobody said whether it is the same person, so it was left out"),
    "meanwhile": gettext_lazy("Came here while the import was waiting, and was left as they are"),
    "address_noted": gettext_lazy("The other address was not added: they can do that themselves"),
    "signed_in": gettext_lazy("Has signed in since"),
    "edited": gettext_lazy("Was changed since"),
    "used": gettext_lazy("Something here is theirs since"),
    "fields_stay": gettext_lazy("Changed again since, and stays: %(fields)s"),
    "withdrawn": gettext_lazy("Said no to the invitation, and was taken out"),
}


def told(reasons):
    """Sentences, in the reader's language."""
    return [_told(word, facts) for word, facts in reasons]


def _told(word, facts):
    facts = dict(facts)
    if "field" in facts:
        facts["field"] = MATCHED.get(facts["field"], facts["field"])
    if "fields" in facts:
        facts["fields"] = ", ".join(str(MATCHED.get(field, field)) for field in facts["fields"])
    words = WORDS.get(word)
    return str(words) % facts if words else _("Unknown: %(word)s") % {"word": word}
