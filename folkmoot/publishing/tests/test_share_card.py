"""Share cards: drawn once from what everyone may know, anew when that changes, never for what is members'."""

import io
from threading import Thread

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from folkmoot.accounts.models import Audience, Community
from folkmoot.publishing.models import PostPage
from folkmoot.publishing.sharing import cards, drawing, lines

from .shelf import for_members, picture, published, standing

LLANFAIR = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def post(cast):
    authors = [cast.ada_profile, cast.hana_profile]
    return published("What forty chairs taught us", by=cast.dev, authors=authors)


def fitted(title, *, width=1000, height=330):
    found = lines.fit(
        title,
        lambda size: drawing.face("heading", size),
        width=width,
        height=height,
        sizes=drawing.SIZES,
    )
    font = drawing.face("heading", found.size)
    return found, [font.getlength(line) for line in found.lines]


@pytest.mark.parametrize(
    "title",
    [
        "Chairs",
        "What forty chairs taught us about waiting",
        "Ŵyr a ŷd: sut y gwnaethom ni newid pethau",
        LLANFAIR,
        f"{LLANFAIR} revisited, with {LLANFAIR}",
        "word " * 90,
        "W" * 300,
        "a-b/c–" * 50,
    ],
)
@pytest.mark.parametrize("width", [624, 1056])
def test_every_title_stands_within_its_room(title, width):
    found, lengths = fitted(title.strip(), width=width)
    assert max(lengths) <= width
    assert len(found.lines) * found.size * 1.1 <= 330 + found.size * 0.1


def test_a_short_title_is_large_and_a_long_one_keeps_all_its_words():
    assert fitted("Chairs")[0] == lines.Lines(["Chairs"], 112)
    title = "How a ward in Hull and a library in Cardiff found out that they had the same problem"
    found, _lengths = fitted(title)
    assert " ".join(found.lines) == title


def test_no_line_is_left_with_one_short_word():
    found, lengths = fitted("What forty chairs in one corridor have taught us")
    assert len(found.lines) > 1
    assert min(lengths) > max(lengths) * 0.5


def test_a_word_wider_than_the_card_is_broken_with_a_hyphen():
    found, _lengths = fitted(LLANFAIR, width=624)
    assert all(line.endswith("-") for line in found.lines[:-1])
    assert "".join(line.removesuffix("-") for line in found.lines) == LLANFAIR


def test_what_is_too_long_says_so():
    assert fitted("word " * 90)[0].lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("Ŵyr a ŷd", "Ŵyr a ŷd"),
        ("W\u0302yr", "Ŵyr"),
        ("Tiếng", "Tieng"),
        ("Tea ☕ and\u00a0cake", "Tea and\u00a0cake"),
    ],
)
def test_letters_we_lack_lose_their_accents_or_go(title, drawn):
    assert drawing.drawable(title) == drawn


