"""What this room gives to rooms that ask by name."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import Audience
from folkmoot.accounts.policy import belongs
from folkmoot.activity.kinds import Kind
from folkmoot.groups.models import Group
from folkmoot.groups.policy import is_in
from folkmoot.ui import times

from . import notices, papers, policy
from .models import Attendance, CalendarAddress, Event, Host, Letter, Registration, Strand, Venue

EVENTS = Kind(
    name=notices.EVENTS,
    label=gettext_lazy("Events you come to"),
    help=gettext_lazy("Reminders, and what those who host an event write to those who come."),
    why=gettext_lazy("You get this because you come to the event, came to it, or wait for a place."),
)
SENTENCES = {
    "events.venue_added": gettext_lazy("%(by)s added the place %(name)s"),
    "events.venue_corrected": gettext_lazy("%(by)s corrected the place %(name)s: %(fields)s"),
    "events.venue_moved": gettext_lazy("%(by)s said that the place %(name)s is elsewhere now: %(fields)s"),
    "events.strand_scoped": gettext_lazy("%(by)s began to think about the strand %(thing)s"),
    "events.strand_edited": gettext_lazy("%(by)s changed the strand %(thing)s: %(fields)s"),
    "events.strand_commissioned": gettext_lazy("%(by)s commissioned the strand %(thing)s"),
    "events.strand_running": gettext_lazy("%(by)s said that the strand %(thing)s runs"),
    "events.strand_ended": gettext_lazy("%(by)s ended the strand %(thing)s"),
    "events.planned": gettext_lazy("%(by)s planned the event %(thing)s"),
    "events.published": gettext_lazy("%(by)s published the event %(thing)s"),
    "events.edited": gettext_lazy("%(by)s changed the event %(thing)s: %(fields)s"),
    "events.cancelled": gettext_lazy("%(by)s cancelled the event %(thing)s"),
    "events.finished": gettext_lazy("The event %(thing)s is over"),
    "events.registered": gettext_lazy("%(by)s registered for the event %(thing)s: %(state)s"),
    "events.registration_cancelled": gettext_lazy(
        "%(by)s cannot come to the event %(thing)s; before: %(state)s"
    ),
    "events.fell_away": gettext_lazy(
        "Somebody for whom the event %(thing)s is no longer was taken off its list; before: %(state)s"
    ),
    "events.accepted": gettext_lazy("%(by)s took the place that was offered at the event %(thing)s"),
    "events.claimed": gettext_lazy("%(by)s took a free place at the event %(thing)s on the last day"),
    "events.declined": gettext_lazy(
        "%(by)s left the place that was offered at the event %(thing)s to the next"
    ),
    "events.still_comes": gettext_lazy("%(by)s still comes to the event %(thing)s after it was moved"),
    "events.wrote": gettext_lazy("%(by)s wrote to people of the event %(thing)s: %(to)s, %(people)s in all"),
    "events.repeated": gettext_lazy("%(by)s repeated the event %(thing)s: %(dates)s more dates"),
    "events.series_joined": gettext_lazy("%(by)s comes to all of the series %(thing)s"),
    "events.series_left": gettext_lazy("%(by)s no longer comes to all of the series %(thing)s"),
    "events.lapsed": gettext_lazy(
        "Nobody answered an offer of a place at the event %(thing)s: it went to the next"
    ),
    "events.certificate_made": gettext_lazy(
        "%(by)s made a certificate of having been at the event %(thing)s"
    ),
    "events.material_added": gettext_lazy("%(by)s added something that came of the event %(thing)s"),
    "events.material_changed": gettext_lazy("%(by)s changed something that came of the event %(thing)s"),
    "events.material_retired": gettext_lazy("%(by)s took away something that came of the event %(thing)s"),
    "events.feedback_chosen": gettext_lazy("%(by)s chose what is asked about the event %(thing)s"),
    "events.feedback_told": gettext_lazy(
        "%(by)s told those who came what was heard about the event %(thing)s"
    ),
    "events.feedback_kept": gettext_lazy(
        "%(by)s took back what was told of the answers about the event %(thing)s"
    ),
    "events.invited": gettext_lazy("%(by)s invited somebody to the event %(thing)s"),
    "events.uninvited": gettext_lazy("%(by)s took back an invitation to the event %(thing)s"),
    "events.guest_registered": gettext_lazy("A guest registered for the event %(thing)s: %(state)s"),
    "events.guest_cancelled": gettext_lazy("A guest cannot come to the event %(thing)s; before: %(state)s"),
    "events.guest_accepted": gettext_lazy("A guest took the place that was offered at the event %(thing)s"),
    "events.guest_claimed": gettext_lazy("A guest took a free place at the event %(thing)s on the last day"),
    "events.guest_declined": gettext_lazy(
        "A guest left the place that was offered at the event %(thing)s to the next"
    ),
    "events.guest_answers_changed": gettext_lazy("A guest changed their answers for the event %(thing)s"),
    "events.guest_joined": gettext_lazy("A guest joined the event %(thing)s: %(how)s"),
    "events.guest_certificate_made": gettext_lazy(
        "A guest made a certificate of having been at the event %(thing)s"
    ),
    "events.places_given": gettext_lazy("%(by)s decided how places at %(thing)s are given: %(registering)s"),
    "events.admitted": gettext_lazy("%(by)s accepted somebody who asked for a place at %(thing)s: %(state)s"),
    "events.turned_down": gettext_lazy("%(by)s declined somebody who asked for a place at %(thing)s"),
    "events.draw_frozen": gettext_lazy("The list for the draw of %(thing)s was closed: %(many)s tickets"),
    "events.drawn": gettext_lazy("%(by)s drew the places at %(thing)s among %(many)s tickets"),
    "events.draw_called_off": gettext_lazy("%(by)s called off the draw of %(thing)s: %(why)s"),
    "events.question_asked": gettext_lazy("%(by)s asks one question more of whoever registers for %(thing)s"),
    "events.question_changed": gettext_lazy("%(by)s changed a question of %(thing)s"),
    "events.question_moved": gettext_lazy("%(by)s put the questions of %(thing)s in another order"),
    "events.question_retired": gettext_lazy("%(by)s took out a question of %(thing)s"),
    "events.answers_changed": gettext_lazy("%(by)s changed their answers for %(thing)s"),
    "events.needs_looked_after": gettext_lazy("%(by)s looks after access and food at %(thing)s"),
    "events.needs_left": gettext_lazy("%(by)s no longer looks after access and food at %(thing)s"),
    "events.needs_seen": gettext_lazy("%(by)s read what people need at %(thing)s"),
    "events.needs_confirmed": gettext_lazy("%(by)s told somebody what will be done for them at %(thing)s"),
    "events.needs_destroyed": gettext_lazy("What people said they need at %(thing)s is destroyed"),
    "events.places_reserved": gettext_lazy("%(by)s keeps %(many)s places at %(thing)s for %(whom)s"),
    "events.reserved_changed": gettext_lazy(
        "%(by)s changed what is kept for %(whom)s at %(thing)s: %(many)s places"
    ),
    "events.reserved_ended": gettext_lazy(
        "%(by)s ended that places at %(thing)s are kept for %(whom)s: %(many)s were not used"
    ),
    "events.reserved_let_go": gettext_lazy(
        "Places at %(thing)s are kept for %(whom)s no longer: %(many)s were not used"
    ),
    "events.promoted": gettext_lazy("%(by)s offered a place at the event %(thing)s out of turn"),
    "events.joining_set": gettext_lazy(
        "%(by)s set the link with which people join the event %(thing)s online"
    ),
    "events.host_added": gettext_lazy("%(by)s asked somebody to look after the event %(thing)s: %(role)s"),
    "events.host_removed": gettext_lazy(
        "%(by)s took somebody away from those who look after the event %(thing)s"
    ),
    "events.walked_in": gettext_lazy("%(by)s gave somebody a place at the door of the event %(thing)s"),
    "events.printed": gettext_lazy("%(by)s had something made to print for the event %(thing)s: %(kind)s"),
    "events.facts_frozen": gettext_lazy("Who came to the event %(thing)s was counted for good"),
    "events.arrived": gettext_lazy("%(by)s noted that somebody is at the event %(thing)s: %(how)s"),
    "events.was_not_here": gettext_lazy("%(by)s took back that somebody was at the event %(thing)s"),
}
_STATES = dict(Registration.State.choices)
_OF_A_VENUE = {field.name: field.verbose_name for field in Venue._meta.concrete_fields}
_OF_A_STRAND = {field.name: field.verbose_name for field in Strand._meta.concrete_fields}
VALUES = {
    "events.strand_edited": {"fields": _OF_A_STRAND},
    "events.venue_corrected": {"fields": _OF_A_VENUE},
    "events.venue_moved": {"fields": _OF_A_VENUE},
    "events.registered": {"state": _STATES},
    "events.admitted": {"state": _STATES},
    "events.places_given": {"registering": dict(Event.Registering.choices)},
    "events.registration_cancelled": {"state": _STATES},
    "events.fell_away": {"state": _STATES},
    "events.host_added": {"role": dict(Host.Role.choices)},
    "events.printed": {"kind": papers.KINDS},
    "events.arrived": {"how": dict(Attendance.How.choices)},
    "events.guest_joined": {"how": dict(Attendance.How.choices)},
    "events.guest_registered": {"state": _STATES},
    "events.guest_cancelled": {"state": _STATES},
    "events.wrote": {"to": dict(Letter.To.choices)},
    "events.edited": {"fields": {field.name: field.verbose_name for field in Event._meta.concrete_fields}},
}
AFTERWARDS = Kind(
    name="events_after",
    label=gettext_lazy("After events you came to"),
    help=gettext_lazy("How it was, once, on the morning after; and that somebody you met named you, too."),
    why=gettext_lazy("You get this because you came to this event."),
)
IN_A_DIGEST = 5
OF_A_GROUP = 5


def doors(request):
    """What is on, for everybody; one's own, for who is signed in."""
    found = [{"url": reverse("events:events"), "label": _("Events"), "order": 40, "place": "doors"}]
    if request.user.is_authenticated:
        found.append(
            {"url": reverse("events:mine"), "label": _("Your events"), "order": 45, "place": "account"}
        )
    return found


