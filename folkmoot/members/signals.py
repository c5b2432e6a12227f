"""What members tells the rooms above. Listed in docs/house.md."""

from django.dispatch import Signal

welcomed = Signal()  # member, by: sent by Member.objects.welcome() and come_back(), inside the transaction
renamed = Signal()  # profile: sent by Profile.edit() when its name changed, inside its transaction
enrolled = Signal()  # member: sent by Member.enrol() with a cohort, inside the transaction
left = Signal()  # member, by: sent by Member.leave(), inside its transaction
