"""A partner that has led a part of a round cannot be ended as if it had not."""

from django.urls import reverse

from folkmoot.members.models import Partner

from .rounds import opened


def test_who_ends_it_is_told_what_to_do_instead(client, cast):
    partner = opened(cast).lanes.get().partner
    client.force_login(cast.cora)
    address = reverse("members:organisation_edit", args=[partner.organisation_id])
    form = client.get(address).context["form"]
    answer = client.post(address, {**{field.name: field.value() or "" for field in form}, "kind": ""})
    assert (answer.status_code, "has led a part of a round" in answer.text) == (422, True)
    assert Partner.objects.filter(pk=partner.pk).exists()
