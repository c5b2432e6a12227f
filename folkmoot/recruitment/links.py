"""The links of this room's rows to a person."""

from folkmoot.core.merging import Link

from .models import Application, Conflict, Extension, Talk, Turn


def links_of_a_person():
    return [
        Link(Application, "applicant", once=("round",)),
        Link(Extension, "user"),
        Link(Talk, "asker", not_self="member"),
        Link(Talk, "member", not_self="asker"),
        Link(Turn, "user", once=("talk",)),
        Link(Conflict, "person", once=("applicant", "kind"), not_self="applicant"),
        Link(Conflict, "applicant", once=("person", "kind"), not_self="person"),
    ]
