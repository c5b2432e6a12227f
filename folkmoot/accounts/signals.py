"""What accounts tells the rooms above. Listed in docs/house.md."""

from django.dispatch import Signal

role_given = Signal()  # user, role, by
role_taken = Signal()  # user, role, by
policy_published = Signal()  # policy, by
community_changed = Signal()  # community, fields, by
renamed = Signal()  # user: its name was changed on the page of the account
