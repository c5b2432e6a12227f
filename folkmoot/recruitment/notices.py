"""The letters of this room."""

from folkmoot.activity import mail

FOLDER = "recruitment/notices"


def receipt(application):
    """At once, each time it is sent: it has arrived, and what comes next."""
    _write(
        "receipt", application, key=f"recruitment.receipt.{application.pk}.{application.submissions.count()}"
    )


def withdrawn(application):
    """It is withdrawn, and what is kept of it."""
    _write("withdrawn", application, key=f"recruitment.withdrawn.{application.pk}")


def _write(name, application, *, key, **context):
    mail.write(
        f"{FOLDER}/{name}.txt", to=[application.applicant], kind="account", key=key, application=application,
        round=application.round, path=application.get_absolute_url(), **context,
    )  # fmt: skip
