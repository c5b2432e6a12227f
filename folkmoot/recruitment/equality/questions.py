"""The equality questions: what is asked in which nation, after its own census. Data, no more.

A choice keeps its key for ever: answers are counted by it. Where a lane serves several nations, or none of
these, the plain set is asked.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

RATHER_NOT = ("rather-not", _("I would rather not say"))


@dataclass(frozen=True)
class Asked:
    """One question: pairs of a key and its words, or (name of a group, such pairs)."""

    key: str
    words: object
    choices: list = field(default_factory=list)
    hint: object = ""

    @property
    def is_grouped(self):
        return any(isinstance(inner, list) for _name, inner in self.choices)


AGE = Asked(
    "age", _("How old are you?"),
    [("16-24", _("16 to 24")), ("25-34", _("25 to 34")), ("35-44", _("35 to 44")), ("45-54", _("45 to 54")),
     ("55-64", _("55 to 64")), ("65", _("65 or older")), RATHER_NOT],
)  # fmt: skip
GENDER = Asked(
    "gender", _("What best describes your gender?"),
    [("woman", _("Woman")), ("man", _("Man")), ("other", _("I describe it in another way")), RATHER_NOT],
)  # fmt: skip
DISABILITY = Asked(
    "disability", _("Does a health condition or impairment limit what you can do day to day?"),
    [("lot", _("Yes, a lot")), ("little", _("Yes, a little")), ("no", _("No")), RATHER_NOT],
    _("One that has lasted, or will last, a year or longer."),
)  # fmt: skip
ORIENTATION = Asked(
    "orientation", _("What best describes your sexual orientation?"),
    [("straight", _("Heterosexual or straight")), ("gay", _("Gay or lesbian")), ("bi", _("Bisexual")),
     ("other", _("Another orientation")), RATHER_NOT],
)  # fmt: skip
CARING = Asked(
    "caring", _("Do you care for somebody, unpaid?"),
    [("child", _("Yes, for a child or children")), ("adult", _("Yes, for an adult who needs help")),
     ("both", _("Yes, for both")), ("no", _("No")), RATHER_NOT],
)  # fmt: skip

ETHNIC = _("What is your ethnic group?")
RELIGION = _("What is your religion or belief?")
NONE, OTHER = ("none", _("None")), ("other", _("Another religion or belief"))
FAITHS = [
    ("buddhist", _("Buddhist")), ("hindu", _("Hindu")), ("jewish", _("Jewish")), ("muslim", _("Muslim")),
    ("sikh", _("Sikh")),
]  # fmt: skip
CHRISTIAN = ("christian", _("Christian"))
MIXED = (_("Mixed or multiple"), [("mixed", _("Any mixed or multiple ethnic group"))])

ENGLAND_AND_WALES = [
    Asked("ethnic", ETHNIC, [
        (_("Asian"), [
            ("asian-indian", _("Indian")), ("asian-pakistani", _("Pakistani")),
            ("asian-bangladeshi", _("Bangladeshi")), ("asian-chinese", _("Chinese")),
            ("asian-other", _("Any other Asian background")),
        ]),
        (_("Black"), [
            ("black-african", _("African")), ("black-caribbean", _("Caribbean")),
            ("black-other", _("Any other Black background")),
        ]),
        (_("Mixed or multiple"), [
            ("mixed-caribbean", _("White and Black Caribbean")),
            ("mixed-african", _("White and Black African")),
            ("mixed-asian", _("White and Asian")), ("mixed", _("Any other mixed background")),
        ]),
        (_("White"), [
            ("white-british", _("English, Welsh, Scottish, Northern Irish or British")),
            ("white-irish", _("Irish")), ("white-traveller", _("Gypsy or Irish Traveller")),
            ("white-roma", _("Roma")), ("white-other", _("Any other White background")),
        ]),
        (_("Other"), [("arab", _("Arab")), ("other", _("Any other ethnic group"))]),
        RATHER_NOT,
    ]),
    Asked("religion", RELIGION, [NONE, CHRISTIAN, *FAITHS, OTHER, RATHER_NOT]),
]  # fmt: skip
SCOTLAND = [
    Asked("ethnic", ETHNIC, [
        (_("White"), [
            ("white-scottish", _("Scottish")), ("white-other-british", _("Other British")),
            ("white-irish", _("Irish")), ("white-polish", _("Polish")),
            ("white-traveller", _("Gypsy or Traveller")), ("white-roma", _("Roma")),
            ("white-showperson", _("Showman or Showwoman")), ("white-other", _("Any other White background")),
        ]),
        MIXED,
        (_("Asian, Scottish Asian or British Asian"), [
            ("asian-pakistani", _("Pakistani")), ("asian-indian", _("Indian")),
            ("asian-bangladeshi", _("Bangladeshi")), ("asian-chinese", _("Chinese")),
            ("asian-other", _("Any other Asian background")),
        ]),
        (_("African, Caribbean or Black"), [
            ("black-african", _("African")), ("black-caribbean", _("Caribbean")),
            ("black-other", _("Any other Black background")),
        ]),
        (_("Other"), [("arab", _("Arab")), ("other", _("Any other ethnic group"))]),
        RATHER_NOT,
    ]),
    Asked("religion", RELIGION, [
        NONE, ("church-of-scotland", _("Church of Scotland")), ("catholic", _("Roman Catholic")),
        ("other-christian", _("Other Christian")), *FAITHS, ("pagan", _("Pagan")), OTHER, RATHER_NOT,
    ]),
]  # fmt: skip
NORTHERN_IRELAND = [
    Asked("ethnic", ETHNIC, [
        ("white", _("White")), ("white-traveller", _("Irish Traveller")), ("white-roma", _("Roma")),
        ("asian-indian", _("Indian")), ("asian-chinese", _("Chinese")), ("asian-filipino", _("Filipino")),
        ("asian-pakistani", _("Pakistani")), ("asian-other", _("Any other Asian background")),
        ("black-african", _("Black African")), ("black-other", _("Any other Black background")),
        ("arab", _("Arab")), ("mixed", _("Any mixed or multiple ethnic group")),
        ("other", _("Any other ethnic group")), RATHER_NOT,
    ]),
    Asked("religion", RELIGION, [
        NONE, ("catholic", _("Catholic")), ("presbyterian", _("Presbyterian Church in Ireland")),
        ("church-of-ireland", _("Church of Ireland")), ("methodist", _("Methodist Church in Ireland")),
        ("other-christian", _("Other Christian")), *FAITHS, OTHER, RATHER_NOT,
    ]),
]  # fmt: skip
ELSEWHERE = [
    Asked("minority", _("Do you belong to an ethnic minority where you live?"),
          [("yes", _("Yes")), ("no", _("No")), ("unsure", _("I am not sure")), RATHER_NOT]),
    Asked("religion", RELIGION, [NONE, CHRISTIAN, *FAITHS, OTHER, RATHER_NOT]),
]  # fmt: skip

NATIONS = {  # as communities call them, in their languages
    "england": ENGLAND_AND_WALES,
    "lloegr": ENGLAND_AND_WALES,
    "wales": ENGLAND_AND_WALES,
    "cymru": ENGLAND_AND_WALES,
    "scotland": SCOTLAND,
    "alba": SCOTLAND,
    "yr alban": SCOTLAND,
    "northern ireland": NORTHERN_IRELAND,
    "tuaisceart éireann": NORTHERN_IRELAND,
    "gogledd iwerddon": NORTHERN_IRELAND,
}


def asked_in(lane):
    """The questions for people of this lane, in order."""
    regions = lane.regions.select_related("nation")
    nations = {(region.nation or region).name.strip().casefold() for region in regions}
    sets = [NATIONS.get(name, ELSEWHERE) for name in nations] or [ELSEWHERE]
    ethnic, religion = sets[0] if all(one is sets[0] for one in sets) else ELSEWHERE
    return [AGE, GENDER, ethnic, DISABILITY, ORIENTATION, religion, CARING]


def every_question():
    """Each question that is asked anywhere; where nations ask it otherwise, as the first does."""
    found = {}
    for nation in [ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND, ELSEWHERE]:
        for one in [AGE, GENDER, DISABILITY, ORIENTATION, CARING, *nation]:
            found.setdefault(one.key, one)
    return list(found.values())


def labels():
    """{question: {choice: its words}} of every set: what answers are read by."""
    found = {}
    for nation in [ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND, ELSEWHERE]:
        for one in [AGE, GENDER, DISABILITY, ORIENTATION, CARING, *nation]:
            found.setdefault(one.key, {}).update(flat(one.choices))
    return found


def flat(choices):
    """Pairs of a key and its words, without the groups."""
    for name, words in choices:
        if isinstance(words, list):
            yield from words
        else:
            yield name, words
