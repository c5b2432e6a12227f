"""Everything the site does by itself, and when.

`tick minute|hour|day` works through one slot; `clock` does so for ever. A slot is run once, however many
clocks there are; what is here must bear being run late, and again.
"""

import logging
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.utils import timezone

from folkmoot.accounts.models import Community
from folkmoot.activity import delivery, housekeeping
from folkmoot.activity.inbound import tasks as incoming
from folkmoot.activity.models import Slot
from folkmoot.activity.telling import digests, sending, spreading
from folkmoot.announcements import tasks as announcements
from folkmoot.conversations import tasks as conversations
from folkmoot.events import tasks as events
from folkmoot.events.choosing import tasks as choosings
from folkmoot.events.space import tasks as spaces
from folkmoot.files import tasks as files
from folkmoot.groups import tasks as groups
from folkmoot.insights import tasks as insights
from folkmoot.members import tasks as members
from folkmoot.members.importing import tasks as people
from folkmoot.members.leaving import tasks as leaving
from folkmoot.publishing import tasks as publishing
from folkmoot.publishing.wordpress import tasks as imports
from folkmoot.recruitment.deciding import releasing
from folkmoot.recruitment.equality import tasks as equality
from folkmoot.recruitment.offers import tasks as offers
from folkmoot.recruitment.references import tasks as references
from folkmoot.recruitment.retention import tasks as retention
from folkmoot.recruitment.rounds import tasks as rounds
from folkmoot.recruitment.talks import tasks as talks
from folkmoot.search import vocabulary

log = logging.getLogger(__name__)

NIGHT = 3  # the day's work is done from three in the morning, by the community's own clock


def publish_scheduled():
    """Pages whose hour has come go public, others go (Wagtail's own command)."""
    call_command("publish_scheduled")


EVERY = {
    "minute": [
        members.show_strays_anew,
        spreading.spread_strays,
        sending.send_due,
        digests.put_together_due,
        delivery.deliver_strays,
        incoming.take_in_strays,
        publish_scheduled,
        housekeeping.revive_tasks,
        imports.resume_abandoned,
        people.resume_abandoned,
        leaving.bring_lost_copies,
        vocabulary.take_up,
        insights.forget_yesterday,
        publishing.fetch_stray_link_cards,
        announcements.begin_due,
        announcements.go_on,
        groups.go_on_with_circulars,
        rounds.keep_time,
        rounds.tell_contacts,
        equality.count_who_applied,
        releasing.release_due,
        events.end_offers,
        events.release_reserved_places,
        events.freeze_draws,
        events.tell_strays,
        spaces.keep_time,
        choosings.close_due,
        events.remind_who_comes,
        events.go_on_with_letters,
        events.go_on_with_free_places,
        events.follow_stray_series,
        events.bring_lost_print_outs,
    ],
    "hour": [
        housekeeping.forget_slots,
        members.remind_of_requests,
        members.expire_requests,
        members.look_over_searches,
        members.ask_who_is_active,
        rounds.remind_of_deadlines,
        offers.follow_offers,
        references.remind_referees,
        talks.follow_talks,
        events.finish_events,
        events.ask_how_it_was,
        events.freeze_facts,
        events.throw_print_outs_away,
        leaving.throw_copies_away,
        leaving.remind_of_erasures,
        leaving.carry_out_erasures,
    ],
    "day": [
        housekeeping.forget_letters,
        incoming.forget_incoming,
        housekeeping.forget_bounces,
        housekeeping.forget_entries,
        housekeeping.forget_notices,
        housekeeping.forget_drafts,
        housekeeping.forget_sessions,
        housekeeping.forget_task_results,
        files.sweep,
        rounds.forget_drafts,
        retention.destroy_papers,
        members.forget_contacts,
        members.go_on_with_first_steps,
        members.forget_corrected_addresses,
        members.forget_merges,
        people.forget_imports,
        equality.destroy_equality_keys,
        groups.propose_stages,
        events.count_times_anew,
        events.end_showing,
        spaces.ask_what_became,
        events.destroy_needs,
        events.forget_addresses,
        groups.forget_addresses,
        groups.forget_drafts,
        conversations.forget_unconfirmed,
        events.forget_answers,
        conversations.remind_moderators,
        insights.fold_old_days,
        insights.empty_log_of_yesterday,
        announcements.remind_of_newsletter,
        vocabulary.take_stock,
        publishing.check_links,
        housekeeping.tidy_database,
    ],
}


def slot(period, now=None):
    """When the present minute, hour or day of the clock began."""
    now = now or timezone.now()
    if period == "minute":
        return now.replace(second=0, microsecond=0)
    if period == "hour":
        return now.replace(minute=0, second=0, microsecond=0)
    local = now.astimezone(ZoneInfo(Community.objects.current().time_zone))
    began = local.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    if began > local:
        began = (local - timedelta(days=1)).replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return began.astimezone(UTC)


def run(period, now=None):
    """Work through the present slot, unless that was done; answers the slot, or None.

    One thing that fails does not keep the others from being done; what failed stands in the slot.
    """
    claimed = Slot.objects.claim(period, slot(period, now))
    if claimed is None:
        return None
    failures = []
    for work in EVERY[period]:
        try:
            work()
        except Exception as error:
            log.exception("The clock could not do %s.", work.__name__)
            failures.append([work.__name__, f"{type(error).__name__}: {error}"[:300]])
    claimed.finish(failures)
    return claimed


def run_due(now=None):
    """What is due of all three; answers the slots worked through."""
    return [done for period in EVERY if (done := run(period, now))]
