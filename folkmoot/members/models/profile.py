"""The face a person shows: to everyone, to members or to nobody."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts import policy
from folkmoot.activity.models import Entry
from folkmoot.core import freshness, text
from folkmoot.files import pictures
from folkmoot.files.models import File
from folkmoot.search.models import Document
from folkmoot.search.words import folded

from .. import towns
from ..signals import renamed
from . import marks, slugs
from .affiliation import ProfileLink, employed_at, work_at, worked_at
from .face import AT_FIRST, AUDIENCES, FIELDS, Face, Visible, level_of, narrower
from .lists import Interest, Region, Skill


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
        """With what a list shows of each: two queries, however many they are."""
        return self.select_related("picture", "region__nation", "user__membership__cohort").prefetch_related(
            "affiliations__organisation"
        )

    def whole(self):
        """With all that stands on a page of one's own."""
        return self.with_faces().prefetch_related("interests", "skills", "links")

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

    Visible, AUDIENCES = Visible, AUDIENCES

    class By(models.TextChoices):
        MAIL = "mail", _("E-mail")
        PHONE = "phone", _("Phone")
        VIDEO = "video", _("Video call")
        IN_PERSON = "in person", _("In person")

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
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="profiles", verbose_name=_("region")
    )
    place = models.CharField(_("town"), max_length=80, blank=True)
    town = models.PositiveIntegerField(null=True, editable=False)  # its number in `towns`, where it is known
    about = models.TextField(_("about"), blank=True)
    about_html = models.TextField(blank=True, editable=False)
    ask_me_about = models.CharField(_("ask me about"), max_length=300, blank=True)
    want_to_learn = models.CharField(_("I want to learn"), max_length=300, blank=True)
    interests = models.ManyToManyField(
        Interest, blank=True, related_name="profiles", verbose_name=_("interests")
    )
    skills = models.ManyToManyField(Skill, blank=True, related_name="profiles", verbose_name=_("skills"))
    languages = models.JSONField(_("languages"), default=list, blank=True)  # codes, the best first
    is_open_to_contact = models.BooleanField(_("open to being contacted"), default=True)
    contact_by = models.JSONField(_("how"), default=list, blank=True)  # of By
    contact_when = models.CharField(_("best times"), max_length=120, blank=True)
    picture = models.ForeignKey(
        File, models.SET_NULL, null=True, blank=True, editable=False, related_name="profiles"
    )
    visible = models.CharField(_("who sees it"), max_length=10, choices=Visible, default=Visible.MEMBERS)
    seen_by = models.JSONField(default=dict, editable=False)  # field -> Visible, where one was chosen
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
            kwargs["update_fields"] = {*fields, "about_html", "sort_name", "town"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("members:person", args=[self.slug])

    def derive(self):
        """Set what follows from its words; for those who insert rows in bulk, `save` does it too."""
        self.about_html = text.markdown(self.about)
        self.sort_name = folded(self.name)[:150]
        self.town = towns.number_of(self.place)

    @property
    def audience_id(self):
        """Who may read it, as an audience; None: its owner only."""
        return self.AUDIENCES[self.visible]

    @property
    def is_public(self):
        return self.visible == self.Visible.PUBLIC

    @property
    def takes_requests(self):
        """Whether there is someone behind it who belongs and can be asked."""
        user = self.user
        return bool(user and user.is_active and (user.is_member or user.is_team))

    def is_open_to(self, user):
        """The rule of `visible_to`, for a profile that is here already."""
        if self.is_public:
            return True
        own = user.is_authenticated and self.user_id == user.pk
        return own or (self.visible == self.Visible.MEMBERS and policy.belongs(user))

    def seen_by_whom(self, field):
        """Who sees this field: as far as its owner chose, and no further than the profile itself."""
        return narrower(self.visible, self.chosen_for(field))

    def chosen_for(self, field):
        """What its owner chose for this field; public is as far as the profile goes, then and later."""
        return Visible(self.seen_by.get(field) or AT_FIRST.get(field, Visible.PUBLIC))

    def face(self, level):
        """The profile as readers of this level see it."""
        return Face(self, level)

    @property
    def for_everyone(self):
        return self.face(Visible.PUBLIC)

    @property
    def for_members(self):
        return self.face(Visible.MEMBERS)

    def face_for(self, user):
        """The profile as this reader sees it; its owner sees all of it."""
        return Face(self, level_of(user, self))

    @transaction.atomic
    def edit(self, *, by, **changes):
        """Change what it says; a new name is the account's name too.

        `organisations` are names (`employers`: with those not shown), `former` are (name, from, until) and
        come first, `links` pairs of (label, address), `interests` and `skills` rows.
        """
        for field, value in sorted(changes.items(), key=lambda change: change[0] != "former"):
            if field in RELATED:
                RELATED[field](self, value, by)
            else:
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
    def show_fields(self, seen_by, *, by):
        """Choose who sees each field: {field: Visible}. What is not named stays as it is."""
        chosen = {field: Visible(level) for field, level in seen_by.items() if field in FIELDS}
        changed = [field for field, level in chosen.items() if level != self.chosen_for(field)]
        if not changed:
            return
        self.seen_by = {**self.seen_by, **chosen}
        freshness.touch()
        self.save(update_fields=["seen_by", "changed_at"])
        Entry.objects.record("members.fields_shown", self, by=by, fields=sorted(changed))
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
        """After any change, in its transaction: search, directory, picture and kept pages follow."""
        whole = type(self).objects.whole().get(pk=self.pk)
        if self.picture_id:
            self.picture.show_to(AUDIENCES[self.seen_by_whom("picture")])
        if self.audience_id:
            Document.objects.put(self, **whole.as_document())
        else:
            Document.objects.drop(self)
        marks.write(whole)
        self.finds.all().delete()  # what saved searches knew of them; the clock looks again
        freshness.touch()

    def as_document(self):
        """What search knows of it: for everyone what everyone sees, for members what they see."""
        faces = [face for face in (self.face(Visible.PUBLIC), self.face(Visible.MEMBERS)) if face.is_there]
        known = [{"audience_id": AUDIENCES[face.level], **marks.words_of(face)} for face in faces]
        first, *fuller = known
        facts = {"kind": "person", "title": self.name, "url": self.get_absolute_url(), **first}
        if fuller and {**fuller[0], "audience_id": 0} != {**first, "audience_id": 0}:
            facts["fuller"] = fuller[0]
        return facts


def _link_to(profile, links, _by):
    profile.links.all().delete()
    ProfileLink.objects.bulk_create(
        [ProfileLink(profile=profile, label=label, url=url) for label, url in links]
    )


RELATED = {  # set by their own ways, not as columns
    "organisations": work_at,
    "employers": employed_at,
    "former": worked_at,
    "links": _link_to,
    "interests": lambda profile, rows, _by: profile.interests.set(rows),
    "skills": lambda profile, rows, _by: profile.skills.set(rows),
}


class FormerSlug(models.Model):
    """An address a profile once had: it leads to the present one."""

    slug = models.SlugField(max_length=80, unique=True)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="former_slugs")

    class Meta:
        verbose_name = _("former address")

    def __str__(self):
        return self.slug