def test_a_card_is_drawn_in_the_size_networks_ask_for(client, post):
    answer = client.get("/read/what-forty-chairs-taught-us/card.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) < 150_000


def test_the_posts_picture_covers_its_right(client, cast):
    published("Chairs", by=cast.dev, picture=picture(), picture_words="A hall")
    card = Image.open(io.BytesIO(client.get("/read/chairs/card.jpg").content))
    red, green, blue = card.getpixel((1000, 300))
    assert (abs(red - 0x34) < 12, abs(green - 0x56) < 12, abs(blue - 0x78) < 12) == (True, True, True)


def test_a_picture_whose_file_is_gone_is_left_out(client, cast):
    hall = picture()
    published("Chairs", by=cast.dev, picture=hall, picture_words="A hall")
    hall.file.storage.delete(hall.file.name)
    assert client.get("/read/chairs/card.jpg").status_code == 200


def test_its_page_names_it_by_what_it_shows_and_it_is_good_for_ever(client, post):
    wanted = cards.of_post(post, Community.objects.current())
    named = f"/read/what-forty-chairs-taught-us/card.jpg?v={wanted.key}"
    assert (
        f'<meta property="og:image" content="http://localhost:8000{named}">'
        in client.get(post.get_absolute_url()).text
    )
    assert client.get(named)["Cache-Control"] == "public, max-age=31536000, immutable"
    guessed = client.get("/read/what-forty-chairs-taught-us/card.jpg?v=x")
    assert guessed["Cache-Control"] == "public, max-age=300"
    again = client.get(named, headers={"if-none-match": guessed["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("change", ["title", "colour", "author"])
def test_it_is_drawn_anew_when_what_it_shows_changes(client, cast, post, change):
    path = "/read/what-forty-chairs-taught-us/card.jpg"
    before = client.get(path)
    if change == "title":
        post.title = "What fifty chairs taught us"
        post.save_revision(user=cast.dev).publish()
    elif change == "colour":
        Community.objects.update(colour="#aa2200")
    else:
        cast.ada_profile.edit(by=cast.ada, name="Ada Okafor-Jones")
    after = client.get(path)
    assert after["ETag"] != before["ETag"]
    assert after.content != before.content
    assert len(default_storage.listdir(f"cards/page-{post.pk}")[1]) == 1


def test_the_second_time_it_is_not_drawn(client, post):
    client.get("/read/what-forty-chairs-taught-us/card.jpg")
    (name,) = default_storage.listdir(f"cards/page-{post.pk}")[1]
    with default_storage.open(f"cards/page-{post.pk}/{name}", "wb") as file:
        file.write(b"the kept one")
    assert client.get("/read/what-forty-chairs-taught-us/card.jpg").content == b"the kept one"


def test_asked_for_at_once_it_is_drawn_once(settings, post, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    wanted = cards.of_post(post, Community.objects.current())
    drawn = []
    monkeypatch.setattr(cards.drawing, "jpeg", lambda card: drawn.append(card) or b"a card")
    seen = []
    asking = [Thread(target=lambda: seen.append(cards.kept(wanted))) for _ in range(6)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert (len(drawn), seen) == (1, [b"a card"] * 6)


def test_a_members_post_has_none_and_shows_the_communitys(client, cast):
    ours = for_members("Only between us", by=cast.dev, standfirst="A secret.")
    client.force_login(cast.ada)
    head = client.get(ours.get_absolute_url()).text.partition("</head>")[0]
    assert '<meta property="og:image" content="http://localhost:8000/card.jpg?v=' in head
    assert "A secret." not in head
    assert '<meta name="robots" content="noindex">' in head
    assert client.get("/read/only-between-us/card.jpg").status_code == 404


def test_an_address_that_no_database_can_hold_has_none(client, cast):
    assert client.get("/a%00b/card.jpg").status_code == 404


def test_a_post_that_becomes_the_members_leaves_no_card(
    client, cast, post, django_capture_on_commit_callbacks
):
    client.get("/read/what-forty-chairs-taught-us/card.jpg")
    post.audience_id = Audience.MEMBERS
    with django_capture_on_commit_callbacks(execute=True):
        post.save_revision(user=cast.dev).publish()
    assert client.get("/read/what-forty-chairs-taught-us/card.jpg").status_code == 404
    assert default_storage.listdir(f"cards/page-{post.pk}")[1] == []


def test_a_post_that_is_deleted_leaves_no_card(client, cast, post, django_capture_on_commit_callbacks):
    client.get("/read/what-forty-chairs-taught-us/card.jpg")
    folder = f"cards/page-{post.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        PostPage.objects.get(pk=post.pk).delete()
    assert default_storage.listdir(folder)[1] == []


def test_a_title_in_letters_we_lack_has_the_communitys_card(client, cast):
    post = published("Сорок стульев", by=cast.dev, slug="stulya")
    assert 'content="http://localhost:8000/card.jpg?v=' in client.get(post.get_absolute_url()).text
    assert client.get("/read/stulya/card.jpg").status_code == 404


def test_a_standing_page_and_the_community_have_one(client, cast):
    about = standing("About")
    standing("History", below=about)
    for path in ("/card.jpg", "/about/card.jpg", "/about/history/card.jpg"):
        assert client.get(path)["Content-Type"] == "image/jpeg"
    assert "/about/history/card.jpg?v=" in client.get("/about/history/").text
    assert client.get("/nowhere/card.jpg").status_code == 404
