"""The frame of every page: doors, the one that is open, the team's links, policies, languages."""

from folkmoot.accounts.models import Community, Policy


def labels(links):
    return [link["label"] for link in links]


def test_the_five_doors_stand_in_order_for_everyone(client, cast):
    doors = client.get("/read/").context["doors"]
    assert labels(doors) == ["Read", "People", "Groups", "Events", "Learn"]
    assert [link["label"] for link in doors if link["current"]] == ["Read"]


def test_only_the_longest_address_is_where_one_is(client, cast):
    client.force_login(cast.cora)
    links = client.get("/team/settings/").context["team_links"]
    assert [link["label"] for link in links if link["current"]] == ["Settings"]


def test_the_teams_links_are_the_teams(client, cast):
    client.force_login(cast.ada)
    assert labels(client.get("/today/").context["team_links"]) == []
    client.force_login(cast.cora)
    assert "Team overview" in labels(client.get("/today/").context["team_links"])


def test_policies_and_languages_stand_at_the_foot(client, cast):
    Policy.objects.publish("comments", title="Comments here", text="Be kind.", by=cast.fay)
    Community.objects.get().change(by=cast.fay, languages=["en-gb", "cy"])
    client.force_login(cast.ada)
    page = client.get("/today/")
    assert page.context["policies"] == [{"label": "Comments here", "url": "/policies/comments/"}]
    assert [(link["code"], link["label"]) for link in page.context["languages"]] == [
        ("en", "English"),
        ("cy", "Cymraeg"),
    ]
