"""Who is forgotten takes nothing of anybody else along: no namesake, nor whose address they claimed."""

import pytest

from folkmoot.accounts.models import Guest, User
from folkmoot.activity.models import Email
from folkmoot.members.leaving.kept import own_data
from folkmoot.members.leaving.names import names_of
from folkmoot.members.models import Contact, Correction, Erasure, Note


def forget(person, **how):
    Erasure.objects.ask(person, by=person, **how).carry_out()


@pytest.fixture
def victor(cast):
    """Asked to join; no account."""
    guest = Guest.objects.create(name="Victor Hale", email="victor@example.org")
    return Contact.objects.create(email=guest.email, guest=guest)


def test_an_address_that_was_never_proved_is_nobodys(cast, victor):
    cast.ben.emailaddress_set.create(email="victor@example.org", verified=False)
    forget(cast.ben, words_go=True)
    assert Contact.objects.filter(pk=victor.pk).exists()
    assert Guest.objects.get(pk=victor.guest_id).erased_at is None


def test_a_proved_address_is_theirs(cast):
    cast.ben.emailaddress_set.create(email="ben.at.work@example.org", verified=True)
    assert "ben.at.work@example.org" in names_of(cast.ben)


def test_a_namesake_keeps_the_letters(cast):
    namesake = User.objects.create_user("other.hana@example.org", "Hana Kowalczyk", confirmed=True)
    letter = Email.objects.create(
        user=namesake, address=namesake.email, subject="To Hana Kowalczyk", text="Hello"
    )
    forget(cast.hana)
    letter.refresh_from_db()
    assert (letter.subject, letter.text) == ("To Hana Kowalczyk", "Hello")


def test_who_takes_the_communitys_name_takes_it_from_no_letter(cast):
    User.objects.filter(pk=cast.ben.pk).update(name="Common Ground")
    cast.ben.refresh_from_db()
    assert "Common Ground" not in names_of(cast.ben)


def test_a_page_at_a_common_word_takes_the_word_from_nothing(cast):
    cast.hana_profile.move("face-to-face", by=cast.hana)
    assert "people/face-to-face" in names_of(cast.hana)
    assert "face-to-face" not in names_of(cast.hana)


def test_a_corrected_address_goes_too_unless_somebody_else_has_it(cast, victor):
    for before in ("hana.k@example.org", "victor@example.org"):
        Correction.objects.create(
            user=cast.hana, before=before, after=cast.hana.email, reason="-", state="done"
        )
    assert "hana.k@example.org" in names_of(cast.hana)
    assert "victor@example.org" not in names_of(cast.hana)


def test_what_was_noted_of_the_contact_they_were_is_in_their_copy_and_goes(cast, victor):
    Contact.objects.filter(pk=victor.pk).update(user=cast.hana)
    Note.objects.create(contact=victor, author=cast.cora, words="Rang about the coffee.", kind="note")
    notes = next(table for table in own_data(cast.hana) if table and table.key == "members.notes")
    assert [row["words"] for row in notes.rows] == ["Rang about the coffee."]
    forget(cast.hana)
    assert not Note.objects.exists()
