"""Which people with power in a round may have something to do with which applicants.

Identities fail before algorithms do: an alias, an old employer, a second address. Names of organisations are
compared by every name the list of organisations knows, and addresses without tags, capitals and Gmail's dots.
"""

import unicodedata
from collections import defaultdict
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, Value
from django.db.models.functions import Lower, StrIndex, Substr
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.groups.models import Belonging
from folkmoot.members.models import Affiliation, OrganisationName
from folkmoot.members.models.organisation import key as organisation_key
from folkmoot.search.words import folded

from ..models import Answer, Application, Assessor, Conflict, Lane, Reference, Talk

FORMER_FOR = timedelta(days=3 * 366)
COMMON = 4  # accounts with a mail domain beyond which it says nothing
ONE_MAILBOX = {  # domains under which one provider delivers to the same people
    "googlemail.com": "gmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
    "pm.me": "proton.me",
}
PROVIDERS = {"outlook.com", "hotmail.com", "yahoo.com", *ONE_MAILBOX, *ONE_MAILBOX.values()}
LISTS = {"employer", "former"}  # answers with one organisation a line
ADDRESSES = {"work_email", "home_email"}


def look_over(round, *, people=None, applications=None):
    """Suggest what is found between these people (default: all who read, lead or run) and these applications
    (default: all that were sent). What was decided before stays. Answers how many are new.
    """
    if people is not None and not people:
        return 0
    users = list(with_power(round)) if people is None else people
    sent = Application.objects.in_play().filter(round=round) if applications is None else applications
    applicants = {pk for pk in sent.values_list("applicant", flat=True) if pk}
    if not applicants:
        return 0
    theirs = Facts(users, {user.pk for user in users})
    asked = Facts(User.objects.filter(pk__in=applicants), applicants, with_referees=True)
    common = common_domains(theirs.domains() & asked.domains())
    found = [
        Conflict(person_id=person, applicant_id=applicant, kind=kind, hint=hint[:200])
        for applicant in applicants
        for (person, kind), hint in asked.in_common(applicant, theirs, common).items()
        if person != applicant
    ]
    found += _talked({user.pk for user in users}, applicants)
    before = Conflict.objects.count()
    Conflict.objects.bulk_create(found, ignore_conflicts=True, batch_size=500)
    return Conflict.objects.count() - before


def _talked(people, applicants):
    """Who of these talked with whom of these before they applied: to be looked at, it binds nobody."""
    talks = Talk.objects.filter(member__in=people, asker__in=applicants).exclude(taken_at=None)
    pairs = talks.values_list("member", "asker").distinct()
    return [
        Conflict(person_id=person, applicant_id=applicant, kind=Conflict.Kind.TALKED)
        for person, applicant in pairs
    ]


def with_power(round):
    """Who reads, leads a lane, or is of the team."""
    reading = Assessor.objects.filter(round=round).exclude(state__in=["declined", "removed"]).values("user")
    leading = Lane.leads.through.objects.filter(lane__round=round).values("user")
    team = Q(is_team=True) | Q(is_administrator=True)
    return User.objects.filter(team | Q(pk__in=reading) | Q(pk__in=leading), is_active=True).distinct()


