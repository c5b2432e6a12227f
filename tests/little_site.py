"""A site with one of everything, made by the verbs people use: what the tables of pages are tried on."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from wagtail.rich_text import RichText

from folkmoot.accounts.models import Audience, Guest, User
from folkmoot.accounts.policies import publish_defaults
from folkmoot.activity import mail, standing
from folkmoot.activity.models import Bouncing, IncomingMail
from folkmoot.announcements.models import Announcement
from folkmoot.conversations.models import Appeal, CaseNote, Caution, Message, Reaction
from folkmoot.events.models import (
    Answer,
    CalendarAddress,
    Choosing,
    Event,
    FollowUp,
    Host,
    Joining,
    Lead,
    Letter,
    Need,
    Pitch,
    Question,
    ReservedPlaces,
    Room,
    Series,
    SessionInterest,
    SessionNote,
    Space,
    Strand,
)
from folkmoot.events.models import Invitation as EventInvitation
from folkmoot.events.stepping import days_after
from folkmoot.events.tests import events, spaces
from folkmoot.files.models import File
from folkmoot.groups.models import Belonging, Group, GroupThread, Invitation, Merger, Paper
from folkmoot.insights.models import OutsideFigure, Tally
from folkmoot.members.asked import Asked
from folkmoot.members.importing.source import keep
from folkmoot.members.importing.work import go_on
from folkmoot.members.models import (
    Block,
    Buddy,
    Cohort,
    Connection,
    Contact,
    ContactRequest,
    Correction,
    Erasure,
    Greeter,
    Interest,
    Member,
    Merge,
    Note,
    Organisation,
    Partner,
    PeopleImport,
    Profile,
    Region,
    Report,
    SavedSearch,
    Skill,
    Task,
)
from folkmoot.publishing.models import (
    Follow,
    HomePage,
    Import,
    ImportItem,
    Link,
    LiveBlog,
    LiveQuestion,
    PostPage,
    ReadPage,
    StandardPage,
    Topic,
)
from folkmoot.publishing.writing.tests import texts
from folkmoot.recruitment.models import (
    Conflict,
    LaneRequest,
    Meeting,
    Ranking,
    Reference,
    Swap,
    Talk,
    Volunteer,
)
from folkmoot.recruitment.tests import rounds
from tests.unguarded import empty_the_record


def furnish(cast):
    """Three posts, one for members only; comments in four states; a letter, a file, a passkey, an import."""
    publish_defaults(by=cast.fay)
    _people(cast)
    cast.topic = Topic.objects.create(name="Flow", slug="flow")
    cast.post = _post(cast, "A corridor with no chairs", Audience.EVERYONE)
    _post(cast, "The corridor, a year later", Audience.EVERYONE)
    cast.members_post = _post(cast, "Only between us", Audience.MEMBERS)
    _standing("About us", Audience.EVERYONE)
    _standing("House rules for members", Audience.MEMBERS)
    thread = cast.post.thread
    cast.comment = Message.objects.say(
        thread, "We tried this in Hull, as @Hana Kowalczyk knows.", author=cast.ada
    )
    cast.flagged = Message.objects.say(thread, "Nonsense, all of it.", author=cast.hana)
    cast.flagged.flag("unkind", by=cast.ada)
    Reaction.objects.thank(cast.comment, by=cast.hana)
    _moderated(cast, thread)
    cast.held = Message.objects.say(thread, "I should like to know more.", author=cast.ben)
    cast.waiting = Message.objects.say(thread, "A word from outside.", guest=cast.gil)
    _meeting(cast)
    mail.write("activity/letters/test.txt", to=[cast.ada], kind="account", key="little-site")
    iris = Guest.objects.create(name="Iris Teale", email="iris@example.org")
    contact = Contact.objects.create(guest=iris, email=iris.email, region="Leeds")
    contact.ask(name=iris.name, by=None, region="Leeds")
    Note.objects.write(contact, by=cast.fay, words="Rang, and asked what it is.", kind="call")
    cast.file = File.objects.keep(SimpleUploadedFile("notes.txt", b"Only for me."), by=cast.ada)
    cast.passkey = Authenticator.objects.create(
        user=cast.hana, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )
    _broken_link("/nowhere/", cast.post)
    cast.run = Import.objects.create(
        file="", file_name="site.xml", state=Import.State.DONE, site="old.example.org"
    )
    ImportItem.objects.create(run=cast.run, kind="author", outcome="made", title="A. Okafor")
    ImportItem.objects.create(run=cast.run, kind="post", outcome="left", title="A poll")
    texts.begun(cast.ada, title="Half a thought").add_picture(texts.picture(), "A lift", by=cast.ada)
    _text(cast.ada, "published", post=cast.post, title="A corridor")
    _text(cast.hana, "submitted", title="Ten lifts")
    Tally.objects.add(_read("/people/"))
    _figure(cast, "Followers", 1)
    _table_of_people(cast)
    _live(cast)
    _requests(cast)
    _mail_came_in(cast)
    _came_back()
    _greets(cast)
    _groups(cast)
    _searches(cast)
    _leaving(cast)
    _merged(cast)
    _recruits(cast)
    _reads(cast)
    _decides(cast)
    with transaction.atomic():  # in one go, so that none is out before it is paused
        _announcements(cast)
    return cast


def _people(cast):
    """A nation with a region and its partner; an interest, a skill and a cohort; Ada has all of them."""
    england = Region.objects.add("England", by=cast.cora)
    yorkshire = Region.objects.add("Yorkshire", by=cast.cora, nation=england)
    flow = Interest.objects.add("Patient flow", by=cast.cora)
    charts = Skill.objects.add("Run charts", by=cast.cora)
    cast.cohort = Cohort.objects.add("Cohort 1", by=cast.cora, began_on=date(2026, 1, 12))
    Member.objects.get(user=cast.ada).enrol(cast.cohort, by=cast.cora)
    Note.objects.write(cast.ada, by=cast.cora, words="Would like to host a visit.", kind="call")
    Correction.objects.create(user=cast.eve, **_right_address("eve"), asked_by=cast.fay)
    Task.objects.set("Find Ada a host", by=cast.cora, owner=cast.cora, person=cast.ada)
    cast.ada_profile.edit(by=cast.ada, region=yorkshire, interests=[flow], skills=[charts])
    trust = Organisation.objects.named("Don Valley Community Health", by=cast.cora)
    cast.partner = Partner.objects.create(organisation=trust)
    cast.partner.regions.add(yorkshire)


def _meeting(cast):
    """A day for everyone with one place, which Ada has and Hana waits for; one for members; a draft."""
    day = events.published(cast.cora, "A day for all", mode="in_person", comers="everyone", places=1)
    events.registered(day, cast.ada, cast.hana)
    events.published(cast.cora, "Rotas compared")
    Letter.objects.send(day, to="in_person", subject="Which door", text="The blue one.", by=cast.cora)
    events.planned(cast.cora, "Not yet")
    events.added(day, cast.cora, "The plan of the day", seen_by="event", kind="notes")
    events.added(day, cast.cora, "Slides")
    events.strands(cast)
    tea = events.published(cast.cora, "Tea at four")
    Series.objects.repeat(
        tea, by=cast.cora, cadence="week", days=days_after(tea.starts.date(), "week", times=2)
    )
    CalendarAddress.objects.of(cast.ada)
    _open_spaces(cast)
    _asked_at_events(cast, day)
    _chosen(cast)
    kept = events.published(cast.cora, "A day with places kept", comers="everyone", places=9)
    _kept(cast, kept, partner=cast.partner)


def _kept(cast, event, **whom):
    until = event.starts.date() - timedelta(days=2)
    ReservedPlaces.objects.reserve(event.pools.get(), by=cast.cora, places=2, until=until, **whom)


def _open_spaces(cast):
    """One to which conversations are pitched, two of which may join; one whose sessions find rooms."""
    facts = {"comers": "everyone"}
    space = spaces.opened(cast.cora, cast.ada, cast.hana, title="An open day", **facts)
    spaces.laid_out(space, by=cast.cora)
    pitch = spaces.pitched(space, cast.ada, brings="A rota.")
    other = spaces.pitched(space, cast.hana, "Sleep before a night")
    spaces.pitched(space, cast.hana, "Vending machines")
    Lead.objects.create(pitch=pitch, user=cast.hana, agreed=False)
    Joining.objects.ask(other, pitch, by=cast.hana)
    SessionInterest.objects.create(pitch=pitch, user=cast.hana)
    placed = spaces.opened(cast.cora, cast.ada, cast.hana, title="A placed day", **facts)
    rooms, slots = spaces.laid_out(placed, by=cast.cora)
    session = spaces.pitched(placed, cast.ada, "Light at four")
    spaces.closed(placed).refresh_from_db()
    session.place(rooms[0], slots[0], by=cast.ada)
    _past_space(cast)
    closes = events.wall(space.event.starts_at - timedelta(days=3))
    facts = {"most": 1, "closes_wall": closes, "by": cast.cora}
    Choosing.objects.offer(space.event, "And after lunch?", ["Walk", "Tea"], **facts)
    done = Choosing.objects.offer(placed.event, "And before?", ["Bread", "Jam"], **facts)
    done.close(by=cast.cora)


def _past_space(cast):
    """One that has been: a session of Ada's, with a note, and what became of it."""
    past = spaces.opened(cast.cora, cast.ada, cast.hana, title="A past day", comers="everyone")
    rooms, slots = spaces.laid_out(past, by=cast.cora)
    session = spaces.pitched(past, cast.ada, "Tea at four")
    spaces.closed(past)
    session.place(rooms[0], slots[0], by=cast.ada)
    SessionNote.objects.write(session, "We **drank** it.", by=cast.ada)
    spaces.was_held(past)
    FollowUp.objects.create(pitch=session, user=cast.ada).reply("going", "Every day.", by=cast.ada)


