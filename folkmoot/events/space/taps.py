"""What became of a session, said in one tap from a letter."""

from django.utils.translation import gettext as _

from folkmoot.activity.telling.taps import Tap

from ..models import Event, FollowUp

BECAME = "became_"


def tap(reader, name, key):
    """The Tap of one of the four answers; None for another name, or who does not lead it any more."""
    answer = name.removeprefix(BECAME)
    if not name.startswith(BECAME) or answer not in FollowUp.Answer:
        return None
    rows = FollowUp.objects.filter(user=reader, pitch__leads__user=reader, pitch__leads__agreed=True)
    asked = rows.filter(pk=int(key)).select_related("pitch__space__event").first()
    if asked is None or not Event.objects.visible_to(reader).filter(pk=asked.pitch.space.event_id).exists():
        return None
    label = FollowUp.Answer(answer).label
    return Tap(
        title=_("What became of “%(title)s”: %(answer)s")
        % {"title": asked.pitch.title, "answer": label.lower()},
        words=_("It shows on the page of the session and of the event. You can change it there."),
        button=_("Say so"),
        url=asked.pitch.get_absolute_url(),
        do=lambda words="": asked.reply(answer, words or None, by=reader),
        is_done=asked.answer == answer,
        done=_("Thank you. It shows on the page of the session."),
        asks=_("A few words on it"),
    )
