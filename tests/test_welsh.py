"""The house speaks Welsh: every message has its translation, and pages come whole in it once it is on."""

import re
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.cache import cache as tries
from django.template import Context, Template
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import ngettext

from folkmoot.accounts.models import Community
from folkmoot.activity.models import Email
from folkmoot.borrowed import BORROWED, COUNTED
from folkmoot.recruitment.models import Check, CheckQuestion, Criterion, Question
from tests import welsh
from tests.pages import PAGES

pytestmark = pytest.mark.on_sqlite

WELSH = {"accept-language": "cy,en;q=0.5"}
LOGIN = "/account/login/"
EXAMPLES = {
    "/today/": ["Yn aros am eich ateb", "Newydd i'w ddarllen", "Neidio i'r cynnwys"],
    "/account/": ["Eich cyfrif", "Cylchfa amser", "Allweddi pàs ac ail gam", "Allgofnodi"],
    "/read/": ["Darllen", "Dilyn drwy ffrwd"],
    "/team/settings/": ["Gosodiadau", "Lliw a logo", "Polisïau a'u fersiynau"],
}


class Words(HTMLParser):
    """The words of a page: its texts, and the attributes that are read out or shown."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.inside.append(tag)
        self.found |= {value for name, value in attrs if value and name in {"aria-label", "title", "alt"}}

    def handle_endtag(self, tag):
        while tag in self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"script", "style"} & set(self.inside):
            self.found.add(" ".join(data.split()))


@cache
def english():
    """The messages that can stand on a page as they are, of two words or more, and differ in Welsh."""
    text = re.sub(r'"\n"', "", welsh.CATALOGUE.read_text())
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.M)
    return {one for one, other in pairs if one != other and " " in one and not re.search(r"%|\\", one)}


def of_rounds():
    """What rounds ask and look for: the community's own words from the day a round is planned."""
    words = set()
    for name, about, levels in Criterion.objects.values_list("name", "about", "levels"):
        words |= {name, about, *levels}
    asked = [
        Question.objects.values_list("title", "words", "hint"),
        Check.objects.values_list("professional", "lay", "elsewhere"),
        CheckQuestion.objects.values_list("words", "yes", "some", "no", "told_yes", "told_some", "told_no"),
    ]
    return words.union(*(row for rows in asked for row in rows))


@pytest.fixture
def both(cast):
    tries.clear()
    Community.objects.update(languages=["en-gb", "cy"])
    return cast


def test_every_message_has_its_welsh():
    assert list(welsh.problems()) == []


@pytest.mark.parametrize("address", EXAMPLES)
def test_fay_reads_it_in_welsh(address, client, little_site, both):
    client.force_login(little_site.fay)
    page = unescape(client.get(address).content.decode())
    assert '<html lang="cy"' in page
    assert [words for words in EXAMPLES[address] if words not in page] == []


def test_a_visitors_browser_may_ask_for_it(client, both):
    page = client.get(LOGIN, headers=WELSH).content.decode()
    assert '<html lang="cy"' in page
    assert [
        words for words in ["Mewngofnodi", "Cyfeiriad e-bost", "E-bostio cod ataf"] if words not in page
    ] == []


def test_with_welsh_off_pages_are_english_all_the_same(client, cast):
    for address, words in {LOGIN: "E-mail me a code", "/read/": "Read"}.items():
        page = client.get(address, headers=WELSH).content.decode()
        assert ('<html lang="en' in page, words in page, "Mewngofnodi" in page) == (True, True, False)
    client.force_login(cast.fay)
    assert '<html lang="en' in client.get("/today/").content.decode()


@pytest.mark.parametrize("who", [None, "ada", "fay"])
def test_no_page_has_a_message_left_in_english(who, client, little_site, both, settings):
    settings.DEMO = True
    if who:
        client.force_login(getattr(little_site, who))
    client.cookies["django_language"] = "cy"
    left, own = {}, of_rounds()
    for name, page in PAGES.items():
        if page.act or re.search("styleguide|wagtail|letter", name):  # examples; the office; others' letters
            continue
        response = client.get(page.address(name), headers=WELSH)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            body = b"".join(response) if response.streaming else response.content
            left[name] = Words(body.decode()).found & english() - own
    assert len(left) > 5
    assert {name: words for name, words in left.items() if words} == {}


def test_errors_of_the_door_are_welsh(client, both):
    def said(address, **data):
        return unescape(client.post(address, data, headers=WELSH).content.decode())

    wrong = said(LOGIN, login="ada@example.org", password="wrong-wrong")
    assert "Nid yw'r cyfeiriad a'r cyfrinair hynny'n cyd-fynd." in wrong
    assert "Rhowch gyfeiriad e-bost dilys." in said(LOGIN, login="not-an-address")
    said(LOGIN, login="ada@example.org")
    assert "Nid yw'r cod hwn yn gywir." in said("/account/login/code/confirm/", code="0000-0000")


def test_errors_of_the_libraries_are_welsh(client, both):
    client.force_login(both.fay)
    page = client.post("/account/password/set/", {"password1": "kw7", "password2": "other"})
    assert "Rhaid iddo gynnwys o leiaf 10 nod." in page.content.decode()


@pytest.mark.parametrize(
    ("who", "subject"),
    [("fay", "Eich cod i fewngofnodi i Common Ground"), ("ada", "Your code to sign in to Common Ground")],
)
def test_letters_follow_their_reader(who, subject, client, both, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(LOGIN, {"login": f"{who}@example.org"})
    assert Email.objects.get(address=f"{who}@example.org").subject == subject


def test_days_and_months_are_welsh():
    start, end = parse_datetime("2017-02-23T10:00Z"), parse_datetime("2017-02-23T16:00Z")
    with translation.override("cy"):
        words = Template("{% when start end %}").render(Context({"start": start, "end": end}))
    assert "Dydd Iau 23 Chwefror 2017, 10:00 tan 16:00" in words


def test_july_has_both_its_letters():
    """Django's own Welsh lacks one."""
    with translation.override("cy"):
        assert date_format(date(2027, 7, 23), "j F Y") == "23 Gorffennaf 2027"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 flwyddyn"), (2, "2 flynedd"), (5, "5 blynedd"), (11, "11 mlynedd")]
)
def test_welsh_counts_in_four_ways(number, words):
    with translation.override("cy"):
        assert ngettext("%(num)d year", "%(num)d years", number) % {"num": number} == words


def test_what_is_borrowed_still_stands_in_the_libraries():
    sources = ""
    for library in ["django", "allauth"]:
        folder = Path(find_spec(library).origin).parent
        sources += "".join(
            path.read_text() for part in ["forms", "core", "db", "utils", "contrib/auth", "account", "mfa"]
            for path in (folder / part).rglob("*.py")
        )  # fmt: skip
    sources = re.sub(r'"\s*\n\s*"', "", sources)
    counted = [words for lazy in COUNTED for words in lazy.__reduce__()[1][-1].values()]
    assert [words for words in [*BORROWED, *counted] if words not in sources] == []
