"""The letter that answers a request of a lead."""

from django.urls import reverse

from folkmoot.activity import mail

from ..models import LaneRequest

FOLDER = "recruitment/requests/notices"


def answered(asked):
    """What came of it; not to somebody for whom the request does not exist any longer."""
    if asked.by is None or not LaneRequest.objects.visible_to(asked.by).filter(pk=asked.pk).exists():
        return
    round = asked.lane.round
    name = "places" if asked.is_for_places else "promotion"
    mail.write(
        f"{FOLDER}/{name}_answered.txt", to=[asked.by], kind="account", key=f"recruitment.request.{asked.pk}",
        asked=asked, round=round, lane=asked.lane, application=asked.application,
        path=reverse("recruitment:offers", args=[round.slug]),
    )  # fmt: skip