def _asked_at_events(cast, day):
    """A question, answered by Ada, who also needs something that Cora looks after."""
    question = Question.objects.ask(day, by=cast.cora, words="What do you count?")
    ada = day.registrations.get(user=cast.ada)
    Answer.objects.keep(ada, {question.pk: "Falls."})
    Need.objects.keep(ada, "A chair near the door.", "No nuts.")
    Host.objects.look_after_needs(day, cast.cora, True)


def _chosen(cast):
    """A masterclass whose places the hosts give, and a visit drawn for: Hana asks for both."""
    master = events.published(cast.cora, "A class of few", comers="everyone", kind="masterclass")
    master.give_places("approval", by=cast.cora)
    closes = events.wall(timezone.now() + timedelta(days=9))
    visit = events.published(cast.cora, "A visit", comers="everyone", kind="visit", closes_wall=closes)
    visit.give_places("interest", by=cast.cora, criteria="Whoever works nights.")
    for event in (master, visit):
        events.registered(event, cast.hana)
    round_table = events.published(cast.cora, "A round table", comers="invited")
    for who in ({"user": cast.ada}, {"email": "sam@example.org"}):
        EventInvitation.objects.invite(round_table, by=cast.cora, **who)


def _right_address(who):
    return {"before": f"{who}@example.org", "after": f"{who}@right.example", "reason": "Rang on Tuesday."}


