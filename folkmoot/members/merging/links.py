"""Every link that follows a person, room by room; what this room links."""

from django.utils.translation import gettext_lazy

from folkmoot.core.gathering import gather
from folkmoot.core.merging import Link

from ..models import (
    Affiliation,
    Block,
    Contact,
    ContactRequest,
    Correction,
    FirstStep,
    FormerSlug,
    Greeter,
    Note,
    Report,
    SavedSearch,
    Task,
)


def all_links():
    return [link for links in gather("links of a person") for link in links]


def links_of_a_person():
    requests = gettext_lazy("Contact requests")
    tasks = gettext_lazy("Tasks")
    return [
        Link(Contact, "user"),
        Link(ContactRequest, "sender", requests, once=("recipient", "state"), not_self="recipient"),
        Link(ContactRequest, "recipient", requests, once=("sender", "state"), not_self="sender"),
        Link(ContactRequest, "suggested", of="profile"),
        Link(Report, "by", once=("request",)),
        Link(Report, "about"),
        Link(Correction, "user"),
        Link(Block, "by", once=("blocked",), not_self="blocked"),
        Link(Block, "blocked", once=("by",), not_self="by"),
        Link(Greeter, "user", once=("cohort",)),
        Link(FirstStep, "person", not_self="user"),
        Link(SavedSearch, "owner", gettext_lazy("Saved searches"), once=("query",)),
        Link(Note, "user", gettext_lazy("Notes and calls")),
        Link(Task, "user", tasks),
        Link(Task, "owner", tasks),
        Link(
            Affiliation, "profile", gettext_lazy("Where they work and worked"),
            once=("organisation",), of="profile",
        ),
        Link(FormerSlug, "profile", of="profile"),
    ]  # fmt: skip
