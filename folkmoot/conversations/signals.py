"""What conversations tells the rooms above. Listed in docs/house.md."""

from django.dispatch import Signal

guests_forgotten = Signal()  # keys: of guests who are about to be emptied
