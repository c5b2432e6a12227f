"""Three others to ask, and why each: found in the directory in memory, whatever its size.

Who is like the one that was asked (skills, interests, place), or near the one who asks, is counted with a few
operations on whole numbers; only the best fifty are read from the database, and only what the sender may see
of them is used.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from folkmoot.accounts import policy

from .. import towns
from ..directory import directory
from ..models import Block, Connection, ContactRequest, Profile
from ..models.face import Face

MANY = 3
LOOKED_AT = 50
NEAR = 50  # kilometres
SKILL, PLACE, INTEREST, REGION, OWN = 4, 3, 2, 1, 1  # how much each thing in common counts
COUNTED = timedelta(days=365)  # of the answers by which somebody is one who answers


@dataclass
class Offer:
    """Someone else to ask: as the sender sees them, and why."""

    face: Face
    pk: int
    alike: Face | None  # the one who was asked, and the one who asks, as the sender sees them
    own: Face | None
    near: str  # the town they are near to
    skills: list  # what they have in common with the one who was asked
    interests: list
    own_interests: list  # and with the one who asks
    answers: bool

    @property
    def name(self):
        return self.face.name

    @property
    def ask_path(self):
        return reverse("members:ask", args=[self.face.slug])

    @property
    def reasons(self):
        """In the reader's language: "also in Leeds", "knows about run charts", "answers requests"."""
        found = self._place() + [
            _("knows about %(what)s") % {"what": lowered(skill.name)} for skill in self.skills[:2]
        ]
        if self.interests:
            found.append(_("cares about %(what)s") % {"what": lowered(self.interests[0].name)})
        elif self.own_interests and not found:
            found.append(_("cares about %(what)s, as you do") % {"what": lowered(self.own_interests[0].name)})
        if found and self.answers:
            found.append(_("answers requests"))
        return found

    @property
    def weight(self):
        """How much speaks for them: a skill twice as much as a place, an interest or an answer."""
        return 2 * len(self.skills) + len(self._place()) + len(self.interests) + self.answers

    def _place(self):
        """One reason of place: the same town, near it, the same region; else near the one who asks."""
        if self.alike and same_place(self.face, self.alike):
            return [_("also in %(place)s") % {"place": self.face.place}]
        if self.near:
            return [_("near %(place)s") % {"place": self.near}]
        if self.alike and self.face.region and self.face.region == self.alike.region:
            return [_("also in %(place)s") % {"place": self.face.region.name}]
        if self.own and same_place(self.face, self.own):
            return [_("in %(place)s like you") % {"place": self.face.place}]
        return []


def same_place(one, other):
    return bool(one.place) and one.place.casefold() == other.place.casefold()


