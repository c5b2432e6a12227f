"""Somebody asks the team for help with a draft: it may read it until that ends, and each look is recorded."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from folkmoot.activity.models import Entry
from folkmoot.core.gathering import gather
from folkmoot.core.lifecycle import Refused
from folkmoot.core.text import plain
from folkmoot.recruitment.helping.gathered import desk
from folkmoot.recruitment.models import Application, Conflict
from folkmoot.recruitment.rounds.tasks import end_of_drafts

from .rounds import WORDS, begun, opened, someone

LOOKED = "recruitment.application_looked_at"


@pytest.fixture
def draft(cast):
    return begun(opened(cast), cast.ben)


@pytest.fixture
def asking(draft):
    draft.ask_for_help(by=draft.applicant, words="Is this too long?")
    return draft


def url(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def page_of(draft):
    return url("help", draft.round.slug, draft.pk)


def asks(client, draft, words="Is this too long?"):
    client.force_login(draft.applicant)
    return client.post(url("help_ask", draft.round.slug), {"words": words})


def record(client, user, round):
    client.force_login(user)
    return [plain(entry.sentence) for entry in client.get(url("record", round.slug)).context["entries"]]


def helps_with(user):
    return [line["label"] for line in desk(user)]


def test_asked_the_team_finds_it_on_its_desk_and_reads_it(client, cast, draft):
    assert helps_with(cast.cora) == []
    assert asks(client, draft).status_code == 302
    assert helps_with(cast.cora) == helps_with(cast.fay) == ["Help with a draft: Ben Whitlock"]
    client.force_login(cast.cora)
    assert page_of(draft) in client.get(reverse("home:team")).text
    first = client.get(page_of(draft))
    assert "Is this too long?" in first.text
    assert WORDS["motive"] not in first.text
    assert WORDS["motive"] in client.post(page_of(draft)).text


def test_it_says_first_what_asking_means(client, draft):
    client.force_login(draft.applicant)
    page = client.get(draft.get_absolute_url()).text
    assert "The team may then read this draft until you send it or take this back" in page
    asks(client, draft)
    page = client.get(draft.get_absolute_url()).text
    assert "You have asked for help" in page
    assert "Nobody has read it yet." in page


def test_each_look_stands_on_the_record_and_the_applicant_sees_it(client, cast, asking):
    client.force_login(cast.cora)
    client.get(page_of(asking))
    assert not Entry.objects.filter(verb=LOOKED).exists()
    client.post(page_of(asking))
    client.force_login(cast.fay)
    client.post(page_of(asking))
    assert list(Entry.objects.filter(verb=LOOKED).order_by("pk").values_list("by", flat=True)) == [
        cast.cora.pk,
        cast.fay.pk,
    ]
    words = f"read {asking} while it was a draft, to help with it"
    told = record(client, asking.applicant, asking.round)
    assert told[:3] == [
        f"The team {words}",
        f"The team {words}",
        f"Ben Whitlock asked the team for help with {asking}",
    ]
    assert "It was read 2 times" in client.get(asking.get_absolute_url()).text
    for person in (cast.cora, cast.fay):
        told = record(client, person, asking.round)
        assert {f"Cora Pritchard {words}", f"{cast.fay.name} {words}"} <= set(told)
        assert not [line for line in told if "Ben" in line]


def test_once_sent_the_team_knows_of_the_help_and_a_lead_does_not(client, cast, asking):
    asking.read_to_help(by=cast.cora)
    asking.submit()
    for name, args in [("record", []), ("one", [1])]:
        for person, knows in [(cast.cora, True), (cast.hana, False)]:
            client.force_login(person)
            answer = client.get(url(name, asking.round.slug, *args))
            assert answer.status_code == 200
            assert ("to help with it" in plain(answer.text)) is knows
            assert ("for help with" in plain(answer.text)) is knows


@pytest.mark.parametrize("end", ["taken back", "ended by the team", "sent", "expired", "purged", "erased"])
def test_it_ends(client, cast, asking, end):
    if end == "taken back":
        client.force_login(asking.applicant)
        assert client.post(url("help_take_back", asking.round.slug)).status_code == 302
    if end == "ended by the team":
        client.force_login(cast.cora)
        assert client.post(url("help_end", asking.round.slug, asking.pk)).status_code == 302
    if end == "sent":
        asking.submit()
    if end == "expired":
        end_of_drafts(asking.round)
    if end == "purged":
        asking.purge()
    if end == "erased":
        cast.ben.erasures.model.objects.ask(cast.ben, by=cast.ben).carry_out()
    asking.refresh_from_db()
    assert (asking.help_asked_at, asking.help_words) == (None, "")
    assert helps_with(cast.cora) == []
    client.force_login(cast.cora)
    for answer in (client.get(page_of(asking)), client.post(page_of(asking))):
        assert answer.status_code == 404
    with pytest.raises(Refused):
        Application.objects.get(pk=asking.pk).read_to_help(by=cast.cora)
    assert not Entry.objects.filter(verb=LOOKED).exists()


def test_opened_again_after_sending_nobody_reads_it_before_they_ask_again(client, cast, asking):
    asking.submit()
    asking.reopen(by=cast.ben)
    assert helps_with(cast.cora) == []
    assert asks(client, asking).status_code == 302
    assert helps_with(cast.cora) == ["Help with a draft: Ben Whitlock"]


def test_asked_and_taken_back_twice_it_is_done_once(client, asking):
    asked_at = asking.help_asked_at
    assert asks(client, asking, "And this?").status_code == 302
    asking.refresh_from_db()
    assert (asking.help_asked_at, asking.help_words) == (asked_at, "And this?")
    for _time in range(2):
        assert client.post(url("help_take_back", asking.round.slug)).status_code == 302
    verbs = Entry.objects.about(asking).values_list("verb", flat=True)
    assert [verb for verb in verbs.order_by("pk") if "help" in verb] == [
        "recruitment.application_help_asked",
        "recruitment.application_help_ended",
    ]


def test_too_late_or_sent_nothing_is_asked(client, draft):
    stale = Application.objects.select_related("round", "applicant").get(pk=draft.pk)
    draft.submit()
    assert asks(client, draft).status_code == 409
    with pytest.raises(Refused):
        stale.ask_for_help(by=draft.applicant)
    draft.refresh_from_db()
    assert draft.help_asked_at is None


def test_after_the_deadline_it_is_not_offered(client, draft, time_machine):
    client.force_login(draft.applicant)
    time_machine.move_to(draft.round.grace_ends_at.replace(year=draft.round.grace_ends_at.year + 1))
    client.force_login(draft.applicant)
    assert "Ask for help with this" not in client.get(draft.get_absolute_url()).text
    assert asks(client, draft).status_code == 409


def test_words_beyond_what_fits_are_cut_and_nonsense_breaks_nothing(client, draft):
    assert asks(client, draft, "x\x00" * 400_000).status_code == 302
    draft.refresh_from_db()
    assert draft.help_words == "x" * 300


def test_it_is_read_and_not_written_by_anybody_else(client, cast, asking):
    client.force_login(cast.cora)
    address = url("section", asking.round.slug, "motive")
    assert client.post(address, {"motive": "Mine.", "_revision": 1}).status_code == 404
    client.post(page_of(asking), {"motive": "Mine.", "_revision": 1})
    assert asking.texts() == WORDS


def test_drafts_of_others_stay_their_own(client, cast, asking):
    other = begun(asking.round, someone("Nia Bowen"))
    client.force_login(cast.cora)
    assert client.post(page_of(other)).status_code == 404
    assert not Application.objects.visible_to(cast.cora).exists()
    assert "Nia" not in "".join(helps_with(cast.cora))
    elsewhere = opened(cast, "Autumn round")
    assert client.post(url("help", elsewhere.slug, asking.pk)).status_code == 404


def test_where_a_conflict_binds_it_does_not_exist(client, cast, asking):
    asking.read_to_help(by=cast.fay)
    Conflict.objects.declare(cast.cora, cast.ben, by=cast.cora)
    assert helps_with(cast.cora) == []
    client.force_login(cast.cora)
    assert client.post(page_of(asking)).status_code == 404
    assert client.post(url("help_end", asking.round.slug, asking.pk)).status_code == 404
    assert not [line for line in record(client, cast.cora, asking.round) if "to help" in line]


def test_a_manager_does_not_help_themselves(client, cast):
    tam = someone("Tam Reid")
    tam.give("team", by=cast.fay)
    mine = begun(opened(cast), tam)
    mine.ask_for_help(by=tam)
    assert (helps_with(tam), helps_with(cast.cora)) == ([], ["Help with a draft: Tam Reid"])
    client.force_login(tam)
    assert client.post(page_of(mine)).status_code == 404


@pytest.mark.parametrize("who", ["ben", "ada", "hana", "dev", "eve"])
def test_it_is_the_teams(client, cast, asking, who):
    user = getattr(cast, who)
    client.force_login(user)
    for answer in (client.get(page_of(asking)), client.post(page_of(asking))):
        assert answer.status_code == 404
    assert helps_with(user) == []


def test_what_they_asked_is_in_the_copy_of_their_data(cast, asking):
    asking.read_to_help(by=cast.cora)
    tables = {table.key: table.rows for found in gather("own data", cast.ben) for table in found if table}
    assert tables["recruitment.applications"][0]["help_words"] == "Is this too long?"
    assert [row["verb"] for row in tables["recruitment.done_for"]] == [LOOKED]


@pytest.mark.parametrize("change", [{"state": "submitted", "number": 1}, {"help_asked_at": None}])
def test_the_database_lets_nobody_keep_it_open(asking, change):
    if "state" in change:
        change = {**change, "submitted_at": asking.help_asked_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=asking.pk).update(**change)


def test_many_who_ask_cost_no_more_queries_than_one(cast, asking):
    def queries():
        with CaptureQueriesContext(connection) as made:
            desk(cast.cora)
        return len(made)

    before = queries()
    for name in ("Nia Bowen", "Ola Berg"):
        other = begun(asking.round, someone(name))
        other.ask_for_help(by=other.applicant)
    assert (queries(), len(desk(cast.cora))) == (before, 3)
