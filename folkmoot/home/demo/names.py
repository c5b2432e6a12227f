"""Names of every kind that people in these islands have, and now and then one from two of them."""

from . import texts

LISTS = texts.lists("names.txt")
KINDS = {title.rpartition(", ")[0]: int(title.rpartition(", ")[2]) for title in LISTS if ", " in title}
FIRST = {kind: LISTS[f"{kind}, {weight}"] for kind, weight in KINDS.items()}
LAST = {kind: LISTS[f"{kind} last names"] for kind in KINDS if kind != "One name"}
SPEAK = {  # the languages that many of such a name speak, beside English
    "Welsh": ["cy"], "Scottish": ["gd"], "Irish": ["ga"], "Indian": ["pa"],
    "Pakistani and Bangladeshi": ["ur", "bn"], "Polish and Baltic": ["pl"],
    "Middle East and Horn of Africa": ["ar"], "Chinese and Vietnamese": ["zh-hans"],
    "Other parts of Europe": ["ro", "it", "es", "pt", "de", "fr"],
}  # fmt: skip
OFTEN = {"Welsh": 0.6, "Scottish": 0.08, "Irish": 0.2}  # of those of other names, half
AT_HOME = {"Wales": "Welsh", "Scotland": "Scottish", "Northern Ireland": "Irish"}


def kind_of(nation, die):
    """Where a name comes from; half of those in Wales have a Welsh one, and so on."""
    if nation in AT_HOME and die.random() < 0.5:
        return AT_HOME[nation]
    return die.choices(list(KINDS), list(KINDS.values()))[0]


def name(kind, die):
    """One name; some are of two families, some have a middle name, some are one word."""
    first = die.choice(FIRST[kind])
    if kind not in LAST:
        return first
    last = die.choice(LAST[die.choice(list(LAST)) if die.random() < 0.1 else kind])
    chance = die.random()
    if chance < 0.07 and not {" ", "-"} & set(last):
        last += f"-{die.choice([other for other in LAST['English'] if other != last])}"
    elif chance < 0.11:
        first += f" {die.choice([other for other in FIRST[kind] if other != first])}"
    return f"{first} {last}"


def languages(kind, die):
    """Codes, the best first."""
    if kind in SPEAK and die.random() < OFTEN.get(kind, 0.5):
        own = die.choice(SPEAK[kind])
        return [own, "en-gb"] if die.random() < 0.6 else ["en-gb", own]
    return ["en-gb"]
