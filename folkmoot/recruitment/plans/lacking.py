"""What a plan lacks, kept as [rule, number of the application or key of the assessor, how many, why]."""

from ..assigning.words import sentence
from ..models import Plan
from .numbers import Numbers

OF_READERS = {"least", "most"}  # rules about an assessor; the others are about an application


def lacks(numbers, report):
    """The breaches of a report, as they are kept with the plan."""
    return [
        [breach.rule, _key(numbers, breach), breach.count, breach.why]
        for breach in report.breaches
        if breach.rule != "share"
    ]


def _key(numbers, breach):
    if breach.rule in OF_READERS:
        return numbers.assessors[breach.assessor].pk
    return numbers.applications[breach.application].number


def count_anew(plan):
    """After a change by hand, and once it is published: what it lacks now."""
    from ..assigning.checking import check
    from ..assigning.task import Plan as Pairs

    numbers = Numbers(plan)
    found = lacks(numbers, check(numbers.task(with_fit=False), Pairs(numbers.pairs())))
    Plan.objects.filter(pk=plan.pk).update(shortfalls=found)
    plan.shortfalls = found


def told(plan, *, without=()):
    """What it lacks, in words. `without`: numbers of applications the reader may not know of; where there are
    any, how much each assessor reads is not told either, for it would tell who reads them.
    """
    from ..assigning.checking import Breach

    names = {one.pk: str(one.user) for one in plan.round.assessors.select_related("user")}
    for rule, key, count, why in plan.shortfalls:
        of_reader = rule in OF_READERS
        if without and (of_reader or key in without):
            continue
        who = {"assessor": names.get(key, "")} if of_reader else {"application": called(key)}
        yield sentence(Breach(rule, count=count, why=why), **who)


def called(number):
    from ..models import Application

    return Application(number=number).called
