"""A year of Common Ground, day by day: people join, write, comment, moderate, by the verbs people use."""

import heapq
import itertools
import json
import random
from datetime import datetime, time, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from folkmoot import cast
from folkmoot.accounts.models import Agreement, Audience, Guest, Policy, User
from folkmoot.activity.models import Draft
from folkmoot.conversations.models import Message
from folkmoot.members.models import Member, Profile
from folkmoot.publishing.checking import asking, finding
from folkmoot.publishing.models import Picture, PostAuthor, PostPage, ReadPage, Topic

from .. import beginning
from . import (
    announced,
    brought,
    contacts,
    drawings,
    employers,
    faces,
    front,
    growth,
    lists,
    live,
    looked_after,
    partners,
    parts,
    readers,
    requests,
    saved,
    sent_in,
    texts,
)
from .days import nothing_leaves, story_time

NAME = "Common Ground"
WELCOME = (
    "Common Ground is people from all over the United Kingdom who try to make everyday services work better: "
    "nurses, porters, librarians, bus planners, cooks, patients. We tell each other **what we tried, what "
    "happened and what it cost**, also when it went wrong."
)
SEED = "common ground"
PICTURED = 0.55  # of those of the story


class Story:
    """What happens when, laid out first and then told in the order of its days."""

    def __init__(self, today=None):
        self.today, self.began = today or timezone.localdate(), growth.BEGAN + 1
        self.die = random.Random(SEED)  # noqa: S311 (a story)
        self.texts = texts.posts()
        self.users = {}
        self.guests = {}
        self.pictures = {}
        self.now = timezone.now()
        self.moments = []  # a heap: what happens has consequences, told in their turn
        self.order = itertools.count()

    @transaction.atomic
    def tell(self):
        """Let it all happen. Answers the cast."""
        with story_time() as at:
            at(self.day(self.began))
            self.begin()
            self.plan()
            while self.moments:
                moment, _order, happening = heapq.heappop(self.moments)
                at(moment)
                happening()
            for ago in (
                3,
                1,
            ):  # the nights on which the clock tried the links; only our own, nobody is asked here
                at(self.day(ago, 3))
                finding.search_pages()
                asking.ask_ours()
            at(self.now)
            self.begun()
            looked_after.sign_in_now_and_then()
            front.furnish(self.cast.dev, self.today)
        nothing_leaves()
        return self.cast

    def day(self, ago, hour=9, minute=0):
        """A moment `ago` days before the day the demo is made, by the community's clock."""
        naive = datetime.combine(self.today - timedelta(days=ago), time(hour, minute))
        return timezone.make_aware(naive)

    def then(self, moment, happening):
        """Something happens at `moment`, unless that is still to come."""
        if moment <= self.now:
            heapq.heappush(self.moments, (moment, next(self.order), happening))

    # The first day

    def begin(self):
        self.cast = cast.assemble(timezone.now())
        self.users = {user.name: user for user in vars(self.cast).values() if isinstance(user, User)}
        self.guests[self.cast.gil.name] = self.cast.gil
        beginning.furnish(
            by=self.cast.fay,
            name=NAME,
            tagline="People who make everyday services work, and tell each other how",
            welcome=WELCOME,
            languages=["en-gb", "cy"],
            sender_address="hello@commonground.example",
            contact_address="hello@commonground.example",
        )
        Agreement.objects.give(list(self.users.values()), list(Policy.objects.to_agree()))

        lists.furnish(by=self.cast.cora, today=self.today)
        self.choices = lists.Choices(SEED)
        for who in cast.PEOPLE:
            profile = Profile.objects.filter(user=getattr(self.cast, who)).first()
            if profile:
                profile.edit(by=profile.user, **self.choices.of(profile.place))

    def plan(self):
        """Lay out every day: who joins when, what is published, what is said below it."""
        early = self.those_who_speak()
        for person in texts.people():
            ago = self.die.randint(400, 840) if person.name in early else self.die.randint(6, 120)
            self.then(self.day(ago, self.die.randint(8, 17)), self.joining(person))
        for text in self.texts:
            moment = self.day(text.days, self.die.randint(7, 10), self.die.randint(0, 59))
            moment = self.day(text.days, *live.BEGINS) if text.live else moment
            self.then(moment, self.publishing(text, moment))
        partners.plan(self)
        employers.plan(self)
        sent_in.plan(self)
        readers.plan(self)
        announced.plan(self)
        contacts.plan(self)
        brought.plan(self)
        requests.plan(self)
        saved.plan(self)
        looked_after.plan(self)

    def those_who_speak(self):
        said = {comment.name for text in self.texts for comment in text.comments}
        said |= {name for _ago, *names, _what, _words, _answer in requests.ASKED for name in names}
        return said | {author for text in self.texts for author in text.authors}

    # What happens on a day

    def joining(self, person):
        def join():
            email = f"{slugify(person.name)}@example.org"
            user = User.objects.create_user(email, person.name, confirmed=True, date_joined=timezone.now())
            self.users[person.name] = user
            Agreement.objects.give([user], list(Policy.objects.to_agree()))
            Member.objects.welcome(user, by=self.cast.cora)
            profile = Profile.objects.of(user)
            profile.edit(
                by=user,
                role=person.role,
                place=person.place,
                organisations=[person.organisation],
                about=person.about,
                **self.choices.of(person.place),
            )
            self.choices.enrol(user, by=self.cast.cora)
            profile.show_to(person.visible, by=user)
            if self.choices.die.random() < PICTURED:
                profile.put_picture(faces.upload(user.email), by=user)

        return join

    def publishing(self, text, moment):
        def publish():
            post = self.written(text)
            post.save_revision(user=self.cast.dev).publish(user=self.cast.dev)
            if text.live:
                live.tell(self, PostPage.objects.get(pk=post.pk), text)
            said = {}
            for number, comment in enumerate(text.comments, start=1):
                when = moment + comment.after + timedelta(minutes=11 * number)
                self.then(when, self.saying(post, comment, number, said))

        return publish

    def written(self, text):
        """The post as its editor saves it, not yet published."""
        post = PostPage(
            title=text.title,
            slug=text.slug,
            standfirst=text.standfirst,
            picture=self.picture(text.picture, text.alt) if text.picture else None,
            picture_words=text.alt,
            body=json.dumps(parts.stored(text.blocks, self.picture)),
            audience_id=Audience.MEMBERS if text.audience == "members" else Audience.EVERYONE,
            language=text.language,
            owner=self.cast.dev,
            live=False,
        )
        profiles = [Profile.objects.of(self.users[name]) for name in text.authors]
        post.post_authors = [PostAuthor(profile=profile, sort_order=i) for i, profile in enumerate(profiles)]
        ReadPage.objects.get().add_child(instance=post)
        post.topics = [Topic.objects.get_or_create(name=name, slug=slugify(name))[0] for name in text.topics]
        return post  # its revision, saved next, carries the topics

    def picture(self, name, words):
        """A drawing, put among the editors' pictures when it is first wanted."""
        if name not in self.pictures:
            file = ContentFile(drawings.png(name), name=f"{name}.png")
            self.pictures[name] = Picture.objects.create(
                title=name.capitalize(),
                description=words,
                file=file,
                uploaded_by_user=self.cast.dev,
            )
        return self.pictures[name]

    def saying(self, post, comment, number, said):
        def say():
            thread = PostPage.objects.get(pk=post.pk).thread
            writer = (
                {"guest": self.guest(comment.name)}
                if comment.is_guest
                else {"author": self.users[comment.name]}
            )
            message = Message.objects.say(thread, comment.text, parent=said.get(comment.to), **writer)
            if comment.is_guest:
                message.confirm()
            said[number] = message
            self.decide(message, comment.fate)

        return say

    def decide(self, message, fate):
        """What became of it: held, hidden, flagged, or approved within the hour as most are."""
        what, _, reason = fate.partition(" ")
        reason, _, words = reason.partition(": ")
        if what == "hidden":
            message.hide(reason, words, by=self.cast.cora)
        elif message.state == Message.State.HELD and what != "held":
            message.approve(by=self.cast.cora)
        if what == "flagged":
            reason, _, who = reason.partition(" by ")
            message.flag(reason, words, by=self.users[who])

    def begun(self):
        """What one of them has begun to write and not sent: Today shows it."""
        post = PostPage.objects.live().newest_first().first()
        thread = post.thread
        Draft.objects.keep(
            self.cast.ada,
            f"message-{thread.pk}",
            {"source": "We had a keypad code that changed at noon. I would like to ask the baker whether"},
            revision=0,
            title=post.title,
            url=reverse("conversations:write", args=[thread.pk]),
        )

    def guest(self, name):
        if name not in self.guests:
            email = f"{slugify(name)}@guest.example"
            self.guests[name] = Guest.objects.create(name=name, email=email)
        return self.guests[name]
