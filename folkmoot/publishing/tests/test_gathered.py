"""What publishing hands to the rooms below: a person's posts, whose thread it is, its doors."""

from folkmoot.activity.models import Level
from folkmoot.conversations.owners import owner_of, owners_of
from folkmoot.publishing.gathered import data_held, doors

from .shelf import for_members, published


def test_a_person_shows_what_they_wrote_to_those_who_may_read_it(client, cast):
    published("Open by Ada", by=cast.dev, authors=[cast.ada_profile])
    for_members("Ours by Ada", by=cast.dev, authors=[cast.cora_profile, cast.ada_profile])
    page = cast.ada_profile.get_absolute_url()
    stranger = client.get(page).text
    assert ("Open by Ada" in stranger, "Ours by Ada" in stranger) == (True, False)
    client.force_login(cast.hana)
    assert "Ours by Ada" in client.get(page).text


def test_more_than_five_lead_to_the_authors_own_page(client, cast):
    for number in range(6):
        published(f"Post {number}", by=cast.dev, authors=[cast.ada_profile])
    assert "/read/by/ada-okafor/" in client.get(cast.ada_profile.get_absolute_url()).text


def test_who_wrote_nothing_shows_no_posts(client, cast):
    assert "/read/by/" not in client.get(cast.cora_profile.get_absolute_url()).text


def test_a_thread_knows_its_post_and_who_wants_to_be_told(cast):
    post = published("Open", by=cast.dev, authors=[cast.ada_profile, cast.hana_profile])
    owner = owner_of(post.thread)
    assert (owner.title, owner.url, owner.may_read(cast.eve)) == ("Open", "/read/open/", True)
    assert set(owner.tell(post.thread)) == {(cast.ada.pk, Level.EVERYTHING), (cast.hana.pk, Level.EVERYTHING)}


def test_the_thread_of_a_members_post_is_read_and_spoken_in_by_members(cast):
    owner = owner_of(for_members("Ours", by=cast.dev).thread)
    assert [(owner.may_read(who), owner.may_speak(who)) for who in (cast.ada, cast.eve)] == [
        (True, True),
        (False, False),
    ]


def test_comments_close_with_the_post_and_when_it_is_withdrawn(cast):
    closed = published("Closed", by=cast.dev, comments_open=False)
    gone = published("Gone", by=cast.dev)
    gone.unpublish(user=cast.dev)
    owners = owners_of([closed.thread, gone.thread])
    assert (owners[closed.thread_id].may_read(cast.ada), owners[closed.thread_id].may_speak(cast.ada)) == (
        True,
        False,
    )
    assert owners[gone.thread_id].may_read(cast.ada) is False


def test_the_office_is_a_door_for_those_who_publish(rf, cast):
    def labels(user):
        request = rf.get("/")
        request.user = user
        return [door["label"] for door in doors(request)]

    office = ["Read", "What you write", "Write and publish", "To review", "Links that lead nowhere"]
    assert labels(cast.dev) == office
    assert labels(cast.fay)[: len(office)] == office
    assert (labels(cast.cora), labels(cast.eve)) == (["Read", "What you write"], ["Read"])


def test_a_person_is_told_of_the_posts_that_carry_their_name(cast):
    published("Open", by=cast.dev, authors=[cast.ada_profile])
    for_members("Ours", by=cast.dev, authors=[cast.ada_profile])
    (row,) = data_held(cast.ada)
    assert (row["value"], row["url"]) == ("2 posts", "/read/by/ada-okafor/")
    assert data_held(cast.eve) == []
