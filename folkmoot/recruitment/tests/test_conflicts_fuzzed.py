"""Many identities in many spellings: nobody reads somebody they have something to do with."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from folkmoot.core.lifecycle import Refused
from folkmoot.members.models import Affiliation, Organisation, Profile
from folkmoot.recruitment.models import Plan
from folkmoot.recruitment.plans.making import make

from .rounds import begun, lane_of, opened, reader, someone, to_screening

APPLICANTS, READERS = 40, 16


class World:
    """Readers and applicants, some of whom have something in common; `bound` says which."""

    def __init__(self, cast, seed):
        self.lot, self.cast, self.seed = Random(seed), cast, seed  # noqa: S311 - drawn again, not guessed
        self.round = opened(cast, f"Round {seed}", readers=3)
        other = lane_of(self.round, "Kirkside Trust", by=cast.cora, region="Lothian")
        self.lanes, self.bound = [self.round.lanes.first(), other], set()
        self.readers = [self._reader(number) for number in range(READERS)]
        self.applicants = [self._applicant(number) for number in range(APPLICANTS)]
        to_screening(self.round, by=cast.cora)

    def _reader(self, number):
        user = someone(f"Reader {self.seed} {number}")
        house = Organisation.objects.named(f"The House & Garden {number}", by=self.cast.cora)
        house.also_called(f"HG{number}", by=self.cast.cora)
        past = Organisation.objects.named(f"Old Mill {number}", by=self.cast.cora)
        profile = Profile.objects.of(user)
        Affiliation.objects.create(profile=profile, organisation=house)
        until = timezone.localdate() - timedelta(days=self.lot.randrange(1000))
        Affiliation.objects.create(profile=profile, organisation=past, until=until)
        user.emailaddress_set.create(email=f"read.er{number}@gmail.com", verified=False)
        return reader(self.round, user, lane=self.lanes[number % 2], capacity=20)

    def _applicant(self, number):
        """Nothing in common with anybody, or one thing with each of up to three."""
        application = begun(
            self.round, someone(f"Applicant {self.seed} {number}"), lane=self.lanes[number % 2]
        )
        shared = self.lot.sample(range(READERS), self.lot.randrange(4))
        lines = {"employer": ["Nowhere Ltd"], "former": [], "home_email": []}
        for at in shared:
            self.bound.add((self.readers[at].user_id, application.applicant_id))
            self._share(application, at, lines)
        for key, values in lines.items():
            if values:
                application.write(key, "\n".join(values), revision=0)
        application.submit()
        return application

    def _share(self, application, at, lines):
        match self.lot.randrange(7 if not lines["home_email"] else 6):
            case 0:
                spelt = [
                    "the house and garden {}",
                    "HOUSE & GARDEN {}.",
                    " hg{} ",
                    "The  Hóuse and Garden {}",
                ]
                lines["employer"].append(self.lot.choice(spelt).format(at))
            case 1:
                lines["former"].append(f"House and Garden {at}")
            case 2:
                lines["employer"].append(f"Old mill {at}")
            case 3:
                address = f"Reader{at}+refer@googlemail.com"
                application.references.create(name="A referee", email=address)
            case 4:
                self._employed(application, f"HG{at}", until=None)
            case 5:
                self._employed(application, f"The House & Garden {at}", until=timezone.localdate())
            case 6:
                spelt = [
                    f"r.e.a.d.er{at}@GoogleMail.com",
                    f"reader{at}+home@gmail.com",
                    f"READER{at}@gmail.com ",
                ]
                lines["home_email"].append(self.lot.choice(spelt))

    def _employed(self, application, name, until):
        profile = Profile.objects.of(application.applicant)
        organisation = Organisation.objects.called(name)
        Affiliation.objects.get_or_create(
            profile=profile, organisation=organisation, defaults={"until": until}
        )


@pytest.mark.parametrize("seed", range(4))
def test_no_plan_has_a_reading_between_two_who_have_something_in_common(cast, seed):
    world = World(cast, seed)
    plan = Plan.objects.begin(world.round, by=cast.cora)
    make(plan)
    planned = set(plan.assessments.values_list("assessor__user", "application__applicant"))
    assert len(planned) == 3 * APPLICANTS
    assert len(world.bound) > 30
    assert planned & world.bound == set()
    for person, applicant in sorted(world.bound):
        one = next(one for one in world.readers if one.user_id == person)
        application = world.round.applications.get(applicant=applicant)
        with pytest.raises(Refused):
            plan.give(application, one, by=cast.cora)
