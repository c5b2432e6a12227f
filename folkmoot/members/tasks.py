"""What this room does by itself; `folkmoot/clock.py` says when."""

from allauth.account.models import EmailAddress
from django.apps import apps
from django.tasks import task

from folkmoot.core.lifecycle import Refused


def forget_contacts():
    """Each night: those who never confirmed are forgotten."""
    apps.get_model("members", "Contact").objects.forget_unconfirmed()


def forget_corrected_addresses():
    """Each night: the addresses of corrections that ended long ago."""
    apps.get_model("members", "Correction").objects.forget_addresses()


def forget_merges():
    """Each night: what was moved when two records were merged, once they can be parted no more."""
    past = apps.get_model("members", "Merge").objects.past()
    EmailAddress.objects.filter(user__in=past.values("other")).delete()  # free for whoever proves them
    past.update(told={})


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


def remind_of_requests():
    """Each hour: who was asked a week ago and has not answered gets one letter more."""
    for request in apps.get_model("members", "ContactRequest").objects.to_remind()[:A_BATCH]:
        request.remind()


def expire_requests():
    """Each hour: what nobody answered in two weeks ends, and its sender is offered others."""
    from .requests.others import others_for

    for request in apps.get_model("members", "ContactRequest").objects.to_expire()[:A_BATCH]:
        try:
            request.expire(others_for(request.sender, request.recipient))
        except Refused:  # answered a moment ago
            continue


STILL_A_BATCH = 50  # an hour: fifty thousand who were never asked are not all asked on one day


def ask_who_is_active():
    """Each hour: members nobody has heard of for a year are asked, and reminded once."""
    from folkmoot.accounts.models import Community

    from .records import quiet

    if not Community.objects.current().still_asked:
        return
    for member in quiet.to_ask().select_related("user")[:STILL_A_BATCH]:
        member.ask_still()
    for member in quiet.to_remind().select_related("user")[:STILL_A_BATCH]:
        member.remind_still()


def go_on_with_first_steps():
    """Each day: newcomers are offered their next small step; what nobody took is let go."""
    from .cohorts.steps import go_on

    go_on()


def look_over_searches():
    """Each hour: whom saved searches newly find."""
    from .searches.watching import look_over

    look_over()
