"""The form in which the office shows a post or a page."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from wagtail.admin.forms.pages import WagtailAdminPageForm

from folkmoot.accounts.language import offered
from folkmoot.accounts.models import Community

A_MOMENT = timedelta(minutes=1)


class PageForm(WagtailAdminPageForm):
    """Offers the community's languages, and knows when it is sent for the second time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.twin = None
        if field := self.fields.get("language"):
            self.fields["language"] = self._languages(field)

    def _languages(self, field):
        """Those of the community; one that it no longer speaks stays with what was written in it."""
        community = Community.objects.current()
        choices = dict(offered(community))
        if self.instance.language:
            choices.setdefault(self.instance.language, self.instance.language)
        else:
            self.initial["language"] = community.first_language
        return forms.ChoiceField(
            label=field.label, help_text=field.help_text, choices=choices.items(), required=False
        )

    def clean(self):
        """The office saves a new page by itself while its writer presses a button: the same form comes twice,
        and the address it asks for is taken by what it left a moment ago.
        """
        cleaned = super().clean()
        if self.instance.pk is None and self.has_error("slug"):
            slug = self.data.get(self.add_prefix("slug"), "")
            self.twin = self._left_a_moment_ago(slug, cleaned.get("title"))
            if self.twin:
                del self.errors["slug"]
                cleaned["slug"] = slug
        return cleaned

    def _left_a_moment_ago(self, slug, title):
        """The draft that this form has become already: by the same person, saved once, and never out."""
        drafts = (
            type(self.instance)
            .objects.child_of(self.parent_page)
            .filter(
                slug=slug,
                title=title,
                owner=self.for_user,
                first_published_at=None,
                live=False,
                latest_revision_created_at__gt=timezone.now() - A_MOMENT,
            )
        )
        found = drafts.first()
        return found if found and found.revisions.count() == 1 else None

    def save(self, commit=True):
        """What comes now takes the place of what was saved a moment ago: it is the same, and newer."""
        if self.twin:
            self.twin.delete()
            self.parent_page.refresh_from_db(fields=["numchild"])
        return super().save(commit)
