"""What the people of the demo choose from, and what each of them chose."""

import random
from datetime import timedelta

from django.utils import timezone

from folkmoot.members import towns
from folkmoot.members.models import Cohort, Interest, Member, Region, Skill

from . import growth, texts

KEPT = texts.lists("lists.txt")
PEOPLE = {  # in each region, in a hundred
    "North East and Cumbria": 5, "North West": 11, "Yorkshire and the Humber": 9, "Midlands": 15,
    "East of England": 8, "London": 11, "South East": 11, "South West": 8, "North Wales": 2,
    "Mid and West Wales": 3, "South East Wales": 4, "Highlands and Islands": 2, "East of Scotland": 5,
    "West of Scotland": 5, "Belfast and the East": 4, "North and West": 2,
}  # fmt: skip
REGIONS = [
    (title, title.split(", ")[1], PEOPLE[title.split(", ")[1]]) for title in KEPT if ", " in title
]  # as the file has it, its name, its people
LEAST = 3000  # people of any town
INTERESTS = texts.lists("crowd.txt")["interests"]


def furnish(*, by, today=None):
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
    today = today or timezone.localdate()
    for period in growth.PERIODS:
        Cohort.objects.add(period.cohort, by=by, began_on=today - timedelta(days=period.began))


class Choices:
    """What people choose, the same for the same seed; a third leaves most of it empty, as people do."""

    def __init__(self, seed):
        self.die = random.Random(seed)  # noqa: S311 (invented people)
        self.regions = {row.name: row for row in Region.objects.all()}
        self.interests, self.skills = list(Interest.objects.by_name()), list(Skill.objects.by_name())
        self.cohorts = list(Cohort.objects.order_by("began_on"))
        self.region_of = {
            town: self.regions.get(region) for title, region, _weight in REGIONS for town in KEPT[title]
        }
        self.sizes = {}

    def somewhere(self):
        """(nation, region, town), as likely as people live there."""
        title, region, _weight = self.die.choices(REGIONS, [weight for *_names, weight in REGIONS])[0]
        if region not in self.sizes:
            known = [towns.named(town) for town in KEPT[title]]
            self.sizes[region] = [max(town.people if town else 0, LEAST) ** 0.5 for town in known]
        return title.split(", ")[0], region, self.die.choices(KEPT[title], self.sizes[region])[0]

    def of(self, place, *, of_course=True):
        """The changes of one profile: columns, and rows under `interests` and `skills`."""
        said = {"region": self.region_of.get(place)}
        if self.die.random() < 0.33 or not (self.interests and of_course):
            return said | {"interests": [], "skills": []}
        said["interests"] = self.die.sample(self.interests, self.die.randint(1, 4))
        said["skills"] = self.die.sample(self.skills, self.die.randint(0, 3))
        if said["skills"]:
            said["ask_me_about"] = ", ".join(_within(skill.name) for skill in said["skills"][:2])
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


def _within(name):
    """A name within a sentence."""
    return name if name.startswith("Welsh") else name[0].lower() + name[1:]
