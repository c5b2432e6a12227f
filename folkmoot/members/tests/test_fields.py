"""Each field is seen by whom its owner chose, wherever it could come out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from folkmoot.members.models import Cohort, Interest, Member, Profile, Region, Skill
from folkmoot.members.models.face import FIELDS
from tests.databases import assembled

PEOPLE, SEARCH = reverse("members:people"), reverse("home:search")
SAID = {  # a word of each field that stands nowhere else
    "pronouns": "xyrpronoun",
    "role": "Quartzsmith",
    "organisations": "Velvetmoor",
    "region": "Farlandia",
    "place": "Grimsby",
    "about": "marmalade",
    "ask_me_about": "zeppelins",
    "want_to_learn": "falconry",
    "interests": "Tidepools",
    "skills": "Whittling",
    "links": "stoneledger",
    "languages": "Cymraeg",
    "contact": "Wednesday noon",
    "cohort": "Septembrists",
}
READERS = {None: "public", "ben": "public", "ada": "members", "cora": "members", "hana": "nobody"}
LEVELS = ["public", "members", "nobody"]


@assembled
def well_said(cast):
    """The cast, and Hana's profile open to everyone with a word in each field."""
    cohort = Cohort.objects.add(SAID["cohort"], by=cast.cora)
    Member.objects.filter(user=cast.hana).update(cohort=cohort)
    profile = cast.hana_profile
    profile.show_to("public", by=cast.hana)
    profile.edit(
        by=cast.hana,
        pronouns=SAID["pronouns"],
        role=SAID["role"],
        organisations=[SAID["organisations"]],
        region=Region.objects.add(SAID["region"], by=cast.cora),
        place=SAID["place"],
        about=f"About {SAID['about']}.",
        ask_me_about=SAID["ask_me_about"],
        want_to_learn=SAID["want_to_learn"],
        interests=[Interest.objects.add(SAID["interests"], by=cast.cora)],
        skills=[Skill.objects.add(SAID["skills"], by=cast.cora)],
        links=[("My page", f"https://{SAID['links']}.example/")],
        languages=["cy"],
        contact_when=SAID["contact"],
        contact_by=["phone"],
    )
    return cast


@pytest.fixture
def hana(well_said):
    return Profile.objects.get(user=well_said.hana)


def places(client, profile, word):
    """Where a word of one field comes out for this reader: page, list, filters, both searches."""
    answers = {
        "page": client.get(profile.get_absolute_url()).text,
        "list": client.get(PEOPLE).text,
        "found": client.get(PEOPLE, {"q": word}).text.split("<h1", 1)[1].split("</search>", 1)[1],
        "near": client.get(PEOPLE, {"near": word}).text.split("</search>", 1)[1],
        "search": client.get(SEARCH, {"q": word}).text.split("</search>")[-1],
    }
    shown = {
        place for place, text in answers.items() if place not in {"found", "near", "search"} and word in text
    }
    return shown | {
        place for place in ("found", "near", "search") if profile.get_absolute_url() in answers[place]
    }


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("level", LEVELS)
def test_each_field_comes_out_for_those_it_was_shown_to(client, well_said, hana, level, who):
    if who:
        client.force_login(getattr(well_said, who))
    if LEVELS.index(level) <= LEVELS.index(READERS[who]):
        hana.show_fields(dict.fromkeys(SAID, level), by=well_said.hana)
        page = client.get(hana.get_absolute_url()).text
        assert [word for word in SAID.values() if word not in page] == []
        return
    seen = {}
    for field, word in SAID.items():
        hana.show_fields({field: level}, by=well_said.hana)
        seen[field] = places(client, hana, word)
        hana.show_fields({field: "public"}, by=well_said.hana)
    assert {field: out for field, out in seen.items() if out} == {}


@pytest.mark.parametrize("who", [None, "ben", "ada"])
def test_no_field_goes_further_than_its_profile(client, well_said, hana, who):
    hana.show_to("nobody", by=well_said.hana)
    hana.show_fields(dict.fromkeys(SAID, "public"), by=well_said.hana)
    if who:
        client.force_login(getattr(well_said, who))
    assert {field: out for field, word in SAID.items() if (out := places(client, hana, word))} == {}


def test_every_field_is_tried():
    assert set(SAID) == set(FIELDS) - {"picture"}


@pytest.mark.parametrize(
    ("level", "visitor", "member"), [("public", 200, 200), ("members", 404, 200), ("nobody", 404, 404)]
)
def test_the_picture_file_follows_its_field(client, well_said, hana, level, visitor, member):
    from folkmoot.publishing.tests.shelf import picture

    face = picture().file
    with face.open() as file:
        hana.put_picture(SimpleUploadedFile("face.jpg", file.read(), "image/jpeg"), by=well_said.hana)
    hana.show_fields({"picture": level}, by=well_said.hana)
    address = hana.picture.url
    assert client.get(address).status_code == visitor
    client.force_login(well_said.ada)
    assert client.get(address).status_code == member
    assert (address in client.get(hana.get_absolute_url()).text) == (member == 200)


@pytest.mark.parametrize(("seen_as", "there"), [("visitor", False), ("member", True)])
def test_one_sees_ones_page_as_others_do(client, well_said, hana, seen_as, there):
    hana.show_fields({"about": "members"}, by=well_said.hana)
    client.force_login(well_said.hana)
    page = client.get(hana.get_absolute_url(), {"as": seen_as}).text
    assert (SAID["about"] in page) == there
