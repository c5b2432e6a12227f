"""The authors of the old site: matched to people by what is proven, never by name alone."""

from difflib import SequenceMatcher

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.models import User
from folkmoot.core.names import without_address
from folkmoot.members.models import Profile
from folkmoot.publishing.models import ImportItem

from .reader import Author, Item, Reader

ALIKE = 0.85  # how alike two names are that may be the same person's, misspelt
MANY = 5000  # names are compared among so many people at most


def write_people(run):
    """Match or make a profile for each author."""
    addresses = _addresses(run)
    for item in run.items.filter(kind="author", outcome=ImportItem.Outcome.PLANNED).in_order():
        with transaction.atomic():
            _settle(run, item, addresses.get(item.source_id, ""))
            run.advance(done=run.done + 1)
        yield


def _addresses(run):
    """{login: e-mail}, read from the head of the file: nothing of ours keeps them."""
    addresses = {}
    for record in Reader(run.file):
        if isinstance(record, Item):
            break
        if isinstance(record, Author):
            addresses.setdefault(record.login, record.email)
    return addresses


def _settle(run, item, address):
    profile, outcome = known(run, item), ImportItem.Outcome.SAME
    if profile is None and (user := _account(address)):
        profile, item.reason = Profile.objects.of(user, by=run.by), "proven"
    if profile is None:
        item.data["candidates"] = _of_like_name(item.title)
        profile, outcome = _made(run, item), ImportItem.Outcome.MADE
    item.outcome = outcome
    item.content_type = ContentType.objects.get_for_model(Profile)
    item.object_id = profile.pk
    item.data["address"] = f"/read/by/{profile.slug}/"
    item.save()


def known(run, item):
    """The profile an earlier run gave this login of this site, or a person chose for it."""
    earlier = ImportItem.objects.filter(
        run__site=run.site, kind="author", source_id=item.source_id, outcome__in=ImportItem.CARRIED
    ).exclude(run=run)
    keys = earlier.order_by("-pk").values_list("object_id", flat=True)[:1]
    return Profile.objects.filter(pk__in=list(keys)).first()


def _account(address):
    """The account that has proved this address to be its own."""
    if not address:
        return None
    proven = EmailAddress.objects.filter(email__iexact=address, verified=True).values("user")
    return User.objects.active().filter(pk__in=proven).first()


def _made(run, item):
    """A profile of nobody's account. Its name stood over public texts, so everyone may see it.

    On many sites the login is an e-mail address, and the name too: that is nobody's to see.
    """
    name = without_address(item.title.strip() or item.source_id)[:150] or _("Unknown author")
    return Profile.objects.make(name=name, visible=Profile.Visible.PUBLIC, by=run.by)


def _of_like_name(name):
    """People whose name is the same or nearly: for a person to look at, never taken by itself."""
    wanted = _folded(name)
    matcher = SequenceMatcher(b=wanted)
    found = []
    for pk, other in Profile.objects.order_by("-pk").values_list("pk", "name")[:MANY].iterator():
        matcher.set_seq1(_folded(other))
        if (
            matcher.real_quick_ratio() >= ALIKE
            and matcher.quick_ratio() >= ALIKE
            and matcher.ratio() >= ALIKE
        ):
            found.append(pk)
    return found[:5]


def _folded(name):
    return " ".join(name.casefold().split())