def lowered(name):
    """A name of our lists within a sentence: "Run charts" is run charts, "PDSA" stays."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def others_for(sender, recipient, first=()):
    """Up to three `Offer`s for someone who asked `recipient`; those named before (`first`) come first."""
    view = directory.view("members" if policy.belongs(sender) else "everyone")
    asked, own = _faces_of(sender, recipient)
    free = view.having("open:yes") & ~view.of(not_to_be_offered(sender, recipient))
    near = _near(view, asked)
    weighed = _weighed(view, free, asked, own, near)
    named = [pk for pk in first if _is_in(free, pk, view)]
    keys = [*named, *_best(view, weighed, start=31 * sender.pk + recipient.pk)]
    offers = [offer for offer in _offers(keys, sender, asked, own, view, near) if offer.reasons]
    offers.sort(key=lambda offer: (offer.pk in named, offer.weight), reverse=True)
    return offers[:MANY]


def others_of(request):
    """Whom the sender of a request can ask instead: those named in the letter first."""
    return others_for(request.sender, request.recipient, request.offered)


def _is_in(people, pk, view):
    return pk in view.place and bool(people >> view.place[pk] & 1)


def _faces_of(sender, recipient):
    """The one who was asked, and the one who asks, as the latter sees them; None where there is no page."""
    with_marks = Profile.objects.select_related("region").prefetch_related("interests", "skills")
    profiles = {profile.user_id: profile for profile in with_marks.filter(user__in=[sender, recipient])}
    asked, own = profiles.get(recipient.pk), profiles.get(sender.pk)
    return (
        asked.face_for(sender) if asked and asked.is_open_to(sender) else None,
        own.face_for(sender) if own else None,
    )


def not_to_be_offered(sender, recipient):
    """Profiles, as keys: these two, whom the sender asked or is in touch with, blocks either way."""
    asked = ContactRequest.objects.filter(sender=sender).values("recipient")
    wrote = ContactRequest.objects.waiting().filter(recipient=sender).values("sender")
    known = Q(user__in=asked) | Q(user__in=wrote)
    known |= Q(user__in=Connection.objects.filter(first=sender).values("second"))
    known |= Q(user__in=Connection.objects.filter(second=sender).values("first"))
    known |= Q(user__in=Block.objects.filter(by=sender).values("blocked"))
    known |= Q(user__in=Block.objects.filter(blocked=sender).values("by"))
    return list(Profile.objects.filter(known | Q(user__in=[sender, recipient])).values_list("pk", flat=True))


def _near(view, face):
    """Those in towns near the one who was asked, the town itself left out."""
    town = towns.named(face.place) if face and face.place else None
    if not town:
        return 0
    numbers = [int(key) for key in view.counts("town", view.everyone)]
    people = 0
    for number, other in towns.at(numbers).items():
        if number != town.number and towns.distance(town, other) <= NEAR:
            people |= view.having(f"town:{number}")
    return people


def _weighed(view, free, asked, own, near):
    """Sets of people, from those with most in common down."""
    counter = Counter(free)
    if asked:
        counter.add([view.having(f"skill:{row.pk}") for row in asked.skills], SKILL)
        counter.add([view.having(f"interest:{row.pk}") for row in asked.interests], INTEREST)
        counter.add([view.having(f"region:{asked.region.pk}")] if asked.region else [], REGION)
        counter.add([view.having(f"town:{asked.profile.town}")] if asked.place else [], PLACE)
        counter.add([near], REGION)
    if own:
        counter.add([view.having(f"interest:{row.pk}") for row in own.interests], OWN)
        counter.add([view.having(f"town:{own.profile.town}")] if own.place else [], OWN)
    return counter.best_first()


class Counter:
    """Adds up for each person, all people at once: plane `n` holds the bit `n` of everybody's sum."""

    def __init__(self, people):
        self.people, self.planes = people, []

    def add(self, sets, weight):
        for people in sets:
            for _time in range(weight):
                self._add(people & self.people)

    def _add(self, carry):
        for place, plane in enumerate(self.planes):
            self.planes[place], carry = plane ^ carry, plane & carry
            if not carry:
                return
        if carry:
            self.planes.append(carry)

    def best_first(self):
        """Sets of people with the same sum, the highest first; without those who have none."""
        left = 0
        for plane in self.planes:
            left |= plane
        while left:
            best = left
            for plane in reversed(self.planes):
                best = best & plane or best
            yield best
            left &= ~best


def _best(view, sets, start):
    """Keys of up to fifty, the best sets first. Within a set they begin elsewhere for each two people."""
    found, size = [], len(view.people)
    for people in sets:
        cut = start * 7919 % size
        for part in (people >> cut << cut, people & ((1 << cut) - 1)):
            while part and len(found) < LOOKED_AT:
                lowest = part & -part
                found.append(view.people[lowest.bit_length() - 1])
                part ^= lowest
        if len(found) >= LOOKED_AT:
            break
    return found


def _offers(keys, sender, asked, own, view, near):
    """What the directory knows in common is what the sender may see: its marks are by reader."""
    profiles = answering(Profile.objects.visible_to(sender).with_faces()).in_bulk(keys)
    for pk in dict.fromkeys(keys):
        profile = profiles.get(pk)
        face = profile and profile.face_for(sender)
        if face and profile.takes_requests and face.is_open_to_contact:
            yield Offer(
                face,
                pk,
                asked,
                own,
                near=asked.place if asked and face.place and _is_in(near, pk, view) else "",
                skills=_common(view, pk, "skill", asked.skills) if asked else [],
                interests=_common(view, pk, "interest", asked.interests) if asked else [],
                own_interests=_common(view, pk, "interest", own.interests) if own else [],
                answers=profile.has_answered and not profile.has_let_lapse,
            )


def _common(view, pk, kind, rows):
    return [row for row in rows if _is_in(view.having(f"{kind}:{row.pk}"), pk, view)]


def answering(profiles):
    """With whether they answered a request within a year, and whether they let one end unanswered."""
    theirs = ContactRequest.objects.filter(recipient=OuterRef("user"), closed_at__gt=timezone.now() - COUNTED)
    return profiles.annotate(
        has_answered=Exists(theirs.filter(state__in=ContactRequest.ANSWERS)),
        has_let_lapse=Exists(theirs.filter(state=ContactRequest.State.EXPIRED)),
    )
