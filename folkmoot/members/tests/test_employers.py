"""Employers now and before: told by the person or the team, private unless shown."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from folkmoot.members.models import Profile
from folkmoot.members.models.affiliation import read_line

THIS_YEAR = timezone.localdate().year


@pytest.fixture
def cora(client, cast):
    client.force_login(cast.cora)
    return client


def former(profile):
    return [one.line for one in Profile.objects.get(pk=profile.pk).affiliations.former()]


def own_form(client):
    """What the form of one's own profile holds, as a browser sends it."""
    form = client.get("/account/profile/").context["form"]
    said = {field.html_name: field.value() for field in form}
    return {name: value for name, value in said.items() if value not in (None, False)}


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Hull Library, 2012–2016", ("Hull Library", 2012, 2016)),
        ("Hull Library 2012-2016", ("Hull Library", 2012, 2016)),
        ("Hull Library, 2012 to 2016", ("Hull Library", 2012, 2016)),
        ("Hull Library, 2016", ("Hull Library", None, 2016)),
        ("Hull Library, 2016–2016", ("Hull Library", None, 2016)),
        ("Hull Library", None),
        ("Hull Library, 2016–2012", None),
        ("Hull Library, 1492", None),
        (f"Hull Library, {THIS_YEAR + 1}", None),
        ("2016", None),
    ],
)
def test_a_line_holds_a_name_and_years(line, read):
    assert read_line(line) == read


def test_the_person_tells_them_on_their_profile_and_nobody_sees_it(client, cast):
    client.force_login(cast.ada)
    said = own_form(client) | {"former": "Hull Library, 2012–2016\nLagan Care Trust, 2018"}
    answer = client.post("/account/profile/", said, follow=True)
    assert former(cast.ada_profile) == ["Hull Library, 2012–2016", "Lagan Care Trust, 2018"]
    assert "Hull Library" in answer.content.decode()  # on one's own page
    for who in (cast.hana, cast.cora, None):
        client.logout()
        if who:
            client.force_login(who)
        assert "Hull Library" not in client.get(cast.ada_profile.get_absolute_url()).content.decode()


def test_unless_they_show_it(client, cast):
    cast.ada_profile.edit(by=cast.ada, former=[("Hull Library", 2012, 2016)])
    cast.ada_profile.show_fields({"former": "public"}, by=cast.ada)
    assert "Hull Library, 2012–2016" in client.get(cast.ada_profile.get_absolute_url()).content.decode()


def test_a_line_without_a_year_is_asked_for_one(client, cast):
    client.force_login(cast.ada)
    answer = client.post("/account/profile/", own_form(client) | {"former": "Hull Library"})
    assert answer.status_code == 422
    assert "add the years" in answer.content.decode()


def test_saving_what_is_there_keeps_the_days(client, cast):
    cast.ada_profile.edit(by=cast.ada, organisations=[], former=[("Hull Library", None, 2016)])
    before = list(cast.ada_profile.affiliations.values_list("pk", "since", "until").order_by("pk"))
    client.force_login(cast.ada)
    client.post("/account/profile/", own_form(client))
    assert list(cast.ada_profile.affiliations.values_list("pk", "since", "until").order_by("pk")) == before


def test_the_team_tells_them_on_the_record_and_they_stand_on_no_page(cora, cast):
    page = f"/team/people/{cast.ada.pk}/employers/"
    assert cora.get(page).context["form"]["employers"].value() == "Don Valley Community Health"
    cora.post(page, {"employers": "Don Valley Community Health\nSouth Board", "former": "Hull Library, 2016"})
    facts = dict(cora.get(f"/team/people/{cast.ada.pk}/").context["record"].facts())
    assert facts["Works at"] == "Don Valley Community Health\nSouth Board (not shown)"
    assert facts["Worked at before"] == "Hull Library, 2016"
    assert "South Board" not in cora.get(cast.ada_profile.get_absolute_url()).content.decode()
    cora.force_login(cast.ada)
    assert "shows nobody: South Board" in cora.get("/account/profile/").content.decode()


def test_what_the_team_takes_off_is_a_former_one(cora, cast):
    cora.post(f"/team/people/{cast.ada.pk}/employers/", {"employers": "", "former": ""})
    held = cast.ada_profile.affiliations.get()
    assert (held.until, str(held)) == (timezone.localdate(), "Don Valley Community Health")
    cora.post(f"/team/people/{cast.ada.pk}/employers/", {"employers": "", "former": ""})  # sent twice
    assert cast.ada_profile.affiliations.count() == 1
    cast.ada_profile.affiliations.update(until=timezone.localdate() - timedelta(days=1))
    cora.post(f"/team/people/{cast.ada.pk}/employers/", {"employers": "", "former": ""})
    assert not cast.ada_profile.affiliations.exists()


def test_who_moves_one_from_now_to_before_tells_the_years_once(client, cast):
    client.force_login(cast.ada)
    year = str(THIS_YEAR)
    moved = {"organisations": "", "former": f"Don Valley Community Health, 2012–{year}"}
    client.post("/account/profile/", own_form(client) | moved)
    assert former(cast.ada_profile) == [moved["former"]]


def test_years_are_kept_as_days(cast):
    cast.ada_profile.edit(by=cast.ada, former=[("Hull Library", 2012, 2016)])
    held = cast.ada_profile.affiliations.former().get()
    assert (held.since, held.until) == (date(2012, 1, 1), date(2016, 12, 31))


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("cora", 200), ("dev", 403), ("fay", 403)])
def test_of_who_has_a_role_administrators_and_themselves(cora, cast, who, status):
    assert cora.get(f"/team/people/{getattr(cast, who).pk}/employers/").status_code == status
