"""People are mentioned by "@" and their name: only those who may read, linked as far as one may open."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from folkmoot.accounts.models import Audience, User
from folkmoot.activity.models import Email, Level
from folkmoot.conversations.models import Mention, Message, Thread
from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Block, Member, Profile

from .conftest import in_ten_minutes


def mentioned(message):
    return [mention.user.name for mention in message.mentions.order_by("number")]


def told():
    in_ten_minutes()
    return sorted(
        Email.objects.filter(subject__contains="mentioned you").values_list("user__name", flat=True)
    )


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Ask @Hana Kowalczyk, she knows.", ["Hana Kowalczyk"]),
        ("ask @hana kowalczyk’s team", ["Hana Kowalczyk"]),
        ("(@hana-kowalczyk)", ["Hana Kowalczyk"]),
        ("@Hana Kowalczyk and @Cora Pritchard and @Hana Kowalczyk", ["Hana Kowalczyk", "Cora Pritchard"]),
        ("@Fay Llewelyn-Rhys without the accent", ["Fay Llewelyn-Rhŷs"]),
        ("**@Hana Kowalczyk**", ["Hana Kowalczyk"]),
        ("@Hana alone, or @Hana Kowalczykova", []),
        ("hana@Hana Kowalczyk.org", []),
        ("> @Hana Kowalczyk said so", []),
        ("`@Hana Kowalczyk`", []),
        ("@Ada Okafor is myself", []),
        ("@Eve Sinclair has no page and wrote nothing", []),
    ],
)
def test_who_is_mentioned(cast, thread, source, names):
    assert mentioned(thread.say(source, author=cast.ada)) == names


def test_they_are_told_once(cast, thread, put_under):
    put_under(thread, tell=lambda thread: [(cast.hana, Level.EVERYTHING)])
    thread.say("Ask @Hana Kowalczyk and @Cora Pritchard.", author=cast.ada)

    assert told() == ["Cora Pritchard", "Hana Kowalczyk"]
    assert Email.objects.filter(kind="comments", user=cast.hana).count() == 1


def test_who_blocked_the_writer_is_not_told(cast, thread):
    Block.objects.block(cast.ada, by=cast.hana)
    thread.say("Ask @Hana Kowalczyk.", author=cast.ada)

    assert told() == []


def test_of_what_is_held_they_are_told_when_it_is_shown(cast, thread):
    said = thread.say("Ask @Cora Pritchard.", author=cast.ben)
    before = told()
    said.approve(by=cast.cora)

    assert (before, told()) == ([], ["Cora Pritchard"])


def test_who_may_not_read_is_not_mentioned(cast, members_thread, put_under):
    Message.objects.carry([Message(thread=members_thread, author=cast.ben, html="<p>Old</p>")])
    put_under(members_thread, may_read=lambda user: user != cast.cora)
    said = members_thread.say("@Ben Whitlock @Cora Pritchard @Hana Kowalczyk", author=cast.ada)

    assert mentioned(said) == ["Hana Kowalczyk"]


def test_a_circle_knows_its_own(cast, put_under):
    circle = Audience.objects.create(kind=Audience.Kind.CIRCLE)
    circle.people.add(cast.ada, cast.ben)
    thread = put_under(Thread.objects.start(audience_id=circle.pk), speaks_of="messages")

    assert mentioned(thread.say("@Ben Whitlock and @Hana Kowalczyk", author=cast.ada)) == ["Ben Whitlock"]


def test_a_name_leads_to_a_page_as_far_as_it_is_open(cast, thread, shown):
    thread.say("Ask @Hana Kowalczyk.", author=cast.ada)
    page = Profile.objects.get(user=cast.hana).get_absolute_url()
    found = [
        f'<a href="{page}">@Hana Kowalczyk</a>' in shown(thread, user) for user in (None, cast.eve, cast.cora)
    ]

    assert found == [False, False, True]
    assert "@Hana Kowalczyk" in shown(thread)
    assert "data-mention" not in shown(thread)


def test_two_of_one_name_are_told_apart(cast, thread):
    twin = User.objects.create_user("hana2@example.org", "Hana Kowalczyk", confirmed=True)
    Member.objects.welcome(twin, by=cast.fay)
    profile = Profile.objects.of(twin)
    with pytest.raises(Refused, match="More than one person here is called Hana Kowalczyk") as refused:
        thread.say("Ask @Hana Kowalczyk.", author=cast.ada)

    assert refused.value.words.endswith(f"@hana-kowalczyk, @{profile.slug}.")
    assert mentioned(thread.say(f"Ask @{profile.slug}.", author=cast.ada)) == ["Hana Kowalczyk"]
    assert Mention.objects.get().user == twin


def test_at_most_ten(client, cast, thread, write):
    for number in range(11):
        user = User.objects.create_user(f"n{number}@example.org", f"Nurse {number}", confirmed=True)
        Member.objects.welcome(user, by=cast.fay)
        Profile.objects.of(user)
    client.force_login(cast.ada)
    ten, eleven = (" ".join(f"@Nurse {n}" for n in range(many)) for many in (10, 11))
    page = write(thread, source=eleven).content.decode()
    write(thread, source="@a " * 1500)

    assert "You can mention at most 10 people at once. All you wrote is still here." in page
    assert f"{eleven}</textarea>" in page
    assert Message.objects.count() == 0
    assert len(mentioned(thread.say(ten, author=cast.ada))) == 10


def test_when_edited_the_new_ones_are_told(cast, thread):
    said = thread.say("Ask @Hana Kowalczyk.", author=cast.ada)
    assert told() == ["Hana Kowalczyk"]
    said.edit("Ask @Cora Pritchard.", by=cast.ada)

    assert mentioned(said) == ["Cora Pritchard"]
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=True):
        assert told() == ["Cora Pritchard", "Hana Kowalczyk"]


def test_when_edited_at_once_only_the_last_are_told(cast, thread):
    said = thread.say("Ask @Hana Kowalczyk.", author=cast.ada)
    said.edit("Ask @Cora Pritchard.", by=cast.ada)

    assert told() == ["Cora Pritchard"]


def test_guests_mention_nobody(guest_says):
    said = guest_says("Ask @Ada Okafor.", state="shown")

    assert (mentioned(said), said.html) == ([], "<p>Ask @Ada Okafor.</p>\n")


def test_hostile_words_stay_words(cast, thread, shown):
    thread.say(
        '@Hana Kowalczyk <script>alert(1)</script> <span data-mention="1">x</span> & "so"', author=cast.ada
    )
    text = re.search(r'message__text prose">(.*?)</div>', shown(thread, cast.cora), re.DOTALL)[1]

    assert text == (
        '<p><a href="/people/hana-kowalczyk/">@Hana Kowalczyk</a> &lt;script&gt;alert(1)&lt;/script&gt; '
        '&lt;span data-mention="1"&gt;x&lt;/span&gt; &amp; "so"</p>\n'
    )


def test_where_comments_are_closed_a_change_tells_nobody(cast, thread):
    said = thread.say("Ask somebody.", author=cast.ada)
    before = told()
    thread.close()
    said.refresh_from_db()
    said.edit("Ask @Hana Kowalczyk.", by=cast.ada)

    assert said.source == "Ask @Hana Kowalczyk."
    assert (before, told()) == ([], [])
