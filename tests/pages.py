"""Every page of the site: what it answers to whom.

Six people try each: a visitor (not signed in), Ben (an account), Ada (a member), Dev (an editor), Cora (the
team) and Fay (an administrator). A page that has an address but no line here fails `test_every_page`.
"""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.urls import reverse

from folkmoot.accounts.models import Audience, Guest, Policy, User
from folkmoot.activity.links import CHOOSE, STOP
from folkmoot.activity.models import Email
from folkmoot.announcements.models import Announcement
from folkmoot.conversations import links as guest_links
from folkmoot.conversations.models import Message
from folkmoot.files.models import File
from folkmoot.insights.models import OutsideFigure
from folkmoot.members import links as contact_links
from folkmoot.members.leaving import links as leaving_links
from folkmoot.members.models import (
    Block,
    Connection,
    Contact,
    ContactRequest,
    Correction,
    Erasure,
    Note,
    Organisation,
    Partner,
    PeopleImport,
    Profile,
    Region,
    Report,
    SavedSearch,
    Task,
)
from folkmoot.publishing.models import (
    Import,
    ImportItem,
    Link,
    LiveBlog,
    LiveQuestion,
    PostPage,
    StandardPage,
    Submission,
    Topic,
)

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


def post():
    return [PostPage.objects.live().filter(audience=Audience.EVERYONE).order_by("pk").first().slug]


def members_post():
    return [PostPage.objects.live().filter(audience=Audience.MEMBERS).order_by("pk").first().slug]


def standing(audience=Audience.EVERYONE):
    page = StandardPage.objects.live().filter(audience=audience).order_by("pk").first()
    return [page.get_absolute_url().strip("/")]


def members_standing():
    return standing(Audience.MEMBERS)


def thread(audience=Audience.EVERYONE):
    return [
        PostPage.objects.live().filter(audience=audience, comments_open=True).order_by("pk").first().thread_id
    ]


def message(**conditions):
    return lambda: [Message.objects.filter(**conditions).order_by("pk").first().pk]


def adas_newest():
    shown = Message.objects.filter(author__email="ada@example.org", state="shown")
    return [shown.order_by("-created_at").first().pk]


def guest_link():
    waiting = Message.objects.filter(guest__isnull=False).order_by("pk").first()
    return [guest_links.token_for(waiting)]


def contact_link():
    return [contact_links.token_for(Contact.objects.order_by("pk").first())]


def person(name):
    return lambda: [User.objects.get(email=f"{name}@example.org").pk]


def a_contact():
    return [Contact.objects.order_by("pk").first().pk]


def correction_link():
    return [
        contact_links.path_of_correction(Correction.objects.order_by("pk").first(), "after").split("/")[-2]
    ]


def coras_note():
    return [Note.objects.filter(author__email="cora@example.org").order_by("pk").first().pk]


def a_task():
    return [Task.objects.order_by("pk").first().pk]


def listed():
    return ["regions", Region.objects.exclude(nation=None).order_by("pk").first().pk]


def region():
    return [Region.objects.exclude(nation=None).order_by("pk").first().slug]


def organisation():
    """Where Ada works: she shows it to everyone."""
    return [Profile.objects.get(user__email="ada@example.org").for_everyone.organisations[0].slug]


def organisations():
    """The partner, and another that is none."""
    another = Organisation.objects.filter(partner=None).order_by("pk").first().pk
    return [Partner.objects.order_by("pk").first().organisation_id, another]


def profile(name):
    return lambda: [Profile.objects.get(user__email=f"{name}@example.org").slug]


def asked(sender, recipient, state="waiting"):
    """The request of the one to the other; on another site, one of Ada's that stands like this."""

    def found():
        in_state = ContactRequest.objects.filter(state=state).order_by("pk")
        both = {"sender__email": f"{sender}@example.org", "recipient__email": f"{recipient}@example.org"}
        adas = {side: email for side, email in both.items() if email == "ada@example.org"}
        return [(in_state.filter(**both).first() or in_state.filter(**adas).first() or in_state.first()).pk]

    return found


def adas_search():
    return [SavedSearch.objects.filter(owner__email="ada@example.org").order_by("pk").first().pk]


def first_of(model):
    return lambda: [model.objects.order_by("pk").first().pk]


def topic():
    return [Topic.objects.order_by("pk").first().slug]


def letter():
    return [Email.objects.order_by("pk").first().pk]


def policy():
    return [Policy.objects.in_force().first().slug]


def private_file():
    file = File.objects.order_by("pk").first()
    return [file.token, file.name]


def passkey():
    return [Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).order_by("pk").first().pk]


def figure():
    return [OutsideFigure.objects.order_by("pk").first().pk]


def live():
    return [LiveBlog.objects.order_by("pk").first().post.slug]


def live_entry():
    return [*live(), 1]


def live_question():
    return [*live(), LiveQuestion.objects.waiting().first().pk]


def link():
    return [Link.objects.order_by("pk").first().pk]


def run():
    return [Import.objects.filter(state=Import.State.DONE).order_by("pk").first().pk]


def run_item():
    return [*run(), ImportItem.objects.filter(kind="author").order_by("pk").first().pk]


def people(state):
    return lambda: [PeopleImport.objects.filter(state=state).order_by("pk").first().pk]


def invitation():
    never_here = User.objects.filter(last_login=None).order_by("-pk").first()
    return [contact_links.path_to_decline(never_here).split("/")[-2]]


def leaving():
    return [Erasure.objects.waiting().order_by("pk").first().user_id]


def leaving_link():
    return [leaving_links.path_of(Erasure.objects.waiting().order_by("pk").first()).split("/")[-2]]


def text(who, *states):
    texts = Submission.objects.filter(author__email=f"{who}@example.org", state__in=states)
    return lambda: [texts.order_by("pk").first().pk]


ADAS_OPEN = text("ada", "draft", "returned")
ADAS_POST = text("ada", "published")
HANAS = text("hana", "submitted")


def announcement(state, kind="announcement"):
    """The example that stands like this; on another site, the first that does."""

    def found():
        examples = Announcement.objects.filter(subject=f"Example: {kind} {state}")
        return [(examples.first() or Announcement.objects.filter(state=state).order_by("pk").first()).pk]

    return found


def announced(archive):
    return lambda: [Announcement.objects.out().filter(archive=archive).order_by("pk").first().slug]


ALL = "200 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200"
TEAM = "302 403 403 403 200 200"
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
    "activity:record": Page(TEAM),
    "activity:deliveries": Page(TEAM),
    "activity:again": Page("302 403 403 403 409 409", letter, act=True),
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
    "home:search": Page(ALL, query="?q=corridor"),
    "home:team": Page(TEAM),
    "home:settings": Page(TEAM),
    "home:send_test": Page("302 403 403 403 302 302", act=True),
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
    "publishing:live_change": Page(REPORTER, live_entry),
    "publishing:live_withdraw": Page("302 403 403 302 302 302", live_entry, act=True),
    "publishing:live_put_back": Page("302 403 403 409 409 409", live_entry, act=True),
    "publishing:live_aside": Page("302 403 403 302 302 302", live_question, act=True),
    "publishing:sitemap": Page(ALL),
    "publishing:robots": Page(ALL),
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
