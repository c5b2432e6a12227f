"""`folkmoot sign-in-link ADDRESS`: for whoever runs the machine, where mail does not work."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from folkmoot.activity.models import Entry
from folkmoot.home import arrival


def test_it_prints_a_link_for_one_account_and_stands_in_the_record(cast, capsys):
    call_command("sign_in_link", "ADA@example.org")
    assert "/account/arrive/" in capsys.readouterr().out
    assert Entry.objects.about(cast.ada).filter(verb="home.linked").exists()


def test_nobody_unknown_gets_one(db):
    with pytest.raises(CommandError, match="No account"):
        call_command("sign_in_link", "nobody@example.org")


@pytest.mark.parametrize("token", ["abc-def", "x"])
def test_a_made_up_link_signs_nobody_in(client, cast, token):
    path = arrival.link(cast.ada).rsplit("/", 2)[0].split("8000")[-1]
    answer = client.post(f"{path}/{token}/")
    assert answer.status_code == 410
    assert "_auth_user_id" not in client.session


def test_a_link_of_someone_who_was_switched_off_is_dead(client, cast):
    path = arrival.link(cast.ada).split("8000")[-1]
    type(cast.ada).objects.filter(pk=cast.ada.pk).update(is_active=False)
    assert client.post(path).status_code == 410


@pytest.mark.parametrize(("hours", "status"), [(23, 200), (25, 410)])
def test_it_is_good_for_a_day(client, cast, monkeypatch, hours, status):
    path = arrival.link(cast.ada).split("8000")[-1]
    later = datetime.now() + timedelta(hours=hours)
    monkeypatch.setattr(arrival.tokens, "_now", lambda: later)
    assert client.get(path).status_code == status