def _leaving(cast):
    """Someone who was here can still come back; another is asked whether they are still active."""
    Member.objects.filter(user=cast.hana).update(still_asked_at=timezone.now() - timedelta(days=2))
    lena = User.objects.create_user("lena@example.org", "Lena Marsh", confirmed=True)
    Erasure.objects.create(user=lena, by=lena)


def _merged(cast):
    """As rows: a second account of Ben's, found to be his."""
    facts = {"name": "Ben Whitlock", "is_active": False}
    other = User.objects.create_user("ben.second@merged.invalid", **facts)
    account = {"email": "ben.second@example.org", "is_member": False, "addresses": []}
    told = {"account": account, "links": {}, "connections": {"keys": [], "shared": []}}
    told |= {"profiles": {}, "memberships": {}}
    Merge.objects.create(kept=cast.ben, other=other, by=cast.cora, reason="He said so.", told=told)


def _mail_came_in(cast, name="one"):
    """As rows: one that is held until Ada says it is hers, one that was refused."""
    to = {"recipient": "reply+x@reply.example.org", "user": cast.ada, "text": "Ours has chairs."}
    facts = {"sender": "ada@elsewhere.example", "subject": "Re: A corridor", **to}
    IncomingMail.objects.create(key=f"held-{name}", message_id=f"<held-{name}>", state="held", **facts)
    facts |= {"state": "refused", "reason": "Comments are closed here.", "decided_at": timezone.now()}
    IncomingMail.objects.create(key=f"refused-{name}", message_id=f"<refused-{name}>", **facts)


