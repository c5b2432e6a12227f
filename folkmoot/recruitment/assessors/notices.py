"""The letters to those who read."""

from django.urls import reverse

from folkmoot.activity import mail

FOLDER = "recruitment/assessors/notices"


def invited(assessor):
    """Would you read in this round? What it is, how long, and a page with two buttons."""
    _write("invited", assessor, f"recruitment.assessor.{assessor.pk}.{assessor.invited_at:%Y%m%d%H%M}")


def given(assessor, plan, many):
    """The plan is out: so many to read, and what comes first."""
    _write("given", assessor, f"recruitment.given.{plan.pk}.{assessor.pk}", many=many)


def _write(name, assessor, key, **context):
    round = assessor.round
    mail.write(
        f"{FOLDER}/{name}.txt", to=[assessor.user], kind="account", key=key, assessor=assessor, round=round,
        path=reverse("recruitment:reading", args=[round.slug]), **context,
    )  # fmt: skip
