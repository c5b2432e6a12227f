"""The partners of the demo: who they are, what they serve, who leads; `partners.txt` says it."""

from folkmoot.accounts.models import User
from folkmoot.members.models import Organisation, Partner, Region

from . import texts

NAMED = 3  # days ago on which those were named leads who had not joined when the partner was appointed


def plan(story):
    """Lay out on which day each was appointed."""
    for ago, facts in told():
        story.then(story.day(min(ago, story.began - 1), 14), _appointing(story, ago, **facts))


def told():
    """(days ago, facts) of each."""
    for line in (texts.HERE / "partners.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, also, ago, regions, leads, about = (part.strip() for part in line.split("|"))
            facts = {"name": name, "also": also, "regions": regions, "leads": leads, "about": about}
            lists = {key: [each.strip() for each in facts[key].split(";") if each.strip()]
                     for key in ("also", "regions", "leads")}  # fmt: skip
            yield int(ago), facts | lists


def _appointing(story, ago, **facts):
    def appoint():
        by = story.cast.cora
        organisation = Organisation.objects.named(facts["name"], by=by)
        regions = [Region.objects.get(name=name) for name in facts["regions"]]
        website = f"https://{organisation.slug}.example/"
        organisation.edit(by=by, region=regions[0] if regions else None, website=website)
        for name in facts["also"]:
            organisation.also_called(name, by=by)
        _make(organisation, regions, facts, by)
        if ago > NAMED and not organisation.partner.leads.count():
            story.then(story.day(NAMED, 14), lambda: _make(organisation, regions, facts, by))

    return appoint


def _make(organisation, regions, facts, by):
    Partner.objects.appoint(
        organisation,
        kind=Partner.Kind.REGIONAL if regions else Partner.Kind.SYSTEM,
        regions=regions,
        leads=list(User.objects.filter(name__in=facts["leads"], is_active=True)),
        about=facts["about"],
        by=by,
    )
