"""The letters about a review of a decision."""

from django.urls import reverse

from folkmoot.activity import mail

FOLDER = "recruitment/appeals/notices"


def asked(appeal):
    """To the applicant: it is asked, and what comes next."""
    _write("asked", appeal)


def answered(appeal):
    """To the applicant: what came of it, and why."""
    _write("answered", appeal)


def _write(name, appeal):
    application, round = appeal.application, appeal.application.round
    path = reverse("recruitment:application", args=[round.slug])
    key = f"recruitment.review.{appeal.pk}.{name}"
    to = [application.applicant]
    mail.write(f"{FOLDER}/{name}.txt", to=to, kind="account", key=key, appeal=appeal, round=round, path=path)
