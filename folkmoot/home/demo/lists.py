"""What the people of the demo choose from, and what each of them chose."""

import random
from datetime import timedelta

from django.utils import timezone

from folkmoot.members.models import Cohort, Interest, Member, Organisation, Partner, Region, Skill

from . import texts

KEPT = texts.lists("lists.txt")
INTERESTS = texts.lists("crowd.txt")["interests"]
COHORTS = ["First cohort", "Second cohort", "Third cohort"]  # each of eight months
PARTNERS = {
    "Common Ground": "",
    "Soar Valley Hospitals": "Midlands",
    "Lagan Care Trust": "Belfast and the East",
}


def furnish(*, by):
    """The lists as the team made them before anyone joined."""
    for title in KEPT:
        if ", " in title:
            nation, region = title.split(", ")
            within = Region.objects.filter(name=nation).first() or Region.objects.add(nation, by=by)
            Region.objects.add(region, by=by, nation=within)
    for name in INTERESTS:
        Interest.objects.add(name[0].upper() + name[1:], by=by)
    for name in KEPT["skills"]:
        Skill.objects.add(name, by=by)
    began = timezone.localdate()
    for number, name in enumerate(COHORTS):
        Cohort.objects.add(name, by=by, began_on=began + timedelta(days=240 * number))


def appoint(*, by):
    """The partners: one for the whole system, two for a region."""
    for name, region in PARTNERS.items():
        Partner.objects.appoint(
            Organisation.objects.named(name, by=by),
            kind=Partner.Kind.REGIONAL if region else Partner.Kind.SYSTEM,
            regions=Region.objects.filter(name=region),
            by=by,
        )


class Choices:
    """What people choose, the same for the same seed; a third leaves most of it empty, as people do."""

    def __init__(self, seed):
        self.die = random.Random(seed)  # noqa: S311 (invented people)
        self.regions = {row.name: row for row in Region.objects.all()}
        self.interests, self.skills = list(Interest.objects.by_name()), list(Skill.objects.by_name())
        self.cohorts = list(Cohort.objects.order_by("began_on"))
        self.region_of = {
            town: self.regions[title.split(", ")[1]]
            for title, towns in KEPT.items()
            if ", " in title and self.regions
            for town in towns
        }

    def of(self, place):
        """The changes of one profile: columns, and rows under `interests` and `skills`."""
        said = {"region": self.region_of.get(place)}
        if self.die.random() < 0.33 or not self.interests:
            return said | {"interests": [], "skills": []}
        said["interests"] = self.die.sample(self.interests, self.die.randint(1, 4))
        said["skills"] = self.die.sample(self.skills, self.die.randint(0, 3))
        if said["skills"]:
            said["ask_me_about"] = ", ".join(skill.name.lower() for skill in said["skills"][:2])
        if self.die.random() < 0.5:
            said["want_to_learn"] = self.die.choice(KEPT["wishes"])
        if self.die.random() < 0.4:
            said["contact_by"] = self.die.sample(["mail", "phone", "video", "in person"], 2)
            said["contact_when"] = self.die.choice(KEPT["times"])
        said["languages"] = ["cy", "en-gb"] if self.die.random() < 0.06 else ["en-gb"]
        said["is_open_to_contact"] = self.die.random() < 0.8
        return said

    def cohort_on(self, day):
        """The cohort somebody who joined on this day was welcomed in."""
        begun = [cohort for cohort in self.cohorts if cohort.began_on <= day]
        return begun[-1] if begun else None

    def enrol(self, user, *, by):
        """Put a member into the cohort of the day they joined."""
        member = Member.objects.get(user=user)
        member.enrol(self.cohort_on(member.since), by=by)
