"""Every page of the site: what it answers to whom.

Six people try each: a visitor (not signed in), Ben (an account), Ada (a member), Dev (an editor), Cora (the
team) and Fay (an administrator). A page that has an address but no line here fails `test_every_page`.
"""

from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse

from folkmoot.accounts.models import Audience, Guest
from folkmoot.activity.links import CHOOSE, MUTE, STOP
from folkmoot.activity.telling.taps import TAP
from folkmoot.conversations.models import Caution
from folkmoot.events import door
from folkmoot.events import links as guest_places
from folkmoot.events.models import (
    CalendarAddress,
    Choosing,
    Event,
    Host,
    Joining,
    Lead,
    Letter,
    Need,
    Pitch,
    Question,
    Registration,
    ReservedPlaces,
    Room,
    Series,
    SessionNote,
    Slot,
    Strand,
    Venue,
)
from folkmoot.events.models import Invitation as EventInvitation
from folkmoot.groups.models import Merger
from folkmoot.members.models import Block, Buddy, Connection, Contact, Correction, FirstStep, Merge, Report
from folkmoot.recruitment.models import Assessor, Plan
from tests.examples import (
    ADAS_OPEN,
    ADAS_POST,
    HANAS,
    a_conflict,
    a_contact,
    a_lane,
    a_lanes_letter,
    a_list,
    a_material,
    a_planned_reading,
    a_reading,
    a_reference,
    a_request,
    a_stopped_address,
    a_swap,
    a_talk,
    a_task,
    a_told_lane,
    adas_draft,
    adas_newest,
    adas_search,
    an_open_round,
    announced,
    announcement,
    asked,
    asked_by_letter,
    asking_for_help,
    cohort,
    contact_link,
    coras_note,
    correction_link,
    figure,
    first_of,
    group,
    group_thread,
    guest_link,
    held_mail,
    in_cohort,
    in_group,
    in_read_round,
    invitation,
    invitation_link,
    leaving,
    leaving_link,
    letter,
    link,
    listed,
    live,
    live_entry,
    live_question,
    members_post,
    members_standing,
    message,
    organisation,
    organisations,
    pair,
    passkey,
    people,
    person,
    policy,
    post,
    private_file,
    profile,
    read_round,
    reference_link,
    region,
    run,
    run_item,
    standing,
    still,
    thread,
    told,
    told_round,
    topic,
    was_it_you,
    weighed,
    weighed_round,
)


def an_event(column="slug", **which):
    return lambda: [getattr(Event.objects.filter(**which).order_by("pk").first(), column)]


def a_strand(state):
    return lambda: [Strand.objects.filter(state=state).order_by("pk").first().slug]


def a_calendar(*more):
    return lambda: [CalendarAddress.objects.first().secret, *more]


def like(rows, **named):
    """The row of that name in the tests' site; the first of those where a story has others."""
    return rows.filter(**named).order_by("pk").first() or rows.order_by("pk").first()


def _gil(title, **story):
    """An event and a guest who may come and has no place there; in a story, one who has a place."""
    event = Event.objects.filter(title=title).first()
    guest = Guest.objects.filter(email="gil@example.org").first()
    if event and guest:
        return event, guest
    rows = Registration.objects.filter(guest__isnull=False, **story)
    one = rows.select_related("event", "guest").order_by("pk").first()
    return one.event, one.guest


def a_guests_place():
    event, guest = _gil("A day for all")
    return [event.slug, guest_places.token_for(event, guest)]


def a_guests_form():
    event, guest = _gil("A day for all", event__questions__isnull=False)
    return [event.slug, guest_places.token_for(event, guest)]


def a_guests_way_in():
    event, guest = _gil("A class of few", pool__mode="online")
    return [event.slug, guest_places.token_for(event, guest, guest_places.WAY_IN)]


def a_guests_material():
    return [*a_guests_place(), a_material(seen_by="event")()[-1]]


def a_host():
    """The only one of the day for all."""
    host = like(Host.objects.all(), event__slug="a-day-for-all")
    return [host.event.slug, host.pk]


def a_question():
    question = Question.objects.first()
    return [question.event_id, question.pk]


def what_is_reserved():
    reserved = ReservedPlaces.objects.select_related("pool").order_by("pk").first()
    return [reserved.pool.event_id, reserved.pk]


def a_need():
    need = Need.objects.select_related("registration__event").first()
    return [need.registration.event.slug, need.pk]


def a_letter():
    letter = Letter.objects.select_related("event").order_by("pk").first()
    return [letter.event.slug, letter.pk]


def an_event_invitation():
    invitation = EventInvitation.objects.exclude(email="").first()
    return [invitation.event.slug, invitation.pk]


def a_door_code():
    registration = Registration.objects.filter(state="confirmed").order_by("pk").first()
    return [registration.event.slug, door.code_for(registration)]


def a_waiting_registration():
    registration = Registration.objects.filter(state="waiting").order_by("pk").first()
    return [registration.event.slug, registration.pk]


SPACES = {"pitching": "an-open-day", "placing": "a-placed-day", "over": "a-past-day"}
PITCHES = {"Who sleeps when?": "pitching", "Light at four": "placing", "Tea at four": "over"}


def a_space(state):
    """The day whose open space is in that state."""
    return lambda: [like(Event.objects.filter(space__state=state), slug=SPACES[state]).slug]


OPEN_DAY, PLACED_DAY, PAST_DAY = map(a_space, SPACES)


def a_pitch(title="Who sleeps when?"):
    def found():
        rows = Pitch.objects.filter(space__state=PITCHES[title], state__in=["pitched", "placed"])
        pitch = like(rows.select_related("space__event"), title=title)
        return [pitch.space.event.slug, pitch.pk]

    return found


def of_adas_pitch(model, **which):
    """Somebody who would lead Ada's pitch, too; somebody who would join theirs to it."""
    return lambda: [*a_pitch()(), model.objects.filter(**which).order_by("pk").first().pk]


def in_open_day(model):
    def found():
        row = like(model.objects.select_related("space__event"), space__event__slug="an-open-day")
        return [row.space.event.slug, row.pk]

    return found


def a_choosing(slug):
    def found():
        choosing = like(Choosing.objects.select_related("event"), event__slug=slug)
        return [choosing.event.slug, choosing.pk]

    return found


def a_note_of_ada():
    note = like(SessionNote.objects.select_related("pitch__space__event"), author__email="ada@example.org")
    return [note.pitch.space.event.slug, note.pitch_id, note.pk]


def a_series():
    return [like(Series.objects.all(), slug="tea-at-four").slug]


def a_way_in():
    """Where who has a place online is led on."""
    rows = Event.objects.filter(Q(slug="rotas-compared") | Q(pools__join_link__isnull=False))
    return [like(rows, slug="rotas-compared").slug]


def a_paper(kind):
    return lambda: [like(Event.objects.filter(state="published"), slug="a-day-for-all").slug, kind]


ROLES = ["visitor", "account", "member", "editor", "team", "administrator"]
PEOPLE = dict(zip(ROLES, [None, "ben", "ada", "dev", "cora", "fay"], strict=True))


@dataclass(frozen=True)
class Page:
    """One page or act: the arguments of its address, and the status each of the six gets."""

    statuses: str  # in the order of ROLES
    args: object = field(default=list)  # callable: looks its example up in the database
    act: bool = False  # tried by POST
    query: str = ""

    def address(self, name):
        return reverse(name.split("#")[0], args=self.args()) + self.query

    def expected(self):
        return dict(zip(ROLES, map(int, self.statuses.split()), strict=True))


