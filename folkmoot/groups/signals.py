"""What groups tells the rooms above. Listed in docs/house.md."""

from django.dispatch import Signal

parted = Signal()  # belonging: sent when somebody is in a group no longer, inside that transaction
