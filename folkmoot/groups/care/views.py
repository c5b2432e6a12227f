"""For the team: which groups need care, and a letter to their convenors."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.activity.models import Entry
from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..forms import CareForm
from ..models import Group
from .drafting import drafted
from .signs import signs_of

A_PAGE = 50


@require_safe
def desk(request):
    """The groups, those that need care most at the top, each with its signs."""
    require(policy.may_care(request.user))
    groups = list(Group.objects.living().order_by("name", "pk"))
    signs = signs_of(groups)
    for group in groups:
        group.signs = signs[group.pk]
        group.weight = sum(sign.weight for sign in group.signs)
    groups.sort(key=lambda group: (-group.weight, group.name))
    page = Paginator(groups, A_PAGE).get_page(request.GET.get("page"))
    written = _written([group.pk for group in page])
    counted = Group.objects.with_counts().in_bulk([group.pk for group in page])
    for group in page:
        group.written_at, group.many = written.get(group.pk), counted[group.pk].many
    context = {"page": page, "many": sum(bool(group.signs) for group in groups)}
    return render(request, "groups/care.html", context)


def _written(keys):
    """{key of a group: when somebody of the team last wrote to its convenors}."""
    kind = ContentType.objects.get_for_model(Group)
    rows = Entry.objects.filter(
        verb="groups.cared", content_type=kind, object_id__in=[str(key) for key in keys]
    )
    return {int(key): at for key, at in rows.order_by("at").values_list("object_id", "at")}


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    """A letter to the convenors, drafted; sent when somebody has read it through."""
    require(policy.may_care(request.user))
    group = get_object_or_404(Group.objects.living(), slug=slug)
    signs = signs_of([group])[group.pk]
    form = CareForm(request.POST or None, initial=drafted(group, signs, by=request.user) | kept(request))
    convenors = group.belongings.convening().select_related("user")
    if request.method == "POST" and form.is_valid():
        group.care(form.cleaned_data["subject"], form.cleaned_data["words"], by=request.user)
        messages.success(
            request, _("Your letter to the convenors of “%(name)s” is on its way.") % {"name": group}
        )
        return redirect("groups:care")
    context = {"group": group, "form": form, "signs": signs, "convenors": convenors}
    return render(request, "groups/care_write.html", context, status=422 if form.errors else 200)