ALL = "200 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200"
TEAM = "302 403 403 403 200 200"
NOT_THERE = "302 404 404 404 200 200"  # the team's work on a round does not exist for others
CONVENOR = "302 403 200 403 403 403"  # Ada convenes it
FIGURES = "302 403 403 200 200 200"
REPORTER = "302 403 403 200 200 200"
NEWSLETTERS = "302 403 403 200 200 200"  # editors too
NOT_EDITORS = "302 403 403 404 200 200"  # announcements of the team do not exist for editors
ADMINISTRATOR = "302 403 403 403 403 200"

PAGES = {
    "ui:theme": Page(ALL, lambda: ["1f6f5c"]),
    "ui:favicon": Page(ALL),
    "ui:styleguide": Page(ALL),
    "activity:choose": Page(SIGNED_IN),
    "activity:rhythm": Page("302 302 302 302 302 302"),
    "activity:follow": Page("302 404 404 404 404 404", act=True),  # nothing named
    "activity:record": Page(TEAM),
    "activity:deliveries": Page(TEAM),
    "activity:again": Page("302 403 403 403 409 409", letter, act=True),
    "activity:returned": Page(SIGNED_IN),
    "activity:works_again": Page("302 404 302 404 302 302", a_stopped_address, act=True),
    "activity:stopped": Page(TEAM),
    "activity:incoming": Page(TEAM),
    "activity:let_in": Page(
        "302 403 403 403 403 403", held_mail, act=True
    ),  # an answer would: no domain here
    "activity:refuse": Page("302 403 403 403 302 302", held_mail, act=True),
    "activity:was_it_you": Page(ALL, was_it_you),
    "activity:outbox": Page(TEAM),
    "activity:letter": Page(TEAM, letter),
    "activity:letter_html": Page(TEAM, letter),
    "activity:draft": Page("401 204 204 204 204 204", lambda: ["message-1"]),
    "activity:discard": Page("302 302 302 302 302 302", lambda: ["message-1"], act=True),
    "accounts:overview": Page(SIGNED_IN),
    "accounts:details": Page(SIGNED_IN),
    "accounts:kept": Page(SIGNED_IN),
    "accounts:forget": Page("302 302 302 302 302 302", act=True),
    "accounts:end_session": Page("302 404 404 404 404 404", lambda: [999_999], act=True),
    "accounts:agree": Page(SIGNED_IN),
    "accounts:language": Page(ALL, act=True),
    "accounts:become": Page("404 404 404 404 404 404", act=True),
    "accounts:policies": Page(ALL),
    "accounts:policy": Page(ALL, policy),
    "accounts:policy_version": Page(ALL, lambda: [policy()[0], 1]),
    "accounts:policy_desk": Page(TEAM),
    "accounts:publish_new": Page(TEAM),
    "accounts:publish": Page(TEAM, policy),
    "accounts:roles": Page(ADMINISTRATOR),
    "accounts:give": Page("302 403 403 403 403 302", person("ada"), act=True),
    "accounts:take": Page("302 403 403 403 403 302", person("ada"), act=True),
    "home:healthz": Page(ALL),
    "home:today": Page(SIGNED_IN),
    "home:today#minutes": Page(SIGNED_IN, query="?time=5"),
    "home:today#hour": Page(SIGNED_IN, query="?time=60"),
    "home:today#day": Page(SIGNED_IN, query="?time=day"),
    "home:close_step": Page("302 404 404 302 404 404", first_of(FirstStep), act=True),
    "home:search": Page(ALL, query="?q=corridor"),
    "home:team": Page(TEAM),
    "home:settings": Page(TEAM),
    "home:send_test": Page("302 403 403 403 302 302", act=True),
    "events:events": Page(ALL),
    "events:events#yours": Page(ALL, query="?show=yours"),
    "events:events#past": Page(ALL, query="?show=past"),
    "events:calendar": Page(ALL),
    "events:mine": Page(SIGNED_IN),
    "events:new_address": Page("302 302 302 302 302 302", act=True),
    "events:personal_calendar": Page(ALL, a_calendar()),
    "events:group_calendar": Page(ALL, a_calendar("falls-and-footwear")),
    "events:plan": Page(TEAM),
    "events:plan#group": Page("302 403 200 403 403 403", query="?group=falls-and-footwear"),
    "events:edit": Page("302 404 404 404 200 200", an_event("pk", state="draft")),
    "events:edit#published": Page(TEAM, an_event("pk", comers="everyone", state="published")),
    "events:publish": Page("302 404 404 404 302 302", an_event("pk", state="draft"), act=True),
    "events:throw_away": Page("302 404 404 404 302 302", an_event("pk", state="draft"), act=True),
    "events:events#month": Page(ALL, query="?show=month"),
    "events:events#map": Page(ALL, query="?show=map"),
    "events:programme": Page("302 403 200 200 200 200"),
    "events:team_programme": Page("302 403 403 403 200 200"),
    "events:new_strand": Page("302 403 403 403 200 200"),
    "events:strand": Page("302 403 200 200 200 200", a_strand("running")),
    "events:strand#scoped": Page("302 403 404 404 200 200", a_strand("scoped")),
    "events:edit_strand": Page("302 403 403 403 200 200", a_strand("running")),
    "events:move_strand": Page("302 403 403 403 404 404", a_strand("running"), act=True),
    "events:add_venue": Page("302 403 200 403 200 200"),
    "events:venues": Page("302 403 200 403 200 200"),
    "events:venue": Page("302 403 200 403 200 200", lambda: [Venue.objects.order_by("pk").first().pk]),
    "events:event": Page(ALL, an_event(comers="everyone", state="published")),
    "events:event#members": Page("404 404 200 200 200 200", an_event(comers="members", state="published")),
    "events:form": Page(TEAM, an_event("pk", comers="everyone", state="published")),
    "events:form#draft": Page("302 404 404 404 200 200", an_event("pk", state="draft")),
    "events:form_of": Page("302 403 403 403 302 302", an_event(comers="everyone", state="published")),
    "events:ask_after_needs": Page(TEAM, an_event("pk", comers="everyone", state="published")),
    "events:question": Page(TEAM, a_question),
    "events:move_question": Page("302 403 403 403 302 302", a_question, act=True),
    "events:retire_question": Page("302 403 403 403 302 302", a_question, act=True),
    "events:giving": Page(TEAM, an_event("pk", comers="everyone", state="published")),
    "events:giving#draft": Page("302 404 404 404 200 200", an_event("pk", state="draft")),
    "events:reserve": Page(TEAM, an_event("pk", comers="everyone", state="published")),
    "events:reserve#draft": Page("302 404 404 404 200 200", an_event("pk", state="draft")),
    "events:reserved": Page("302 403 403 403 200 200", what_is_reserved),
    "events:end_reserved": Page("302 403 403 403 302 302", what_is_reserved, act=True),
    "events:applications": Page(TEAM, an_event(registering="approval")),
    "events:event#kept": Page(ALL, an_event(pools__kept__gt=0)),
    "events:event#approval": Page(ALL, an_event(registering="approval")),
    "events:event#draw": Page(ALL, an_event(registering="interest")),
    "events:draw": Page(ALL, an_event(registering="interest")),
    "events:draw#none": Page("404 404 404 404 404 404", an_event(comers="everyone", registering="open")),
    "events:draw_data": Page(ALL, lambda: [*an_event(registering="interest")(), "json"]),
    "events:draw_data#table": Page(ALL, lambda: [*an_event(registering="interest")(), "csv"]),
    "events:draw_now": Page("302 403 403 403 409 409", an_event(registering="interest"), act=True),
    "events:call_off_draw": Page("302 403 403 403 422 422", an_event(registering="interest"), act=True),
    "events:answers": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:needs": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:look_after_needs": Page(
        "302 403 403 403 302 302", an_event(comers="everyone", state="published"), act=True
    ),
    "events:confirm_need": Page("302 403 403 403 422 403", a_need, act=True),  # Cora alone looks after it
    "events:register": Page(SIGNED_IN, an_event(comers="everyone", state="published")),
    "events:register#one-press": Page(
        "302 404 404 404 404 404", an_event(comers="members", state="published"), act=True
    ),  # no mode named
    "events:cannot": Page(
        "302 404 302 404 404 404", an_event(comers="everyone", state="published"), act=True
    ),
    "events:still": Page("302 404 302 404 404 404", an_event(comers="everyone", state="published"), act=True),
    "events:accept": Page(
        "302 404 302 404 404 404", an_event(comers="everyone", state="published"), act=True
    ),
    "events:decline": Page(
        "302 404 409 404 404 404", an_event(comers="everyone", state="published"), act=True
    ),
    "events:claim": Page("302 404 302 404 404 404", an_event(comers="everyone", state="published"), act=True),
    "events:guest": Page("200 302 302 302 302 302", an_event(comers="everyone", state="published")),
    "events:guest#members": Page("404 404 302 302 302 302", an_event(comers="members", state="published")),
    "events:guest_place": Page(ALL, a_guests_place),
    "events:guest_register": Page(ALL, a_guests_form),
    "events:guest_join": Page("403 403 403 403 403 403", a_guests_way_in),  # who may come, and has no place
    "events:guest_certificate": Page("403 403 403 403 403 403", a_guests_place),  # it is to come
    "events:guest_certificate_pdf": Page("403 403 403 403 403 403", a_guests_place),
    "events:guest_material": Page("302 302 302 302 302 302", a_guests_material),
    "events:guest_transcript": Page("404 404 404 404 404 404", a_guests_material),
    "events:guest_place#forged": Page(
        "410 410 410 410 410 410", lambda: [*an_event(comers="everyone", state="published")(), "1-1~forged"]
    ),
    "events:join": Page("302 404 403 403 200 200", a_way_in),
    "events:joining": Page("302 404 403 403 200 200", a_way_in),
    "events:hosts": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:step_back": Page("302 403 403 403 409 409", a_host, act=True),
    "events:repeat": Page(TEAM, an_event("pk", comers="everyone", state="published")),
    "events:series": Page("404 404 200 200 200 200", a_series),
    "events:join_series": Page("302 404 302 302 302 302", a_series, act=True),
    "events:leave_series": Page("302 404 404 404 404 404", a_series, act=True),
    "events:publish_series": Page("302 404 403 403 302 302", a_series, act=True),
    "events:write": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:letter": Page("302 404 200 404 200 200", a_letter),
    "events:event#invited": Page("404 404 200 404 200 200", an_event(comers="invited")),
    "events:invited": Page("302 404 403 404 200 200", an_event(comers="invited")),
    "events:invited#open": Page("302 403 403 403 403 403", an_event(comers="everyone", state="published")),
    "events:uninvite": Page("302 404 403 404 302 302", an_event_invitation, act=True),
    "events:door": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:walk_in": Page(
        "302 403 403 403 422 422", an_event(comers="everyone", state="published"), act=True
    ),
    "events:let_in": Page(
        "302 403 403 403 422 422", an_event(comers="everyone", state="published"), act=True
    ),  # nobody named
    "events:door_code": Page(ALL, a_door_code),
    "events:papers": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:paper": Page(TEAM, a_paper("badges")),
    "events:paper#sheet": Page(TEAM, a_paper("sheet")),
    "events:paper_file": Page("302 403 403 403 404 404", a_paper(1)),
    "events:cancel": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:people": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:promote": Page("302 403 403 403 409 409", a_waiting_registration, act=True),
    "events:materials": Page(ALL, an_event(comers="everyone", state="published")),
    "events:materials#members": Page(
        "404 404 200 200 200 200", an_event(comers="members", state="published")
    ),
    "events:material_add": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:material": Page("302 302 302 302 302 302", a_material(seen_by="event")),
    "events:material#came": Page("404 404 302 404 302 302", a_material(seen_by="came")),
    "events:transcript": Page("404 404 404 404 404 404", a_material(seen_by="event")),  # there is none
    "events:material_change": Page(TEAM, a_material(seen_by="event")),
    "events:material_up": Page("302 403 403 403 302 302", a_material(seen_by="came"), act=True),
    "events:material_retire": Page(TEAM, a_material(seen_by="event")),
    "events:certificate": Page(
        "302 403 403 403 403 403", an_event(comers="everyone", state="published")
    ),  # nobody was there yet
    "events:certificate_pdf": Page(
        "302 403 403 403 403 403", an_event(comers="everyone", state="published")
    ),  # nobody was there yet
    "events:certificate_check": Page("404 404 404 404 404 404", lambda: ["a" * 16]),  # of nobody
    "events:who": Page("302 403 200 403 200 200", an_event(comers="everyone", state="published")),
    "events:met": Page("302 403 200 403 403 403", an_event(comers="everyone", state="published")),
    "events:met_name": Page(
        "302 403 403 403 403 403", an_event(comers="everyone", state="published"), act=True
    ),  # nobody lets others see that they come
    "events:met_take_back": Page(
        "302 404 404 404 404 404",
        lambda: [*an_event(comers="everyone", state="published")(), 1],
        act=True,
    ),  # nobody said anything
    "events:feedback": Page("302 403 200 403 403 403", an_event(comers="everyone", state="published")),
    "events:feedback_by_letter": Page(ALL, asked_by_letter),
    "events:feedback_results": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:feedback_questions": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:feedback_tell": Page(
        "302 403 403 403 302 302", an_event(comers="everyone", state="published"), act=True
    ),
    "events:feedback_export": Page(
        "302 403 403 403 409 409", an_event(comers="everyone", state="published"), act=True
    ),  # nobody has answered
    "events:space": Page(ALL, OPEN_DAY),
    "events:space#yours": Page(ALL, OPEN_DAY, query="?show=yours"),
    "events:space#placed": Page(ALL, PLACED_DAY),
    "events:session": Page(ALL, a_pitch()),
    "events:session#placed": Page(ALL, a_pitch("Light at four")),
    "events:agenda": Page(ALL, PLACED_DAY),
    "events:agenda#pitching": Page(ALL, OPEN_DAY),
    "events:space_question": Page(TEAM, OPEN_DAY),
    "events:space_question#new": Page(TEAM, an_event(comers="everyone", state="published")),
    "events:close_pitching": Page("302 403 403 403 302 302", OPEN_DAY, act=True),
    "events:rooms": Page(TEAM, PLACED_DAY),
    "events:room": Page(TEAM, in_open_day(Room)),
    "events:remove_room": Page("302 403 403 403 302 302", in_open_day(Room), act=True),
    "events:lay_slots": Page("302 403 403 403 422 422", OPEN_DAY, act=True),
    "events:remove_slot": Page("302 403 403 403 302 302", in_open_day(Slot), act=True),
    "events:pitch": Page("302 403 200 403 200 200", OPEN_DAY),
    "events:pitch#place": Page("302 403 200 403 200 200", PLACED_DAY),
    "events:edit_pitch": Page("302 403 200 403 403 403", a_pitch()),
    "events:withdraw_pitch": Page("302 403 302 403 302 302", a_pitch(), act=True),
    "events:interest": Page("302 403 403 403 302 302", a_pitch(), act=True),
    "events:offer_to_lead": Page("302 403 403 403 302 302", a_pitch(), act=True),
    "events:answer_lead": Page("302 403 302 403 403 403", of_adas_pitch(Lead, agreed=False), act=True),
    "events:join_pitch": Page("302 403 404 403 403 403", a_pitch(), act=True),  # no other named
    "events:answer_joining": Page("302 403 302 403 403 403", of_adas_pitch(Joining), act=True),
    "events:place": Page("302 403 200 403 200 200", a_pitch("Light at four")),
    "events:take_out": Page("302 403 302 403 302 302", a_pitch("Light at four"), act=True),
    "events:session#past": Page(ALL, a_pitch("Tea at four")),
    "events:event#past_space": Page(ALL, PAST_DAY),
    "events:write_note": Page("302 403 200 403 200 200", a_pitch("Tea at four")),
    "events:change_note": Page("302 403 200 403 403 403", a_note_of_ada),
    "events:became": Page("302 403 200 403 403 403", a_pitch("Tea at four")),
    "events:choose": Page(ALL, lambda: a_choosing("an-open-day")()[:1]),
    "events:choose#closed": Page(ALL, PLACED_DAY),
    "events:offer_choosing": Page(TEAM, OPEN_DAY),
    "events:take_options": Page("302 403 422 403 403 403", a_choosing("an-open-day"), act=True),
    "events:change_choosing": Page(TEAM, a_choosing("an-open-day")),
    "events:close_choosing": Page("302 403 403 403 302 302", a_choosing("an-open-day"), act=True),
    "events:decide_choosing": Page(TEAM, a_choosing("a-placed-day")),
    "events:afterwards": Page(TEAM, PAST_DAY),
    "groups:groups": Page(ALL),
    "groups:groups#yours": Page(ALL, query="?show=yours"),
    "groups:start": Page("302 403 200 200 200 200"),
    "groups:start_check": Page("302 404 200 404 404 404", adas_draft()),
    "groups:start_part": Page("302 404 200 404 404 404", adas_draft("group")),
    "groups:start_part#people": Page("302 404 200 404 404 404", adas_draft("people")),
    "groups:open": Page("302 404 409 404 404 404", adas_draft(), act=True),
    "groups:throw_away": Page("302 302 302 302 302 302", adas_draft(), act=True),
    "groups:alike": Page("302 403 200 200 200 200", query="?name=corridor"),
    "groups:invitation": Page(ALL, invitation_link),
    "groups:invitation_accept": Page("302 403 403 302 403 403", invitation_link, act=True),
    "groups:invitation_decline": Page("200 403 403 200 403 403", invitation_link, act=True),
    "groups:merger": Page("302 404 200 404 404 404", first_of(Merger)),
    "groups:merger_agree": Page("302 404 302 404 404 404", first_of(Merger), act=True),
    "groups:merger_decline": Page("302 404 302 404 404 404", first_of(Merger), act=True),
    "groups:merger_withdraw": Page("302 404 403 404 404 404", first_of(Merger), act=True),
    "groups:group": Page(ALL, group()),
    "groups:group#members": Page("404 404 200 200 200 200", group("members")),
    "groups:group#hidden": Page("404 404 404 404 200 200", group("group")),
    "groups:people": Page(ALL, group()),
    "groups:people#hidden": Page("404 404 404 404 404 404", group("group")),
    "groups:feed": Page(ALL, group()),
    "groups:feed#members": Page("404 404 404 404 404 404", group("members")),
    "groups:begin_thread": Page(CONVENOR, group()),
    "groups:thread": Page(ALL, group_thread()),
    "groups:thread#members": Page("404 404 200 200 200 200", group_thread("members")),
    "groups:thread#hidden": Page("404 404 404 404 404 404", group_thread("group")),
    "groups:papers": Page(ALL, group()),
    "groups:paper_add": Page(CONVENOR, group()),
    "groups:paper_show": Page("302 404 302 404 404 404", in_group("file"), act=True),
    "groups:paper_remove": Page("302 404 302 404 404 404", in_group("file"), act=True),
    "groups:join": Page("302 302 302 302 302 302", group(), act=True),
    "groups:ask": Page("302 404 403 302 302 302", group("members"), act=True),
    "groups:leave": Page("302 404 409 404 404 404", group(), act=True),
    "groups:step_down": Page("302 404 409 404 404 404", group(), act=True),
    "groups:step_up": Page("302 404 409 404 404 404", group(), act=True),
    "groups:let_in": Page("302 404 302 403 403 403", in_group("asks"), act=True),
    "groups:decline": Page("302 404 422 403 403 403", in_group("asks"), act=True),
    "groups:remove": Page("302 403 422 403 403 403", in_group("belongs"), act=True),
    "groups:invite": Page(CONVENOR, group()),
    "groups:invitation_withdraw": Page("302 403 302 403 403 403", in_group("invited"), act=True),
    "groups:edit": Page(CONVENOR, group()),
    "groups:move": Page("302 403 409 403 403 403", group(), act=True),
    "groups:keep_stage": Page("302 403 409 403 403 403", group(), act=True),
    "groups:close": Page(CONVENOR, group()),
    "groups:reopen": Page("302 403 409 403 403 403", group(), act=True),
    "groups:merge": Page(CONVENOR, group()),
    "groups:care": Page(TEAM),
    "groups:care_write": Page(TEAM, group()),
    "recruitment:rounds": Page(TEAM),
    "recruitment:volunteer": Page("302 403 200 200 200 403"),
    "recruitment:volunteer_stop": Page("302 403 302 302 302 403", act=True),
    "recruitment:talk": Page("302 200 200 404 404 404", a_talk),
    "recruitment:talk_take": Page("302 403 302 404 404 404", a_talk, act=True),
    "recruitment:talk_pass": Page("302 403 302 404 404 404", a_talk, act=True),
    "recruitment:talk_end": Page("302 302 403 404 404 404", a_talk, act=True),
    "recruitment:talk_ask": Page("302 302 403 403 403 200", an_open_round),
    "recruitment:round": Page(ALL, an_open_round),
    "recruitment:together": Page("302 404 404 404 200 200", an_open_round),
    "recruitment:together_write": Page(
        "302 404 404 404 200 200", lambda: [*an_open_round(), a_lane(), "start"]
    ),
    "recruitment:assessors": Page(NOT_THERE, read_round),
    "recruitment:assessors_table": Page("302 404 404 404 422 422", read_round, act=True),
    "recruitment:assessor_remove": Page("302 404 404 404 302 302", in_read_round(Assessor), act=True),
    "recruitment:conflicts": Page(NOT_THERE, read_round),
    "recruitment:conflicts_look": Page("302 404 404 404 302 302", read_round, act=True),
    "recruitment:conflict_confirm": Page("302 404 404 404 302 302", a_conflict, act=True),
    "recruitment:conflict_dismiss": Page("302 404 404 404 409 409", a_conflict, act=True),
    "recruitment:conflict_pin": Page("302 404 404 404 403 409", a_conflict, act=True),
    "recruitment:conflict_about": Page(NOT_THERE, weighed),
    "recruitment:redactions": Page(NOT_THERE, read_round),
    "recruitment:redact": Page(NOT_THERE, a_reading),
    "recruitment:plan": Page(NOT_THERE, read_round),
    "recruitment:plan_begin": Page("302 404 404 404 403 403", an_open_round, act=True),
    "recruitment:weigh": Page("302 404 404 404 302 403", read_round, act=True),
    "recruitment:plan_publish": Page("302 404 404 404 409 403", in_read_round(Plan), act=True),
    "recruitment:plan_discard": Page("302 404 404 404 409 403", in_read_round(Plan), act=True),
    "recruitment:plan_give": Page("302 404 404 404 422 403", in_read_round(Plan), act=True),
    "recruitment:plan_take": Page("302 404 404 404 409 403", a_planned_reading, act=True),
    "recruitment:swap": Page("302 404 404 404 403 403", a_reading),
    "recruitment:swap_accept": Page("302 404 404 404 302 403", a_swap, act=True),
    "recruitment:swap_decline": Page("302 404 404 404 409 403", a_swap, act=True),
    "recruitment:reading": Page("302 404 404 200 404 404", read_round),
    "recruitment:reading_answer": Page("302 404 404 422 404 404", read_round, act=True),
    "recruitment:reading_names": Page("302 404 404 200 404 404", read_round),
    "recruitment:reading_paper": Page("302 404 404 200 404 404", read_round),
    "recruitment:read": Page("302 404 404 200 404 404", a_reading),
    "recruitment:read_reopen": Page("302 404 404 409 404 404", a_reading, act=True),
    "recruitment:step_back": Page("302 404 404 302 404 404", a_reading, act=True),
    "recruitment:decide": Page(NOT_THERE, weighed_round),
    "recruitment:rank": Page("302 404 404 404 302 302", weighed_round, act=True),
    "recruitment:read_again": Page("302 404 404 404 403 403", weighed_round, act=True),
    "recruitment:propose_many": Page("302 404 404 404 422 403", weighed_round, act=True),
    "recruitment:reserves": Page(NOT_THERE, weighed_round),
    "recruitment:reword": Page("302 404 404 404 200 403", weighed),
    "recruitment:propose": Page(NOT_THERE, weighed),
    "recruitment:meeting": Page(NOT_THERE, weighed_round),
    "recruitment:meeting_now": Page(NOT_THERE, weighed_round),
    "recruitment:meeting_begin": Page("302 404 404 404 409 409", weighed_round, act=True),
    "recruitment:meeting_move": Page("302 404 404 404 404 404", weighed_round, act=True),
    "recruitment:meeting_end": Page("302 404 404 404 302 302", weighed_round, act=True),
    "recruitment:list": Page(NOT_THERE, weighed_round),
    "recruitment:list_propose": Page("302 404 404 404 409 409", weighed_round, act=True),
    "recruitment:list_confirm": Page("302 404 404 404 403 302", a_list, act=True),
    "recruitment:list_send_back": Page("302 404 404 404 409 409", a_list, act=True),
    "recruitment:release": Page("302 404 404 404 409 409", a_list, act=True),
    "recruitment:call_off": Page("302 404 404 404 409 409", a_list, act=True),
    "recruitment:letters": Page(NOT_THERE, weighed_round),
    "recruitment:letter_again": Page("302 404 404 404 404 404", lambda: [*weighed_round(), 1], act=True),
    "recruitment:letter_text": Page(NOT_THERE, lambda: [*weighed_round(), "offer"]),
    "recruitment:lane_letter_text": Page(NOT_THERE, a_lanes_letter),
    "recruitment:scores": Page(ALL, told_round),
    "recruitment:offer": Page("302 200 404 404 404 404", told_round),
    "recruitment:offers": Page(NOT_THERE, told_round),
    "recruitment:promote": Page("302 404 404 404 409 409", told("reserve"), act=True),
    "recruitment:promote_out_of_turn": Page("302 404 404 404 404 404", told_round, act=True),
    "recruitment:defer": Page("302 404 404 404 409 409", told("offered"), act=True),
    "recruitment:take_up": Page("302 404 404 404 404 404", lambda: [*told_round(), 999_999], act=True),
    "recruitment:refuse_to_defer": Page("302 404 404 404 409 409", told("offered"), act=True),
    "recruitment:ask_places": Page("302 404 404 404 403 403", a_told_lane),
    "recruitment:ask_promotion": Page("302 404 404 404 403 403", told("reserve")),
    "recruitment:request_grant": Page("302 404 404 404 302 302", a_request, act=True),
    "recruitment:request_decline": Page("302 404 404 404 409 409", a_request, act=True),
    "recruitment:equality": Page("302 200 404 404 404 404", told_round),
    "recruitment:equality_figures": Page(NOT_THERE, told_round),
    "recruitment:equality_raw": Page("302 404 404 404 403 403", told_round, act=True),
    "recruitment:equality_take_out": Page("302 302 404 404 404 404", told_round, act=True),
    "recruitment:reference": Page(ALL, reference_link),
    "recruitment:referees": Page("302 200 404 404 404 404", an_open_round),
    "recruitment:referee_take_back": Page(
        "302 302 404 404 404 404", lambda: [*an_open_round(), a_reference().pk], act=True
    ),
    "recruitment:apply": Page("302 302 200 200 200 200", an_open_round),
    "recruitment:apply_for": Page(NOT_THERE, an_open_round),
    "recruitment:section": Page("302 200 404 404 404 404", lambda: [*an_open_round(), "motive"]),
    "recruitment:section#about": Page("302 200 404 404 404 404", lambda: [*an_open_round(), "about"]),
    "recruitment:save": Page("302 200 404 404 404 404", lambda: [*an_open_round(), "about"], act=True),
    "recruitment:check": Page("302 200 404 404 404 404", an_open_round),
    "recruitment:reopen": Page("302 409 404 404 404 404", an_open_round, act=True),
    "recruitment:keep_short": Page("302 302 404 404 404 404", told_round, act=True),
    "recruitment:withdraw": Page("302 200 404 404 404 404", an_open_round),
    "recruitment:application#told": Page("302 200 404 404 404 404", told_round),
    "recruitment:retention": Page(TEAM),
    "recruitment:retention_run": Page("302 403 403 403 403 302", act=True),
    "recruitment:round_finish": Page("302 404 404 404 409 409", told_round, act=True),
    "recruitment:round_plan": Page(TEAM),
    "recruitment:round#told": Page(ALL, told_round),
    "recruitment:eligibility": Page(ALL, an_open_round),
    "recruitment:eligibility#told": Page(ALL, an_open_round, query="?route=lay&q1=yes&q2=some"),
    "recruitment:board": Page(NOT_THERE, an_open_round),
    "recruitment:board#state": Page(NOT_THERE, read_round, query="?state=in_assessment"),
    "recruitment:board_export": Page(NOT_THERE, read_round),
    "recruitment:board_export#unnamed": Page("302 404 404 404 422 422", read_round, act=True),
    "recruitment:record": Page("302 200 404 404 200 200", an_open_round),
    "recruitment:record#read": Page("302 404 404 200 200 200", read_round, query="?kind=reading"),
    "recruitment:round_edit": Page(NOT_THERE, an_open_round),
    "recruitment:round_open": Page("302 404 404 404 409 409", an_open_round, act=True),
    "recruitment:lanes": Page(NOT_THERE, an_open_round),
    "recruitment:lane": Page(NOT_THERE, lambda: [*an_open_round(), a_lane()]),
    "recruitment:lane_act": Page(
        "302 404 404 404 302 302", lambda: [*an_open_round(), a_lane(), "suspend"], act=True
    ),
    "recruitment:questions": Page(NOT_THERE, an_open_round),
    "recruitment:check_words": Page(NOT_THERE, an_open_round),
    "recruitment:criteria": Page(NOT_THERE, an_open_round),
    "recruitment:extensions": Page(NOT_THERE, an_open_round),
    "recruitment:chase": Page(NOT_THERE, lambda: [*an_open_round(), "drafts"]),
    "recruitment:one": Page(NOT_THERE, weighed),
    "recruitment:screen_out": Page("302 404 404 404 403 403", weighed, act=True),
    "recruitment:screen_confirm": Page("302 404 404 404 404 404", weighed, act=True),
    "recruitment:help_ask": Page("302 302 404 404 404 404", an_open_round, act=True),
    "recruitment:help_take_back": Page("302 302 404 404 404 404", an_open_round, act=True),
    "recruitment:help": Page(NOT_THERE, asking_for_help),
    "recruitment:help#read": Page(NOT_THERE, asking_for_help, act=True),
    "recruitment:help_end": Page("302 404 404 404 302 302", asking_for_help, act=True),
    "recruitment:for_them": Page("302 404 404 404 422 403", told("offered"), act=True),
    "recruitment:review": Page("302 404 404 404 404 404", weighed),
    "recruitment:review_ask": Page("302 200 404 404 404 404", told_round),
    "recruitment:application": Page("302 200 404 404 404 404", an_open_round),
    "members:people": Page(ALL),
    "members:lists": Page(TEAM),
    "members:list": Page(TEAM, lambda: ["interests"]),
    "members:list#regions": Page(TEAM, lambda: ["regions"]),
    "members:list_export": Page(TEAM, lambda: ["regions"], act=True),
    "members:listed": Page(TEAM, listed),
    "members:retire": Page("302 403 403 403 302 302", listed, act=True),
    "members:organisations": Page(TEAM),
    "members:organisations_export": Page(TEAM, act=True),
    "members:organisation_edit": Page(TEAM, lambda: [organisations()[0]]),
    "members:organisation_merge": Page("302 403 403 403 302 302", organisations, act=True),
    "members:region": Page(ALL, region),
    "members:organisation": Page(ALL, organisation),
    "members:cohort": Page("302 404 200 200 200 200", cohort),
    "members:greet": Page("302 404 422 422 422 403", cohort, act=True),
    "members:greeter_step_back": Page("302 404 404 404 404 404", cohort, act=True),
    "members:buddy_met": Page("302 404 404 302 404 404", first_of(Buddy), act=True),
    "members:team_cohort": Page(TEAM, cohort),
    "members:buddy_pair": Page("302 403 403 403 302 302", in_cohort("ada"), act=True),
    "members:buddy_part": Page("302 403 403 403 302 302", in_cohort("dev"), act=True),
    "members:person": Page(ALL, profile("ada")),
    "members:person#members": Page("404 404 200 200 200 200", profile("hana")),
    "members:profile": Page(SIGNED_IN),
    "members:ask": Page("302 404 200 200 200 200", profile("hana")),
    "members:ask#himself": Page("302 200 200 403 200 200", profile("dev")),
    "members:block": Page("302 404 302 302 302 302", profile("hana"), act=True),
    "members:requests": Page(SIGNED_IN),
    "members:request": Page("302 404 200 404 404 404", asked("hana", "ada")),
    "members:request#expired": Page("302 404 200 404 404 404", asked("ada", "hana", "expired")),
    "members:request_withdraw": Page("302 404 302 403 404 404", asked("ada", "dev"), act=True),
    "members:request_report": Page("302 404 200 404 404 404", asked("hana", "ada")),
    "members:request_block": Page("302 404 302 404 404 404", asked("hana", "ada"), act=True),
    "members:searches": Page(SIGNED_IN),
    "members:people#saved": Page(ALL, query="?q=corridor"),
    "members:search_save": Page(SIGNED_IN, query="?q=ward"),
    "members:search": Page("302 404 200 404 404 404", adas_search),
    "members:search_seen": Page("302 404 302 404 404 404", adas_search, act=True),
    "members:search_remove": Page("302 302 302 302 302 302", adas_search, act=True),
    "members:connections": Page(SIGNED_IN),
    "members:connection_remove": Page("302 404 302 404 302 404", first_of(Connection), act=True),
    "members:connection_share": Page("302 404 302 404 302 404", first_of(Connection), act=True),
    "members:unblock": Page("302 404 302 404 404 404", first_of(Block), act=True),
    "members:team_requests": Page(TEAM),
    "members:team_requests#reports": Page(TEAM, query="?show=reports"),
    "members:team_requests_export": Page(TEAM, act=True),
    "members:report": Page(TEAM, first_of(Report)),
    "members:report_open": Page("302 403 403 403 302 302", first_of(Report), act=True),
    "members:join": Page(ALL),
    "members:join#where": Page(ALL, query="?where=1"),
    "members:contact": Page(ALL, contact_link),
    "members:contact_confirm": Page("302 302 302 302 302 302", contact_link, act=True),
    "members:contact_stop": Page("302 302 302 302 302 302", contact_link, act=True),
    "members:contact_forget": Page(ALL, contact_link, act=True),
    "members:contacts": Page(TEAM, query="?state=all"),
    "members:contact_add": Page(TEAM),
    "members:contacts_export": Page(TEAM, act=True),
    "members:contact_remove": Page(TEAM, lambda: [Contact.objects.first().pk]),
    "members:team_people": Page(TEAM),
    "members:people_export": Page(TEAM, act=True),
    "members:person_add": Page(TEAM),
    "members:roles": Page(TEAM),
    "members:roles#taken": Page(TEAM, query="?show=taken"),
    "members:roles_export": Page(TEAM, act=True),
    "members:person_record": Page(TEAM, person("ada")),
    "members:person_record#letters": Page(TEAM, person("ada"), query="?part=letters"),
    "members:person_record#happened": Page(TEAM, person("ada"), query="?part=happened"),
    "members:person_record#here": Page(TEAM, person("ada"), query="?part=here"),
    "members:person_note": Page(TEAM, person("ada")),
    "members:person_task": Page(TEAM, person("ada")),
    "members:employers": Page(TEAM, person("ada")),
    "members:person_address": Page(TEAM, person("ada")),
    "members:person_address#role": Page("302 403 403 403 403 200", person("dev")),
    "members:contact_address": Page(TEAM, a_contact),
    "members:corrections": Page(TEAM),
    "members:corrections_export": Page(TEAM, act=True),
    "members:correction_agree": Page("302 403 403 403 302 403", first_of(Correction), act=True),
    "members:correction_withdraw": Page("302 403 403 403 302 302", first_of(Correction), act=True),
    "members:correction": Page(ALL, correction_link),
    "members:correction_confirm": Page("302 302 302 302 302 302", correction_link, act=True),
    "members:correction_refuse": Page("302 302 302 302 302 302", correction_link, act=True),
    "members:merge_find": Page(TEAM, person("ada")),
    "members:person_merge": Page(TEAM, pair("ada", "hana")),
    "members:contact_link": Page(
        "302 403 403 403 302 302", lambda: [*person("ada")(), *a_contact()], act=True
    ),
    "members:contact_part": Page("302 404 404 404 404 404", lambda: [999_999], act=True),
    "members:merge_undo": Page("302 403 403 403 302 302", first_of(Merge), act=True),
    "members:still": Page(ALL, still),
    "members:data": Page(SIGNED_IN),
    "members:data_file": Page("302 404 404 404 404 404", lambda: [999_999]),
    "members:leave": Page(SIGNED_IN),
    "members:leaving": Page(ALL, leaving_link),
    "members:person_copy": Page("302 403 403 403 302 302", person("ada"), act=True),
    "members:person_forget": Page(TEAM, person("ada")),
    "members:person_forget#administrator": Page("302 403 403 403 403 200", person("dev")),
    "members:bring_back": Page("302 403 403 403 302 302", leaving, act=True),
    "members:enrol": Page("302 403 403 403 302 302", person("ada"), act=True),
    "members:contact_record": Page(TEAM, a_contact),
    "members:contact_record#letters": Page(TEAM, a_contact, query="?part=letters"),
    "members:contact_note": Page(TEAM, a_contact),
    "members:contact_task": Page(TEAM, a_contact),
    "members:note": Page("302 403 403 403 200 403", coras_note),
    "members:note_remove": Page(TEAM, coras_note),
    "members:tasks": Page(TEAM, query="?show="),
    "members:task_add": Page(TEAM),
    "members:tasks_export": Page(TEAM, act=True),
    "members:task": Page(TEAM, a_task),
    "members:task_done": Page("302 403 403 403 302 302", a_task, act=True),
    "members:task_open": Page("302 403 403 403 409 409", a_task, act=True),
    "members:welcome": Page("302 403 403 403 302 302", person("ben"), act=True),
    "members:imports": Page(TEAM),
    "members:import": Page(TEAM, people("checked")),
    "members:import#done": Page(TEAM, people("done")),
    "members:import_match": Page(TEAM, people("checked")),
    "members:import_match#done": Page("302 403 403 403 302 302", people("done")),
    "members:import_mean": Page("302 403 403 403 302 302", people("checked"), act=True),
    "members:import_rows": Page(TEAM, people("checked")),
    "members:import_rows#alike": Page(TEAM, people("checked"), query="?show=alike"),
    "members:import_export": Page(TEAM, people("checked"), act=True),
    "members:import_begin": Page("302 403 403 403 302 302", people("checked"), act=True),
    "members:import_begin#done": Page("302 403 403 403 409 409", people("done"), act=True),
    "members:import_undo": Page("302 403 403 403 302 302", people("done"), act=True),
    "members:import_throw_away": Page("302 403 403 403 302 302", people("checked"), act=True),
    "members:decline": Page(ALL, invitation),
    "conversations:write": Page(ALL, thread),
    "conversations:write#members": Page("404 404 200 200 200 200", lambda: thread(Audience.MEMBERS)),
    "conversations:feed": Page(ALL, thread),
    "conversations:feed_json": Page(ALL, thread),
    "conversations:feed#members": Page("404 404 404 404 404 404", lambda: thread(Audience.MEMBERS)),
    "conversations:comments_feed": Page(ALL),
    "conversations:comments_feed_json": Page(ALL),
    "conversations:message": Page("302 302 302 302 302 302", message(state="shown")),
    "conversations:message#held": Page(
        "404 200 404 404 302 302", message(state="held", author__email="ben@example.org")
    ),
    "conversations:edit": Page("302 403 200 403 403 403", adas_newest),
    "conversations:withdraw": Page("302 403 200 403 403 403", adas_newest),
    "conversations:flag": Page("200 200 403 200 200 200", adas_newest),
    "conversations:appeal": Page(
        "302 404 200 404 403 403", message(state="hidden", author__email="ada@example.org")
    ),
    "conversations:paused": Page(TEAM),
    "conversations:lift": Page("302 403 403 403 302 302", first_of(Caution), act=True),
    "conversations:open_case": Page("302 403 403 403 302 302", message(state="held"), act=True),
    "conversations:note": Page(TEAM, message(state="held"), act=True),
    "conversations:caution": Page(TEAM, message(state="held"), act=True),
    "conversations:refuse": Page(
        "302 403 403 403 403 200", message(state="hidden", appeals__isnull=False), act=True
    ),
    "conversations:thank": Page("302 302 403 302 302 302", adas_newest, act=True),
    "conversations:unthank": Page("302 302 403 302 302 302", adas_newest, act=True),
    "conversations:helped": Page("302 403 403 302 403 403", adas_newest, act=True),
    "conversations:unhelped": Page("302 403 403 302 403 403", adas_newest, act=True),
    "conversations:wordings": Page(ALL, adas_newest),
    "conversations:find": Page(ALL),
    "conversations:find#words": Page(ALL, query="?q=hull&from=ada&after=2000-01-01&before=2100-01-01"),
    "conversations:people": Page("401 200 200 200 200 200", thread, query="?q=ha"),
    "conversations:people#members": Page(
        "401 404 200 200 200 200", lambda: thread(Audience.MEMBERS), query="?q=ha"
    ),
    "conversations:leave_unread": Page("302 302 403 302 302 302", adas_newest, act=True),
    "conversations:catch_up": Page(SIGNED_IN),
    "conversations:yours": Page(ALL, guest_link),
    "conversations:confirm": Page("302 302 302 302 302 302", guest_link, act=True),
    "conversations:yours_change": Page(ALL, guest_link),
    "conversations:yours_withdraw": Page(ALL, guest_link),
    "conversations:replies": Page("302 302 302 302 302 302", guest_link, act=True),
    "conversations:erase": Page(ALL, guest_link),
    "conversations:mine": Page(SIGNED_IN),
    "conversations:desk": Page(TEAM),
    "conversations:history": Page(TEAM),
    "conversations:blocked": Page(TEAM),
    "conversations:case": Page(TEAM, message(state="held")),
    "conversations:claim": Page("302 403 403 403 302 302", message(state="held"), act=True),
    "conversations:release": Page("302 403 403 403 302 302", message(state="held"), act=True),
    "conversations:approve": Page("302 403 403 403 409 409", message(state="held"), act=True),
    "conversations:keep": Page(
        "302 403 403 403 409 409", message(state="shown", flags__isnull=False), act=True
    ),
    "conversations:hide": Page(TEAM, message(state="held"), act=True),
    "account_login": Page("200 302 302 302 302 302"),
    "account_logout": Page(SIGNED_IN),
    "account_inactive": Page(ALL),
    "account_signup": Page("200 302 302 302 302 302"),
    "account_reauthenticate": Page("302 403 403 403 403 403"),
    "account_email": Page(SIGNED_IN),
    "account_email_verification_sent": Page("302 302 302 302 302 302"),
    "account_change_password": Page("302 302 302 302 302 302"),
    "account_set_password": Page(SIGNED_IN),
    "account_reset_password": Page(ALL),
    "account_confirm_login_code": Page("302 302 302 302 302 302"),
    "account_reset_password_from_key_done": Page(ALL),
    "account_reset_password_done": Page(ALL),
    "account_request_login_code": Page("200 302 302 302 302 302"),
    "mfa_index": Page(SIGNED_IN),
    "mfa_authenticate": Page("302 302 302 302 302 302"),
    "mfa_reauthenticate": Page("302 403 403 403 403 403"),
    "mfa_activate_totp": Page(SIGNED_IN),
    "mfa_deactivate_totp": Page("302 404 404 404 404 404"),
    "mfa_view_recovery_codes": Page("302 404 404 404 404 404"),
    "mfa_generate_recovery_codes": Page(SIGNED_IN),
    "mfa_download_recovery_codes": Page("302 404 404 404 404 404"),
    "mfa_list_webauthn": Page(SIGNED_IN),
    "mfa_add_webauthn": Page(SIGNED_IN),
    "mfa_reauthenticate_webauthn": Page("302 403 403 403 403 403"),
    "mfa_login_webauthn": Page("302 302 302 302 302 302"),
    "usersessions_list": Page(SIGNED_IN),
    "publishing:home": Page(ALL),
    "publishing:read": Page(ALL),
    "publishing:feed": Page(ALL),
    "publishing:topic": Page(ALL, topic),
    "publishing:feed_json": Page(ALL),
    "publishing:feeds": Page(ALL),
    "publishing:topic_feed_json": Page(ALL, topic),
    "publishing:by_feed_json": Page(ALL, profile("ada")),
    "publishing:share": Page(ALL, post),
    "publishing:share#members": Page("404 404 404 404 404 404", members_post),
    "publishing:topic_feed": Page(ALL, topic),
    "publishing:by": Page(ALL, profile("ada")),
    "publishing:by_feed": Page(ALL, profile("ada")),
    "publishing:post": Page(ALL, post),
    "publishing:post#members": Page("404 404 200 200 200 200", members_post),
    "publishing:post_card": Page(ALL, post),
    "publishing:post_card#members": Page("404 404 404 404 404 404", members_post),
    "publishing:card": Page(ALL),
    "publishing:page_card": Page(ALL, standing),
    "publishing:page_card#members": Page("404 404 404 404 404 404", members_standing),
    "publishing:post#live": Page(ALL, live),
    "publishing:live": Page(REPORTER, live),
    "publishing:live#plan": Page(REPORTER, post),
    "publishing:live_plan": Page("302 403 403 302 302 302", post, act=True),
    "publishing:live_start": Page("302 403 403 409 409 409", live, act=True),
    "publishing:live_end": Page("302 403 403 302 302 302", live, act=True),
    "publishing:live_now": Page(ALL, live),
    "publishing:live_ask": Page(SIGNED_IN, live),
    "publishing:live_reporters": Page(REPORTER, live),
    "publishing:live_event": Page(REPORTER, live),
    "publishing:live_change": Page(REPORTER, live_entry),
    "publishing:live_withdraw": Page("302 403 403 302 302 302", live_entry, act=True),
    "publishing:live_put_back": Page("302 403 403 409 409 409", live_entry, act=True),
    "publishing:live_aside": Page("302 403 403 302 302 302", live_question, act=True),
    "publishing:sitemap": Page(ALL),
    "publishing:robots": Page(ALL),
    "activity:mute": Page(
        ALL, lambda: [MUTE.sign(f"{person('ada')()[0]}-conversations.thread-{thread()[0]}")]
    ),
    "activity:tap": Page(ALL, lambda: [TAP.sign(f"{person('ada')()[0]}-thank-1")]),
    "activity:choose_as_guest": Page(ALL, lambda: [CHOOSE.sign(f"guest-{Guest.objects.first().pk}")]),
    "activity:stop": Page(ALL, lambda: [STOP.sign(f"guest-{Guest.objects.first().pk}-comments")]),
    "conversations:guest": Page(
        "302 403 403 403 302 302", lambda: [Guest.objects.first().pk, "trust"], act=True
    ),
    "files:file": Page("404 404 200 404 404 404", private_file),
    "insights:counting": Page(ALL),
    "insights:insight": Page("302 403 403 302 302 302"),
    "insights:pages": Page(FIGURES),
    "insights:page": Page(FIGURES, query="?path=/people/"),
    "insights:export": Page(FIGURES, lambda: ["days"]),
    "insights:outside": Page(FIGURES),
    "insights:outside_export": Page(FIGURES),
    "insights:write_down": Page(FIGURES),
    "insights:bring": Page(FIGURES),
    "insights:change": Page(FIGURES, figure),
    "insights:remove": Page("302 403 403 302 302 302", figure, act=True),
    "home:arrive": Page("410 410 410 410 410 410", lambda: ["1", "forged"]),
    "home:logo": Page("404 404 404 404 404 404", lambda: ["none.png"]),
    "home:part": Page(TEAM, lambda: ["look"], act=True),
    "mfa_edit_webauthn": Page("302 404 404 404 404 404", passkey),
    "mfa_remove_webauthn": Page("302 404 404 404 404 404", passkey),
    "account_reset_password_from_key": Page(ALL, lambda: ["1", "forged-key"]),
    "publishing:media": Page("404 404 404 404 404 404", lambda: ["original_images/a.jpg"]),
    "publishing:follow": Page("302 302 302 302 302 302", topic, act=True),
    "announcements:archive": Page(ALL),
    "announcements:announcement": Page(ALL, announced("public")),
    "announcements:announcement#members": Page("404 404 200 200 200 200", announced("members")),
    "announcements:desk": Page(NEWSLETTERS),
    "announcements:new": Page(TEAM),
    "announcements:gather": Page("302 403 403 302 302 302", act=True),
    "announcements:standing": Page(NOT_EDITORS, announcement("draft")),
    "announcements:standing#newsletter": Page(NEWSLETTERS, announcement("draft", "newsletter")),
    "announcements:standing#sent": Page(NOT_EDITORS, announcement("sent")),
    "announcements:people": Page(NOT_EDITORS, announcement("draft")),
    "announcements:people#sent": Page(NOT_EDITORS, announcement("sent")),
    "announcements:letter": Page(NOT_EDITORS, announcement("draft")),
    "announcements:edit": Page(NOT_EDITORS, announcement("draft")),
    "announcements:arrange": Page(NEWSLETTERS, announcement("draft", "newsletter")),
    "announcements:reword": Page(NOT_EDITORS, announcement("paused")),
    "announcements:reword#sent": Page("302 403 403 404 409 409", announcement("sent")),
    "announcements:test": Page("302 403 403 404 302 302", announcement("draft"), act=True),
    "announcements:schedule": Page("302 403 403 404 422 422", announcement("draft"), act=True),
    "announcements:take_back": Page("302 403 403 404 409 409", announcement("draft"), act=True),
    "announcements:begin": Page("302 403 403 404 302 302", announcement("draft"), act=True),
    "announcements:begin#newsletter": Page(
        "302 403 403 302 302 302", announcement("draft", "newsletter"), act=True
    ),
    "announcements:pause": Page("302 403 403 404 409 409", announcement("paused"), act=True),
    "announcements:resume": Page("302 403 403 404 302 302", announcement("paused"), act=True),
    "announcements:cancel": Page("302 403 403 404 302 302", announcement("paused"), act=True),
    "announcements:discard": Page("302 403 403 404 302 302", announcement("draft"), act=True),
    "publishing:links": Page("302 403 403 200 403 200"),
    "publishing:look_again": Page("302 403 403 302 403 302", link, act=True),
    "publishing:leave_be": Page("302 403 403 302 403 302", link, act=True),
    "publishing:take_up": Page("302 403 403 302 403 302", link, act=True),
    "publishing:imports": Page(ADMINISTRATOR),
    "publishing:import": Page(ADMINISTRATOR, run),
    "publishing:import_choose": Page("302 403 403 403 403 409", run, act=True),
    "publishing:import_begin": Page("302 403 403 403 403 409", run, act=True),
    "publishing:import_undo": Page("302 403 403 403 403 302", run, act=True),
    "publishing:import_report": Page(ADMINISTRATOR, run),
    "publishing:import_csv": Page(ADMINISTRATOR, run),
    "publishing:import_same_person": Page("302 403 403 403 403 404", run_item, act=True),
    "publishing:writings": Page("302 403 200 200 200 200"),
    "publishing:begin": Page("302 403 302 302 302 302", act=True),
    "publishing:write": Page("302 404 200 404 404 404", ADAS_OPEN),
    "publishing:write#standing": Page("302 404 200 404 404 404", ADAS_POST),
    "publishing:draft": Page("302 404 204 404 404 404", ADAS_OPEN),
    "publishing:preview": Page("302 404 200 404 404 404", ADAS_OPEN),
    "publishing:submit": Page("302 404 302 404 404 404", ADAS_OPEN, act=True),
    "publishing:remove_picture": Page("302 404 302 404 404 404", lambda: [*ADAS_OPEN(), 1], act=True),
    "publishing:take_back": Page("302 404 409 404 404 404", ADAS_OPEN, act=True),
    "publishing:withdraw": Page("302 404 302 404 404 404", ADAS_POST, act=True),
    "publishing:resume": Page("302 404 409 404 404 404", ADAS_OPEN, act=True),
    "publishing:throw_away": Page("302 404 302 404 404 404", ADAS_OPEN, act=True),
    "publishing:changes": Page("302 404 200 200 404 200", ADAS_POST),
    "publishing:review_desk": Page("302 403 403 200 403 200"),
    "publishing:review": Page("302 403 403 200 403 200", HANAS),
    "publishing:take": Page("302 403 403 302 403 302", HANAS, act=True),
    "publishing:release": Page("302 403 403 302 403 302", HANAS, act=True),
    "publishing:accept": Page("302 403 403 409 403 409", HANAS, act=True),
    "publishing:give_back": Page("302 403 403 422 403 422", HANAS, act=True),
    "publishing:decline": Page("302 403 403 422 403 422", HANAS, act=True),
}
