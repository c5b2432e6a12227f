"""Groups as people live them: started with gaps, joined, written in, asked into, handed over, cared for."""

import re

import pytest

from .doors import follow, letter, link_in, open_account, press, sound, sound_too

pytestmark = pytest.mark.journey


def test_a_group_is_started_with_gaps_and_somebody_outside_comes_in(
    server, new_page, sign_in, axe, code_for, watch
):
    watch.expected.add(" 404|404 ")
    ada = new_page(width=320, height=640, javascript=False)
    sign_in(ada, "Ada")
    ada.goto(f"{server}/groups/")
    follow(ada, "Start a group")
    press(ada, "Begin")
    ada.get_by_label("Name").fill("Slippers for all")
    press(ada, "Save and go on")
    ada.get_by_label("First allies").fill("nell@outside.example\nDev Malhotra")
    press(ada, "Save and go on")
    press(ada, "Save and go on")
    ada.get_by_text("This is needed before it can open").wait_for()
    ada.get_by_role("heading", name=re.compile("speaks? of this already")).wait_for()
    follow(ada, "what it is and for whom")
    ada.get_by_label("What it is and for whom").fill("For all who **count** slippers.")
    press(ada, "Save and go on")
    press(ada, "Save and go on")
    press(ada, "Save and go on")
    press(ada, "Open the group")
    ada.get_by_text("The group is open, and you convene it.").wait_for()
    home = ada.url
    sound_too(ada, new_page, axe, home, f"{home}people/", f"{home}invite/", f"{home}edit/", f"{home}close/")

    team = new_page()
    sign_in(team, "Cora")
    words = letter(team, server, "nell@outside.example", "Invitation to the group “Slippers for all”")
    nell = new_page(width=320, height=640, javascript=False)
    nell.goto(link_in(words, "/groups/invitation/"))
    nell.get_by_text("ne…@outside.example").first.wait_for()
    link = nell.url
    open_account(nell, server, code_for, "Nell Ash", "nell@outside.example")
    nell.goto(link)
    press(nell, "Yes, I join")
    nell.get_by_text("You are a guest of this group.").wait_for()
    assert nell.goto(f"{server}/groups/nights/").status == 404

    nell.goto(home)
    follow(nell, "Write to the group")
    nell.get_by_label("What it is about").fill("Sizes")
    nell.get_by_label("Your message").fill("Who has *half* sizes?")
    nell.get_by_label("This is a question").check()
    press(nell, "Send message")
    nell.get_by_role("heading", name="Sizes").wait_for()
    sound_too(nell, new_page, axe, nell.url, home)


def test_who_asks_is_let_in_and_writes(server, new_page, sign_in, axe):
    ada = new_page(width=320)
    sign_in(ada, "Ada")
    ada.goto(f"{server}/today/")
    ada.get_by_role("link", name="Somebody asks to join “Warm homes Yorkshire”").click()
    ada.get_by_text("I edit, and my house is cold.").wait_for()
    sound(ada, axe)
    ada.get_by_role("button", name=re.compile("^Let in ?: Dev Malhotra")).click()
    ada.get_by_text("Dev Malhotra belongs to the group now.").wait_for()
    dev = new_page(width=320, height=640, javascript=False)
    sign_in(dev, "Dev")
    dev.goto(f"{server}/groups/warm-homes-yorkshire/")
    dev.get_by_text("You belong to this group.").wait_for()
    follow(dev, "The thermometer card")
    follow(dev, "Write a message")
    dev.get_by_label("Your message").fill("Ours is on the fridge. @Ada Okafor, which words stand on yours?")
    dev.get_by_text("Add pictures or files").click()
    dev.get_by_label("File 1").set_input_files(
        {"name": "card.txt", "mimeType": "text/plain", "buffer": b"Is it cold in here?"}
    )
    press(dev, "Send message")
    dev.get_by_role("link", name="@Ada Okafor").wait_for()
    dev.get_by_role("link", name=re.compile("card.txt")).wait_for()
    sound_too(dev, new_page, axe, dev.url.partition("#")[0])


def test_convening_is_handed_over(server, new_page, sign_in, axe):
    hana = new_page(width=320, height=640, javascript=False)
    sign_in(hana, "Hana")
    hana.goto(f"{server}/groups/nights/")
    follow(hana, "Its people: let in, take out")
    hana.get_by_role("button", name=re.compile("^Take back ?: Ada Okafor")).click()
    hana.get_by_text("The invitation is taken back.").wait_for()
    hana.goto(f"{server}/groups/nights/invite/?as=convenor")
    hana.get_by_label("Who").fill("Ada Okafor")
    hana.get_by_label("I hand over").check()
    press(hana, "Send invitation")
    ada = new_page(width=320)
    sign_in(ada, "Ada")
    ada.goto(f"{server}/groups/nights/")
    follow(ada, "Answer")
    sound(ada, axe)
    press(ada, "Yes, I convene it")
    ada.get_by_text("You convene this group.").wait_for()
    hana.goto(f"{server}/groups/nights/")
    hana.get_by_text("You belong to this group.").wait_for()
    assert hana.get_by_role("heading", name="Run the group").count() == 0


def test_the_team_sees_who_needs_care_and_writes(server, new_page, sign_in, axe):
    cora = new_page(width=320)
    sign_in(cora, "Cora")
    cora.goto(f"{server}/team/")
    cora.get_by_role("link", name=re.compile("groups? needs? care")).click()
    sound(cora, axe)
    cora.get_by_role("link", name="Write to the convenors of “Bus to the clinic”").click()
    cora.get_by_label("Letter").wait_for()
    sound(cora, axe)
    press(cora, "Send letter")
    cora.get_by_text("Your letter to the convenors of “Bus to the clinic” is on its way.").wait_for()
    subject = "How is “Bus to the clinic” doing"
    cora.goto(f"{server}/outbox/")
    cora.get_by_role("link", name=re.compile(subject)).first.wait_for()


def test_two_groups_become_one_and_one_closes(server, new_page, sign_in, axe):
    ada = new_page(width=320)
    sign_in(ada, "Ada")
    ada.goto(f"{server}/groups/falls-and-footwear/")
    ada.get_by_role("link", name="“Falls on stairs” would like to go on in this group").click()
    sound(ada, axe)
    press(ada, "Agree: they go on with us")
    ada.get_by_text("The two are one.").wait_for()
    ada.goto(f"{server}/groups/falls-on-stairs/")
    ada.get_by_text("This group goes on in “Falls and footwear”").wait_for()
    sound(ada, axe)
