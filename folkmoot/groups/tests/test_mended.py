"""What reviews found: doors that stood open, promises that were not kept, and texts that stopped the site."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Draft, Email, Entry
from folkmoot.core.lifecycle import Refused
from folkmoot.groups.models import Belonging, Group, Invitation, Merger, Paper
from folkmoot.groups.own_data import links_of_a_person
from folkmoot.groups.papers.recognising import pseudonymised, recognised
from folkmoot.groups.tasks import forget_drafts
from folkmoot.members.models import Profile

from .groups import joined, later, opened, said


def test_a_closed_group_is_not_moved_back_by_an_old_window(client, cast, group):
    into = opened(cast.hana, "Other")
    Merger.objects.ask(group, into, "Much.", by=cast.ada).agree(by=cast.hana)
    client.force_login(cast.ada)
    assert client.post(reverse("groups:move", args=[group.slug]), {"to": "quiet"}).status_code == 403
    with pytest.raises(Refused):
        Group.objects.get(pk=group.pk).move("quiet", by=cast.ada)
    group.refresh_from_db()
    assert group.state == "closed"


def test_who_was_taken_out_does_not_come_back_by_an_older_invitation(cast, group):
    invitation = Invitation.objects.invite(group, by=cast.ada, user=cast.hana, role="convenor")
    row = joined(group, cast.hana)[0]
    row.remove("It was agreed.", by=cast.ada)
    with pytest.raises(Refused):
        Invitation.objects.get(pk=invitation.pk).accept(cast.hana)
    assert group.belongings.get(user=cast.hana).state == "removed"


def test_asked_to_convene_after_being_invited_the_one_who_asks_hands_over(cast, group, letters_since):
    joined(group, cast.dev)
    group.belongings.get(user=cast.dev).convene(by=cast.ada)
    Invitation.objects.invite(group, by=cast.ada, user=cast.hana)
    new = Invitation.objects.invite(group, by=cast.dev, user=cast.hana, role="convenor", steps_down=True)
    assert [subject for subject, _to in letters_since()][-1] == "Would you convene “Night shifts”?"
    new.accept(cast.hana)
    roles = dict(group.belongings.values_list("user__name", "role"))
    assert roles == {"Ada Okafor": "convenor", "Dev Malhotra": "member", "Hana Kowalczyk": "convenor"}


def test_who_is_no_member_convenes_nothing(cast):
    group = opened(cast.ada, reading="public")
    invitation = Invitation.objects.invite(group, by=cast.ada, user=cast.ben, role="convenor")
    with pytest.raises(Refused, match="Only members of the community convene"):
        invitation.accept(cast.ben)
    assert not group.belongings.filter(user=cast.ben).exists()


def test_an_address_tells_no_name(client, cast, group):
    client.force_login(cast.ada)
    draft = Group.objects.begin(by=cast.ada)
    url = reverse("groups:start_part", args=[draft.pk, "people"])
    for _time in range(2):
        assert client.post(url, {"allies": "ben@example.org"}).status_code == 302
    assert "Ben Whitlock" not in client.get(url).content.decode()
    client.post(reverse("groups:invite", args=[group.slug]), {"who": "ben@example.org", "role": "member"})
    page = client.get(reverse("groups:people", args=[group.slug])).content.decode()
    assert ("Ben Whitlock" in page, "ben@example.org" in page) == (False, True)
    assert Invitation.objects.open().of(cast.ben).get().group == group


def test_who_said_no_is_not_asked_again_soon(cast, group):
    Invitation.objects.invite(group, by=cast.ada, email="nell@outside.example").decline()
    with pytest.raises(Refused, match="said no"):
        Invitation.objects.invite(group, by=cast.ada, email="nell@outside.example")


def test_each_change_of_readers_is_told(cast, group, letters_since):
    joined(group, cast.hana)
    for reading in ("public", "members", "public"):
        group.edit(by=cast.ada, reading=reading)
        later()
    assert [subject for subject, _to in letters_since()] == ["Who reads “Night shifts” has changed"] * 3


def test_a_hidden_group_that_shows_itself_tells_its_people(cast, letters_since):
    group = opened(cast.ada, reading="group", joining="invitation")
    joined(group, cast.hana)
    group.edit(by=cast.ada, joining="open")
    later()
    assert letters_since()[-1] == ("Who reads “Night shifts” has changed", "hana@example.org")


def test_an_old_window_does_not_undo_what_another_convenor_changed(client, cast):
    group = opened(cast.ada, reading="public")
    client.force_login(cast.ada)
    url = reverse("groups:edit", args=[group.slug])
    form = client.get(url).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields if name != "picture"}
    shown |= {f"initial-{name}": value for name, value in shown.items()}
    Group.objects.get(pk=group.pk).edit(by=cast.ada, reading="group")
    client.post(url, shown | {"question": "What else?"})
    group.refresh_from_db()
    assert (group.reading, group.question) == ("group", "What else?")


def test_others_see_only_who_shows_themselves(client, cast):
    group = opened(cast.ada, reading="public")
    joined(group, cast.hana)  # her profile is open to members
    url = reverse("groups:people", args=[group.slug])
    page = client.get(url).content.decode()
    assert ("Ada Okafor" in page, "Hana Kowalczyk" in page, "And 1 more" in page) == (True, False, True)
    Profile.objects.get(user=cast.hana).show_to("nobody", by=cast.hana)
    for who, seen in ((cast.dev, False), (cast.ada, True)):
        client.force_login(who)
        assert ("Hana Kowalczyk" in client.get(url).content.decode()) == seen


def test_a_hidden_group_is_not_named_where_it_went_on(client, cast):
    public = opened(cast.ada, "Open one", reading="public")
    hidden = opened(cast.hana, "Lay-offs", reading="group", joining="invitation")
    assert hidden.slug.startswith("lay-offs-")  # nobody guesses it
    Merger.objects.ask(hidden, public, "Much.", by=cast.hana).agree(by=cast.ada)
    assert "Lay-offs" not in client.get(public.get_absolute_url()).content.decode()
    client.force_login(cast.hana)
    assert "Lay-offs" in client.get(public.get_absolute_url()).content.decode()


def test_what_happens_in_a_hidden_group_is_not_in_the_teams_record(client, cast):
    group = opened(cast.ada, reading="group", joining="invitation")
    joined(group, cast.hana)
    said(group, cast.hana)
    seen = set(Entry.objects.visible_to(cast.cora).about(group).values_list("verb", flat=True))
    own = set(Entry.objects.visible_to(cast.ada).about(group).values_list("verb", flat=True))
    assert (seen, own >= {"groups.thread_begun", "groups.opened"}) == ({"groups.opened"}, True)
    client.force_login(cast.cora)
    page = client.get(reverse("members:person_record", args=[cast.hana.pk])).content.decode()
    assert "Night shifts" not in page


def test_asking_again_and_again_sends_one_letter_a_day(client, cast, letters_since):
    group = opened(cast.ada, joining="ask")
    client.force_login(cast.hana)
    for _time in range(12):
        client.post(reverse("groups:ask", args=[group.slug]), {"words": "Please."})
        client.post(reverse("groups:leave", args=[group.slug]))
    assert [to for subject, to in letters_since() if "asks to join" in subject] == ["ada@example.org"]
    assert Entry.objects.filter(verb="groups.asked").count() == 10


def test_a_draft_somebody_works_on_stays(cast):
    draft = Group.objects.begin(by=cast.ada)
    Group.objects.filter(pk=draft.pk).update(begun_at="2020-01-01T00:00:00Z", support="A room.")
    forget_drafts()
    assert Group.objects.filter(pk=draft.pk).exists()
    Group.objects.filter(pk=draft.pk).update(support="")
    forget_drafts()
    assert not Group.objects.filter(pk=draft.pk).exists()


def test_what_is_typed_and_not_sent_is_not_left_behind(client, cast):
    draft = Group.objects.begin(by=cast.ada)
    draft.edit(by=cast.ada, name="Coats", about="Who goes home cold?")
    Draft.objects.keep(cast.ada, f"group-{draft.pk}-plans", {"support": "A van."}, revision=0)
    client.force_login(cast.ada)
    page = client.get(reverse("groups:start_check", args=[draft.pk])).content.decode()
    assert ("not sent yet" in page, "Open the group" in page) == (True, False)
    assert client.post(reverse("groups:open", args=[draft.pk])).status_code == 409
    client.post(reverse("groups:start_part", args=[draft.pk, "plans"]), {"support": "A van."})
    assert client.post(reverse("groups:open", args=[draft.pk])).status_code == 302


def test_a_picture_too_large_is_named_and_the_words_stay(client, cast):
    draft = Group.objects.begin(by=cast.ada)
    client.force_login(cast.ada)
    big = SimpleUploadedFile("big.png", b"x" * (15 * 1024 * 1024 + 1))
    fields = {
        "name": "Coats",
        "kind": "interest",
        "reading": "members",
        "joining": "open",
        "picture_words": "A",
    }
    answer = client.post(reverse("groups:start_part", args=[draft.pk, "group"]), {**fields, "picture": big})
    page = answer.content.decode()
    assert (answer.status_code, "larger than 15 MB" in page, "Coats" in page) == (422, True, True)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 400_000,
        "a" * 400_000,
        "12:00 " * 80_000,
        "".join(f"12:00:00 From N{n} to All: x\n" for n in range(9000)),
    ],
)
def test_no_text_keeps_the_site_busy(text):
    began = time.process_time()
    recognised(text)
    pseudonymised(text)
    assert time.process_time() - began < 5


def test_two_accounts_of_one_person_are_one_in_a_group(cast, group):
    other = User.objects.create_user("ada.second@example.org", "Ada Okafor", confirmed=True)
    User.objects.filter(pk=other.pk).update(is_member=True)
    other.refresh_from_db()
    joined(group, other, cast.hana)
    group.belongings.get(user=other).convene(by=cast.ada)
    group.belongings.get(user=cast.ada).leave(by=cast.ada)
    link = next(link for link in links_of_a_person() if link.model is Belonging)
    link.move(cast.ada, other)
    roles = dict(group.belongings.here().values_list("user__email", "role"))
    assert roles == {"ada@example.org": "convenor", "hana@example.org": "member"}


def test_who_was_there_as_one_of_the_team_goes_with_the_role(cast):
    hidden = opened(cast.ada, reading="group", joining="invitation")
    cast.ben.give(User.Role.TEAM, by=cast.fay)
    joined(hidden, cast.ben)
    cast.ben.take(User.Role.TEAM, by=cast.fay)
    assert not hidden.belongings.here().filter(user=cast.ben).exists()
    assert not hidden.circle.people.filter(pk=cast.ben.pk).exists()


def test_an_old_link_tells_nothing_to_others(client, cast, group):
    invitation = Invitation.objects.invite(group, by=cast.ada, user=cast.hana)
    client.force_login(cast.dev)
    assert client.post(f"{invitation.address}decline/").status_code == 403
    invitation.withdraw(by=cast.ada)
    assert "Night shifts" not in client.get(invitation.address).content.decode()


def test_the_same_letter_of_care_is_sent_once(cast, group):
    for _click in range(2):
        group.care("How are you?", "Shall we talk?", by=cast.cora)
    assert Email.objects.filter(subject="How are you?").count() == 1


def test_the_list_says_whether_a_question_is_answered(client, cast, group):
    joined(group, cast.hana)
    begun = said(group, cast.ada, is_question=True)
    client.force_login(cast.hana)
    assert "Question, no answer yet" in client.get(group.get_absolute_url()).content.decode()
    begun.thread.say("I do.", author=cast.hana)
    assert "Question, no answer yet" not in client.get(group.get_absolute_url()).content.decode()


def test_who_asked_hears_that_the_group_has_closed(cast, letters_since):
    group = opened(cast.ada, joining="ask")
    Belonging.objects.ask(group, cast.hana, "Please.")
    group.close("Much.", by=cast.ada)
    later()
    assert ("About joining “Night shifts”", "hana@example.org") in letters_since()


def test_a_file_shown_while_readers_change_follows_them(cast):
    group = opened(cast.ada, reading="public")
    paper = Paper.objects.add(group, SimpleUploadedFile("a.txt", b"Words"), title="Blinds", by=cast.ada)
    Group.objects.get(pk=group.pk).edit(by=cast.ada, reading="group")
    paper.show(True, by=cast.ada)  # with the group as it was
    paper.file.refresh_from_db()
    assert paper.file.audience_id == group.circle_id
