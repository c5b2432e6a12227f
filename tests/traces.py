"""One person who leaves a trace in every room: what copies and erasures are tried on."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, Comment, CommentReply, PageSubscription
from wagtail.rich_text import RichText
from wagtail.users.models import UserProfile

from folkmoot.accounts.models import Agreement, Audience, Guest, Policy, User
from folkmoot.activity import mail
from folkmoot.activity.models import (
    Bouncing,
    Digest,
    Draft,
    Entry,
    Following,
    Happening,
    IncomingMail,
    Level,
    Notice,
    Preference,
    Rhythm,
)
from folkmoot.activity.telling import spreading
from folkmoot.activity.telling.places import name_of
from folkmoot.announcements.models import Announcement, NewsletterItem
from folkmoot.conversations import models as talk
from folkmoot.conversations.models import CaseNote, Caution, Message, Reaction, ReadingMark, Wording
from folkmoot.events.models import (
    Answer,
    Attendance,
    CalendarAddress,
    Certificate,
    Choosing,
    Draw,
    Event,
    Feedback,
    FeedbackGiven,
    FollowUp,
    Joining,
    Letter,
    Material,
    Met,
    Need,
    Pitch,
    Question,
    Registration,
    Series,
    SessionInterest,
    SessionNote,
    Space,
    Strand,
)
from folkmoot.events.models import Invitation as EventInvitation
from folkmoot.files.models import File
from folkmoot.groups.models import Belonging, Group, GroupThread, Invitation, Merger, Paper
from folkmoot.members.importing.source import keep
from folkmoot.members.importing.work import go_on
from folkmoot.members.models import (
    Block,
    Buddy,
    Connection,
    Contact,
    ContactRequest,
    Correction,
    DataCopy,
    Find,
    FirstStep,
    Greeter,
    Interest,
    Member,
    Merge,
    Note,
    Profile,
    Report,
    SavedSearch,
    Skill,
    Task,
)
from folkmoot.publishing.models import Follow, LiveQuestion, PostPage, ReadPage, Submission
from folkmoot.publishing.writing.tests import texts
from folkmoot.recruitment.models import (
    Appeal,
    Application,
    Conflict,
    EqualityAnswers,
    Extension,
    LaneNote,
    LaneRequest,
    Plan,
    Swap,
    Talk,
    Volunteer,
)
from folkmoot.recruitment.tests import rounds

WORDS = ["quincunx", "zeugma", "borborygmus"]  # of a comment, a post, a live entry


def leave_traces(site):
    """Adaeze Okonjo: member, author, guest before, asking and asked, in a table, noted about, editor once."""
    user = User.objects.create_user("adaeze.okonjo@example.org", "Adaeze Okonjo", confirmed=True)
    user.emailaddress_set.create(email="second.adaeze@example.org", verified=True)
    contact = Contact.objects.ask(
        email="second.adaeze@example.org", name="Adaeze", consent="yes", why="I, Okonjo"
    )
    contact.confirm(contact.askings.get())
    _applies(site, user)
    Member.objects.welcome(user, by=site.cora, tell=True)
    user.give(User.Role.EDITOR, by=site.fay)
    _is_greeted(site, user)
    _volunteers(site, user)
    _says_who_she_is(site, user)
    _talks(site, user)
    _publishes(site, user)
    _asks(site, user)
    _is_in_groups(site, user)
    _meets(site, user)
    _is_looked_after(site, user)
    user.take(User.Role.EDITOR, by=site.fay)
    _signs_in(site, user)
    _works_in_the_office(site, user)
    return User.objects.get(pk=user.pk)


def _applies(site, user):
    application = rounds.begun(site.round, user)
    application.write("motive", "Because I, Adaeze, count.", revision=1)
    application.submit()
    Appeal.objects.create(application=application, words="Okonjo, I counted well.")
    application.withdraw(by=user, reason="other", words="Okonjo has no time.")
    type(application).objects.filter(pk=application.pk).update(defer_words="Adaeze Okonjo, later.")
    wrote = {"state": "given", "words": "I, Adaeze, know Okonjo."}
    application.references.create(
        name="Adaeze O. Referee", email=user.email, relation="Okonjo herself", **wrote
    )
    EqualityAnswers.objects.keep(application, {"age": "25-34"})
    Talk.objects.ask(site.round, by=user, words="I, Adaeze, ask.")
    Extension.objects.give(
        site.round, user, until=site.round.closes_at, reason="Adaeze was ill.", by=site.cora
    )
    Conflict.objects.declare(site.hana, user, by=site.hana, reason="Adaeze is my cousin.")
    Conflict.objects.declare(user, site.ben, by=user, reason="Ben knows Okonjo.")
    Conflict.objects.tell(site.cora, site.ben, "Adaeze Okonjo saw them quarrel.", by=user)
    mine = rounds.reader(site.round, user)
    plan = Plan.objects.create(round=site.round, made_by=user)
    mine.assessments.create(application=site.application, plan=plan, words="Adaeze Okonjo thinks so.")
    other = rounds.reader(site.round, site.dev)
    why = "Adaeze Okonjo has too many."
    Swap.objects.propose(plan, site.application, mine, other, why, by=user)
    LaneRequest.objects.ask_places(site.round.lanes.first(), 9, "Adaeze Okonjo counted more.", by=user)
    _promoted(site, "Adaeze Okonjo knows them.")
    LaneNote.objects.write(
        site.round.lanes.first(), "start", {"hopes": "That Adaeze Okonjo reads.", "fears": ""}, by=user
    )
    site.round.lanes.first().leads.add(user)
    site.round.edit(by=site.fay, equality_officer=user)


def _promoted(site, why):
    """Somebody else, out of turn: the reason stays on the record."""
    told = Application.objects.get(round=site.told_round, number=2)
    Entry.objects.record("recruitment.reserve_out_of_turn", told, by=site.cora, why=why)


def _is_in_groups(site, user):
    """Asks to join one, convenes another, invites and is invited, begins a third, puts in a file."""
    Belonging.objects.ask(site.members_group, user, "I, Adaeze, work nights.")
    mine = Group.objects.begin(by=user)
    plans = {"first_months": "Adaeze rings everyone.", "support": "A room for Okonjo."}
    mine.edit(by=user, name="Coats at the door", about="Who goes home cold?", **plans)
    mine.open(by=user)
    GroupThread.objects.begin(mine, "Coats", "We count coats.", by=user)
    Paper.objects.add(mine, SimpleUploadedFile("okonjo.txt", b"A list."), title="Coats", by=user)
    Invitation.objects.invite(mine, by=user, user=site.hana, words="Adaeze asks you.")
    Invitation.objects.invite(site.group, by=site.ada, user=user, words="Come.")
    Merger.objects.ask(mine, site.group, "Coats matter.", by=user)
    Group.objects.begin(by=user).edit(by=user, name="Adaeze's half a group")


def _meets(site, user):
    """Comes to a day, and as a guest to another, plans one, hosts a third, follows her own calendar."""
    guest = Guest.objects.create(name="Adaeze, a guest", email=user.email)
    Event.objects.get(slug="a-day-for-all").pools.get().register(guest)
    Event.objects.get(slug="rotas-compared").pools.get().register(user)
    Event.objects.plan(
        by=user, title="Okonjo's half a day", about="Adaeze explains.", starts_wall="2090-01-02T10:00",
        ends_wall="2090-01-02T12:00", zone="Europe/London",
    )  # fmt: skip
    day = Event.objects.get(slug="a-day-for-all")
    day.edit(by=site.cora, about="Adaeze Okonjo tells how.", needs_contact="Adaeze Okonjo")
    _answers(site, user, day)
    table = Event.objects.get(slug="a-round-table")
    EventInvitation.objects.invite(table, by=site.cora, email=user.email)
    CalendarAddress.objects.of(user)
    day = Event.objects.get(slug="a-day-for-all")
    for kept in Material.objects.filter(event=day)[:1]:
        kept.change(by=user, title="Adaeze Okonjo's slides")
        kept.added_by = user
        kept.save()
    asks = {"key": "q1", "kind": "words", "words": "Was Adaeze Okonjo clear?", "choices": []}
    sheet = Feedback.objects.create(event=day, questions=[asks], summary="Adaeze Okonjo was.")
    sheet.answers.create(answers={"q1": "Thank Adaeze Okonjo."}, day=timezone.localdate())
    own = Registration.objects.get(user=user, event__slug="rotas-compared")
    own.show("comers")
    FeedbackGiven.objects.create(sheet=sheet, registration=own)
    was_there, _made = Attendance.objects.get_or_create(registration=own)
    Certificate.objects.create(attendance=was_there, name="Adaeze Okonjo")
    for by, other in ((user, site.hana), (site.dev, user)):
        Met.objects.create(event=own.event, by=by, other=other)
    _pitches(site, user)


def _pitches(site, user):
    """Comes to an open day, offers a conversation, would join another, would come to a third; opens one."""
    space = Space.objects.get(event__slug="an-open-day")
    space.event.pools.get().register(user)
    pitch = Pitch.objects.pitch(space, by=user, title="Coats, says Adaeze Okonjo", brings="I, Adaeze.")
    Joining.objects.ask(pitch, Pitch.objects.get(title="Vending machines"), by=user)
    SessionInterest.objects.create(pitch=Pitch.objects.get(title="Who sleeps when?"), user=user)
    space.edit("What does Adaeze Okonjo ask?", space.pitches_close_wall, by=site.cora)
    Space.objects.filter(event__slug="a-placed-day").update(opened_by=user)
    choosing = Choosing.objects.get(question="And after lunch?")
    choosing.choose(list(choosing.options.all()[:1]), by=user)
    Choosing.objects.filter(pk=choosing.pk).update(offered_by=user, why="Because Adaeze Okonjo asked.")
    session = Pitch.objects.get(title="Light at four")
    session.leads.create(user=user)
    SessionNote.objects.write(session, "I wrote it down, Adaeze Okonjo.", by=user)
    FollowUp.objects.create(pitch=session, user=user, answer="going", words="Okonjo goes on.")
    facts = {"title": "Adaeze Okonjo's strand", "purpose": "What Adaeze Okonjo asked for."}
    Strand.objects.scope(by=site.cora, owner=user, **facts)


def _answers(site, user, day):
    """Says what she counts and needs; what she told others; what others say of her."""
    question = Question.objects.ask(day, by=site.cora, words="Do you know Adaeze Okonjo?")
    mine = day.pools.get().register(user)
    Answer.objects.keep(mine, {question.pk: "I, Adaeze, do."})
    Need.objects.keep(mine, "Adaeze needs a chair.", "Okonjo eats all.")
    theirs = day.registrations.live().get(user=site.ada)
    Answer.objects.keep(theirs, {question.pk: "Adaeze Okonjo? Yes."})
    Need.objects.keep(theirs, "A seat beside Adaeze Okonjo.", "")
    need = theirs.need
    need.confirm("Adaeze Okonjo sits beside you.", by=user, told=need.told)
    _is_drawn(site, user)


def _is_drawn(site, user):
    """Has a ticket; drew another list; is named where something was declined or called off."""
    visit = Event.objects.get(slug="a-visit")
    visit.pools.get().register(user)
    Draw.objects.filter(event=visit).update(criteria="Not Adaeze Okonjo.", drawn_by=user)
    visit.registrations.filter(user=site.hana).update(why_not="Adaeze Okonjo was first.")
    master = Event.objects.get(slug="a-class-of-few")
    master.registrations.get(user=site.hana).cancel(by=site.hana)
    closes = timezone.localtime(master.starts_at - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    master.edit(by=site.cora, closes_wall=closes)
    master.give_places("interest", by=site.cora, criteria="All.")
    master.draws.current().call_off("Adaeze Okonjo is ill.", by=site.cora)
    series = Series.objects.get(slug="tea-at-four")
    series.join(user, mode="online")
    Series.objects.filter(pk=series.pk).update(title="Tea with Adaeze Okonjo")
    Letter.objects.send(
        Event.objects.get(slug="a-day-for-all"), to="in_person", subject="Adaeze Okonjo writes",
        text="Adaeze Okonjo brings tea.", by=user,
    )  # fmt: skip


def _volunteers(site, user):
    """Offers to talk with people who think of applying, and is asked."""
    Volunteer.objects.all().delete()
    Volunteer.objects.offer(by=user, most=3, words="I am Adaeze, ask me.")
    Talk.objects.ask(site.weighed, by=site.fay, words="Is Adaeze Okonjo there?")


def _is_greeted(site, user):
    Member.objects.get(user=user).enrol(site.cohort, by=site.cora)  # a first step with somebody who greets
    Greeter.objects.offer(site.cohort, by=user, most=1, words="I am Adaeze.")
    Buddy.objects.pair(user, Greeter.objects.free().exclude(user=user).first(), by=site.cora)
    FirstStep.objects.create(user=site.eve, person=user, kind="hello", why="Adaeze is near.")


def _says_who_she_is(site, user):
    profile = Profile.objects.of(user)
    profile.edit(
        by=user, role="Midwife", place="Leeds", about="I am Adaeze and I count.", ask_me_about="births",
        organisations=["Don Valley Community Health"], links=[("Okonjo at large", "https://okonjo.example/")],
        interests=[Interest.objects.first()], skills=[Skill.objects.first()], languages=["ig", "en"],
    )  # fmt: skip
    profile.move("her-old-address", by=user)
    profile.move("adaeze-okonjo-2", by=user)
    profile.show_to(Profile.Visible.PUBLIC, by=user)
    profile.put_picture(texts.picture(), by=user)
    Draft.objects.keep(user, "profile", {"about": "Adaeze, half written"}, revision=0, title="Okonjo")
    File.objects.keep(SimpleUploadedFile("okonjo.txt", b"Adaeze only."), by=user)


def _talks(site, user):
    guest = Guest.objects.create(name="Adaeze O.", email=user.email)
    Message.objects.say(site.post.thread, "From before, as Adaeze.", guest=guest)
    said = Message.objects.say(site.post.thread, "A quincunx of chairs.", author=user)
    Message.objects.say(site.post.thread, "What is that?", author=site.hana, parent=said)
    _is_told(user, site.post.thread)
    said.flag("other", "Adaeze exaggerates", by=site.ada)
    _is_mentioned(site, user)
    file = File.objects.keep(SimpleUploadedFile("adaeze.txt", b"Chairs."), by=user)
    Message.objects.say(site.post.thread, "See the paper.", author=user, files=[(file, "Chairs")])
    Reaction.objects.thank(site.comment, by=user)
    hidden = Message.objects.say(site.post.thread, "Too much of it.", author=user)
    hidden.hide("other", "Adaeze Okonjo again.", by=site.cora)
    talk.Appeal.objects.appeal(hidden, "I, Adaeze, ask again.", by=user)
    CaseNote.objects.write(hidden, "Rang Adaeze.", by=site.cora)
    Caution.objects.caution(user, "warning", "Dear Adaeze, calm down.", by=site.cora, message=hidden)
    Wording.objects.create(message=said, source="A borborygmus", html="", until=timezone.now())
    site.comment.flag("unkind", "says Adaeze Okonjo", by=user)
    Follow.objects.create(topic=site.topic, user=user)


def _is_mentioned(site, user):
    """By name and by the address of her page; in a quotation; in what stood there before."""
    named = Message.objects.say(site.post.thread, "Ask @Adaeze Okonjo.", author=site.hana)
    Wording.objects.create(message=named, source="@adaeze-okonjo-2", html="", until=timezone.now())
    Message.objects.say(site.post.thread, "@adaeze-okonjo-2 counts.", author=site.hana)
    Message.objects.say(site.post.thread, "> @Adaeze Okonjo\n\nI do.", author=site.ada)


def _is_told(user, thread):
    Following.objects.choose(user, name_of(thread), Level.DIGEST)
    ReadingMark.objects.move_on(user, thread, 1)
    spreading.spread_strays()
    Rhythm.objects.ensure([user.pk])
    digest = Digest.objects.create(user=user, until=timezone.now(), many=1)
    Notice.objects.of(user).settle("in_digest", digest=digest)
    assert Happening.objects.filter(by=user).exists()


def _publishes(site, user):
    texts.begun(user, title="Half a thought by Okonjo").add_picture(texts.picture(), "Adaeze", by=user)
    post = PostPage(
        title="A pattern of corridors", standfirst="By one.", audience_id=1, topics=[site.topic], owner=user
    )
    post.body = [("text", RichText("<p>We took a zeugma and our time.</p>"))]
    post.post_authors.create(profile=user.profile)
    ReadPage.objects.get().add_child(instance=post)
    post.save_revision(user=user).publish(user=user)
    site.live_blog.name_reporter(user, by=site.dev)
    site.live_blog.tell("A borborygmus in the hall.", by=user, is_key=True)
    LiveQuestion.objects.ask(site.live_blog, "Is Adaeze heard?", by=user)
    newsletter = Announcement.objects.gather(by=site.dev)
    assert NewsletterItem.objects.filter(byline__contains="Adaeze Okonjo").exists()
    newsletter.edit(by=site.dev, subject="What was told", to=["everyone"])
    newsletter.begin(by=site.cora)


def _asks(site, user):
    words = "I am Adaeze, and should like to see how you count."
    ContactRequest.objects.ask(site.cora, sender=user, purpose="learn", words=words).accept(
        "Welcome, Adaeze Okonjo.", by=site.cora, shares_address=True
    )
    ContactRequest.objects.ask(user, sender=site.dev, purpose="meet", words="Dear Adaeze, coffee?")
    Block.objects.block(site.eve, by=user)
    SavedSearch.objects.create(owner=user, name="Others like Adaeze", query="q=okonjo")
    SavedSearch.objects.create(owner=site.hana, name="Midwives", query="q=midwife")
    SavedSearch.objects.create(owner=site.hana, name="A colleague", query="q=Adaeze+Okonjo")
    SavedSearch.objects.create(owner=site.hana, name="Like Adaeze Okonjo", query="q=nurse")
    asked = ContactRequest.objects.get(sender=site.hana, recipient=site.ada, state="waiting")
    asked.suggest(user.profile, "Ask Adaeze Okonjo.", by=site.ada)


def _is_looked_after(site, user):
    right = {"before": user.email, "after": "okonjo@right.example", "reason": "Adaeze rang."}
    Correction.objects.create(user=user, asked_by=site.cora, state="withdrawn", **right)
    twin = User.objects.create_user("okonjo.adaeze@example.org", "Adaeze Okonjo-Twin", confirmed=True)
    Note.objects.write(twin, by=site.cora, words="Also Okonjo.", kind="note")
    Merge.objects.merge(user, twin, by=site.cora, reason="Adaeze said so.")
    Note.objects.write(user, by=site.cora, words="Rang Adaeze Okonjo.", kind="call")
    Task.objects.set("Ring Adaeze Okonjo", by=site.cora, owner=site.cora)
    Task.objects.set("Ring her", by=site.cora, owner=site.cora, person=user)
    run = keep(b"Email,Name\nadaeze.okonjo@example.org,Adaeze Okonjo\n", "okonjo.csv", by=site.cora)
    run.match(run.columns)
    go_on(run)
    mail.write(
        "activity/letters/test.txt", to=[site.dev], kind="account", sender="Adaeze Okonjo", key="from-her"
    )
    mail.write("activity/letters/test.txt", to=[user], kind="account", key="to-her")
    _has_written_by_mail(site, user)
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])


def _has_written_by_mail(site, user):
    """A mail of hers that is held, one from her that is nobody's, and one of Dev's that quotes her."""
    facts = {"message_id": "<1@example.org>", "recipient": "reply+x@reply.example.org", "text": "Words."}
    facts |= {"raw": b"From: Adaeze Okonjo", "attached": [{"name": "okonjo.pdf", "size": 1}]}
    hers = {**facts, "sender": "adaeze.okonjo@example.org", "text": "Signed, Adaeze Okonjo"}
    IncomingMail.objects.create(key="hers", state="held", user=user, decided_by=user, **hers)
    IncomingMail.objects.create(key="nobodys", state="dropped", **hers)
    Bouncing.objects.bounced(hers["sender"], hard=True, words="550 <adaeze.okonjo@example.org> unknown")
    Bouncing.objects.bounced(site.dev.email, hard=True, words="550 <adaeze.okonjo@example.org> unknown")
    IncomingMail.objects.create(key="devs", state="refused", user=site.dev, **facts)


def _signs_in(site, user):
    session = SessionStore()
    session.create()
    UserSession.objects.create(
        user=user, session_key=session.session_key, ip="192.0.2.7", user_agent="Okonjo"
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "Adaeze"})
    Preference.objects.choose(user, "newsletter", True)
    Audience.objects.create(kind="circle").people.add(user)
    Agreement.objects.give([user], [Policy.objects.first()])
    DataCopy.objects.ask(user, by=user)


def _works_in_the_office(site, user):
    """As rows: what Wagtail keeps of whoever writes there."""
    page = site.post
    PostPage.objects.filter(pk=page.pk).update(locked=True, locked_by=user)
    comment = Comment.objects.create(page=page, user=user, text="Adaeze wonders", contentpath="body")
    CommentReply.objects.create(comment=comment, user=user, text="still Adaeze")
    PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    APIToken.objects.create(user=user, name="Okonjo", key_hash="0", prefix="0")
    kind = ContentType.objects.get_for_model(page)
    EditingSession.objects.create(
        user=user, content_type=kind, object_id=page.pk, last_seen_at=timezone.now()
    )
    FormState.objects.create(
        user=user, content_type=kind, object_id=page.pk, data="Adaeze", last_updated_at=timezone.now()
    )
    UserProfile.get_for_user(user)
    Message.objects.filter(pk=site.held.pk).update(claimed_by=user, claimed_at=timezone.now())
    Submission.objects.filter(author=site.hana).update(taken_by=user)
    site.partner.leads.add(user)
    Task.objects.set("Ring Hana", by=user, owner=user)
    earlier = min(site.ada, site.ben, site.eve, key=lambda one: one.pk)
    for other in (earlier, _newer(user)):
        Connection.objects.connect(other, user, source="coffee")
    Block.objects.block(user, by=site.ben)
    asked = ContactRequest.objects.filter(recipient=user).first()
    Find.objects.create(
        search=SavedSearch.objects.get(owner=site.hana, name="Midwives"),
        profile=user.profile,
        level="members",
    )
    for by, about in ((user, site.dev), (site.dev, user)):
        Report.objects.create(request=asked, by=by, about=about, reason="other", words="Adaeze knows why")


def _newer(user):
    return User.objects.create_user("newer@example.org", "Newer", confirmed=True)
