"""What a merge must not widen: who signs in, who sees where somebody worked; and what must follow."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.core.lifecycle import Refused
from folkmoot.members import tasks
from folkmoot.members.merging.links import all_links
from folkmoot.members.models import Affiliation, Correction, Erasure, Member, Merge, Profile
from folkmoot.publishing.models import PostAuthor
from tests.test_forgotten import links
from tests.traces import leave_traces

WHY = {"reason": "Same phone number."}
ADDRESS = "hana.k@work.example"


@pytest.fixture
def twin(cast):
    twin = User.objects.create_user(ADDRESS, "Hana Kowalczyk", confirmed=True)
    Member.objects.welcome(twin, by=cast.cora)
    return User.objects.get(pk=twin.pk)


def signs_in(client, address):
    """Whom a code sent to this address signs in."""
    client.logout()
    client.post(reverse("account_request_login_code"), {"email": address})
    written = Email.objects.filter(address=address).order_by("-pk").first()
    code = written and re.search(r"\b\w{4}-\w{4}\b", written.text)
    if code:
        client.post(reverse("account_confirm_login_code"), {"code": code[0]})
    return client.session.get("_auth_user_id")


def test_nobody_of_the_team_gets_into_a_used_account_by_another_address(client, cast, twin):
    User.objects.filter(pk=cast.hana.pk).update(last_login=timezone.now())
    Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)
    assert signs_in(client, ADDRESS) is None
    assert signs_in(client, cast.hana.email) == str(cast.hana.pk)


def test_nor_into_one_that_has_a_role(client, cast, twin):
    User.objects.filter(pk=cast.dev.pk).update(last_login=None)
    Merge.objects.merge(cast.dev, twin, by=cast.fay, **WHY)
    assert signs_in(client, ADDRESS) is None


def test_an_account_nobody_used_is_signed_in_to_with_either_address(client, cast, twin):
    Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)
    assert signs_in(client, ADDRESS) == str(cast.hana.pk)


def test_the_page_and_the_letters_say_which_address_signs_in(client, cast, twin):
    User.objects.filter(pk=cast.hana.pk).update(last_login=timezone.now())
    client.force_login(cast.cora)
    page = client.get(reverse("members:person_merge", args=[cast.hana.pk, twin.pk])).content.decode()
    assert "Only the address that is kept signs in" in page
    Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)
    told = Email.objects.order_by("-pk")[:2]
    assert {letter.address for letter in told} == {ADDRESS, cast.hana.email}
    assert all("and no longer with" in letter.text for letter in told)


def test_parted_the_other_signs_in_again(client, cast, twin):
    User.objects.filter(pk=cast.hana.pk).update(last_login=timezone.now())
    Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY).undo(by=cast.cora)
    assert signs_in(client, ADDRESS) == str(twin.pk)


def test_after_thirty_days_the_address_is_free(cast, twin):
    User.objects.filter(pk=cast.hana.pk).update(last_login=timezone.now())
    made = Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)
    assert EmailAddress.objects.filter(email=ADDRESS).exists()
    Merge.objects.filter(pk=made.pk).update(at=made.at - timedelta(days=31))
    tasks.forget_merges()
    assert User.objects.at(ADDRESS) is None


def works(client, profile):
    return client.get(profile.get_absolute_url()).content.decode()


def test_nobody_sees_an_employer_they_did_not_see_before(client, cast, twin):
    ours, theirs = cast.hana_profile, twin.profile
    theirs.edit(by=twin, organisations=["Velvetmoor"], former=[("Gullhaven", 2012, 2016)])
    theirs.show_to(Profile.Visible.NOBODY, by=twin)
    ours.edit(by=cast.hana, former=[("Starling Ward", 2010, 2011)])
    ours.show_to(Profile.Visible.PUBLIC, by=cast.hana)
    ours.show_fields({"former": "public"}, by=cast.hana)
    assert "Starling Ward" in works(client, ours)
    before = list(Affiliation.objects.order_by("pk").values())
    made = Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)
    assert "Velvetmoor" not in works(client, ours)
    assert "Gullhaven" not in works(client, ours)
    client.force_login(cast.cora)
    record = client.get(reverse("members:person_record", args=[cast.hana.pk])).content.decode()
    assert "Velvetmoor (not shown)" in record
    assert "Gullhaven" in record
    client.logout()
    made.undo(by=cast.cora)
    assert list(Affiliation.objects.order_by("pk").values()) == before
    assert "Starling Ward" in works(client, ours)


def test_an_address_being_corrected_comes_first(cast, twin):
    right = {"before": ADDRESS, "after": "hana@right.example", "reason": "Rang."}
    Correction.objects.create(user=twin, asked_by=cast.cora, **right)
    with pytest.raises(Exception, match="being corrected"):
        Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)


def test_what_editors_open_next_names_the_kept_author(little_site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    adaeze = leave_traces(little_site)
    Correction.objects.all().delete()
    Merge.objects.all().delete()
    author = PostAuthor.objects.filter(profile=adaeze.profile).last()
    named = [author.profile_id]

    def in_revision():
        post = author.page.get_latest_revision_as_object()
        return [one.profile_id for one in post.post_authors.all()]

    assert in_revision() == named
    made = Merge.objects.merge(little_site.hana, adaeze, by=little_site.fay, **WHY)
    assert in_revision() == [little_site.hana.profile.pk]
    made.undo(by=little_site.fay)
    assert in_revision() == named


STAY = {  # links that do not follow, and why
    "account.EmailAddress.user": "an address goes along only into an account that is nobody's door yet",
    "accounts.Audience_people.user": "what one may read goes to nobody",
    "accounts.Agreement.user": "to what the account agreed",
    "accounts.Grant.user": "roles go to nobody",
    "accounts.User_groups.user": "roles go to nobody",
    "accounts.User_user_permissions.user": "roles go to nobody",
    "activity.Rhythm.user": "the kept account has hours of its own",
    "announcements.Recipient.user": "that somebody got it: counts stay true",
    "members.Buddy.newcomer": "each has one, given by the team",
    "members.Connection.first": "by a way of its own",
    "members.Connection.second": "by a way of its own",
    "members.DataCopy.user": "a copy of what the account had",
    "members.Erasure.user": "that the account was emptied, and when",
    "members.Find.profile": "written anew by the clock",
    "members.FirstStep.user": "offered anew by the clock",
    "members.ImportRow.user": "what a table made, to be taken back",
    "members.Listing.profile": "made anew",
    "members.Member.user": "by a way of its own",
    "members.Merge.kept": "the merge itself",
    "members.Merge.other": "the merge itself",
    "members.Note.author": "who wrote it",
    "members.Profile.user": "by a way of its own",
    "members.ProfileLink.profile": "what the profile says",
    "members.Profile_interests.profile": "what the profile says",
    "members.Profile_skills.profile": "what the profile says",
    "members.Partner_leads.user": "what one may do goes to nobody",
    "recruitment.Assessor.user": "what one may read goes to nobody",
    "recruitment.Volunteer.user": "offered anew by who wants to",
    "recruitment.Round.equality_officer": "what one may do goes to nobody",
    "recruitment.Lane_leads.user": "what one may do goes to nobody",
    "publishing.LiveBlog_reporters.user": "what one may do goes to nobody",
    "mfa.Authenticator.user": "two-step sign-in goes to nobody",
    "usersessions.UserSession.user": "nobody is signed in by it",
}


def test_every_link_follows_or_stays_for_a_reason():
    follow = {link.name for link in all_links()}
    named = {name for name, _model, _field in links() if not name.startswith("wagtail")}  # the office's own
    by = {name for name in named if name.endswith(("_by", ".by", "uploaded_by_user"))}
    assert named - follow - set(STAY) - by == set()
    assert (follow & set(STAY), set(STAY) - named) == (set(), set())


def test_who_is_forgotten_takes_along_what_was_merged_in_a_row(cast, twin):
    third = User.objects.create_user("hana@third.example", "Hana Kowalczyk", confirmed=True)
    Profile.objects.of(third)
    Merge.objects.merge(twin, third, by=cast.cora, **WHY)
    Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)
    Erasure.objects.ask(cast.hana, by=cast.hana).carry_out()
    names = User.objects.filter(pk__in=[cast.hana.pk, twin.pk, third.pk]).values_list("name", flat=True)
    assert set(names) == {""}
    assert not Profile.objects.filter(name__contains="Kowalczyk").exists()


@pytest.mark.django_db(transaction=True)
def test_each_into_the_other_at_once_one_holds(cast, twin):
    def press(pair):
        try:
            Merge.objects.merge(*pair, by=cast.fay, **WHY)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, [(cast.hana, twin), (twin, cast.hana)])) == ["merged", "refused"]
    assert User.objects.filter(pk__in=[cast.hana.pk, twin.pk], is_active=True).count() == 1


def test_who_had_left_and_is_here_with_the_other_account_is_a_member(cast, twin):
    Member.objects.get(user=cast.hana).leave(by=cast.hana)
    before = list(Member.objects.order_by("pk").values())
    made = Merge.objects.merge(cast.hana, twin, by=cast.cora, **WHY)
    assert Member.objects.current().filter(user=cast.hana).exists()
    assert User.objects.get(pk=cast.hana.pk).is_member
    made.undo(by=cast.cora)
    assert list(Member.objects.order_by("pk").values()) == before
    assert not User.objects.get(pk=cast.hana.pk).is_member
