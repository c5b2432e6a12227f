"""The letters about references. The address of a referee is used for nothing else."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activity import mail

from . import links

FOLDER = "recruitment/references/notices"
ASKED = mail.Kind(
    name="reference",
    label=_("A reference"),
    why=_("You get this because somebody who applies here named you. Your address is used for nothing else."),
    stoppable=False,
)


def asked(reference):
    """To the referee: would you say something of this person? The link is theirs alone."""
    _to_referee("asked", reference)


def remind(reference):
    """Once, a week later."""
    _to_referee("remind", reference)


def given(reference):
    """To the applicant: it has arrived."""
    _to_applicant("given", reference)


def declined(reference):
    """To the applicant: no reference comes from this person, and none is needed."""
    _to_applicant("declined", reference)


def _to_referee(name, reference):
    application = reference.application
    referee = mail.Reader(reference.email, reference.name, application.applicant.language)
    mail.write(
        f"{FOLDER}/{name}.txt", to=[referee], kind=ASKED.name, secret=True, reference=reference,
        applicant=application.applicant, round=application.round, path=links.path_of(reference),
    )  # fmt: skip


def _to_applicant(name, reference):
    application = reference.application
    mail.write(
        f"{FOLDER}/{name}.txt", to=[application.applicant], kind="account",
        key=f"recruitment.reference.{reference.pk}", reference=reference, round=application.round,
        path=application.get_absolute_url(),
    )  # fmt: skip