def digest_extras(user, since):
    """Events published since this person's last digest: of all, of their region, of their groups."""
    if not Event.objects.filter(published_at__gt=since).exists() or not belongs(user):
        return None
    rows = Event.objects.visible_to(user).concerning(user).coming()
    rows = rows.filter(state=Event.State.PUBLISHED, published_at__gt=since)
    rows = rows.exclude(registrations__user=user).select_related("region", "group")[:IN_A_DIGEST]
    lines = [
        {"label": event.title, "words": _when_and_why(event), "url": event.get_absolute_url()}
        for event in rows
    ]
    return {"title": _("New events"), "lines": lines, "order": 15} if lines else None


def _when(event):
    return times.in_words(event.starts_at, zone=event.zone)


def _when_and_why(event):
    """When it is, and for which of the three reasons it is told."""
    if event.comers == Event.Comers.INVITED:
        why = _("You are invited.")
    elif event.group_id:
        why = _("It is of your group %(group)s.") % {"group": event.group.name}
    elif event.region_id:
        why = _("It is in %(region)s, as you are.") % {"region": event.region.name}
    else:
        why = _("It is for the whole community.")
    return f"{_when(event)}. {why}"


def group_section(group, request):
    """What the group has planned, as far as this reader sees it; for its convenors, where they plan more."""
    user = request.user
    coming = list(Event.objects.visible_to(user).coming().filter(group=group, state="published")[:OF_A_GROUP])
    may_plan = policy.may_plan(user, group)
    if not (coming or may_plan):
        return None
    address = CalendarAddress.objects.filter(user=user).first() if is_in(user, group) else None
    context = {
        "events": coming,
        "group": group,
        "may_plan": may_plan,
        "address": address and address.of_group(group),
    }
    return {
        "title": _("Events"),
        "order": 10,
        "html": render_to_string("events/of_group.html", context, request),
    }


