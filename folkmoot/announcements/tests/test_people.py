"""Who an announcement reaches: each person once, and those left out with a reason."""

from django.utils import timezone

from folkmoot.accounts.models import Guest
from folkmoot.activity.models import Bouncing, Preference
from folkmoot.activity.parts import Part
from folkmoot.announcements.people import left_out, reached
from folkmoot.core import gathering


def offer(monkeypatch, *parts):
    """A room above that keeps a list of contacts."""
    offered = gathering._registered["parts"]
    monkeypatch.setitem(gathering._registered, "parts", [*offered, lambda: list(parts)])


def names(people):
    return [one.name for one in people]


def test_several_parts_reach_each_once(cast):
    people = reached(["members", "role:editor", "role:administrator"])
    assert names(people) == [
        "Ada Okafor", "Cora Pritchard", "Dev Malhotra", "Fay Llewelyn-Rhŷs", "Hana Kowalczyk",
    ]  # fmt: skip


def test_those_of_another_part_can_be_left_aside(cast):
    assert names(reached(["members"], ["role:team", "role:editor"])) == ["Ada Okafor", "Hana Kowalczyk"]


def test_a_contact_at_the_address_of_an_account_is_that_account(cast, monkeypatch):
    Guest.objects.create(name="Ada O.", email="ada@example.org")
    Guest.objects.create(name="Ada again", email="okafor@example.net")
    cast.ada.emailaddress_set.create(email="okafor@example.net", verified=True)
    Guest.objects.create(name="Gil A.", email="gil@example.org")
    offer(monkeypatch, Part("contacts", "Contacts", guests=Guest.objects.all()))

    people = reached(["contacts", "role:team"])

    assert [(one.user_id, one.guest_id) for one in people] == [
        (cast.ada.pk, None),
        (cast.cora.pk, None),
        (None, cast.gil.pk),
    ]


def test_without_a_contact_is_without_their_account(cast, monkeypatch):
    Guest.objects.create(name="Ada O.", email="ada@example.org")
    offer(monkeypatch, Part("contacts", "Contacts", guests=Guest.objects.filter(name="Ada O.")))
    assert names(reached(["members"], ["contacts"])) == ["Cora Pritchard", "Dev Malhotra", "Hana Kowalczyk"]


def test_why_some_get_none(cast, monkeypatch):
    Preference.objects.choose(cast.ada, "announcement", False)
    Preference.objects.choose(cast.hana, "newsletter", False)
    cast.gil.blocked_at = timezone.now()
    cast.gil.save()
    gone = Guest.objects.create(name="Ivo", email="")
    quiet = Guest.objects.create(name="Jun", email="jun@example.org")
    Preference.objects.choose(quiet, "announcement", False)
    offer(monkeypatch, Part("contacts", "Contacts", guests=Guest.objects.all()))
    for address in ("dev@example.org", "ada@example.org"):
        Bouncing.objects.complained(address)

    assert left_out(reached(["members", "contacts"]), "announcement") == {
        (cast.ada.pk, None): "turned_off",
        (cast.dev.pk, None): "stopped",
        (None, cast.gil.pk): "closed",
        (None, gone.pk): "no_address",
        (None, quiet.pk): "turned_off",
    }
