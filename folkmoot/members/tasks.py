"""What this room does by itself; `folkmoot/clock.py` says when."""

from django.apps import apps
from django.tasks import task


def forget_contacts():
    """Each night: those who never confirmed are forgotten."""
    apps.get_model("members", "Contact").objects.forget_unconfirmed()


A_BATCH = 200


@task(queue_name="default", backend="queue")
def show_anew():
    """Let the search and the directory follow where something that profiles chose was renamed."""
    Listing, Profile = apps.get_model("members", "Listing"), apps.get_model("members", "Profile")
    while keys := list(Listing.objects.outdated().values_list("pk", flat=True)[:A_BATCH]):
        for profile in Profile.objects.filter(pk__in=keys):
            profile.shown_anew()


def show_strays_anew():
    """Each minute: those whose task was lost."""
    if apps.get_model("members", "Listing").objects.outdated().exists():
        show_anew.enqueue()
