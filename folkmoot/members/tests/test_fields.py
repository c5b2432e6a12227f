"""Each field is seen by whom its owner chose, wherever it could come out: every field, every visibility,
every kind of reader; on pages, in the directory and its counts, in searches and their alerts, in feeds and
in exports. There is no API yet: whoever adds one adds it to `texts_of`.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from folkmoot.members.models import Cohort, Find, Interest, Member, Profile, Region, SavedSearch, Skill
from folkmoot.members.models.face import FIELDS
from folkmoot.members.searches.watching import look_over
from folkmoot.publishing.tests.shelf import picture, published
from tests.databases import assembled

pytestmark = pytest.mark.on_sqlite

PEOPLE, SEARCH = reverse("members:people"), reverse("home:search")
SAID = {  # a word of each field that stands nowhere else
    "pronouns": "xyrpronoun",
    "role": "Quartzsmith",
    "organisations": "Velvetmoor",
    "former": "Gullhaven",
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
FILTERS = {  # by which the directory finds somebody for a field, beside its word
    "organisations": "organisation=velvetmoor",
    "region": "region=farlandia",
    "place": "near=Grimsby&within=10",
    "interests": "interest=tidepools",
    "skills": "skill=whittling",
    "languages": "language=cy",
    "contact": "open=yes",
    "cohort": "cohort=septembrists",
}
READERS = {
    None: "public", "ben": "public", "ada": "members", "dev": "members", "cora": "members", "fay": "members",
    "hana": "nobody",
}  # fmt: skip
LEVELS = ["public", "members", "nobody"]
PAGES = {  # that make themselves of what people show
    "region": "/people/regions/farlandia/",
    "organisations": "/people/organisations/velvetmoor/",
    "place": "/today/",  # of a reader who is near
}


WORDS = {"page", "export", "found", "search", "alert"}
CHOSEN = WORDS | {"list", "counts", "filter"}
STANDING = WORDS | {"list", "author", "post", "asking", "today"}
COMES_OUT = {  # for the team, which sees what members see and may take a list away
    "pronouns": {"page", "export"},
    "role": STANDING,
    "organisations": CHOSEN | {"page of it"},
    "region": CHOSEN | {"page of it"},
    "place": STANDING | {"near", "filter", "page of it"},
    "about": WORDS,
    "ask_me_about": WORDS | {"list", "asking"},
    "want_to_learn": WORDS,
    "interests": CHOSEN,
    "skills": CHOSEN,
    "links": {"page"},
    "languages": CHOSEN - {"found", "search"},
    "contact": {"page", "filter", "alert"},
    "cohort": CHOSEN - {"found", "search"},
}


@assembled
def well_said(cast):
    """The cast, and Hana's profile open to everyone with a word in each field; she has written a post."""
    cohort = Cohort.objects.add(SAID["cohort"], by=cast.cora)
    Member.objects.filter(user=cast.hana).update(cohort=cohort)
    profile = cast.hana_profile
    profile.show_to("public", by=cast.hana)
    profile.edit(
        by=cast.hana,
        pronouns=SAID["pronouns"],
        role=SAID["role"],
        organisations=[SAID["organisations"]],
        former=[(SAID["former"], 2012, 2016)],
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
        is_open_to_contact=True,
    )
    for who in (cast.ada, cast.cora):  # who is near is told who is new there
        Profile.objects.get(user=who).edit(by=who, place="Cleethorpes")
    published("What we counted", by=cast.dev, authors=[profile])
    return cast


@pytest.fixture
def hana(well_said):
    return Profile.objects.get(user=well_said.hana)


def texts_of(client, profile):
    """What this reader gets of pages, feeds and exports on which a person stands, by place."""
    addresses = {
        "page": profile.get_absolute_url(),
        "list": PEOPLE,
        "author": reverse("publishing:by", args=[profile.slug]),
        "post": "/read/what-we-counted/",
        "front": "/",
        "feed": reverse("publishing:feed"),
        "feed of the author": reverse("publishing:by_feed", args=[profile.slug]),
        "feed as JSON": reverse("publishing:feed_json"),
        "asking": reverse("members:ask", args=[profile.slug]),
        "today": "/today/",
    }
    texts = {place: client.get(address).content.decode() for place, address in addresses.items()}
    exported = client.post(reverse("members:people_export"), {"format": "csv"})
    if exported.status_code == 200:
        texts["export"] = b"".join(exported).decode()
    return texts


