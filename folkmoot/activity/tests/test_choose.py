"""What we send you: chosen by people with an account, and by guests through their link."""

import pytest
from django.urls import reverse

from folkmoot.activity import links
from folkmoot.activity.models import Preference

CHOOSE = "activity:choose"


def test_each_kind_is_a_tick(client, cast, room):
    client.force_login(cast.ada)
    form = client.get(reverse(CHOOSE)).context["form"]
    assert {name: field.initial for name, field in form.fields.items()} == {"news": True, "rare": False}


def test_what_is_ticked_is_kept(client, cast, room):
    client.force_login(cast.ada)
    response = client.post(reverse(CHOOSE), {"rare": "on"})

    assert (response.status_code, response.url) == (302, reverse(CHOOSE))
    kept = dict(Preference.objects.of(cast.ada).values_list("kind", "on"))
    assert kept == {"news": False, "rare": True}
    assert not Preference.objects.of(cast.ben).exists()


def test_a_guest_chooses_by_link(client, cast, room):
    address = links.choose_path(cast.gil)
    assert "Gil Achterberg" in client.get(address).text
    assert client.post(address, {}).status_code == 302
    assert dict(Preference.objects.of(cast.gil).values_list("kind", "on")) == {"news": False, "rare": False}


def test_the_guests_address_is_not_shown(client, cast, room):
    assert "gil@example.org" not in client.get(links.choose_path(cast.gil)).text


@pytest.mark.parametrize("token", ["guest-1", "guest-1:AAAA", "x"])
def test_a_forged_link_leads_nowhere(client, cast, room, token):
    assert client.get(reverse("activity:choose_as_guest", args=[token])).status_code == 404


def test_strangers_are_asked_to_sign_in(client, cast, room):
    assert client.get(reverse(CHOOSE)).status_code == 302
