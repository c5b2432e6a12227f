"""The second half of a whole round: talked about, decided by two, told once, answered."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.activity.models import Email
from folkmoot.recruitment.deciding.releasing import release_due
from folkmoot.recruitment.models import DecisionList, Letter
from folkmoot.recruitment.offers.places import next_reserves
from folkmoot.recruitment.offers.tasks import follow_offers

WHY_NOT = {"outcome": "decline", "reasons": ["bring-example"], "words": "Name one thing others took up."}
RESERVES = 6


def decided(world):
    """What is clear by the scores alone; the rest in the meeting; the list by one, confirmed by another."""
    rows = world.web.look(world.cast.cora, "decide").context["rows"]
    world.proposals = {row.number: _wanted(world, row) for row in rows}
    clear = [row for row in rows if not row.is_open]
    _refused_without_a_word(world, rows[0])
    for name, lead in world.leads.items():
        own = [row.number for row in clear if str(row.lane) == name]
        offers = [number for number in own if world.proposals[number]["outcome"] == "offer"]
        world.web.press(lead, "propose_many", number=offers, outcome="offer")
        for number in set(own) - set(offers):
            who = world.cast.cora if world.proposals[number]["outcome"] == "reserve" else lead
            world.web.press(who, "propose", number, **world.proposals[number])
    _met(world)
    _listed(world)


def _wanted(world, row):
    """As the adjusted order says."""
    if row.place <= world.round.places:
        return {"outcome": "offer"}
    if row.place <= world.round.places + RESERVES:
        return {"outcome": "reserve"}
    return WHY_NOT


def _refused_without_a_word(world, best):
    """Against the order of scores only with a reason, and never by the lead of another lane."""
    world.web.press(world.cast.cora, "propose", best.number, expect=422, **WHY_NOT)
    other = next(lead for name, lead in world.leads.items() if name != str(best.lane))
    world.web.press(other, "propose", best.number, expect=404, outcome="offer")


def _met(world):
    """The chair goes from one open application to the next; the lead of its lane proposes."""
    from .whole_round import look_around

    web, cora = world.web, world.cast.cora
    web.press(cora, "meeting_begin")
    world.talked_about = []
    while (page := web.look(cora, "meeting")).context["next"]:
        number = page.context["next"].number
        web.press(cora, "meeting_move", number=number, turn=page.context["meeting"].turn)
        assert web.look(cora, "meeting").context["application"].number == number
        lead = world.leads[str(page.context["next"].lane)]
        assert f"Application {number}" in web.look(lead, "meeting").text
        web.press(lead, "propose", number, **world.proposals[number])
        world.talked_about.append(number)
    look_around(world, world.talked_about[-1] if world.talked_about else 1)
    web.press(cora, "meeting_end")


def _listed(world):
    web, cast = world.web, world.cast
    web.press(cast.cora, "list_propose")
    decisions = DecisionList.objects.standing(world.round)
    web.press(cast.cora, "list_confirm", decisions.pk, expect=403)
    web.press(cast.fay, "list_confirm", decisions.pk)


def told(world):
    """Counted before anything leaves; scheduled; told by the clock at its hour, each once."""
    web, cora = world.web, world.cast.cora
    world.counted = dict(web.look(cora, "letters").context["counts"])
    at = timezone.localtime() + timedelta(days=1)
    decisions = DecisionList.objects.standing(world.round)
    web.press(cora, "release", decisions.pk, at=at.strftime("%Y-%m-%dT%H:%M"))
    release_due()
    assert not Letter.objects.exists(), "it is not their hour yet"
    world.later(1.01)
    for _minute in range(2):
        release_due()
    world.round.refresh_from_db()
    world.letters = Letter.objects.count()
    world.mails = Email.objects.filter(key__startswith="recruitment.told.").count()


def answered(world):
    """One says no, one nothing at all; the first two of the reserve list take their places."""
    offered = list(world.round.applications.filter(state="offered").order_by("number"))
    others = [one for one in offered if one.applicant != world.cast.ben]
    world.declined, world.silent = others[0], others[1]
    for application in offered:
        if application not in (world.declined, world.silent):
            world.web.press(application.applicant, "offer", answer="yes")
    world.web.press(world.declined.applicant, "offer", answer="no", words="A new job.")
    _promoted(world)
    world.later(world.round.answer_days + 1)
    follow_offers()
    _promoted(world)


def _promoted(world):
    """The next of the list, who says yes; while no place is free nobody is."""
    web, cora = world.web, world.cast.cora
    following = next_reserves(world.round).first()
    first_of_lane = following == next_reserves(world.round, following.lane).first()
    web.press(cora, "promote", following.number)
    web.press(following.applicant, "offer", answer="yes")
    world.promoted = [*getattr(world, "promoted", []), first_of_lane]
    web.press(cora, "promote", next_reserves(world.round).first().number, expect=409)
