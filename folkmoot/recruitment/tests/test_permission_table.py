"""The table of permissions, cell by cell: an object or an act in each row, a person in each column.

read, write, count; "-" where it does not exist for them; "not" where it does, and they are refused. Each cell
is tried on the real pages (permission_rows.py), in a round that stands where it is possible (permissions.py);
what is refused changes nothing at all (trying.py). A lead needs two levels: the person leads the lane, and
the partner may act in the round; that of the stopped lead may not. Whoever applied themselves is tried on
their own file, and so is the stopped lead on one of their own lane.
"""

import pytest

from .permission_rows import ROWS
from .trying import tried

pytestmark = pytest.mark.on_sqlite

PEOPLE = [
    "applicant", "assessor", "other assessor", "lead", "other lead", "manager", "administrator",
    "lead who reads", "lead in conflict", "manager in conflict", "lead who applied", "manager who applied",
    "stopped lead", "member",
]  # fmt: skip
# appl- reads  reads  lead  other  mana- admi-  lead,  lead,  mana-  lead,  mana-  stop- mem-
# icant  it   another       lead   ger  nistr. reads confl. ger,c. applied ger,a.  ped   ber
TABLE = """
page of the round         read  read  read  read  read  read  read  read  read  read  read  read  read  read
settings, form            -     -     -     -     -     read  read  -     -     read  -     read  -     -
settings                  -     -     -     -     -     write write -     -     write -     write -     -
equality officer          -     -     -     -     -     -     write -     -     -     -     -     -     -
questions                 -     -     -     -     -     write write -     -     write -     write -     -
criteria, while read      -     -     -     -     -     write write -     -     write -     write -     -
opening it                -     -     -     -     -     write write -     -     write -     write -     -
another lane              -     -     -     -     -     write write -     -     write -     write -     -
closing a lane            -     -     -     -     -     write write -     -     write -     write -     -
stopping a partner        -     -     -     -     -     write write -     -     write -     write -     -
words of welcome          -     -     -     write -     write write write write write write write -     -
places of a lane          -     -     -     -     -     write write -     -     write -     write -     -
hopes and fears, all      -     -     -     read  read  read  read  read  read  read  read  read  -     -
hopes and fears, own lane -     -     -     write not   write write write write write write write -     -
more time for this person -     -     -     -     -     write write -     -     not   -     not   -     -
a nudge for drafts        -     -     -     -     -     write write -     -     write -     write -     -
applying for a caller     -     -     -     -     -     read  read  -     -     read  -     read  -     -
draft, by its writer      read  -     -     -     -     -     -     -     -     -     read  read  -     -
draft, on the board       -     -     -     -     -     -     -     -     -     -     -     -     -     -
draft, writing            write -     -     -     -     -     -     -     -     -     write write -     -
draft, sending            write -     -     -     -     -     -     -     -     -     write write -     -
draft, counted on board   -     -     -     count -     count count count -     -     -     -     -     -
draft, counted by round   not   not   not   not   not   count count not   not   -     not   -     not   not
draft, counted to nudge   -     -     -     -     -     count count -     -     -     -     -     -     -
draft, asking for help    write -     -     -     -     -     -     -     -     -     write write -     -
draft, taking that back   write -     -     -     -     -     -     -     -     -     write write -     -
draft, help, on the desk  not   not   not   not   not   read  read  not   not   -     not   -     not   not
draft, help, not opened   -     -     -     -     -     -     -     -     -     -     -     -     -     -
draft, read to help       -     -     -     -     -     read  read  -     -     -     -     -     -     -
draft, no help asked for  -     -     -     -     -     -     -     -     -     -     -     -     -     -
draft, ending the help    -     -     -     -     -     write write -     -     -     -     -     -     -
sent, to its writer       read  -     -     -     -     -     -     -     -     -     read  read  -     -
sent, its page            -     -     -     read  -     read  read  read  -     -     -     -     -     -
sent, on the board        -     -     -     read  -     read  read  read  -     -     -     -     -     -
sent, filtered by state   -     -     -     read  -     read  read  read  -     -     -     -     -     -
sent, counted on board    -     -     -     count -     count count count -     -     -     -     -     -
sent, counted in the plan -     -     -     count -     count count count -     -     -     -     -     -
sent, counted by reader   -     -     -     count -     count count count -     -     -     -     -     -
sent, counted by round    not   not   not   not   not   -     -     not   not   -     not   -     not   not
sent, as it is read       -     read  -     -     -     -     -     read  -     -     -     -     -     -
sent, in one's pile       -     read  -     -     -     -     -     read  -     -     -     -     -     -
sent, on paper            -     read  -     -     -     -     -     read  -     -     -     -     -     -
sent, to take names out   -     -     -     read  -     read  read  not   -     -     -     -     -     -
sent, listed to redact    -     -     -     read  -     read  read  not   -     -     -     -     -     -
sent, as a table          -     -     -     read  -     read  read  read  -     -     -     -     -     -
sent, in the search       -     -     -     -     -     -     -     -     -     -     -     -     -     -
redacting                 -     -     -     write -     write write not   -     -     -     -     -     -
sent, what happened to it -     -     -     read  -     read  read  -     -     -     -     -     -     -
changing what is sent     write -     -     -     -     -     -     -     -     -     write write -     -
withdrawing               write -     -     -     -     -     -     -     -     -     write write -     -
withdrawing for them      -     -     -     not   -     write not   not   -     -     -     -     -     -
employer, on its page     -     -     -     read  -     read  read  -     -     -     -     -     -     -
employer, as it is read   -     -     -     -     -     -     -     -     -     -     -     -     -     -
name, before it is read   -     read  -     -     -     -     -     read  -     -     -     -     -     -
name, once names come     -     read  -     -     -     -     -     read  -     -     -     -     -     -
name, before names come   -     -     -     -     -     -     -     -     -     -     -     -     -     -
name, in the table        -     -     -     read  -     read  read  -     -     -     -     -     -     -
name, where offers stand  -     -     -     read  -     read  read  read  -     -     -     -     -     -
name, on the reserve list -     -     -     read  -     read  read  read  -     -     -     -     -     -
reference, while read     -     -     -     -     -     -     -     -     -     -     -     -     -     -
reference, once weighed   -     -     -     read  -     read  read  -     -     -     -     -     -     -
reference, by a reader    -     -     -     -     -     -     -     -     -     -     -     -     -     -
reference, to its subject -     -     -     -     -     -     -     -     -     -     -     -     -     -
reference, if shown       read  -     -     -     -     -     -     -     -     -     read  read  -     -
equality, own answers     write -     -     -     -     -     -     -     -     -     write write -     -
equality, figures         -     -     -     count count count count count count count count count -     -
equality, raw             -     -     -     not   not   not   not   not   not   not   not   not   -     -
equality, raw by officer  read  read  read  read  read  read  read  read  read  read  read  read  read  read
stepping back             -     write -     -     -     -     -     write -     -     -     -     -     -
conflicts, list           -     -     -     -     -     read  read  -     -     -     -     -     -     -
conflict, confirming      -     -     -     -     -     write write -     -     -     -     -     -     -
conflict, dismissing      -     -     -     -     -     write write -     -     -     -     -     -     -
conflict of oneself       -     -     -     -     -     -     -     -     -     -     -     -     -     -
conflict, telling         -     -     -     write -     write write not   -     -     -     -     -     -
conflict, pinning         -     -     -     -     -     not   write -     -     -     -     -     -     -
plan in the making        -     -     -     read  -     read  read  read  -     -     -     -     -     -
plan, published           -     -     -     read  -     read  read  read  -     -     -     -     -     -
plan, beginning           -     -     -     -     -     write not   -     -     write -     write -     -
plan, publishing          -     -     -     -     -     write not   -     -     write -     write -     -
plan, discarding          -     -     -     -     -     write not   -     -     write -     write -     -
plan, one reader more     -     -     -     -     -     write not   -     -     not   -     not   -     -
plan, one reader less     -     -     -     -     -     write not   -     -     not   -     not   -     -
swap, proposing           -     -     -     write -     not   not   write -     -     -     -     -     -
swap, accepting           -     -     -     -     -     write not   -     -     -     -     -     -     -
swap, declining           -     -     -     -     -     write not   -     -     -     -     -     -     -
closing the reading       -     -     -     -     -     write not   -     -     write -     write -     -
reading once more         -     -     -     -     -     write not   -     -     write -     write -     -
asking an assessor        -     -     -     write not   write write write write write write write -     -
asking many               -     -     -     write not   write write write write write write write -     -
taking an assessor off    -     -     -     write -     write write write write write write write -     -
giving a reading back     -     write -     -     -     -     -     write -     -     -     -     -     -
own scores                -     write -     -     -     -     -     write -     -     -     -     -     -
own scores, opened again  -     write -     -     -     -     -     not   -     -     -     -     -     -
own scores, once decided  -     not   -     -     -     -     -     not   -     -     -     -     -     -
others', before one's own -     -     -     -     -     -     -     -     -     -     -     -     -     -
others', after one's own  -     read  -     -     -     -     -     read  -     -     -     -     -     -
scores, while it is read  -     -     -     -     -     read  read  -     -     -     -     -     -     -
scores, once weighed      -     -     -     read  -     read  read  read  -     -     -     -     -     -
scores, in the meeting    -     -     -     read  -     read  read  read  -     -     -     -     -     -
scores, as meeting moves  -     -     -     read  -     read  read  read  -     -     -     -     -     -
severity, own afterwards  -     read  read  -     -     -     -     read  -     -     -     -     -     -
severity, own before that -     -     -     -     -     -     -     -     -     -     -     -     -     -
severity, under numbers   -     -     -     -     -     read  -     -     -     read  -     read  -     -
severity, under names     -     -     -     -     -     -     read  -     -     -     -     -     -     -
order of scores           -     -     -     read  -     read  read  read  -     -     -     -     -     -
order, counted            -     -     -     count -     count count count -     -     -     -     -     -
meeting, what to talk of  -     -     -     -     -     read  read  -     -     -     -     -     -     -
scores put together       -     -     -     -     -     write write -     -     write -     write -     -
proposing                 -     -     -     write -     write not   write -     -     -     -     -     -
proposing many            -     -     -     write -     write not   write -     -     -     -     -     -
proposing, once decided   -     -     -     not   -     not   not   not   -     -     -     -     -     -
reserve list, its order   -     -     -     write -     write not   write write write -     -     -     -
reserve list, as proposed -     -     -     read  -     read  read  read  -     -     -     -     -     -
making the list           -     -     -     -     -     write write -     -     write -     write -     -
list, on it               -     -     -     -     -     read  read  -     -     -     -     -     -     -
list, confirming          -     -     -     -     -     write write -     -     not   -     not   -     -
list, confirming own      -     -     -     -     -     not   not   -     -     not   -     not   -     -
list, sending it back     -     -     -     -     -     write write -     -     not   -     not   -     -
meeting, beginning        -     -     -     -     -     write write -     -     write -     write -     -
meeting, moving on        -     -     -     -     -     write write -     -     -     -     -     -     -
meeting, ending           -     -     -     -     -     write write -     -     write -     write -     -
screening out             -     -     -     write -     write write write -     -     -     -     -     -
screening, second person  -     -     -     not   -     write write not   -     -     -     -     -     -
screening, letting it be  -     -     -     not   -     write write not   -     -     -     -     -     -
screening, on the desk    not   not   not   not   not   read  read  not   not   -     not   -     not   not
review, asking            write -     -     -     -     -     -     -     -     -     write write -     -
review, answering         -     -     -     -     -     write not   -     -     -     -     -     -     -
letter, words             -     -     -     -     -     write write -     -     write -     write -     -
letter, words of a lane   -     -     -     -     -     write write -     -     write -     write -     -
letter, preview           -     -     -     read  -     read  read  read  -     -     -     -     -     -
letter, its words for one -     -     -     write -     write not   write -     -     -     -     -     -
letter, sent again        -     -     -     -     -     write write -     -     -     -     -     -     -
letters, counted          -     -     -     count -     count count count -     -     -     -     -     -
letters, at an hour       -     -     -     -     -     write write -     -     write -     write -     -
letters, calling it off   -     -     -     -     -     write write -     -     write -     write -     -
letters, now              -     -     -     -     -     write write -     -     write -     write -     -
letter, before it left    -     -     -     -     -     -     -     -     -     -     -     -     -     -
letter, once it left      read  -     -     -     -     -     -     -     -     -     read  read  -     -
outcome, before it left   -     -     -     -     -     -     -     -     -     -     -     -     -     -
offer, looking            read  -     -     -     -     -     -     -     -     -     read  read  -     -
offer, accepting          write -     -     -     -     -     -     -     -     -     write write -     -
offer, declining          write -     -     -     -     -     -     -     -     -     write write -     -
offer, kept for later     -     -     -     -     -     write write -     -     -     -     -     -     -
offer, asking for later   write -     -     -     -     -     -     -     -     -     write write -     -
offer, not kept for later -     -     -     -     -     write write -     -     -     -     -     -     -
offer, who asks for later -     -     -     -     -     read  read  -     -     -     -     -     -     -
offer, accepted for them  -     -     -     not   -     write not   not   -     -     -     -     -     -
offer, declined for them  -     -     -     not   -     write not   not   -     -     -     -     -     -
offers, counted           -     -     -     count -     count count count -     -     -     -     -     -
reserve, promoting        -     -     -     -     -     write write -     -     -     -     -     -     -
reserve, out of turn      -     -     -     -     -     write write -     -     -     -     -     -     -
places, requesting        -     -     -     write -     not   not   write write not   write not   -     -
places, requested         -     -     -     read  -     read  read  read  read  read  read  read  -     -
places, granting          -     -     -     -     -     write write -     -     write -     write -     -
places, declining         -     -     -     -     -     write write -     -     write -     write -     -
reserve, requesting       -     -     -     write -     not   not   write -     -     -     -     -     -
reserve, requested        -     -     -     read  -     read  read  read  -     -     -     -     -     -
reserve, granting         -     -     -     -     -     write write -     -     -     -     -     -     -
reserve, declining        -     -     -     -     -     write write -     -     -     -     -     -     -
requests, on the desk     not   not   not   not   not   read  read  not   not   -     not   -     not   not
retention, preview        not   not   not   not   not   read  read  not   not   read  not   read  not   not
retention, counted        not   not   not   not   not   count count not   not   -     not   -     not   not
retention, run            not   not   not   not   not   not   write not   not   not   not   not   not   not
record, of the round      -     -     -     read  read  read  read  read  read  read  read  read  -     -
record, of the file       read  -     -     read  -     read  read  -     -     -     read  read  -     -
"""
CELLS = {row[:26].strip(): row[26:].split() for row in TABLE.strip().splitlines()}


def test_every_row_of_the_table_is_tried():
    assert list(CELLS) == list(ROWS)


@pytest.mark.parametrize("row", CELLS)
def test_each_may_do_what_the_table_says(permissions, row):
    found = {who: tried(permissions, who, ROWS[row]) for who in PEOPLE}
    assert found == dict(zip(PEOPLE, CELLS[row], strict=True))
