"""What recruitment does when something happened below."""

from django.dispatch import receiver

from folkmoot.accounts.signals import role_given
from folkmoot.members.signals import left

from .conflicts.finding import look_over
from .models import Round, Volunteer


@receiver(role_given)
def look_for_conflicts(user, **kwargs):
    """Who joins the team sees applications from this moment: not those of people they have to do with."""
    if user.is_team or user.is_administrator:
        for round in Round.objects.under_way():
            look_over(round, people=[user])


@receiver(left)
def stop_talking(member, by, **kwargs):
    """Who no longer belongs is not asked; whom they had not answered goes to the next."""
    for volunteer in Volunteer.objects.filter(user=member.user_id):
        volunteer.stop(by=by)
