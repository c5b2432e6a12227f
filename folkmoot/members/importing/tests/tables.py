"""Tables of people as they really come: invented names, the faults of real exports."""

import csv
import io
import random
from string import ascii_uppercase

HEADINGS = ["E-mail address", "Name", "Role", "Organisations", "Region", "Town", "Interests", "Member since"]
FIRST = [
    *("Ada", "Siân", "Ŵyn", "Olumide", "Hana", "Niamh", "Seán", "Priya", "Mohammed", "Zoë", "Callum"),
    *("Rhiannon", "Eilidh", "Agnieszka"),
]
LAST = [
    *("Okafor", "Pritchard", "Ó-Briain", "Kowalczyk", "Llewelyn", "Malhotra", "Sinclair", "MacLeod"),
    *("Begum", "Achterberg"),
]
ROLES = ["District nurse", "Branch librarian", "Carer", "Bus planner", "Ward sister, nights", "Pharmacist"]
TOWNS = ["Leeds", "Hull", "Cardiff", "Derry", "Inverness", "Truro", "Aberystwyth", "Sheffield"]
HOUSES = ["Community Trust", "Libraries", "Hospitals", "Care", "Advice Service"]


def text(rows, headings=HEADINGS, comma=","):
    table = io.StringIO()
    writer = csv.writer(table, delimiter=comma)
    writer.writerows([headings, *rows])
    return table.getvalue()


def people(many, seed="people"):
    """So many rows without a fault."""
    die = random.Random(seed)  # noqa: S311 (invented people)
    for number in range(many):
        first, last, town = die.choice(FIRST), die.choice(LAST), die.choice(TOWNS)
        initials = f"{ascii_uppercase[number % 26]}. {ascii_uppercase[number // 26 % 26]}."
        day = f"{die.randint(1, 28):02}/{die.randint(1, 12):02}/{die.randint(2015, 2024)}"
        yield [
            f"{seed}.{number}@example.org", f"{first} {initials} {last}", die.choice(ROLES),
            f"{town} {die.choice(HOUSES)}", "Yorkshire", town, "Patient flow", day,
        ]  # fmt: skip


def real_looking(many=10_000):
    """A table with the faults of real ones: Windows-1252, semicolons, and every hundredth row wrong.

    Headings of another system, one of them unknown to us; people twice, formulas, a line within a cell.
    """
    rows = [[*row[:1], row[1].replace("Ŵ", "W"), *row[2:], ""] for row in people(many, "real")]
    for number in range(0, many, 100):
        rows[number][0] = ""
        rows[number + 1][0] = rows[number + 2][0]
        rows[number + 3][2] = '=HYPERLINK("http://evil.example","click")'
        rows[number + 4][4] = "Yorks"
        rows[number + 5][7] = "some time in May"
        rows[number + 6][1] = "=1+1"
        rows[number + 7][8] = "Prefers post;\nring first"
        rows[number + 8][0] = "not an address"
    headings = [
        "Email Address",
        "Full name",
        "Job title",
        "Employer",
        "County",
        "Town",
        "Topics",
        "Joined",
        "Notes",
    ]
    return text(rows, headings, comma=";").encode("cp1252")


def more_about(many=10_000):
    """Another table of the same people: what the first did not say of them."""
    headings = ["E-mail", "Name", "About", "Skills", "Languages", "Organisations"]
    rows = [
        [row[0], row[1], f"Row {number} of a **long** list.", "Run charts", "English; Welsh", row[3]]
        for number, row in enumerate(people(many, "real"))
    ]
    return text(rows, headings).encode()
