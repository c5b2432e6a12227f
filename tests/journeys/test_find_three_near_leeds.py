"""A visitor finds three people near Leeds who know about run charts, and sees only what they made public."""

import pytest

pytestmark = pytest.mark.journey
BEGIN = """
from folkmoot.accounts.models import User
from folkmoot.members.models import Member, Skill
charts = Skill.objects.get(slug="run-charts")
def person(name, town, seen=None, visible="public", skills=(charts,)):
    email = name.split()[0].lower() + "@leeds.example"
    user = User.objects.create_user(email, name, confirmed=True)
    Member.objects.welcome(user)
    user.profile.show_fields(seen or {}, by=user)
    user.profile.show_to(visible, by=user)
    user.profile.edit(by=user, role="Analyst", place=town, skills=skills, about="Draws one a week.",
                      contact_when="Wednesday at noon")
"""
PEOPLE = """
person("Betony Lowe", "Leeds", {"about": "members"})
person("Corin Hale", "Bradford", {"role": "nobody"})
person("Damson Frith", "Wakefield")
person("Elowen Marsh", "Leeds", {"skills": "members"})
person("Fenn Archer", "Leeds", {"place": "nobody"})
person("Gorse Tully", "Leeds", visible="members")
person("Heath Rowe", "Leeds", skills=())
person("Isla Combe", "Truro")
"""
ONE_MORE = """
from folkmoot.members.tasks import look_over_searches
person("Juniper Sale", "Leeds", visible="members")
look_over_searches()
"""
FOUND, HIDDEN = ["Betony Lowe", "Damson Frith", "Corin Hale"], ["Elowen Marsh", "Fenn Archer", "Gorse Tully"]


@pytest.fixture(scope="module")
def analysts(site):
    site.manage("shell", "-v0", "-c", BEGIN + PEOPLE)


def shown(page):
    return page.locator("main .person__name").all_inner_texts()


def test_a_visitor_asks_by_keyboard_on_a_phone(analysts, server, new_page):
    visitor = new_page(width=320, height=640, javascript=False)
    visitor.goto(f"{server}/people/")
    visitor.get_by_label("Near a town").focus()
    visitor.keyboard.type("Leeds")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/people/?q=&near=Leeds")
    visitor.locator("main details summary").focus()
    visitor.keyboard.press("Enter")
    visitor.get_by_role("navigation", name="Filter the people").get_by_role("link", name="Run charts").focus()
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**skill=run-charts**")
    names = shown(visitor)
    assert [name for name in names if name in FOUND + HIDDEN] == FOUND  # the nearest first
    assert not {"Heath Rowe", "Isla Combe", *HIDDEN} & set(names)
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")

    visitor.get_by_role("link", name="Betony Lowe").click()
    page = visitor.locator("main").inner_text()
    assert ("Run charts" in page, "Leeds" in page, "Draws one a week." in page) == (True, True, False)
    assert "Wednesday at noon" not in visitor.content()  # how to reach someone is for members
    visitor.goto(f"{server}/people/corin-hale/")
    assert "Analyst" not in visitor.content()
    visitor.goto(f"{server}/people/?q=run+charts&near=Leeds&within=50")
    assert not set(HIDDEN) & set(shown(visitor))


def test_whom_only_members_see_is_not_there_for_a_visitor(analysts, server, new_page, watch):
    watch.expected.add(" 404|404 ")
    visitor = new_page(javascript=False)
    visitor.goto(f"{server}/people/gorse-tully/")
    assert "Gorse Tully" not in visitor.content()
    visitor.goto(f"{server}/search/?q=gorse")
    assert "Gorse Tully" not in visitor.locator("main").inner_text()


def test_a_member_saves_the_search_and_hears_of_one_more(analysts, site, server, new_page, sign_in, axe):
    hana = new_page(width=320, height=640)
    sign_in(hana, "Hana")
    hana.goto(f"{server}/people/?near=Leeds&within=50&skill=run-charts")
    assert {*FOUND, "Elowen Marsh", "Gorse Tully"} <= set(shown(hana))
    assert "Fenn Archer" not in shown(hana)
    hana.get_by_role("link", name="Save this search").click()
    assert hana.get_by_label("Name").input_value() == "Run charts, near Leeds"
    assert axe(hana) == []
    hana.get_by_role("button", name="Save this search").click()
    hana.get_by_text("Saved as “Run charts, near Leeds”.").wait_for()
    hana.goto(f"{server}/account/searches/")
    assert axe(hana) == []
    hana.get_by_role("link", name="Run charts, near Leeds", exact=True).click()
    hana.wait_for_url("**/people/?near=Leeds&within=50&skill=run-charts")

    site.manage("shell", "-v0", "-c", BEGIN + ONE_MORE)
    hana = new_page(width=320, height=640, javascript=False, dark=True)
    sign_in(hana, "Hana")
    hana.goto(f"{server}/today/")
    searches = hana.get_by_role("region", name="Your saved searches")
    searches.get_by_text("1 new since today").wait_for()
    hana.get_by_role("link", name="5 minutes").focus()
    hana.keyboard.press("Enter")
    hana.wait_for_url("**/today/?time=5")
    hana.get_by_role("link", name="See who newly fits “Run charts, near Leeds”").focus()
    hana.keyboard.press("Enter")
    hana.locator(".notice").get_by_role("link", name="Juniper Sale").wait_for()
    hana.get_by_role("button", name="I have seen them").click()
    hana.get_by_text("Noted. You hear of whoever fits").wait_for()
    hana.goto(f"{server}/today/")
    assert hana.get_by_text("1 new since today").count() == 0
