"""The face a person shows: to everyone, to members or to nobody."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts import policy
from folkmoot.accounts.models import Audience
from folkmoot.activity.models import Entry
from folkmoot.core import freshness, text
from folkmoot.files import pictures
from folkmoot.files.models import File
from folkmoot.search.models import Document
from folkmoot.search.words import folded

from ..signals import renamed
from . import slugs


class ProfileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones; members' for members; your own always."""
        open_to = Q(visible=Profile.Visible.PUBLIC)
        if user.is_authenticated:
            open_to |= Q(user=user)
            if policy.belongs(user):
                open_to |= Q(visible=Profile.Visible.MEMBERS)
        return self.filter(open_to)

    def public(self):
        return self.filter(visible=Profile.Visible.PUBLIC)

    def belonging(self):
        """Members, and the team. Authors without an account are found by their posts."""
        return self.filter(Q(user__is_member=True) | Q(user__is_team=True), user__is_active=True)

    def with_faces(self):
        """With what a list or a page shows of each, in the same query."""
        return self.select_related("picture", "user__membership")

    def by_name(self):
        return self.order_by("sort_name", "pk")

    @transaction.atomic
    def make(self, *, name, user=None, visible=None, by=None, **fields):
        """A new profile under an address made of the name; of nobody's account where an author has none."""
        profile = self.model(
            user=user,
            name=name,
            slug=slugs.free(name),
            visible=visible or Profile.Visible.MEMBERS,
            **fields,
        )
        try:
            with transaction.atomic():
                profile.save()
        except IntegrityError:  # someone of the same name was quicker by a moment
            profile.slug = slugs.rare(name)
            profile.save()
        Entry.objects.record("members.introduced", profile, by=by)
        profile.shown_anew()
        return profile

    def of(self, user, *, by=None):
        """The profile of this account; made, for members to see, if there is none yet."""
        profile = self.filter(user=user).first()
        return profile or self.make(name=user.name or str(user), user=user, by=by)


class Profile(models.Model):
    """What a person says about themselves. Changed only through its verbs."""

    class Visible(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        MEMBERS = "members", _("Members")
        NOBODY = "nobody", _("Nobody but me")

    AUDIENCES = {Visible.PUBLIC: Audience.EVERYONE, Visible.MEMBERS: Audience.MEMBERS, Visible.NOBODY: None}

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="profile",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=150)
    sort_name = models.CharField(max_length=150, editable=False)  # without accents and capitals
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    place = models.CharField(_("town"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    about = models.TextField(_("about"), blank=True)
    about_html = models.TextField(blank=True, editable=False)
    picture = models.ForeignKey(
        File, models.SET_NULL, null=True, blank=True, editable=False, related_name="profiles"
    )
    visible = models.CharField(_("who sees it"), max_length=10, choices=Visible, default=Visible.MEMBERS)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        indexes = [models.Index(fields=["visible", "sort_name"], name="profiles_by_name")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.derive()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "about_html", "sort_name"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("members:person", args=[self.slug])

    def derive(self):
        """Set what follows from its words; for those who insert rows in bulk, `save` does it too."""
        self.about_html = text.markdown(self.about)
        self.sort_name = folded(self.name)[:150]

    @property
    def audience_id(self):
        """Who may read it, as an audience; None: its owner only."""
        return self.AUDIENCES[self.visible]

    @property
    def is_public(self):
        return self.visible == self.Visible.PUBLIC

    def is_open_to(self, user):
        """The rule of `visible_to`, for a profile that is here already."""
        if self.is_public:
            return True
        own = user.is_authenticated and self.user_id == user.pk
        return own or (self.visible == self.Visible.MEMBERS and policy.belongs(user))

    @property
    def standing(self):
        """Role, organisation and place in one line."""
        return ", ".join(part for part in (self.role, self.organisation, self.place) if part)

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Change what it says; a new name is the account's name too."""
        for field, value in changes.items():
            setattr(self, field, value)
        self.save()
        if "name" in changes and self.user_id:
            type(self.user).objects.filter(pk=self.user_id).update(name=self.name)
        Entry.objects.record("members.edited", self, by=by, fields=sorted(changes))
        self.shown_anew()
        if "name" in changes:
            renamed.send(type(self), profile=self)

    @transaction.atomic
    def show_to(self, visible, *, by):
        """Let everyone, members or nobody see it: the page, the picture, the search."""
        if visible == self.visible:
            return
        freshness.touch()  # it may have been public until now
        before, self.visible = self.visible, visible
        self.save(update_fields=["visible", "changed_at"])
        Entry.objects.record("members.shown", self, by=by, before=before, after=visible)
        self.shown_anew()

    @transaction.atomic
    def move(self, slug, *, by):
        """Give it another address; the old one leads to it."""
        if slug == self.slug:
            return
        slugs.refuse_taken(slug, self)
        FormerSlug.objects.filter(slug=slug, profile=self).delete()
        FormerSlug.objects.create(slug=self.slug, profile=self)
        before, self.slug = self.slug, slug
        self.save(update_fields=["slug", "changed_at"])
        Entry.objects.record("members.moved", self, by=by, before=before, after=slug)
        self.shown_anew()

    @transaction.atomic
    def put_picture(self, upload, *, by):
        """Show this picture, cut square; raises ValidationError if it is none. The one before goes."""
        new = File.objects.keep(
            upload, by=self.user, audience_id=self.audience_id, max_side=pictures.FACE, square=True
        )
        self._swap_picture(new)
        Entry.objects.record("members.pictured", self, by=by)

    @transaction.atomic
    def take_picture_away(self, *, by):
        if self.picture_id:
            self._swap_picture(None)
            Entry.objects.record("members.unpictured", self, by=by)

    def _swap_picture(self, new):
        old, self.picture = self.picture, new
        self.save(update_fields=["picture", "changed_at"])
        if old:
            old.drop()
        self.shown_anew()

    def shown_anew(self):
        """After any change, in its transaction: search, the picture's readers and kept pages follow."""
        if self.picture_id:
            self.picture.show_to(self.audience_id)
        if self.audience_id:
            Document.objects.put(self, audience_id=self.audience_id, **self.as_document())
        else:
            Document.objects.drop(self)
        freshness.touch()

    def as_document(self):
        """What search knows of it."""
        return {
            "kind": "person",
            "title": self.name,
            "body": text.plain(self.about_html),
            "words": self.standing,
            "url": self.get_absolute_url(),
        }


class FormerSlug(models.Model):
    """An address a profile once had: it leads to the present one."""

    slug = models.SlugField(max_length=80, unique=True)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="former_slugs")

    class Meta:
        verbose_name = _("former address")

    def __str__(self):
        return self.slug
