"""One's own profile: saying who one is, and who sees it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.activity.models import Draft
from folkmoot.core.http import kept, number

from ..forms import ProfileForm
from ..missing import missing
from ..models import Profile

DRAFT = "profile"
SAID = [
    *(
        "name",
        "pronouns",
        "role",
        "organisations",
        "former",
        "about",
        "region",
        "place",
        "ask_me_about",
        "want_to_learn",
    ),
    *("interests", "skills", "languages", "links", "is_open_to_contact", "contact_by", "contact_when"),
]


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """The form; an account that has no profile yet makes one here."""
    own = Profile.objects.whole().filter(user=request.user).first()
    form = _form(request, own)
    if form.is_valid():
        try:
            saved = _saved(form, own, request.user)
        except ValidationError as error:  # the picture: only unpacking it tells whether it is one
            form.add_error("picture", error)
        else:
            return _answered(request, saved)
    context = {"form": form, "profile": own, "draft_key": DRAFT, "saved": number(request.GET.get("saved"))}
    context["own"] = own and own.face_for(request.user)
    context["missing"] = [thing for thing in missing(own) if thing["field"] in form.fields]
    return render(request, "members/profile.html", context, status=422 if form.errors else 200)


def _answered(request, saved):
    """To the page that was made, or on to the next part of the form."""
    part = number(request.POST.get("go_on"))
    if part is None:
        messages.success(request, _("Your profile is saved."))
        return redirect(saved)
    return redirect(f"{reverse('members:profile')}?saved={part}#group-{part}")


def _form(request, own):
    if request.method == "POST":
        instance = Profile.objects.whole().get(pk=own.pk) if own else Profile()
        return ProfileForm(request.POST, request.FILES, instance=instance, user=request.user)
    words = kept(request)  # a draft is laid over it by the page, so that one can go back to what is saved
    initial = words if own else {"name": request.user.name, **words}
    return ProfileForm(initial=initial, instance=own or Profile(), user=request.user)


@transaction.atomic
def _saved(form, own, user):
    """Call the verb of each thing that changed."""
    values = form.cleaned_data
    own = own or Profile.objects.make(name=values["name"], user=user, visible=values["visible"], by=user)
    own.show_fields(form.seen_by, by=user)  # before anything new is said
    own.show_to(values["visible"], by=user)
    said = {field: _plain(values[field]) for field in SAID if field in values}
    if "former" not in form.data:  # an older page, which did not ask
        del said["former"]
    changes = {field: value for field, value in said.items() if value != _held(own, field)}
    if changes:
        own.edit(by=user, **changes)
    own.move(values.get("slug") or own.slug, by=user)
    if values["picture"]:
        own.put_picture(values["picture"], by=user)
    elif values.get("no_picture"):
        own.take_picture_away(by=user)
    Draft.objects.drop(user, DRAFT)
    return own


def _held(profile, field):
    """What the profile says now, in the shape in which the form says it."""
    if field == "organisations":
        return [organisation.name for organisation in profile.face(Profile.Visible.NOBODY).organisations]
    if field == "former":
        return [(one.organisation.name, *one.years) for one in profile.face(Profile.Visible.NOBODY).former]
    if field == "links":
        return [(link.label, link.url) for link in profile.links.all()]
    value = getattr(profile, field)
    return list(value.by_name()) if field in {"interests", "skills"} else value


def _plain(value):
    return list(value) if isinstance(value, QuerySet) else value