def _came_back(address="ada@example.org"):
    """Mail to this address came back twice for good: it gets no letters."""
    for _time in range(2):
        Bouncing.objects.bounced(address, hard=True, words="550 5.1.1 User unknown")


def _greets(cast):
    """Hana greets the cohort, and goes along with Dev, who has his first step with her."""
    greeter = Greeter.objects.offer(cast.cohort, by=cast.hana, most=2, words="Ask me anything.")
    Member.objects.get(user=cast.dev).enrol(cast.cohort, by=cast.cora)
    Buddy.objects.pair(cast.dev, greeter, by=cast.cora)


def _groups(cast):
    """Two groups of Ada's, two of Hana's, one of them hidden; a draft; who asks, who is invited; a merger."""
    cast.group = group(cast.ada, "Falls and footwear", reading="public")
    Belonging.objects.join(cast.group, cast.hana)
    GroupThread.objects.begin(cast.group, "Which slippers?", "Ours slip.", by=cast.hana, is_question=True)
    upload = SimpleUploadedFile("minutes.txt", b"We met, and it was good.")
    Paper.objects.add(cast.group, upload, title="Minutes", by=cast.ada)
    Invitation.objects.invite(cast.group, by=cast.ada, user=cast.dev)
    cast.members_group = group(cast.ada, "Night shifts", joining="ask")
    GroupThread.objects.begin(cast.members_group, "Sleep", "How do you sleep?", by=cast.ada)
    Belonging.objects.ask(cast.members_group, cast.dev, "I edit at night.")
    cast.hidden_group = group(cast.hana, "Hard cases", reading="group", joining="invitation")
    GroupThread.objects.begin(cast.hidden_group, "One we lost", "Between us.", by=cast.hana)
    Merger.objects.ask(group(cast.hana, "Slippers"), cast.group, "Shoes matter.", by=cast.hana)
    Group.objects.begin(by=cast.ada).edit(by=cast.ada, name="Half a group with care")


def group(by, name, **facts):
    """An open group of this person."""
    made = Group.objects.begin(by=by)
    made.edit(
        by=by, name=name, about=f"For all who care about {name.lower()}.", question="What helps?", **facts
    )
    made.open(by=by)
    return made


def _recruits(cast):
    """An open round, a lane that Hana leads; Ben has begun an application, named somebody, asked for help."""
    cast.round = rounds.opened(cast)
    cast.application = rounds.begun(cast.round, cast.ben)
    Volunteer.objects.offer(by=cast.ada, most=3, words="Ask me what a month here is like.")
    Talk.objects.ask(cast.round, by=cast.ben, words="Is it for a branch librarian?")
    Reference.objects.ask(cast.application, name="Una Brack", email="una@brack.example", by=cast.ben)
    cast.application.ask_for_help(by=cast.ben, words="As an example")


