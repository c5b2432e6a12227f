"""What the many do, and where: a true spread of professions, with patients and carers among them."""

from folkmoot.members.models import Organisation

from . import texts

LISTS = texts.lists("trades.txt")
FIELDS = {title.rpartition(", ")[0]: int(title.rpartition(", ")[2]) for title in LISTS if ", " in title}
ROLES = {field: LISTS[f"{field}, {weight}"] for field, weight in FIELDS.items()}
HOUSES = {field: LISTS[f"{field} houses"] for field in FIELDS}
CALLED = texts.lists("houses.txt")  # by region
LARGE = [8, 4, 3, 2, 1, 1]  # how much larger the first of a region are than its last
USERS = "Patients and carers"
AT_NO_HOUSE = 0.6  # of patients and carers


def field(die):
    return die.choices(list(FIELDS), list(FIELDS.values()))[0]


def role(field, die):
    return die.choice(ROLES[field])


def house(field, region, die):
    """The name of an organisation in this region; "" for who belongs to none."""
    if field == USERS and die.random() < AT_NO_HOUSE:
        return ""
    return f"{die.choices(CALLED[region], LARGE)[0]} {die.choice(HOUSES[field])}"


def known(names, regions, *, by):
    """{name: organisation}; in which region they are, and by what else people call some of them."""
    made = {}
    for name in sorted(names):
        organisation = Organisation.objects.named(name, by=by)
        region = regions.get(next((r for r, called in CALLED.items() if name.startswith(tuple(called))), ""))
        if region and organisation.region_id is None:
            organisation.edit(by=by, region=region, website=f"https://{organisation.slug}.example/")
            short = "".join(word[0] for word in name.split() if word[0].isupper())
            if len(short) > 2 and not Organisation.objects.called(short):
                organisation.also_called(short, by=by)
        made[name] = organisation
    return made
