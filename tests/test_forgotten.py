"""Someone who has left traces everywhere is forgotten, and a search of every table and file finds nothing."""

import io
import json
import zipfile

import pytest
from django.apps import apps

from folkmoot.accounts.models import User
from folkmoot.activity import housekeeping
from folkmoot.members.models import DataCopy, Erasure, Profile
from folkmoot.search import vocabulary
from tests import dump
from tests.traces import WORDS, leave_traces

NAMES = ["Adaeze", "Okonjo", "her-old-address"]
WHO_DID_IT = "a number: who of the team or the office did it"
STAYS = {  # links that go on pointing to the emptied account, and why
    "accounts.Agreement.user": "that it was agreed to",
    "accounts.Grant.user": "who could do what, when",
    "activity.Email.user": "that a letter was written, without address and words",
    "announcements.Recipient.user": "that somebody got it: counts stay true",
    "conversations.Message.author": "talk would break: it stands under A former member",
    "conversations.Thread.started_by": WHO_DID_IT,
    "members.Merge.kept": "that two accounts were one",
    "members.Merge.other": "the account that went into another, emptied as well",
    "members.Erasure.user": "that the account was emptied, and when",
    "members.Member.user": "since when and until when: growth stays true",
    "members.Note.author": WHO_DID_IT,
    "publishing.PostAuthor.profile": "a post needs an author: the profile is empty",
    "publishing.LiveEntry.author": "like a message",
    "publishing.LiveQuestion.asker": "where it was answered",
    "recruitment.Assessor.user": "that somebody read: the scores stay",
    "wagtailcore.ModelLogEntry.user": WHO_DID_IT,
    "wagtailcore.Page.owner": WHO_DID_IT,
    "wagtailcore.PageLogEntry.user": WHO_DID_IT,
    "wagtailcore.Revision.user": WHO_DID_IT,
}
ROOMS_KEEP = {
    *("accounts.account", "accounts.addresses", "accounts.agreements", "accounts.roles", "accounts.sessions"),
    *("accounts.ways_in", "activity.choices", "activity.drafts", "activity.letters", "activity.record"),
    *("activity.bounces", "activity.incoming"),
    *("events.answers", "events.draws", "events.needs", "events.promises"),
    *("events.certificates", "events.materials", "events.met"),
    *("events.became", "events.interests", "events.pitches", "events.session_notes", "events.spaces"),
    *("events.choosings", "events.chosen"),
    *("events.calendar", "events.hosted", "events.planned", "events.registrations", "events.strands"),
    *("events.invited", "events.letters", "events.series"),
    *("groups.files", "groups.invitations", "groups.invited", "groups.places", "groups.started"),
    *("activity.digests", "activity.followed", "activity.notices", "activity.rhythm", "conversations.read"),
    *("announcements.received", "conversations.comments", "conversations.flags", "files.uploads"),
    *("conversations.appeals", "conversations.case_notes", "conversations.cautions"),
    *("conversations.enclosures", "conversations.mentions", "conversations.thanks", "conversations.wordings"),
    *(
        "members.affiliations",
        "members.blocks",
        "members.connections",
        "members.corrections",
        "members.import_rows",
    ),
    "members.merges",
    *("members.buddy", "members.first_steps", "members.greets"),
    *("members.interest_in_joining", "members.membership", "members.notes", "members.profile"),
    *("members.reports", "members.requests", "members.searches", "members.tasks", "publishing.follows"),
    *("recruitment.answers", "recruitment.applications", "recruitment.assessor", "recruitment.conflicts"),
    *("recruitment.conflicts_suggested", "recruitment.reviews", "recruitment.swaps"),
    "recruitment.lane_requests",
    *("recruitment.extensions", "recruitment.lane_notes", "recruitment.referees", "recruitment.references"),
    "recruitment.equality",
    *("recruitment.volunteer", "recruitment.talk_turns", "recruitment.talks"),
    "recruitment.sent",
    *("publishing.live_entries", "publishing.live_questions", "publishing.posts", "publishing.texts"),
}
GOES = {  # called `…by`, and yet not left
    *("conversations.Message.claimed_by", "members.Block.by", "members.Report.by"),
    *("publishing.Submission.taken_by", "wagtailcore.Page.locked_by"),
}
UNTRIED = {"accounts.User_groups.user", "accounts.User_user_permissions.user"}  # by Django and Wagtail alone


def stays(link):
    """Whether this link may point to an emptied account: those called `…by` say who did it."""
    name = link.rpartition(".")[2]
    is_by = name in {"by", "uploaded_by_user"} or name.endswith("_by")
    return link in STAYS or (is_by and link not in GOES)


@pytest.fixture
def adaeze(little_site, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        return leave_traces(little_site)


def forget(person, **how):
    Erasure.objects.ask(person, by=person, **how).carry_out()


@pytest.mark.parametrize("words_go", [False, True])
def test_nothing_tells_who_it_was(adaeze, words_go, django_capture_on_commit_callbacks):
    assert len(dump.where(*NAMES)) > 15
    with django_capture_on_commit_callbacks(execute=True):
        forget(adaeze, words_go=words_go)
    vocabulary.take_stock()  # the same night
    housekeeping.tidy_database()
    assert dump.where(*NAMES) == {}
    assert bool(dump.where(*WORDS)) is not words_go


def links():
    """Every link of a row to an account or a profile: (its name, the model, the field)."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.related_model in (User, Profile):
                yield f"{model._meta.label}.{field.name}", model, field.name


def held(person, profile):
    """The links that point to this person."""
    return {
        name
        for name, model, field in links()
        if model._base_manager.filter(**{field: person if _is_to(model, field, User) else profile}).exists()
    }


def _is_to(model, field, kind):
    return model._meta.get_field(field).related_model is kind


def test_every_link_to_an_account_is_thought_of(adaeze):
    """A new link fails here: leave a trace with it in tests/traces.py, and let its room forget it."""
    profile = adaeze.profile
    before = held(adaeze, profile)
    forget(adaeze)
    untried = {name for name, _model, _field in links() if not stays(name)} - before - UNTRIED
    assert (untried, {name for name in held(adaeze, profile) if not stays(name)}) == (set(), set())


def test_the_copy_has_what_every_room_keeps(adaeze, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        copy = DataCopy.objects.ask(adaeze, by=adaeze)
    copy.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(copy.file.stored.read())) as archive:
        told, page = json.loads(archive.read("data.json")), archive.read("index.html").decode()
        files = [name for name in archive.namelist() if name.startswith("files/")]
    assert set(told) == ROOMS_KEEP
    assert all(table["rows"] for table in told.values())
    assert {path.split("/")[1] for path in files} == {"files.uploads", "members.profile", "publishing.texts"}
    for words in (*WORDS, "Rang Adaeze Okonjo.", "Dear Adaeze, coffee?", "her-old-address", "192.0.2.7"):
        assert words in page
