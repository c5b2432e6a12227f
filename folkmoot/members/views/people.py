"""The directory, and the page of one person."""

from operator import itemgetter

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from folkmoot.core.gathering import gather
from folkmoot.core.page_cache import cacheable

from .. import policy
from ..asked import Asked
from ..facts import facts
from ..finding import Found
from ..models import Block, FormerSlug, Organisation, Partner, Profile, Region
from ..models.face import Visible
from ..requests.standing import standing
from ..searches import news

A_PAGE = 24
AS = {"visitor": Visible.PUBLIC, "member": Visible.MEMBERS}


@require_safe
@login_not_required
@cacheable
def people(request):
    """The directory: those this reader may see, by words, near a town, by what they chose to say."""
    context = _found(request, Asked.in_address(request.GET))
    if request.user.is_authenticated and context["asked"]:
        context["search"] = news.of_found(context["found"], request.user)
    return render(request, "members/people.html", context)


def _found(request, asked):
    found = Found(asked, request.user)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return {"asked": asked, "found": found, "page": page, "people": _faces(list(page), request.user)}


def _faces(keys, user):
    """In this order; what changed a moment ago and may no longer be seen is left out."""
    profiles = Profile.objects.visible_to(user).belonging().with_faces().in_bulk(keys)
    faces = [profiles[pk].face_for(user) for pk in keys if pk in profiles]
    closed = {user.pk, *Block.objects.by_whom(user)} if user.is_authenticated else set()
    for face in faces:
        face.may_ask = face.is_open_to_contact and face.takes_requests and face.user_id not in closed
    return faces


@require_safe
@login_not_required
@cacheable
def region(request, slug):
    """A nation or a region: who is there, which partners serve it, what lies within."""
    here = get_object_or_404(Region.objects.select_related("nation"), slug=slug)
    context = _found(request, Asked(chosen={"region": here.slug}))
    context |= {"region": here, "within": _within(here, context["found"]), "partners": _partners(here)}
    return render(request, "members/region.html", context)


def _within(nation, found):
    """The regions of a nation, each with how many people of it this reader may see."""
    many = found.view.counts("region", found.people)
    regions = list(nation.regions.offered().by_name())
    for each in regions:
        each.many = many.get(str(each.pk), 0)
    return regions


def _partners(region):
    return Partner.objects.serving(region).by_name()


@require_safe
@login_not_required
@cacheable
def organisation(request, slug):
    """An organisation, made of what its people show; where nobody shows anything there is no page."""
    here = get_object_or_404(Organisation.objects.select_related("region", "partner"), slug=slug)
    context = _found(request, Asked(chosen={"organisation": here.slug}))
    partner = getattr(here, "partner", None)
    if not len(context["found"]) and not partner:
        raise Http404
    context |= {"organisation": here, "partner": partner, "leads": _leads(partner, request.user)}
    context["sections"] = sorted(gather("organisation section", here, request), key=itemgetter("order"))
    return render(request, "members/organisation.html", context)


def _leads(partner, user):
    """Who leads a partner, as this reader sees them; whom they may not see is not named."""
    if partner is None:
        return []
    leading = Profile.objects.visible_to(user).belonging().filter(user__leads_partners=partner)
    return [profile.face_for(user) for profile in leading.with_faces().by_name()]


@require_safe
@login_not_required
@cacheable
def person(request, slug):
    """One person's page; one's own also as others see it: ?as=visitor, ?as=member."""
    profile = Profile.objects.visible_to(request.user).whole().filter(slug=slug).first()
    if profile is None:
        return _moved(request, slug)
    is_own = request.user.is_authenticated and profile.user_id == request.user.pk
    seen_as = request.GET.get("as") if is_own and request.GET.get("as") in AS else None
    face = profile.face(AS[seen_as]) if seen_as else profile.face_for(request.user)
    if seen_as == "visitor":
        request.user = AnonymousUser()
    membership = getattr(profile.user, "membership", None) if profile.user_id else None
    here = standing(request.user, profile.user)
    told = facts(face, closed=here.is_closed)
    context = {
        "profile": profile,
        "face": face,
        "facts": told,
        "says_something": bool(told),
        "membership": membership if membership and not membership.left_on else None,
        "is_own": is_own and not seen_as,
        "seen_as": seen_as,
        "standing": here,
        "may_ask": not is_own and here.may_be_asked(face),
        "may_block": policy.may_ask(request.user, profile) and not here.blocks,
        "sections": sorted(gather("profile section", profile, request), key=itemgetter("order")),
    }
    return render(request, "members/person.html", context)


def _moved(request, slug):
    """An address the person had before leads on, for those who may see where."""
    former = FormerSlug.objects.filter(slug=slug).first()
    if former is None or not Profile.objects.visible_to(request.user).filter(pk=former.profile_id).exists():
        raise Http404
    return redirect(former.profile, permanent=True)