def _reads(cast):
    """A round being read: Dev has Eve's application before him, and has looked at her name."""
    cast.read_round = rounds.opened(cast, "Autumn round")
    rounds.sent(cast.read_round, cast.eve)
    rounds.to_screening(cast.read_round, by=cast.cora)
    reading = rounds.given(cast.read_round, [cast.dev], by=cast.cora)[0]
    reading.clear()
    pair = (reading.assessor, rounds.reader(cast.read_round, cast.hana))
    Swap.objects.propose(reading.plan, reading.application, *pair, "As an example", by=cast.hana)
    Conflict.objects.suggest(cast.ada, cast.eve, "name", hint="As an example")


def _decides(cast):
    """A round whose list waits for a second person, in a meeting; one with an offer to Ben, and Eve waits."""
    cast.weighed = rounds.scored(cast, people=[cast.eve], values=[4], name="Winter round")
    Ranking.objects.make(cast.weighed)
    meeting = Meeting.objects.begin(cast.weighed, by=cast.cora)
    meeting.move_on(cast.weighed.applications.get(), by=cast.cora, turn=meeting.turn)
    rounds.proposed(cast.weighed, ["offer"], by=cast.cora)
    cast.told_round = rounds.told(cast, ["offer", 1], people=[cast.ben, cast.eve], name="First round")
    asks = {"reason": "As an example", "by": cast.hana}
    LaneRequest.objects.ask_places(cast.told_round.lanes.get(), 7, **asks)
    LaneRequest.objects.ask_promotion(cast.told_round.applications.get(number=2), **asks)


def _requests(cast):
    """As rows: Ada was asked, and reported it; asked Dev in vain; is in touch with Cora; blocked Eve."""
    asked = _asked(cast.hana, cast.ada)
    Report.objects.create(request=asked, by=cast.ada, about=cast.hana, reason="other")
    _asked(cast.ada, cast.dev, asked_at=timezone.now() - timedelta(days=11))
    _asked(cast.ada, cast.hana, state="expired", closed_at=timezone.now())
    _in_touch(cast.ada, cast.cora)
    Block.objects.create(by=cast.ada, blocked=cast.eve)


def _asked(sender, recipient, **facts):
    words = {"purpose": "learn", "words": "How?", "words_html": "<p>How?</p>"}
    return ContactRequest.objects.create(sender=sender, recipient=recipient, **words, **facts)


def _searches(cast, words="corridor"):
    """A search of Ada's that newly found someone."""
    search = SavedSearch.objects.keep(Asked(words=words), by=cast.ada, name=words.capitalize())
    search.finds.create(profile=cast.dev_profile, level="everyone")


def _in_touch(one, other):
    first, second = sorted([one, other], key=lambda user: user.pk)
    now = timezone.now()
    agreed = {"first_agreed_at": now, "second_agreed_at": now}
    Connection.objects.create(first=first, second=second, source="request", **agreed)


def _table_of_people(cast, name="Wilf Marsh"):
    """A table that was checked: someone new, someone who is here, someone who may be, and a faulty row."""
    table = f"""Email,Name,Organisation,Region
wilf.{len(name)}@example.org,{name},Marsh House,Yorkshire
hana@example.org,Hana Kowalczyk,,Yorkshire
ada@elsewhere.example,Ada Okafor,Don Valley Community Health,
nobody,{name},,Mars
"""
    run = keep(table.encode(), "people.csv", by=cast.cora)
    run.match(run.columns)
    go_on(run)
    type(run).objects.create(file_name="earlier.csv", state=run.State.DONE, by=cast.cora)


def _text(author, state, *, post=None, **words):
    """A text of a member in this state, as a row: the page of the record is full already."""
    text = texts.begun(author, **words)
    type(text).objects.filter(pk=text.pk).update(state=state, post=post, submitted_at=text.saved_at)


