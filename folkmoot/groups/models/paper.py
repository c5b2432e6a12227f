"""The files of a group: its people's alone unless somebody shows them to all who read the group."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Entry
from folkmoot.core import freshness
from folkmoot.files.models import File
from folkmoot.search.models import Document

from .. import found
from .group import Group


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(file__in=File.objects.filter(audience__in=Audience.objects.including(user)))

    def newest_first(self):
        return self.select_related("file", "added_by").order_by("-added_at", "-pk")

    @transaction.atomic
    def add(self, group, upload, *, title, words="", shown=False, by):
        """Keep an upload; raises ValidationError, with words, for what we do not keep."""
        group.lock()
        group.require_alive()
        audience = group.audience_id if shown else group.circle_id
        file = File.objects.keep(upload, by=by, audience_id=audience)
        paper = self.create(group=group, file=file, title=title, words=words, is_shown=shown, added_by=by)
        paper.let_be_found()
        Entry.objects.record("groups.file_added", group, by=by, file=file.pk)
        return paper

    def follow(self, group):
        """Who reads the group has changed: files shown to its readers are shown to the new ones."""
        shown = self.filter(group=group, is_shown=True)
        File.objects.filter(pk__in=shown.values("file")).show_to(group.audience_id)
        Document.objects.about_each(shown).move(group.audience_id)


class Paper(models.Model):
    """One file of a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="papers")
    file = models.OneToOneField(File, models.PROTECT, related_name="+")
    title = models.CharField(gettext_lazy("title"), max_length=150)
    words = models.CharField(gettext_lazy("what it is"), max_length=500, blank=True)
    is_shown = models.BooleanField(gettext_lazy("for everyone who reads the group"), default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("file of a group")
        indexes = [models.Index(fields=["group", "-added_at"], name="papers_newest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('groups:papers', args=[self.group.slug])}#file-{self.pk}"

    @property
    def audience_id(self):
        return self.file.audience_id

    @transaction.atomic
    def show(self, shown, *, by):
        """Let all who read the group read it, or its people alone again."""
        self.group.lock()
        self.is_shown = shown
        self.save(update_fields=["is_shown"])
        self.file.show_to(self.group.audience_id if shown else self.group.circle_id)
        self.let_be_found()
        Entry.objects.record(
            "groups.file_shown" if shown else "groups.file_kept", self.group, by=by, file=self.file_id
        )

    @transaction.atomic
    def remove(self, *, by):
        """Throw it away, bytes and all."""
        Document.objects.drop(self)
        file, group = self.file, self.group
        self.delete()
        file.drop()
        Entry.objects.record("groups.file_removed", group, by=by, file=file.token[:4])
        freshness.touch()

    def forget_name(self, person):
        """Who added it is forgotten: what they called the file goes, and their name from its title."""
        self.title, self.words = person.taken_out(self.title), person.taken_out(self.words)
        self.save(update_fields=["title", "words"])
        self.file.name = ""  # as the room of files will leave it
        self.let_be_found()

    def let_be_found(self):
        Document.objects.put(self, **found.facts_of_paper(self))
        freshness.touch()
