"""Many told anew at once: the same rows as if each had been edited, in as many statements for any number."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.accounts.models import User
from folkmoot.activity.models import Entry
from folkmoot.members.importing.retelling import retell, write_over
from folkmoot.members.importing.work import go_on
from folkmoot.members.models import Interest, Organisation, Profile, Skill
from folkmoot.search.models import Document

from . import tables
from .conftest import outcomes, undo


def whole(profile):
    """All that is kept of what a profile says, without keys and times."""
    profile = Profile.objects.whole().select_related("listing").get(pk=profile.pk)
    names = [field.attname for field in Profile._meta.concrete_fields]
    own = {"id", "user_id", "name", "sort_name", "slug", "made_at", "changed_at"}
    held = profile.affiliations.order_by("organisation__name", "pk")
    return [
        {name: getattr(profile, name) for name in names if name not in own},
        list(held.values_list("organisation__name", "until", "is_shown")),
        sorted(str(row) for row in [*profile.interests.all(), *profile.skills.all()]),
        (profile.listing.everyone, profile.listing.members, profile.listing.is_outdated),
        list(Document.objects.about(profile).order_by("audience").values_list("audience", "words", "body")),
        list(Entry.objects.about(profile).filter(verb="members.edited").values_list("details", "by")),
    ]


def test_it_is_as_if_each_had_been_edited(cast, lists):
    one = Profile.objects.make(name="Iris Teale", user=cast.eve, role="Porter")
    other = Profile.objects.make(name="Owain Prosser", user=cast.ben, role="Porter")
    for profile in (one, other):
        profile.edit(by=cast.cora, organisations=["Old Mill", "Night Watch"], interests=[lists.flow])
        profile.edit(by=cast.cora, organisations=["Old Mill"])
        profile.affiliations.filter(until=None).update(is_shown=False)
        profile.edit(by=cast.cora, organisations=["Night Watch"])
    skills = [lists.charts, Skill.objects.add("Listening", by=cast.cora)]
    said = {
        "role": "Ward sister", "place": "Hull", "region": lists.yorkshire, "languages": ["cy"],
        "skills": skills, "interests": [], "organisations": ["Old Mill", "Humber Libraries"],
        "about": "In **bold**.",
    }  # fmt: skip
    one.edit(by=cast.cora, **said)
    keys = [Organisation.objects.named(name).pk for name in said["organisations"]]
    told = {**said, "organisations": keys, "interests": None, "region": said["region"].pk}
    retell([(other_of(other), {**told, "skills": [row.pk for row in skills]})], by=cast.cora)
    assert whole(other) == whole(one)


def other_of(profile):
    return Profile.objects.prefetch_related("affiliations", "interests", "skills").get(pk=profile.pk)


def test_what_has_gone_meanwhile_is_left_out(cast, lists):
    profile = other_of(cast.ada_profile)
    gone = Interest.objects.add("Gone", by=cast.cora)
    Interest.objects.filter(pk=gone.pk).delete()
    retell([(profile, {"interests": [gone.pk, lists.flow.pk], "region": 99_999})], by=cast.cora)
    assert (list(cast.ada_profile.interests.all()), Profile.objects.get(pk=profile.pk).region) == (
        [lists.flow],
        None,
    )


def test_as_many_statements_for_twenty_as_for_two(bring, check, lists):
    def statements(many):
        rows = list(tables.people(many, f"of{many}"))
        bring(rows)
        run = check(
            [[row[0], row[1], "In **bold**.", "Run charts"] for row in rows],
            ["E-mail", "Name", "About", "Skills"],
        )
        run.begin(by=lists.cora, known="fill")
        with CaptureQueriesContext(connection) as asked:
            go_on(run)
        assert set(outcomes(run).values()) == {"changed"}
        return len(asked)

    statements(1)  # content types are read once
    assert statements(20) == statements(2)


def test_whoever_stands_twice_in_a_table_keeps_what_both_rows_say(bring, cast):
    cast.ada.emailaddress_set.create(email="ada@elsewhere.example", verified=True)
    first = ["ada@example.org", "Ada", "", "", "", "", "Patient flow", ""]
    second = ["ada@elsewhere.example", "Ada", "Nurse", "", "Yorkshire", "", "", ""]
    before = whole(cast.ada_profile)[:3]
    run = bring([first, second], known="overwrite")
    assert outcomes(run) == {2: "changed", 3: "changed"}
    profile = User.objects.get(pk=cast.ada.pk).profile
    assert (profile.role, str(profile.region), profile.interests.count()) == ("Nurse", "Yorkshire", 1)
    undo(run)
    assert whole(cast.ada_profile)[:3] == before


def test_the_record_names_who_pressed(check, cast):
    run = check([["ada@example.org", "Ada", "", "", "Yorkshire", "", "", ""], *tables.people(1)])
    run.begin(by=cast.fay, known="fill")
    go_on(run)
    verbs = ["members.imported", "members.import_merged", "members.edited", "members.people_imported"]
    done = Entry.objects.filter(verb__in=verbs, at__gte=run.created_at)
    assert set(done.values_list("verb", "by")) == {(verb, cast.fay.pk) for verb in verbs}
    run.begin_undo(by=cast.cora)
    go_on(run)
    assert Entry.objects.get(verb="members.import_undone").by == cast.cora


def test_a_row_that_has_gone_stays_gone(check):
    run = check(list(tables.people(2)))
    here, gone = run.rows.in_order()
    run.rows.filter(pk=gone.pk).delete()
    for row in (here, gone):
        row.outcome = "kept"
    write_over([here, gone], ["outcome"])
    assert list(run.rows.values_list("pk", "outcome")) == [(here.pk, "kept")]
