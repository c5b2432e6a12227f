"""What hosts write to those who come, a few dozen at a step, each once, whoever is killed on the way."""

from django.db import transaction
from django.utils import timezone

from . import notices
from .models import Letter

A_STEP = 50  # letters; between two steps other work has its turn


@transaction.atomic
def step(pk):
    """Write to the next few. Answers whether there are more."""
    held = Letter.objects.unfinished().select_for_update(of=("self",)).select_related("event", "by")
    letter = held.filter(pk=pk).first()
    if letter is None:
        return False
    rows = letter.readers().filter(pk__gt=letter.reached).select_related("user", "guest")
    some = list(rows[:A_STEP])
    notices.letter(letter, [one.person for one in some])
    is_done = len(some) < A_STEP
    letter.advance(some[-1].pk if some else letter.reached, done_at=timezone.now() if is_done else None)
    return not is_done


def offered(event):
    """[(to whom, in words, how many)]: those of an event to whom its hosts can write now."""
    choices = [Letter.To(mode) for mode in event.modes] + [Letter.To.WAITING]
    if event.is_over:
        choices.append(Letter.To.CAME)
    return [(to.value, to.label, Letter(event=event, to=to).readers().count()) for to in choices]
