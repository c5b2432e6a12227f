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


def plan(story):
    """Cora brings them in; one had no address and has to be asked for it."""
    story.then(story.day(DAYS_AGO, 15), lambda: bring(story.cast.cora))


def bring(by):
    run = keep(TABLE.encode("cp1252"), "powys-carers.csv", by=by)
    run.match(run.columns)
    go_on(run)
    run.begin(by=by, known=run.Known.LEAVE, invites=False)
    go_on(run)
