"""What people offers somebody who has five minutes or an hour: each with how long it takes, and why."""

from django.urls import reverse
from django.utils.translation import gettext as _

from .asked import Asked
from .missing import missing
from .models import Profile
from .nearby import nearby
from .requests.others import not_to_be_offered
from .searches import news

A_MOMENT, AN_HOUR = 5, 60  # minutes


def to_do(user):
    own = Profile.objects.whole().filter(user=user).first()
    return [*_say(user, own), *_look(user), *_ask(user, own)]


def _say(user, own):
    """One thing of the profile at a time; the list of all stands in its form."""
    if own is None and not user.is_member:
        return []
    return [{**thing, "minutes": A_MOMENT, "order": 50} for thing in missing(own)[:1]]


def _look(user):
    """Whoever a saved search newly found."""
    return [
        {
            "label": _("See who newly fits “%(name)s”") % {"name": search.name},
            "words": news.sentence(search),
            "url": search.get_absolute_url(),
            "minutes": A_MOMENT,
            "order": 30,
        }
        for search in news.with_news(user)[:1]
        if search.new
    ]


def _ask(user, own):
    """Somebody new near by who is open to it; else whoever may know what one wants to learn."""
    if own is None:
        return []
    new = nearby(user, own)
    known = set(not_to_be_offered(user, user)) if new.faces else set()
    for face in new.faces:
        if face.is_open_to_contact and face.takes_requests and face.pk not in known:
            label = _("Ask %(name)s to be in touch") % {"name": face.name}
            words = _("%(name)s is new, and near %(place)s as you are.")
            url = reverse("members:ask", args=[face.slug])
            return [_hour(label, words % {"name": face.name, "place": new.place}, url, 10)]
    if own.want_to_learn:
        words = _("You would like to learn: %(what)s. Look who is open to being asked.")
        url = Asked(chosen={"open": "yes"}).url
        return [_hour(_("Find somebody to ask"), words % {"what": own.want_to_learn}, url, 30)]
    return []


def _hour(label, words, url, order):
    return {"label": label, "words": words, "url": url, "minutes": AN_HOUR, "order": order}
