"""Registering with answers, in one transaction; and what the page one registers on begins with."""

from django.db import transaction

from folkmoot.accounts.models import Guest

from .. import guests
from ..models import Answer, Need
from .forms import RegisterForm, initial_of, name_of, shown


class Asked:
    """What one person is asked on the way to an event, and what they said before."""

    def __init__(self, event, own):
        self.event, self.own = event, own
        self.questions = list(event.questions.asked())
        self.needs = event.asks_after_needs
        self.before = own.answers.by_question() if own else {}
        needs = Need.objects.select_related("registration__event", "promised_by")
        self.need = needs.filter(registration=own).first() if own else None

    @property
    def anything(self):
        return bool(self.questions or self.needs)

    @property
    def said(self):
        """[(question, words)] of what they answered to what is asked now."""
        return [(one, shown(one, self.before[one.pk])) for one in self.questions if one.pk in self.before]

    def form(self, data=None, *, pools, mode="", kept=None):
        """The form; `kept` is what was typed before a session ended, `mode` what was pressed."""
        modes = [(pool.mode, pool.get_mode_display()) for pool in pools]
        chosen = self.own.pool.mode if self.own and self.own.is_live and not mode else mode
        said = {"mode": chosen} | {
            name_of(question): initial_of(question, self.before[question.pk])
            for question in self.questions
            if question.pk in self.before
        }
        if self.need:
            said |= {"access": self.need.access, "diet": self.need.diet}
        return RegisterForm(
            data, event=self.event, modes=modes, questions=self.questions, needs=self.needs,
            initial=said | (kept or {}),
        )  # fmt: skip


@transaction.atomic
def register(pool, person, form):
    """A place, or the queue, of a User or a Guest; with what they answered and need. Sent again, it changes
    those.
    """
    registration = guests.register(pool, person) if isinstance(person, Guest) else pool.register(person)
    is_new = not registration.answers.exists()
    changed = Answer.objects.keep(registration, form.answers)
    if form.needs is not None:
        Need.objects.keep(registration, *form.needs)
    if changed and not is_new:
        registration.record("events.answers_changed", by=person)
    return registration
