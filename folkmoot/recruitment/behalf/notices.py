"""What the team did in somebody's name, told to them at once."""

from folkmoot.activity import mail


def done(application, act, asked):
    """What it was (one of `forms.ACTS`), how they asked, and what to do if it is wrong."""
    mail.write(
        "recruitment/behalf/notices/done.txt", to=[application.applicant], kind="account",
        key=f"recruitment.behalf.{act}.{application.pk}", application=application, round=application.round,
        act=act, asked=asked, path=application.get_absolute_url(),
    )  # fmt: skip
