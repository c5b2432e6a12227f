"""What publishing does in the background."""

from django.tasks import task

from .models import LinkCard


@task(queue_name="default", backend="queue")
def fetch_link_card(pk):
    """What a page elsewhere says of itself."""
    if card := LinkCard.objects.filter(pk=pk).first():
        card.fetch()


def fetch_stray_link_cards():
    """Once a minute: cards whose task was lost."""
    for card in LinkCard.objects.stray():
        fetch_link_card.enqueue(card.pk)
