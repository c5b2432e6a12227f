"""I have five minutes, an hour or a day: what this person could do with it, each with a reason."""

from operator import itemgetter

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activity.models import Draft
from folkmoot.core.gathering import gather

from .news import waiting

A_MOMENT, AN_HOUR, A_DAY = 5, 60, 480  # minutes
TIMES = {  # as in the address: minutes, the link, the heading, what an empty one says
    "5": (A_MOMENT, gettext_lazy("5 minutes"), gettext_lazy("You have 5 minutes")),
    "60": (AN_HOUR, gettext_lazy("An hour"), gettext_lazy("You have an hour")),
    "day": (A_DAY, gettext_lazy("A day"), gettext_lazy("You have a day")),
}
MOST, FEW = 5, 3


def tabs(chosen):
    """All of it, and the three times; each an address."""
    here = reverse("home:today")
    times = [
        {"label": label, "url": f"{here}?time={name}", "current": name == chosen}
        for name, (_minutes, label, _heading) in TIMES.items()
    ]
    return [{"label": _("All"), "url": here, "current": chosen not in TIMES}, *times]


def things(user, name):
    """What takes about as long, what waits for somebody first; where that is little, what takes less too."""
    minutes = TIMES[name][0]
    found = [line for offer in gather("to do", user) for line in offer]
    lines = [{"minutes": A_MOMENT, **line} for line in [*waiting(user), *found, *_drafts(user)]]
    fitting = _ordered(line for line in lines if line["minutes"] == minutes)
    if len(fitting) < FEW:
        less = [line for line in lines if line["minutes"] < minutes]
        fitting += sorted(_ordered(less), key=itemgetter("minutes"), reverse=True)[: FEW - len(fitting)]
    return fitting[:MOST]


def _ordered(lines):
    """Each address once."""
    once = {}
    for line in sorted(lines, key=itemgetter("order")):
        once.setdefault(line["url"], line)
    return list(once.values())


def _drafts(user):
    """What they began to type and did not send."""
    begun = Draft.objects.of(user).exclude(url="")[:2]
    return [
        {
            "label": _("Finish “%(title)s”") % {"title": draft.title or _("Without a title")},
            "words": _("You began to write it, and saved it last on %(date)s.")
            % {"date": date_format(localtime(draft.saved_at), "j F")},
            "url": draft.url,
            "minutes": AN_HOUR,
            "order": 5,
        }
        for draft in begun
    ]
