"""What the roof hands to rooms below: the cast for the demo's sign-in page, sentences for the record."""

from django.utils.translation import gettext_lazy

from folkmoot import cast

SENTENCES = {"home.linked": gettext_lazy("A link that signs %(thing)s in was printed at the machine")}


def cast_on_offer():
    """Who can be chosen with one click; accounts asks for it in the demo only."""
    return [
        {"email": f"{who}@example.org", "name": cast.PEOPLE[who][0], "line": line}
        for who, line in cast.LINES.items()
    ]


def record_words():
    return SENTENCES