class Facts:
    """What is known of some accounts, {user: {(sort, value)}}, and the other way round. A few queries."""

    def __init__(self, users, keys, with_referees=False):
        self.of, self.having = defaultdict(set), defaultdict(set)
        self.words = {}  # (sort, value): how it is called
        answers = Answer.objects.filter(application__applicant__in=keys, key__in=LISTS | ADDRESSES)
        self._names(users)
        self._work(keys)
        self._answers(list(answers.values_list("application__applicant", "key", "text")))
        self._addresses(keys)
        self._groups(keys)
        if with_referees:
            referees = Reference.objects.filter(application__applicant__in=keys).exclude(state="taken_back")
            for user, address in referees.values_list("application__applicant", "email"):
                self._add(user, "referee", normal(address), address)

    def _add(self, user, sort, value, words=""):
        if value:
            self.of[user].add((sort, value))
            self.having[sort, value].add(user)
            self.words.setdefault((sort, value), words or str(value))

    def _names(self, users):
        for user in users:
            self._add(user.pk, "name", folded(user.name), user.name)

    def _work(self, keys):
        since = timezone.localdate() - FORMER_FOR
        held = Affiliation.objects.filter(profile__user__in=keys).filter(Q(until=None) | Q(until__gte=since))
        for user, organisation, name, until in held.values_list(
            "profile__user", "organisation", "organisation__name", "until"
        ):
            self._add(user, "former" if until else "employer", organisation, name)

    def _answers(self, rows):
        lines = [(user, key, line) for user, key, text in rows if key in LISTS for line in text.splitlines()]
        named = {organisation_key(line) for _user, _key, line in lines}
        known = dict(OrganisationName.objects.filter(key__in=named).values_list("key", "organisation"))
        for user, key, line in lines:
            called = organisation_key(line)
            self._add(user, key, known.get(called) or called, line.strip())
        for user, key, text in rows:
            if key in ADDRESSES:
                self._address(user, text)

    def _addresses(self, keys):
        for user, address in EmailAddress.objects.filter(user__in=keys).values_list("user", "email"):
            self._address(user, address)
        for user, address in User.objects.filter(pk__in=keys).values_list("pk", "email"):
            self._address(user, address)

    def _groups(self, keys):
        """The groups they convene now."""
        held = Belonging.objects.convening().filter(user__in=keys)
        for user, group, name in held.values_list("user", "group", "group__name"):
            self._add(user, "group", group, name)

    def _address(self, user, address):
        address = normal(address)
        self._add(user, "address", address)
        self._add(user, "domain", address.rpartition("@")[2])

    def domains(self):
        return {value for sort, value in self.having if sort == "domain"}

    def in_common(self, applicant, theirs, common):
        """{(person, kind): what speaks for it} between an applicant of these and the people of `theirs`.

        `common` are mail domains that say nothing.
        """
        found = {}
        for sort, value in self.of[applicant]:
            for other, kind in MATCHES.get(sort, ()):
                if kind == Conflict.Kind.HOUSEHOLD and value in common:
                    continue
                for person in theirs.having.get((other, value), ()):
                    found.setdefault((person, kind), self.words[sort, value])
        return found


Kind = Conflict.Kind
MATCHES = {  # what an applicant has: (what the other has, what it may be)
    "name": [("name", Kind.NAME)],
    "employer": [("employer", Kind.EMPLOYER), ("former", Kind.FORMER)],
    "former": [("employer", Kind.FORMER)],
    "address": [("address", Kind.ADDRESS)],
    "referee": [("address", Kind.REFEREE)],
    "domain": [("domain", Kind.HOUSEHOLD)],
    "group": [("group", Kind.GROUP)],
}


def normal(address):
    """An address as its owner could also have typed it: no capitals, no +tag, a domain's other name, and for
    Gmail no dots.
    """
    local, at, domain = unicodedata.normalize("NFKC", address).strip().lower().rpartition("@")
    if not at or not local:
        return ""
    domain = _in_ascii(domain.strip(".").removeprefix("www."))
    domain = ONE_MAILBOX.get(domain, domain)
    local = local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain == 'gmail.com' else local}@{domain}"


def _in_ascii(domain):
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def common_domains(domains):
    """Those of these mail domains that more than a few accounts have: providers, and large employers."""
    rare = domains - PROVIDERS
    if not rare:
        return PROVIDERS
    domain = Lower(Substr("email", StrIndex("email", Value("@")) + 1))
    seen = EmailAddress.objects.annotate(domain=domain).filter(domain__in=rare).values_list("domain")
    return PROVIDERS | {name for name, many in seen.annotate(many=Count("pk")) if many > COMMON}
