"""What publishing does in the background."""

from django.tasks import task

from .checking import asking, finding
from .models import Link, LinkCard


@task(queue_name="default", backend="queue")
def fetch_link_card(pk):
    """What a page elsewhere says of itself."""
    if card := LinkCard.objects.filter(pk=pk).first():
        card.fetch()


def fetch_stray_link_cards():
    """Once a minute: cards whose task was lost."""
    for card in LinkCard.objects.stray():
        fetch_link_card.enqueue(card.pk)


@task(queue_name="default", backend="queue")
def ask_link(pk):
    """One link that an editor wants to be looked at now."""
    if link := Link.objects.filter(pk=pk).exclude(state=Link.State.LEFT).first():
        asking.ask(link)


@task(queue_name="default", backend="queue")
def ask_links():
    """A night's work: search what changed, ask what is due. What is not reached waits for the next."""
    finding.search_pages()
    asking.ask_due()


def check_links():
    """Once a night; the clock does not wait for other people's servers."""
    ask_links.enqueue()
