"""Finding groups, the page of one, and its people."""

from operator import itemgetter

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.accounts.policy import belongs
from folkmoot.activity.telling.places import name_of
from folkmoot.core.gathering import gather
from folkmoot.members.models import Profile

from .. import finding, listing, policy
from ..by_mail import address_of
from ..forms import AskForm, ReasonForm
from ..models import Group, GroupThread, Invitation

A_PAGE = 20
PEOPLE_A_PAGE = 60
THREADS_A_PAGE = 25


@login_not_required
@require_safe
def groups(request):
    """The groups this person sees, what fits them first."""
    show, found = listing.chosen(request)
    order = ["-moved_at", "pk"] if show == "closed" else ["name", "pk"]
    keys = found.order_by(*order).values_list("pk", flat=True)
    page = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = listing.entries(page.object_list)
    context = {
        "page": page,
        "show": show,
        "tabs": listing.tabs(request, show),
        "fitting": listing.fitting(request.user) if not show and page.number == 1 else [],
        "may_start": policy.may_start(request.user),
    }
    return render(request, "groups/groups.html", context)


@login_not_required
@require_safe
def group(request, slug):
    """What it is, what it talks about, who convenes it, and how one comes in."""
    return group_page(request, finding.seen(request, slug))


def group_page(request, group, ask_form=None):
    """The page; with a form for asking that came back, where something was wrong with it."""
    user = request.user
    here = group.belonging_of(user)
    may_read = policy.may_read(user, group)
    convenes = bool(here and here.is_convenor)
    context = {
        "group": group,
        "here": here,
        "may_read": may_read,
        "convenes": convenes,
        "place": name_of(group),
        "convenors": _faces(user, group, "convenor"),
        **_counts(group),
        "may_join": policy.may_join(user, group),
        "may_ask": policy.may_ask(user, group),
        "may_talk": policy.may_talk(user, group),
        "may_step_up": policy.may_step_up(user, group),
        "ask_form": ask_form or AskForm(),
        "threads": _threads(request, group) if may_read else None,
        "mail_address": address_of(group) if here and here.is_in else "",
        "merged_from": Group.objects.visible_to(user).filter(merged_into=group).order_by("moved_at"),
        "goes_on_in": _goes_on_in(user, group),
        **_for_convenors(group, convenes),
        "sections": sorted(gather("group section", group, request), key=itemgetter("order")),
        "invitation": _invitation(user, group, here),
    }
    return render(request, "groups/group.html", context, status=422 if ask_form else 200)


def _goes_on_in(user, group):
    """The group it went into, where this reader may know of it."""
    if group.merged_into_id is None:
        return None
    return Group.objects.visible_to(user).filter(pk=group.merged_into_id).first()


def _threads(request, group):
    rows = GroupThread.objects.filter(group=group).newest_first().saying_whether_answered()
    return Paginator(rows, THREADS_A_PAGE).get_page(request.GET.get("page"))


def _faces(user, group, role):
    """Those of a role as this reader may see them; to members and its people, by name at least."""
    rows = group.belongings.here().filter(role=role).select_related("user").order_by("joined_at", "pk")
    users = [row.user for row in rows]
    faces, named = _faces_of(user, users), belongs(user) or policy.is_in(user, group)
    found = [faces.get(one.pk) or ({"name": one.name} if named else None) for one in users]
    return [face for face in found if face]


def _faces_of(user, users):
    shown = Profile.objects.visible_to(user).filter(user__in=users).with_faces()
    return {profile.user_id: profile.face_for(user) for profile in shown}


def _for_convenors(group, convenes):
    if not convenes:
        return {}
    return {"mergers_in": group.mergers_in.open().select_related("group")}


def _counts(group):
    """How many belong to it, and how many ask to."""
    here, asked = Count("pk", filter=Q(state="in")), Count("pk", filter=Q(state="asked"))
    return group.belongings.aggregate(many=here, asking=asked)


def _invitation(user, group, here):
    if not user.is_authenticated or (here and here.is_convenor):
        return None
    return Invitation.objects.open().of(user).filter(group=group).first()


@login_not_required
@require_safe
def people(request, slug):
    """Who belongs to it, as far as each shows themselves; for convenors, who waits and who is invited."""
    return people_page(request, finding.read(request, slug))


def people_page(request, group, form=None, about=None):
    """Its people to its people; to others, those who show themselves to them, and how many more there are."""
    user = request.user
    convenes, is_in = policy.convenes(user, group), policy.is_in(user, group)
    here = group.belongings.here()
    rows = here if is_in else here.filter(user__profile__in=Profile.objects.visible_to(user))
    rows = rows.select_related("user").order_by("role", "user__name", "pk")
    page = Paginator(rows, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    faces = _faces_of(user, [row.user_id for row in page])
    for row in page:
        row.face = faces.get(row.user_id, {"name": row.user.name})
        row.open = row.pk == about  # its reason is asked for
    context = {
        "group": group, "page": page, "convenes": convenes, "form": form or ReasonForm(),
        "others": 0 if is_in else here.count() - page.paginator.count,
    }  # fmt: skip
    if convenes:
        context |= _who_waits(group, about)
    return render(request, "groups/people.html", context, status=422 if form and form.errors else 200)


def _who_waits(group, about):
    """For convenors: who asks to come in, and who is invited."""
    asking = list(group.belongings.asking().select_related("user"))
    for one in asking:
        one.open = one.pk == about
    invitations = group.invitations.open().select_related("user", "by").order_by("-sent_at", "pk")
    return {"asking": asking, "invitations": invitations}
