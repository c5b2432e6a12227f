"""An event of the demo that a partner has planned."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.events.models import Event
from folkmoot.events.models.times import WALL
from folkmoot.members.models import Partner

TITLE = "An open evening on rotas"
ABOUT = "Six teams put their rotas on the wall. We go round in pairs, and say what we would take home."


def plan(people):
    """By whoever leads the partner, where somebody does."""
    partner = Partner.objects.by_name().exclude(leads=None).first() or Partner.objects.by_name().first()
    if partner is None:
        return
    day = (timezone.localtime() + timedelta(days=29)).replace(hour=18, minute=0, second=0, microsecond=0)
    by = partner.leads.filter(is_active=True).order_by("pk").first() or people.cora
    event = Event.objects.plan(
        by=by, title=TITLE, kind="workshop", mode="online", about=ABOUT, partner=partner, comers="everyone",
        zone="Europe/London", starts_wall=day.strftime(WALL),
        ends_wall=(day + timedelta(hours=2)).strftime(WALL),
    )  # fmt: skip
    event.publish(by=by)
    event.pools.get().register(people.hana)
