"""The first pass: every row is read and judged, nobody is written. Says of each what would become of it."""

from itertools import batched

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Guest, User
from folkmoot.core.runs import breathe
from folkmoot.members.models import Affiliation, Declined, ImportRow
from folkmoot.search.words import folded

from .choices import Choices
from .comparing import Organisations, differences
from .rows import Reading
from .source import Unreadable, lines_of

BATCH = 250
MOST_UNKNOWN = 100  # unknown words of one list that are offered to be matched
Outcome = ImportRow.Outcome
WHOLE = ("affiliations", "interests", "skills")


def check(run):
    """Read the whole table. Safe to be done again: it begins anew, and keeps what was answered."""
    try:
        _must_be_matched(run)
        answers = {(line, email): answer for line, email, answer in _answered(run)}
        run.rows.all().delete()
        judge = Judge(run, answers)
        many = 0
        for lines in batched(lines_of(run), BATCH):
            rows = judge.rows(lines)
            many += len(rows)
            with transaction.atomic():
                ImportRow.objects.bulk_create(rows)
                run.advance(done=many)
            breathe()
    except Unreadable as problem:
        run.refuse(problem.words, problem.line)
    else:
        run.become(run.State.CHECKED, unknown=judge.unknown(), done=many, total=many, ended_at=None)


def _must_be_matched(run):
    if "email" not in run.columns:
        raise Unreadable(_("No column is said to hold the e-mail address. Match the columns first."))
    if not {"name", "first_name", "last_name"} & set(run.columns):
        raise Unreadable(_("No column is said to hold the name. Match the columns first."))


def _answered(run):
    return run.rows.exclude(answer="").values_list("line", "email", "answer")


class Judge:
    """Knows what the table said so far, and who is here."""

    def __init__(self, run, answers):
        self.run, self.answers = run, answers
        self.choices = Choices(run.meanings)
        self.lines = {}  # address: the line it was first in
        self.twins = {}  # (name, organisation): the line it was first in

    def unknown(self):
        """{kind: {word: how often}}, the most frequent first."""
        return {
            kind: dict(sorted(words.items(), key=lambda pair: -pair[1])[:MOST_UNKNOWN])
            for kind, words in self.choices.unknown.items()
        }

    def rows(self, lines):
        """The rows of some lines, judged together: a handful of queries for all of them."""
        readings = [Reading(line, cells, self.run.columns, self.choices) for line, cells in lines]
        emails = {reading.email for reading in readings if reading.email}
        self.here, self.organisations = people_at(emails), Organisations(_organisations(readings))
        self.alike = self._alike(readings)
        self.blocked = Guest.objects.blocked_among(emails)
        self.declined = Declined.objects.among(emails)
        return [self._judged(reading) for reading in readings]

    def _alike(self, readings):
        """{(folded name, organisation): account} of people who are here."""
        names = {folded(reading.name)[:150] for reading in readings if reading.name}
        found = Affiliation.objects.current().filter(
            profile__sort_name__in=names,
            profile__user__is_active=True,
            organisation__in=set(self.organisations.known.values()),
        )
        people = found.values_list("profile__sort_name", "organisation", "profile__user")
        return {(name, organisation): user for name, organisation, user in people}

    def _judged(self, reading):
        row = ImportRow(
            run=self.run, line=reading.line, email=reading.email, name=reading.name, data=reading.data,
            faults=reading.faults, remarks=reading.remarks, outcome=Outcome.NEW,
        )  # fmt: skip
        user = self.here.get(row.email)
        self._look_for_address(row, user)
        if row.faults:
            row.outcome = Outcome.FAULTY
        elif user:
            row.outcome, row.user = Outcome.KNOWN, user
            row.remarks += remarks_about(user, row, self.organisations)
        else:
            self._look_for_likeness(row)
        if row.outcome in {Outcome.KNOWN, Outcome.ALIKE}:
            row.answer = self.answers.get((row.line, row.email), "")
        return row

    def _look_for_address(self, row, user):
        if not row.email:
            return
        first = self.lines.setdefault(row.email, row.line)
        if first != row.line:
            row.faults.append(["twice", {"line": first}])
        if row.email in self.blocked:
            row.faults.append(["blocked", {}])
        if row.email in self.declined and not user:
            row.faults.append(["declined", {}])

    def _look_for_likeness(self, row):
        name = folded(row.name)[:150]
        for organisation in self.organisations.keys_of(row.data.get("organisations", [])):
            first = self.twins.setdefault((name, organisation), row.line)
            if user := self.alike.get((name, organisation)):
                row.outcome, row.user_id = Outcome.ALIKE, user
                row.remarks.append(["alike", {"value": row.name, "organisation": _named(row, organisation)}])
            elif first != row.line:
                row.outcome = Outcome.ALIKE
                row.remarks.append(["twin", {"line": first}])
            if row.outcome == Outcome.ALIKE:
                return


def _named(row, _organisation):
    return ", ".join(row.data.get("organisations", []))


def _organisations(readings):
    return [name for reading in readings for name in reading.data.get("organisations", [])]


def people_at(emails):
    """{address: account} of those who have it, as their main address or as another that they proved."""
    whole = User.objects.select_related("membership__cohort", "profile").prefetch_related(
        *(f"profile__{relation}" for relation in WHOLE)
    )
    proved = EmailAddress.objects.filter(email__in=emails, verified=True).values_list("email", "user")
    owners = dict(proved)
    found = {user.email: user for user in whole.filter(email__in=emails)}
    others = {email: pk for email, pk in owners.items() if email not in found}
    if others:
        users = whole.in_bulk(set(others.values()))
        found |= {email: users[pk] for email, pk in others.items()}
    return found


def remarks_about(user, row, organisations):
    """What is to be known about somebody who is here: what the row could change, and why it might not."""
    remarks, membership = [], getattr(user, "membership", None)
    if user.name != row.name:
        remarks.append(["called", {"value": user.name}])
    if not user.is_active:
        return [*remarks, ["closed", {}]]
    if membership and membership.left_on:
        return [*remarks, ["has_left", {"value": date_format(membership.left_on)}]]
    if not user.is_member:
        remarks.append(["not_member", {}])
    empty, differs = differences(user, row.data, organisations)
    if empty:
        remarks.append(["empty", {"fields": empty}])
    if differs:
        remarks.append(["differs", {"fields": differs}])
    if not (empty or differs or not user.is_member):
        remarks.append(["same", {}])
    return remarks
