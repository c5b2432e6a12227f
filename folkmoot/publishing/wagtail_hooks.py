"""How the office differs from Wagtail's own: people to choose as authors, topics, who may download."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.redirects import views as redirects
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from folkmoot.accounts.models import Audience
from folkmoot.members.models import Profile

from .models import Submission, Topic
from .moved import MovedForm


class NameFilter(BaseFilterForm):
    """Finds people by a part of their name."""

    q = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput())

    def filter(self, objects):
        words = self.cleaned_data.get("q", "")
        for word in words.split():
            objects = objects.filter(name__icontains=word)
        self.is_searching = bool(words)
        self.search_query = words
        return objects


class PeopleToChoose(BaseChooseView):
    """Profiles by name, with what tells two of the same name apart."""

    ordering = ["name"]
    filter_form_class = NameFilter

    @property
    def columns(self):
        return [self.title_column, Column("standing", label=_("Role and place"), accessor="standing")]


class ChoosePerson(ChooseViewMixin, CreationFormMixin, PeopleToChoose):
    pass


class ChoosePersonResults(ChooseResultsViewMixin, CreationFormMixin, PeopleToChoose):
    pass


class ProfileChooser(ChooserViewSet):
    """The way to name an author of a post."""

    model = Profile
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults


PROFILES = ProfileChooser("profile_chooser", url_prefix="people-to-choose")


class Topics(SnippetViewSet):
    """Topics have a list of their own in the office's menu."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["name", "slug"]
    search_fields = ["name"]


register_snippet(Topics)

# Wagtail names no form of redirects to be replaced: these are all the places that use it.
redirects.CreateView.form_class = redirects.EditView.form_class = redirects.RedirectForm = MovedForm


@hooks.register("register_admin_viewset")
def profile_chooser():
    return PROFILES


@hooks.register("register_admin_menu_item")
def to_review():
    """What members sent in lies on a desk of the site's own."""
    return MenuItem(_("To review"), reverse("publishing:review_desk"), icon_name="clipboard-list", order=90)


@hooks.register("before_edit_page")
def say_where_it_comes_from(request, page):
    """Who works on a member's text sees whose it is, and whether they withdrew it."""
    submission = Submission.objects.filter(post=page.pk).select_related("author").first()
    if submission and request.method == "GET":
        context = {"name": submission.author}
        if submission.may_stand:
            words = _("%(name)s wrote this and sees what you change once it is published.") % context
            messages.info(request, words)
        else:
            messages.warning(request, _("%(name)s withdrew this. It cannot be published.") % context)


@hooks.register("before_serve_document")
def only_its_audience(document, request):
    """An attachment that is not for this person does not exist."""
    if not Audience.objects.including(request.user).filter(pk=document.audience_id).exists():
        raise Http404
