"""The letters of contact requests. None shows an address; they come from the site, by name."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from folkmoot.activity import mail

FOLDER = "members/notices"
KIND = "requests"


def asked(request):
    """To the one who was asked: who, what for, in which words."""
    _about(request, "request_asked", to=request.recipient, sender=request.sender)


def reminded(request):
    """To the one who was asked, once, after a week."""
    _about(request, "request_reminded", to=request.recipient, sender=request.sender)


def accepted(request):
    """To the one who asked: yes."""
    _about(request, "request_accepted", to=request.sender, sender=request.recipient)


def not_now(request):
    """To the one who asked: not now."""
    _about(request, "request_not_now", to=request.sender, sender=request.recipient)


def suggested(request):
    """To the one who asked: someone else, by name."""
    someone = request.suggested.face_for(request.sender)
    _about(request, "request_suggested", to=request.sender, sender=request.recipient, someone=someone)


def expired(request, offers):
    """To the one who asked: no answer came; here are others, and why."""
    _about(request, "request_expired", to=request.sender, offers=offers)


def reported(report):
    """To the team but whom it is about, at most once an hour: the desk shows the rest."""
    team = get_user_model().objects.running_the_house().exclude(pk=report.about_id)
    mail.write(
        f"{FOLDER}/request_reported.txt", to=team, kind=KIND,
        key=f"requests-reported-{timezone.now():%Y%m%d%H}", report=report,
        path=reverse("members:report", args=[report.pk]),
    )  # fmt: skip


def report_answered(report):
    """To the one who reported: what came of it."""
    mail.write(
        f"{FOLDER}/report_answered.txt", to=[report.by], kind="account",
        key=f"report-{report.pk}", report=report,
    )  # fmt: skip


def stopped(report):
    """To the one who can send no requests for a while, and why."""
    mail.write(
        f"{FOLDER}/requests_stopped.txt", to=[report.about], kind="account",
        key=f"requests-stopped-{report.pk}", report=report,
    )  # fmt: skip


def _about(request, name, *, to, sender=None, **context):
    if not to.is_active:
        return
    mail.write(
        f"{FOLDER}/{name}.txt", to=[to], kind=KIND, key=f"{name}-{request.pk}", thread=request,
        sender=sender and sender.name, request=request, path=request.get_absolute_url(), **context,
    )  # fmt: skip