def _read(path):
    """One reader, one page, today."""
    return {
        (kind, name, timezone.localdate()): [1, 1]
        for kind, name in (("readers", "strangers"), ("page", path))
    }


def _figure(cast, name, day):
    OutsideFigure.objects.create(
        entered_by=cast.cora, name=name, day=date(2026, 1, day), value=100 + day, source="Our page there"
    )


def _announcements(cast):
    """A draft of each kind, one paused before it begins, two that are out; someone follows a topic."""
    Follow.objects.create(topic=cast.topic, user=cast.ada)
    fields = {"by": cast.cora, "text": "The hall is ours.", "to": ["members"]}
    _announced(cast, "draft", **fields)
    _announced(cast, "paused", archive="nobody", **fields).pause(by=cast.cora)
    _announced(cast, "sent", archive="public", **fields)
    _announced(cast, "going", archive="members", **fields)
    Announcement.objects.gather(by=cast.dev).edit(by=cast.dev, subject="Example: newsletter draft")
    _keep_the_record_short()


def _keep_the_record_short():
    """One page of the record names a thing of each kind: it is full already."""
    empty_the_record(Q(room="announcements") | Q(verb="members.note_written"))
    standing.install(connection)


def _announced(cast, state, **fields):
    announcement = Announcement.objects.draft(subject=f"Example: announcement {state}", **fields)
    if state != "draft":
        announcement.begin(by=cast.cora)
    return announcement


def _moderated(cast, thread):
    """Two hidden comments, one with an appeal; a pause and a note."""
    for words, author in (("Buy my book.", cast.ada), ("Buy mine.", cast.hana)):
        hidden = Message.objects.say(thread, words, author=author)
        hidden.hide("spam", by=cast.cora)
    Appeal.objects.appeal(hidden, "It is free.", by=cast.hana)
    CaseNote.objects.write(hidden, "Rang her.", by=cast.cora)
    Caution.objects.caution(cast.eve, "week", "Calm down first.", by=cast.cora)


def _more_of_spaces(cast, user, index):
    """Another pitch, another session, in another room."""
    space, placed = (Space.objects.get(event__slug=slug) for slug in ("an-open-day", "a-placed-day"))
    events.registered(space.event, user)
    other = spaces.pitched(space, user, f"Sleep after nights {index}")
    mine = Pitch.objects.get(title="Who sleeps when?")
    Lead.objects.create(pitch=mine, user=user, agreed=False)
    Joining.objects.ask(other, mine, by=user)
    SessionInterest.objects.create(pitch=mine, user=user)
    room = Room.objects.add(placed, by=cast.cora, name=f"Hall {index}")
    late = spaces.pitched(placed, user, f"Late {index}")
    late.place(room, placed.slots.in_order().first(), by=user)
    tea = Pitch.objects.get(title="Tea at four")
    SessionNote.objects.write(tea, f"More tea, {index}.", by=user)
    FollowUp.objects.create(pitch=tea, user=user).reply("ended", by=user)


def _asked_more(cast, index):
    """One more who registers, answers two questions and needs something; who asks and is interested."""
    day = Event.objects.get(slug="a-day-for-all")
    question = Question.objects.ask(day, by=cast.cora, words=f"And {index}?")
    user = User.objects.create_user(f"comes{index}@example.org", f"Comes {index}", confirmed=True)
    registration = day.pools.get().register(user)
    for slug in ("a-class-of-few", "a-visit"):
        Event.objects.get(slug=slug).pools.get().register(user)
    Answer.objects.keep(registration, {one.pk: "Yes." for one in day.questions.asked() if one != question})
    Need.objects.keep(registration, f"Need {index}", "")
    Need.objects.filter(registration=registration).get().confirm(
        "It is seen to.", by=cast.cora, told=Need.objects.get(registration=registration).told
    )


