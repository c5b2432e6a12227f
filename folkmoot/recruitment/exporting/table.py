"""The applications of a round as a table: no more than its reader finds on pages at that moment.

No equality answers, no names of readers, nothing of drafts; no scores but those that its reader decides by.
"""

from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from .. import policy
from ..applying.forms import AboutForm
from ..deciding.agenda import board
from ..models import Application, Question, Submission
from ..models.answer import ABOUT
from ..reading.showing import readable_of

AT_ONCE = 200  # applications whose answers are in memory


def takes(user, round):
    """What this person takes away of it."""
    rows = Application.objects.filter(round=round).visible_to(user)
    return rows.select_related("lane__partner__organisation", "applicant").order_by("number")


def mark(user, round, why):
    """The line above the table: who took it, when, and for what."""
    at = date_format(now().astimezone(round.tz), "j F Y, H:i")
    words = _("Taken by %(name)s on %(at)s (%(zone)s) for this: %(why)s. Destroy it when it has served.")
    return words % {"name": user, "at": at, "zone": round.zone, "why": why.rstrip(" .")}


class Table:
    """Headings and rows, for one person."""

    def __init__(self, user, round):
        self.user, self.round = user, round
        self.named = policy.may_see_names(user, round)
        self.asked = self._asked()
        _ranking, decided = board(user, round)
        self.decided = {row.pk: row for row in decided}

    def _asked(self):
        """{key: short title} of the questions of every version, as the newest puts them."""
        asked = Question.objects.filter(question_set__round=self.round)
        if not self.named:
            asked = asked.filter(is_read=True, is_personal=False)
        return dict(asked.order_by("question_set__version", "order").values_list("key", "title"))

    @property
    def headings(self):
        about = [AboutForm.base_fields[name].label for name in ABOUT] if self.named else []
        names = [_("Name")] if self.named else []
        scores = [_("Readings"), _("Plain mean"), _("Adjusted"), _("Chance"), _("Proposed")]
        known = [_("Number"), *names, _("Partner"), _("Route"), _("State"), _("Sent")]
        return [*known, *about, *self.asked.values(), *scores]

    def rows(self):
        found = []
        for application in takes(self.user, self.round).iterator(chunk_size=AT_ONCE):
            found.append(application)
            if len(found) == AT_ONCE:
                yield from self._rows(found)
                found = []
        yield from self._rows(found)

    def _rows(self, applications):
        texts = self._texts(applications)
        for one in applications:
            names = [one.applicant.name] if self.named else []
            sent = one.submitted_at.astimezone(self.round.tz).replace(tzinfo=None)
            keys = [*(ABOUT if self.named else ()), *self.asked]
            said = [texts[one.pk].get(key, "") for key in keys]
            known = [
                one.number,
                *names,
                str(one.lane),
                one.get_route_display(),
                one.get_state_display(),
                sent,
            ]
            yield [*known, *said, *self._scores(one)]

    def _texts(self, applications):
        """{application: {key: text}}: as sent, or as those read it who may not know who wrote."""
        if not self.named:
            read = readable_of(applications)
            return {pk: {question.key: text for question, text, _out in rows} for pk, rows in read.items()}
        write_to = dict(AboutForm.base_fields["write_to"].choices)
        texts = {application.pk: {} for application in applications}
        for sent in Submission.objects.filter(application__in=texts).order_by("version"):
            chosen = write_to.get(sent.answers.get("write_to", ""), "")
            texts[sent.application_id] = {**sent.answers, "write_to": str(chosen)}
        return texts

    def _scores(self, application):
        """What the scores come to and what is proposed, while it is decided."""
        row = self.decided.get(application.pk)
        standing, proposal = (row.standing, row.proposal) if row else (None, None)
        figures = [None] * 4
        if standing:
            values = (standing.raw, standing.adjusted, standing.chance)
            figures = [standing.readings, *(round(value, 2) for value in values)]
        return [*figures, proposal.get_outcome_display() if proposal else ""]
