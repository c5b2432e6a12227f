"""The letters after the letter: welcome, reminders, what lapsed."""

from folkmoot.activity import mail

FOLDER = "recruitment/offers/notices"


def welcomed(application):
    """A member now: the cohort, the partner's words, what comes first."""
    _write("welcomed", application, lane=application.lane, cohort=application.round.cohort)


def remind(application, days):
    """The offer waits for an answer still."""
    _write("remind", application, key=f"{days}", days=days)


def lapsed(application):
    _write("lapsed", application)


def deferral_asked(application):
    """That it has arrived, and that the offer does not end meanwhile."""
    _write("deferral_asked", application)


def deferral_refused(application, words):
    """It cannot be kept, why, and until when the offer holds."""
    _write("deferral_refused", application, words=words)


def deferred(application):
    _write("deferred", application)


def _write(name, application, key="", **context):
    mail.write(
        f"{FOLDER}/{name}.txt", to=[application.applicant], kind="account",
        key=f"recruitment.{name}.{application.pk}.{key}", application=application, round=application.round,
        path=application.get_absolute_url(), **context,
    )  # fmt: skip