def multiply(cast):
    """Two more of what lists show."""
    for index in range(2):
        day = {"days": 40 + index, "mode": "in_person", "strand": Strand.objects.earliest("pk")}
        events.published(cast.cora, f"Another day {index}", **day)
        _asked_more(cast, index)
        region = Region.objects.add(f"Region {index}", by=cast.cora)
        _kept(cast, Event.objects.get(title="A day with places kept"), region=region)
        more = {"by": cast.cora, "text": "And again.", "to": ["members"], "archive": "public"}
        _announced(cast, f"draft {index}", **more)
        post = _post(cast, f"Another corridor {index}", Audience.EVERYONE)
        Message.objects.say(post.thread, "Ours has chairs.", author=cast.hana)
        reply = Message.objects.say(cast.post.thread, f"And {index}?", author=cast.dev, parent=cast.comment)
        reply.flag("other", by=cast.ada)
        Reaction.objects.thank(reply, by=cast.hana)
        Message.objects.say(cast.post.thread, "Or ask @Hana Kowalczyk.", author=cast.ada)
        CaseNote.objects.write(cast.held, f"Rang, {index}.", by=cast.cora)
        Caution.objects.caution(cast.ben, "warning", f"Calm, {index}.", by=cast.cora)
        Caution.objects.caution(cast.eve, "day", f"Calm, {index}.", by=cast.cora)
        guest = Guest.objects.create(name=f"Guest {index}", email=f"guest{index}@example.org")
        Message.objects.say(cast.post.thread, "From further outside.", guest=guest)
        user = User.objects.create_user(f"more{index}@example.org", f"More {index}", confirmed=True)
        Member.objects.welcome(user, by=cast.fay)
        Profile.objects.of(user).show_to("public", by=user)
        Message.objects.say(
            cast.post.thread,
            "Held, then.",
            author=User.objects.create_user(f"new{index}@example.org", f"New {index}", confirmed=True),
        )
        guest_account = User.objects.get(email=f"new{index}@example.org")
        contact = Contact.objects.create(guest=guest, email=guest.email)
        contact.ask(name=guest.name, by=None)
        Note.objects.write(contact, by=cast.cora, words=f"Rang again, {index}.")
        Note.objects.write(cast.ada, by=cast.fay, words=f"Rang again, {index}.")
        for person in (cast.ada, contact, None):
            Task.objects.set(f"Ring {index}", by=cast.fay, owner=cast.fay, person=person)
        mail.write("activity/letters/test.txt", to=[cast.ada], kind="account", key=f"more-{index}")
        _mail_came_in(cast, f"more {index}")
        _came_back(f"more{index}@example.org")
        _broken_link(f"/nowhere/{index}/", post)
        run = Import.objects.create(
            file="", file_name="more.xml", state=Import.State.DONE, site="old.example.org"
        )
        ImportItem.objects.create(run=cast.run, kind="post", outcome="left", title=f"Left {run.pk}")
        Tally.objects.add(_read(f"/read/another-corridor-{index}/"))
        _figure(cast, "Followers", 2 + index)
        _figure(cast, f"Readers {index}", 1)
        _table_of_people(cast, "Wilf Marsh" + "e" * index)
        row = PeopleImport.objects.first().rows.first()
        row.pk, row.line = None, row.line + 10 + index
        row.save()
        topic = Topic.objects.create(name=f"Topic {index}", slug=f"topic-{index}")
        Follow.objects.create(topic=topic, user=cast.ada)
        _text(cast.hana, "submitted", title=f"More lifts {index}")
        _text(cast.ada, "published", post=post, title=f"Another {index}")
        _text(cast.ada, "returned", title=f"Fewer lifts {index}")
        open_text = cast.ada.submissions.get(title="Half a thought")
        open_text.add_picture(texts.picture(), "Another lift", by=cast.ada)
        cast.live_blog.tell(f"More of it, {index}.", by=cast.hana, is_key=True)
        LiveQuestion.objects.ask(cast.live_blog, f"And then {index}?", by=cast.ben)
        aside = LiveQuestion.objects.ask(cast.live_blog, f"Or {index}?", by=cast.ben)
        LiveQuestion.objects.filter(pk=aside.pk).update(state=LiveQuestion.State.SET_ASIDE)
        cast.live_blog.reporters.add(user)
        report = {"by": cast.ada, "about": user, "reason": "other"}
        Report.objects.create(request=_asked(user, cast.ada), **report)
        _asked(cast.ada, user, state="not_now", closed_at=timezone.now())
        _asked(user, cast.dev, asked_at=timezone.now() - timedelta(days=11))
        _asked(user, cast.hana, state="accepted", closed_at=timezone.now())
        _in_touch(cast.ada, user)
        Block.objects.create(by=cast.ada, blocked=guest_account)
        _searches(cast, f"corridor{index}")
        cast.ada.saved_searches.first().finds.create(profile=user.profile, level="everyone")
        Correction.objects.create(user=user, **_right_address(user.name), asked_by=cast.fay)
        _more_groups(cast, user, index)
        _more_of_spaces(cast, user, index)
    Announcement.objects.gather(by=cast.dev)
    _keep_the_record_short()


