"""Proving again that a plan is the best there is, by whoever has the task, the plan and the certificate."""

from .checking import check
from .prices import bound


def verify(task, plan, certificate):
    """What is wrong with the claim; nothing if it is proved. No solver is asked and no figure believed.

    task: it is about another question. plan: about another plan. rules: the plan does what no plan may.
    value: it is not worth what is said. bound: at these prices a better plan may exist.
    """
    wrong = []
    if certificate.get("task") != task.digest():
        wrong.append("task")
    if certificate.get("plan") != plan.digest():
        wrong.append("plan")
    report = check(task, plan)
    if not report.is_allowed:
        wrong.append("rules")
    if certificate.get("value") != report.value:
        wrong.append("value")
    if not _is_reached(task, report.value, certificate.get("prices")):
        wrong.append("bound")
    return wrong


def _is_reached(task, value, prices):
    try:
        return bound(task, prices) == value
    except (TypeError, ValueError, OverflowError):
        return False
