"""What templates say of themselves: an address that one block names, no other block knows."""

import re
from pathlib import Path

HOUSE = Path(__file__).parent.parent / "folkmoot"
BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock[^%]*%}", re.DOTALL)
NAMED = re.compile(r"{% url [^%]*? as (\w+) %}")


def lost(text):
    """[(block, address)]: used in a block, and named only in others: its link would lead nowhere."""
    blocks = {}
    for name, words in BLOCK.findall(text):
        blocks[name] = blocks.get(name, "") + words
    named = {name: set(NAMED.findall(words)) for name, words in blocks.items()}
    elsewhere = set().union(*named.values()) if named else set()
    return [
        (name, address)
        for name, words in blocks.items()
        for address in sorted(elsewhere - named[name])
        if re.search(rf"{{{{ {address} }}}}|(?:action|back|url)={address}\b", words)
    ]


def test_what_is_lost_is_found():
    text = (
        '{% block a %}{% url "x" as x_url %}{% endblock %}{% block b %}<a href="{{ x_url }}">{% endblock b %}'
    )
    assert lost(text) == [("b", "x_url")]
    assert lost(text.replace("{% block b %}", '{% block b %}{% url "x" as x_url %}')) == []


def test_no_link_leads_nowhere():
    pages = sorted(HOUSE.rglob("templates/**/*.html"))
    assert len(pages) > 300
    found = {str(path.relative_to(HOUSE)): lost(path.read_text()) for path in pages}
    assert {path: names for path, names in found.items() if names} == {}
