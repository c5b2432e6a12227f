"""Comments come over with their threads; who wrote them is shown, where they can be written to is not."""

from datetime import UTC, datetime

from folkmoot.accounts.models import Guest, User
from folkmoot.conversations.models import Message
from folkmoot.publishing.models import PostPage

from . import exports


def said(words):
    return Message.objects.get(html__contains=words)


def test_words_dates_and_names(came_over):
    message = said("Lovely to read")
    assert message.html == "<p>Lovely to read.</p><p>When is the next one?</p>"
    assert message.name == "Nia Prosser"
    assert message.created_at == datetime(2017, 3, 2, 10, 0, tzinfo=UTC)
    assert message.state == "shown"


def test_replies_stay_replies(came_over):
    assert said("In <em>May").parent == said("Lovely to read")
    deepest = said("Thought number 4")
    chain = []
    while deepest:
        chain.append(deepest.html)
        deepest = deepest.parent
    assert len(chain) == 4


def test_a_reply_to_what_was_thrown_away_moves_up(came_over):
    message = said("Answer to something")
    assert message.parent == said("Lovely to read")
    assert came_over.items.parts().get(reason="moved").within == "306"


def test_what_waited_still_waits(came_over):
    assert said("I was there too").state == "held"


def test_spam_bin_and_pingbacks_stay_behind(came_over):
    left = came_over.items.filter(kind="comment", outcome="left").values_list("source_id", "reason")
    assert dict(left) == {"303": "spam", "305": "pingback", "307": "comment trash", "320": "page comment"}
    assert not Guest.objects.filter(email="spam@example.com").exists()


def test_counts_are_true(came_over):
    thread = PostPage.objects.get(title="What we learned in Llandrindod").thread
    assert thread.shown_count == thread.messages.filter(state="shown").count() == 3


def test_an_approved_writer_is_trusted_but_not_confirmed(came_over):
    nia = Guest.objects.get(email="nia@example.net")
    assert nia.trusted_at is not None
    assert nia.confirmed_at is None
    assert Guest.objects.get(email="callum@example.net").trusted_at is None


def test_no_page_and_no_feed_shows_an_address(client, came_over):
    for address in ("/read/what-we-learned/", "/read/", "/read/feed/", "/search/?q=lovely"):
        assert "nia@example.net" not in client.get(address).content.decode()


def test_someone_signed_in_there_and_proven_here_writes_under_their_account(bring, db):
    user = User.objects.create_user("maeve@old.example.org", "Maeve T", confirmed=True)
    bring(exports.export(exports.item(1, comments=[exports.comment(5, "Mine", user=1, by="M")])))
    assert said("Mine").author == user


def test_the_number_of_an_account_alone_proves_nothing(bring, cast):
    bring(
        exports.export(exports.item(1, comments=[exports.comment(5, "Not mine", user=77, by=cast.ada.name)]))
    )
    message = said("Not mine")
    assert message.author is None
    assert message.guest.name == cast.ada.name


def test_markup_in_comments_is_cleaned(bring):
    words = '<script>x()</script><b>Bold</b> <a href="javascript:x()">link</a><h1>Loud</h1>'
    bring(exports.export(exports.item(1, comments=[exports.comment(5, words)])))
    assert Message.objects.get().html == "<p><strong>Bold</strong> link</p><h3>Loud</h3>"


def test_an_address_that_is_none_is_left_out(bring):
    run = bring(exports.export(exports.item(1, comments=[exports.comment(5, email="nia at home")])))
    assert Guest.objects.get().email == ""
    assert run.items.parts().filter(reason="commenter").count() == 1


def test_a_ring_of_replies_is_cut_open(bring):
    bring(
        exports.export(
            exports.item(1, comments=[exports.comment(5, "a", parent=6), exports.comment(6, "b", parent=5)])
        )
    )
    assert Message.objects.count() == 2


def test_someone_erased_here_does_not_come_back(bring, came_over, old_site):
    from folkmoot.conversations.guests import erase

    erase(Guest.objects.get(email="nia@example.net"), words=True)
    bring(old_site)
    assert not Guest.objects.filter(email="nia@example.net").exists()
    assert not Message.objects.filter(html__contains="Lovely").exists()


def test_who_was_blocked_does_not_come_back_erased_or_not(bring):
    for address in ("nia@example.net", "rude@example.net"):
        Guest.objects.create(name="Old", email=address, blocked_at=datetime(2017, 1, 1, tzinfo=UTC))
    Guest.objects.filter(email="rude@example.net").erase()
    comments = [
        exports.comment(5, "Buy", email="NIA@example.net"),
        exports.comment(6, "Rude", email="rude@example.net"),
        exports.comment(7, "Kind", email="kind@example.net", parent=6),
    ]  # fmt: skip
    run = bring(exports.export(exports.item(1, comments=comments)))
    assert [message.html for message in Message.objects.all()] == ["<p>Kind</p>"]
    left = run.items.filter(kind="comment", outcome="left").values_list("source_id", "reason")
    assert dict(left) == {"5": "blocked", "6": "blocked"}
    assert [guest.name for guest in Guest.objects.exclude(blocked_at=None)] == ["Old", ""]


def test_what_came_before_its_writer_was_blocked_is_left_as_it_is(bring, came_over, old_site):
    Guest.objects.filter(email="nia@example.net").update(blocked_at=datetime(2017, 6, 1, tzinfo=UTC))
    run = bring(old_site)
    assert not run.items.filter(reason="blocked").exists()
    assert said("Lovely to read").name == "Nia Prosser"