def _more_groups(cast, user, index):
    """More people, threads and files in Ada's, more who ask, one more group of each kind."""
    Belonging.objects.join(cast.group, user)
    GroupThread.objects.begin(cast.group, f"Soles {index}", "And soles?", by=user, is_question=True)
    cast.group.threads.order_by("pk").first().thread.say("Ours do, too.", author=user)
    upload = SimpleUploadedFile(f"more-{index}.txt", b"We met again.")
    Paper.objects.add(cast.group, upload, title=f"Minutes {index}", by=cast.ada)
    Belonging.objects.ask(cast.members_group, user, "Me, too.")
    another = group(user, f"Another group {index}", reading="public")
    Belonging.objects.join(another, cast.ada)
    Merger.objects.ask(another, cast.group, "Much.", by=user)
    Invitation.objects.invite(cast.group, by=cast.ada, email=f"outside{index}@example.org")
    Invitation.objects.invite(another, by=user, user=cast.dev)
    Group.objects.begin(by=cast.ada).edit(by=cast.ada, name=f"Half a group {index}")


def _live(cast):
    """A live blog that runs, told by Hana, asked by Ben."""
    post = _post(cast, "The corridor, as it happens", Audience.EVERYONE)
    cast.live_blog = LiveBlog.objects.plan(post, by=cast.dev)
    cast.live_blog.start(by=cast.dev)
    cast.live_blog.name_reporter(cast.hana, by=cast.dev)
    cast.live_blog.tell("The chairs are coming in.", by=cast.hana, is_key=True)
    answered = LiveQuestion.objects.ask(cast.live_blog, "How many?", by=cast.ben)
    cast.live_blog.tell("Forty.", by=cast.hana, question=answered)
    LiveQuestion.objects.ask(cast.live_blog, "Which colour?", by=cast.ben)
    LiveQuestion.objects.ask(cast.live_blog, "Whose?", by=cast.ben).put_aside(by=cast.hana)


def _broken_link(address, page):
    link = Link.objects.create(address=address, ours=True, state=Link.State.BROKEN)
    link.places.create(page=page, words="here")


def _standing(title, audience):
    page = StandardPage(title=title, slug=slugify(title), audience_id=audience)
    page.body = [("text", RichText("<p>How it is.</p>"))]
    HomePage.objects.get().add_child(instance=page)


def _post(cast, title, audience):
    post = PostPage(
        title=title,
        standfirst="What we saw when we stood still for an hour.",
        audience_id=audience,
        body=[("text", RichText("<p>We counted, and then we asked.</p>"))],
        topics=[cast.topic],
        owner=cast.dev,
    )
    post.post_authors.create(profile=cast.ada_profile)
    ReadPage.objects.get().add_child(instance=post)
    post.save_revision(user=cast.dev).publish(user=cast.dev)
    return PostPage.objects.get(pk=post.pk)