def counted(client):
    """Every word that stands beside a count of the directory."""
    groups = client.get(PEOPLE).context["found"].groups
    return {str(link["label"]) for group in groups for link in group["links"] if link["count"]}


def finding(client, profile, field):
    """Where this reader finds the person by what one field says."""
    address, word = profile.get_absolute_url(), SAID[field]
    asked = {"found": f"{PEOPLE}?q={word}", "search": f"{SEARCH}?q={word}", "near": f"{PEOPLE}?near={word}"}
    if field in FILTERS:
        asked["filter"] = f"{PEOPLE}?{FILTERS[field]}"
    if field in PAGES:
        asked["page of it"] = PAGES[field]
    answers = {place: client.get(url).text.split("</search>")[-1] for place, url in asked.items()}
    return {place for place, text in answers.items() if f'"{address}"' in text}


def alerted(reader, profile, field):
    """Whether a search that this reader saved before says that the person newly fits."""
    if reader is None:
        return set()
    long_ago = timezone.now() - timedelta(days=2)
    for query in {f"q={SAID[field].replace(' ', '+')}", FILTERS.get(field)} - {None}:
        SavedSearch.objects.create(owner=reader, name=query, query=query, checked_at=long_ago)
    look_over()
    found = Find.objects.shown_to(reader).filter(profile=profile).exists()
    SavedSearch.objects.filter(owner=reader).delete()
    return {"alert"} if found else set()


def places(client, profile, fields, reader):
    """{field: the places where it comes out for this reader}; only those where it does."""
    texts, labels = texts_of(client, profile), counted(client)
    out = {}
    for field in fields:
        word = SAID[field]
        seen = {place for place, text in texts.items() if word in text}
        seen |= {"counts"} if word in labels else set()
        seen |= finding(client, profile, field) | alerted(reader, profile, field)
        out[field] = seen
    return {field: seen for field, seen in out.items() if seen}


@pytest.fixture
def as_reader(client, well_said):
    """Signs one kind of reader in; answers the account, None for a visitor."""

    def as_one(who):
        if who is None:
            return None
        reader = getattr(well_said, who)
        client.force_login(reader)
        return reader

    return as_one


HIDDEN = [
    (level, who)
    for level in LEVELS
    for who, sees in READERS.items()
    if LEVELS.index(level) > LEVELS.index(sees)
]
OPEN = [(level, who) for level in LEVELS for who in READERS if (level, who) not in HIDDEN]


@pytest.mark.parametrize(("level", "who"), HIDDEN)
def test_no_field_comes_out_for_those_it_was_not_shown_to(client, well_said, hana, as_reader, level, who):
    """Every second field is hidden while the others are shown, then the other way round."""
    reader, seen = as_reader(who), {}
    for fields in (list(SAID)[::2], list(SAID)[1::2]):
        hana.show_fields(dict.fromkeys(fields, level), by=well_said.hana)
        seen |= places(client, hana, fields, reader)
        hana.show_fields(dict.fromkeys(fields, "public"), by=well_said.hana)
    assert seen == {}


@pytest.mark.parametrize(("level", "who"), OPEN)
def test_each_field_comes_out_for_those_it_was_shown_to(client, well_said, hana, as_reader, level, who):
    reader = as_reader(who)
    hana.show_fields(dict.fromkeys(SAID, level), by=well_said.hana)
    seen = places(client, hana, SAID, reader)
    assert {field for field in SAID if "page" not in seen[field]} == set()


def test_these_are_the_places_at_which_a_field_comes_out(client, well_said, hana, as_reader):
    """So that a place that shows nothing is not taken for one that hides."""
    reader = as_reader("cora")
    assert places(client, hana, SAID, reader) == COMES_OUT


@pytest.mark.parametrize("who", [who for who in READERS if who != "hana"])
def test_no_field_goes_further_than_its_profile(client, well_said, hana, as_reader, who):
    reader = as_reader(who)
    hana.show_to("nobody", by=well_said.hana)
    hana.show_fields(dict.fromkeys(SAID, "public"), by=well_said.hana)
    assert places(client, hana, SAID, reader) == {}


def test_every_field_is_tried():
    assert set(SAID) == set(FIELDS) - {"picture"}


@pytest.mark.parametrize(
    ("level", "visitor", "member"), [("public", 200, 200), ("members", 404, 200), ("nobody", 404, 404)]
)
def test_the_picture_file_follows_its_field(client, well_said, hana, level, visitor, member):
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
