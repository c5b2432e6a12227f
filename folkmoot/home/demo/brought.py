"""People of the demo who came from a table: the members of a network that joined as a whole."""

from folkmoot.members.importing.source import keep
from folkmoot.members.importing.work import go_on

DAYS_AGO = 58
TABLE = """Email Address;First Name;Last Name;Job title;Employer;City
bethan@carers.example;Bethan;Morris;Carer;Powys Carers Network;Brecon
idris@carers.example;Idris;Vaughan;Carer support worker;Powys Carers Network;Newtown
lowri@carers.example;Lowri;Pugh;Carer;Powys Carers Network;Brecon
;Huw;Bowen;Volunteer driver;Powys Carers Network;Rhayader
"""
NEXT = """E-mail;Name;Job title;Employer;County;City
moira@canteens.example;Moira Lennon;School cook;Aire Schools Catering;Yorks;Keighley
p.akhtar@canteens.example;Parveen Akhtar;School catering lead;Aire Schools Catering;;Bradford
hana@example.org;Hana Kowalczyk;Falls prevention lead;Lagan Care Trust;;Belfast
dale at canteens;Dale Rix;Kitchen assistant;Aire Schools Catering;;Leeds
"""


def plan(story):
    """Cora brings them in; one had no address and has to be asked for it. The next table waits for her."""
    story.then(story.day(DAYS_AGO, 15), lambda: bring(story.cast.cora))
    story.then(story.day(2, 16), lambda: look_at(NEXT, "canteens.csv", by=story.cast.cora))


def look_at(table, name, *, by):
    run = keep(table.encode("cp1252"), name, by=by)
    run.match(run.columns)
    go_on(run)
    return run


def bring(by):
    run = look_at(TABLE, "powys-carers.csv", by=by)
    run.begin(by=by, known=run.Known.LEAVE, invites=False)
    go_on(run)
