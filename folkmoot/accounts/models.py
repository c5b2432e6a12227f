"""Whose house this is, who can sign in, who writes as a guest, who may read what, what people agreed to."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import signals


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def team(self):
        return self.active().filter(is_team=True)

    def with_a_role(self):
        return self.filter(Q(is_team=True) | Q(is_editor=True) | Q(is_administrator=True))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, name="", password=None, **fields):
        """A new account; without a password it is signed in to by code."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in. What they are to the community stands in `members`."""

    class Role(models.TextChoices):
        TEAM = "team", _("Team")
        EDITOR = "editor", _("Editor")
        ADMINISTRATOR = "administrator", _("Administrator")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    is_active = models.BooleanField(default=True)
    is_member = models.BooleanField(default=False, editable=False)  # kept true by members.Member's verbs
    is_team = models.BooleanField(default=False, editable=False)
    is_editor = models.BooleanField(default=False, editable=False)
    is_administrator = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("account")

    def __str__(self):
        return self.name or _("Someone")

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def is_staff(self):
        """Wagtail and allauth ask this; here the office is open to editors and administrators."""
        return self.is_editor or self.is_administrator

    @property
    def roles(self):
        return [role for role in self.Role if getattr(self, f"is_{role.value}")]

    @transaction.atomic
    def give(self, role, *, by):
        """Give a role. Signal `role_given`: activity records it, publishing opens the office to editors."""
        changed = (
            type(self).objects.filter(pk=self.pk, **{f"is_{role}": False}).update(**{f"is_{role}": True})
        )
        self.refresh_from_db()
        if changed:
            signals.role_given.send(type(self), user=self, role=role, by=by)

    @transaction.atomic
    def take(self, role, *, by):
        """Take a role back. Signal `role_taken`."""
        changed = (
            type(self).objects.filter(pk=self.pk, **{f"is_{role}": True}).update(**{f"is_{role}": False})
        )
        self.refresh_from_db()
        if changed:
            signals.role_taken.send(type(self), user=self, role=role, by=by)


class GuestQuerySet(models.QuerySet):
    def at(self, email):
        """Everyone who wrote with this address: trust and blocks are the address's, names may differ."""
        return self.filter(email=email.lower()).exclude(email="")

    def erase(self):
        """Empty the rows: what they wrote stands under "A former guest"."""
        return self.update(name="", email="", language="", erased_at=timezone.now())


class Guest(models.Model):
    """Someone who writes without an account: a name that is shown, an address that never is."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)  # lower case; empty where an import had none
    language = models.CharField(max_length=10, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)  # opened the link sent to the address
    trusted_at = models.DateTimeField(null=True, editable=False)  # a first message was approved
    blocked_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "name"], condition=~Q(email=""), name="one_guest_an_address_and_name"
            )
        ]

    def __str__(self):
        return self.name or str(_("A former guest"))


class AudienceQuerySet(models.QuerySet):
    def including(self, user):
        """The audiences this person belongs to. `thing.filter(audience__in=…)` is what they may read."""
        kinds = [Audience.Kind.EVERYONE]
        if not user.is_authenticated:
            return self.filter(kind__in=kinds)
        if user.is_member or user.is_team or user.is_administrator:
            kinds.append(Audience.Kind.MEMBERS)
        if user.is_team or user.is_administrator:
            kinds.append(Audience.Kind.TEAM)
        return self.filter(Q(kind__in=kinds) | Q(kind=Audience.Kind.CIRCLE, people=user))


class Audience(models.Model):
    """Who may read: everyone, members, the team, or the people of a listed circle.

    Threads, files and search documents carry one; their owner keeps it true. The first three are single rows.
    """

    class Kind(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        MEMBERS = "members", _("Members")
        TEAM = "team", _("The team")
        CIRCLE = "circle", _("A listed circle")

    EVERYONE, MEMBERS, TEAM = 1, 2, 3  # primary keys of the three rows, made by the first migration

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CIRCLE)
    people = models.ManyToManyField(User, blank=True, related_name="circles")

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=~Q(kind="circle"), name="one_row_for_each_open_audience"
            )
        ]

    def __str__(self):
        return self.get_kind_display()


def default_languages():
    return ["en-gb"]


class CommunityQuerySet(models.QuerySet):
    def current(self):
        """The one community of this instance; one with the defaults where `start` has not run."""
        return self.first() or Community()


class Community(models.Model):
    """Whose house this is: what every page and mail carries. One row."""

    name = models.CharField(_("name"), max_length=80, default="Folkmoot")
    tagline = models.CharField(_("one line about it"), max_length=160, blank=True)
    logo = models.ImageField(_("logo"), upload_to="community/", blank=True)
    colour = models.CharField(_("colour"), max_length=7, default="#1f6f5c")
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/London")
    languages = models.JSONField(_("languages"), default=default_languages)
    welcome = models.TextField(_("welcome words"), blank=True)
    welcome_html = models.TextField(editable=False, blank=True)
    sender_name = models.CharField(_("sender's name"), max_length=80, blank=True)
    sender_address = models.EmailField(_("sender's address"), blank=True)
    contact_address = models.EmailField(_("address people can write to"), blank=True)
    two_steps_demanded = models.BooleanField(_("two-step sign-in for the team"), default=False)
    comments_open = models.BooleanField(_("comments are open"), default=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")

    def __str__(self):
        return self.name


class PolicyQuerySet(models.QuerySet):
    def in_force(self):
        """The newest version of each policy."""
        newest = models.Max("number", filter=Q(published_at__isnull=False))
        latest = self.values("slug").annotate(newest=newest)
        wanted = Q(pk__in=[])
        for row in latest:
            wanted |= Q(slug=row["slug"], number=row["newest"])
        return self.filter(wanted).order_by("slug")


class Policy(models.Model):
    """One version of a policy: its words stay as they were when people agreed to them."""

    slug = models.SlugField(max_length=40)  # comments, privacy, conduct …
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    html = models.TextField(editable=False)
    must_agree = models.BooleanField(_("people must agree to it"), default=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="one_text_a_version")]

    def __str__(self):
        return self.title


class Agreement(models.Model):
    """That someone agreed to a version of a policy, and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="agreements")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="agreements")
    agreed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "policy"], name="one_agreement_a_version")]
