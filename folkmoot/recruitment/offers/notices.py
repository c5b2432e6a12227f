"""The letters after the letter: welcome, reminders, what lapsed."""

from folkmoot.activity import mail

FOLDER = "recruitment/offers/notices"


def welcomed(application):
    """A member now: the cohort, the partner's words, what comes first."""
    _write("welcomed", application, lane=application.lane, cohort=application.welcoming_round.cohort)


def remind(application, days):
    """The offer waits for an answer still; said once for each offer and number of days."""
    _write("remind", application, key=f"{days}.{application.answer_by:%Y%m%d}", days=days)


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


def taken_up(application):
    """The place that was kept is offered, in the cohort of a later round."""
    later = application.taken_up_in
    _write("taken_up", application, key=f"{later.pk}", later=later)


def _write(name, application, key="", **context):
    mail.write(
        f"{FOLDER}/{name}.txt", to=[application.applicant], kind="account",
        key=f"recruitment.{name}.{application.pk}.{key}", application=application, round=application.round,
        path=application.get_absolute_url(), **context,
    )  # fmt: skip
