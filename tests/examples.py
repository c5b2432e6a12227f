"""Examples for the table of pages: the arguments of an address, looked up on the site that is tried."""

from allauth.mfa.models import Authenticator

from folkmoot.accounts.models import Audience, Policy, User
from folkmoot.activity.inbound import asking
from folkmoot.activity.models import Bouncing, Email, IncomingMail
from folkmoot.announcements.models import Announcement
from folkmoot.conversations import links as guest_links
from folkmoot.conversations.models import Message
from folkmoot.events.after.feedback import letter_path
from folkmoot.events.models import Material, Registration
from folkmoot.files.models import File
from folkmoot.groups.models import Belonging, Group, Invitation, Paper
from folkmoot.insights.models import OutsideFigure
from folkmoot.members import links as contact_links
from folkmoot.members.leaving import links as leaving_links
from folkmoot.members.models import (
    Buddy,
    Contact,
    ContactRequest,
    Correction,
    Erasure,
    Member,
    Note,
    Organisation,
    Partner,
    PeopleImport,
    Profile,
    Region,
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
from folkmoot.recruitment.models import (
    Application,
    Assessment,
    Assessor,
    Conflict,
    DecisionList,
    LaneRequest,
    Plan,
    Reference,
    Round,
    Swap,
    Talk,
)
from folkmoot.recruitment.references import links as reference_links


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
    shown = shown.filter(thread__audience=Audience.EVERYONE)
    return [shown.order_by("-created_at").first().pk]


def guest_link():
    waiting = Message.objects.filter(guest__isnull=False).order_by("pk").first()
    return [guest_links.token_for(waiting)]


def contact_link():
    return [contact_links.token_for(Contact.objects.order_by("pk").first())]


def person(name):
    return lambda: [User.objects.get(email=f"{name}@example.org").pk]


def pair(one, two):
    return lambda: [person(who)()[0] for who in (one, two)]


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


def cohort():
    """One that somebody greets, with a newcomer who has a buddy."""
    return [Buddy.objects.order_by("pk").first().greeter.cohort.slug]


def in_cohort(name):
    return lambda: [*cohort(), *person(name)()]


def reference_link():
    return [reference_links.path_of(a_reference()).rstrip("/").rpartition("/")[2]]


def an_open_round():
    """One in which Ben has begun an application."""
    return [Round.objects.open().filter(applications__applicant__email="ben@example.org").get().slug]


def asking_for_help():
    """A draft whose applicant asked the team for help with it."""
    return [*an_open_round(), Application.objects.get(help_asked_at__isnull=False).pk]


def a_reference():
    mine = Reference.objects.filter(application__applicant__email="ben@example.org", state="asked")
    return mine.get(application__round__slug=an_open_round()[0])


def read_round():
    """One that is being read, in which Dev has an application before him."""
    mine = Assessment.objects.waiting().filter(assessor__user__email="dev@example.org")
    return [mine.order_by("pk").first().application.round.slug]


def in_read_round(model):
    """Something of Dev's, or of the whole round."""

    def found():
        rows = model.objects.filter(round__slug=read_round()[0])
        rows = rows.filter(user__email="dev@example.org") if model is Assessor else rows
        return [*read_round(), rows.order_by("pk").first().pk]

    return found


def a_talk():
    """One that Ben asked for, and Ada was asked for."""
    waiting = Talk.objects.filter(state="waiting", member__email="ada@example.org")
    return [waiting.order_by("pk").first().pk]


def a_conflict():
    applicants = Application.objects.filter(round__slug=read_round()[0]).values("applicant")
    open_ones = Conflict.objects.to_look_at().filter(applicant__in=applicants)
    return [*read_round(), open_ones.filter(person__email="ada@example.org").order_by("pk").first().pk]


def a_swap():
    """Proposed, and not answered."""
    return [*read_round(), Swap.objects.open().filter(plan__round__slug=read_round()[0]).first().pk]


def a_planned_reading():
    round, plan = in_read_round(Plan)()
    return [round, plan, Assessment.objects.filter(plan=plan).order_by("pk").first().pk]


def a_reading():
    mine = Assessment.objects.visible_to(User.objects.get(email="dev@example.org")).exclude(checked_at=None)
    waiting = mine.waiting().filter(application__round__slug=read_round()[0]).order_by("pk")
    return [*read_round(), waiting.first().application.number]


def weighed_round():
    """One whose list waits for a second person."""
    return [DecisionList.objects.filter(state="proposed").order_by("pk").first().round.slug]


def weighed():
    decided = Application.objects.filter(round__slug=weighed_round()[0], state="moderation")
    return [*weighed_round(), decided.order_by("number").first().number]


def a_list():
    waiting = DecisionList.objects.filter(round__slug=weighed_round()[0], state="proposed")
    return [*weighed_round(), waiting.get().pk]


def a_lanes_letter():
    round = Round.objects.get(slug=weighed_round()[0])
    return [round.slug, "offer", round.lanes.order_by("pk").first().pk]


def told_round():
    """One in which Ben was made an offer."""
    mine = Application.objects.filter(applicant__email="ben@example.org", state="offered")
    return [mine.order_by("pk").first().round.slug]


def told(state):
    def found():
        rows = Application.objects.filter(round__slug=told_round()[0], state=state)
        return [*told_round(), rows.order_by("number").first().number]

    return found


def a_request():
    """For places in the round in which people were told, not answered."""
    waiting = LaneRequest.objects.waiting().for_places().filter(lane__round__slug=told_round()[0])
    return [*told_round(), waiting.get().pk]


def a_told_lane():
    return [*told_round(), a_lane(told_round()[0])]


def a_lane(slug=None):
    return Round.objects.get(slug=slug or an_open_round()[0]).lanes.order_by("pk").first().pk


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


def a_stopped_address():
    """Ada's."""
    return [Bouncing.objects.get(address="ada@example.org").pk]


def held_mail():
    return [IncomingMail.objects.held().order_by("pk").first().pk]


def was_it_you():
    held = IncomingMail.objects.held().order_by("pk").first()
    return [asking.token_for(held)]


def policy():
    return [Policy.objects.in_force().first().slug]


def private_file():
    """Ada's own; in a story, some other."""
    own = File.objects.filter(name="notes.txt", owner__email="ada@example.org")
    file = own.first() or File.objects.order_by("pk").first()
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


def still():
    asked = Member.objects.current().exclude(still_asked_at=None).order_by("pk").first()
    return [contact_links.path_of_still(asked).split("/")[-2]]


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


def a_group(reading="public"):
    """The oldest of Ada's that lives and is read like this; where only its people read it, anyone's."""
    groups = Group.objects.living().filter(reading=reading).order_by("pk")
    if reading == "group":
        groups = groups.filter(joining="invitation")
    else:
        groups = groups.convened_by(User.objects.get(email="ada@example.org"))
    return groups.first()


def group(reading="public"):
    return lambda: [a_group(reading).slug]


def adas_draft(*more):
    """A group that Ada has begun and cannot open yet."""
    drafts = Group.objects.filter(state="draft", started_by__email="ada@example.org").order_by("pk")
    return lambda: [drafts.first().pk, *more]


def group_thread(reading="public"):
    def found():
        begun = a_group(reading).threads.order_by("pk").first()
        return [begun.group.slug, begun.thread_id]

    return found


def devs_invitation():
    """Dev is invited to the first of Ada's."""
    return Invitation.objects.open().filter(group=a_group(), user__email="dev@example.org").get()


def invitation_link():
    return [devs_invitation().address.rstrip("/").rpartition("/")[2]]


def in_group(what):
    """Something in a group of Ada's: who asks for the members' one, who belongs to the public one."""

    def found():
        public, members = a_group(), a_group("members")
        ada = User.objects.get(email="ada@example.org")
        group, row = {
            "asks": (members, Belonging.objects.filter(group=members).asking().first()),
            "belongs": (public, public.belongings.here().exclude(role="convenor").order_by("pk").first()),
            "invited": (public, devs_invitation()),
            "file": (public, Paper.objects.filter(group=public, added_by=ada).order_by("pk").first()),
        }[what]
        return [group.slug, row.pk]

    return found


def a_material(**which):
    def found():
        material = Material.objects.filter(**which).select_related("event").order_by("pk").first()
        return [material.event.slug, material.pk]

    return found


def asked_by_letter():
    """Where whoever has a place says how it was, without signing in."""
    registration = Registration.objects.filter(state="confirmed").select_related("event").first()
    return [registration.event.slug, letter_path(registration).split("/")[-2]]