def organisation_section(organisation, request):
    """What a partner has planned, as far as this reader sees it; for who leads it, where they plan more."""
    partner, user = getattr(organisation, "partner", None), request.user
    if partner is None:
        return None
    rows = Event.objects.visible_to(user).coming().filter(partner=partner, state="published")
    coming = list(rows[:OF_A_GROUP])
    may_plan = policy.plans_for(user, partner)
    if not (coming or may_plan):
        return None
    context = {"events": coming, "partner": partner, "may_plan": may_plan}
    html = render_to_string("events/of_partner.html", context, request)
    return {"title": _("Events"), "order": 10, "html": html}


def calls_planned(keys):
    """Of these groups (keys), those that meet again."""
    coming = Event.objects.coming().filter(state="published", group__in=keys)
    return set(coming.order_by().values_list("group", flat=True))


def data_held(user):
    many = Registration.objects.of(user).count()
    if not many:
        return []
    value = ngettext("%(many)s registration", "%(many)s registrations", many) % {"many": many}
    return [{"label": _("Events"), "value": value, "url": reverse("events:mine")}]


def mail_kinds():
    return [EVENTS, AFTERWARDS]


def record_words():
    return SENTENCES


def record_values():
    return VALUES


def record_hides(user):
    """What happened at events of hidden groups this person is not in, and to drafts they do not see."""
    if not user.is_authenticated:
        return None
    unseen = Q(group__in=Group.objects.secret_to(user)) | Q(state=Event.State.DRAFT, group__isnull=False)
    unseen |= Q(comers=Event.Comers.INVITED) & ~Q(audience__in=Audience.objects.including(user))
    unseen = Event.objects.filter(unseen).exclude(pk__in=Event.objects.run_by(user).values("pk"))
    keys = [str(key) for key in unseen.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(Event)
    return Q(content_type=kind, object_id__in=keys) if keys else None
