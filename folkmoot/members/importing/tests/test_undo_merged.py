"""Taking a run back after somebody it made was found to be the same person as another."""

from folkmoot.accounts.models import User
from folkmoot.members.models import Member, Merge, Note, Profile

from . import tables
from .conftest import undo


def test_what_has_moved_to_the_other_record_stays_there(bring, cast):
    run = bring(list(tables.people(2)))
    merged, other = User.objects.order_by("-pk")[:2]
    Note.objects.write(merged, by=cast.cora, words="Rang.", kind="call")
    Merge.objects.merge(cast.hana, merged, by=cast.cora, reason="Same phone.")
    undo(run)
    assert not User.objects.filter(pk=other.pk).exists()
    assert Note.objects.get().user == cast.hana
    assert Member.objects.current().filter(user=cast.hana).exists()
    assert Profile.objects.filter(user=cast.hana).exists()
    assert cast.hana.emailaddress_set.filter(primary=True).exists()


def test_whom_it_made_a_member_and_whose_membership_moved(bring, cast):
    row = [cast.eve.email, "Eve Sinclair", "Porter", "", "Yorkshire", "Hull", "Patient flow", ""]
    run = bring([row], known="fill")
    assert Member.objects.filter(user=cast.eve).exists()
    Merge.objects.merge(cast.ben, cast.eve, by=cast.fay, reason="Same phone.")
    undo(run)
    assert Member.objects.current().filter(user=cast.ben).exists()
