"""Who can sign in, and the roles they were given."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.lifecycle import Refused

from .. import signals


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def not_forgotten(self):
        """Without the accounts that are emptied and stand for nobody."""
        return self.filter(erased_at=None)

    def running_the_house(self):
        """The team and the administrators: whoever `policy.may_run` lets."""
        return self.active().filter(Q(is_team=True) | Q(is_administrator=True))

    def publishing(self):
        """The editors and the administrators: whoever `policy.may_edit_site` lets."""
        return self.active().filter(Q(is_editor=True) | Q(is_administrator=True))

    def administrators(self):
        return self.active().filter(is_administrator=True)

    def with_a_role(self):
        return self.filter(Q(is_team=True) | Q(is_editor=True) | Q(is_administrator=True))

    def at(self, email):
        """The account that has this address, as its own or as one of several; or None."""
        address = email.strip().lower()
        return self.filter(Q(email=address) | Q(emailaddress__email=address)).order_by("pk").first()

    def called(self, words):
        """People with these words in their name, or with exactly this e-mail address."""
        named = Q()
        for word in words.split():
            named &= Q(name__icontains=word)
        address = words.strip().lower()
        return self.filter(named | Q(email=address) | Q(emailaddress__email=address)).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    @transaction.atomic
    def create_user(self, email, name="", password=None, *, confirmed=False, **fields):
        """A new account; without a password it is signed in to by code.

        `confirmed` says that somebody we trust vouches for the address: no code is asked at first sign-in.
        """
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save()
        if confirmed:
            user.emailaddress_set.create(email=user.email, verified=True, primary=True)
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
    erased_at = models.DateTimeField(null=True, editable=False)  # who this was is forgotten

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("account")

    def __str__(self):
        return self.name or (gettext("A former member") if self.erased_at else gettext("Someone"))

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
        role = self.Role(role)
        changed = (
            type(self).objects.filter(pk=self.pk, **{f"is_{role}": False}).update(**{f"is_{role}": True})
        )
        self.refresh_from_db()
        if changed:
            self.grants.create(role=role, given_by=by)
            signals.role_given.send(type(self), user=self, role=role, by=by)

    @transaction.atomic
    def take(self, role, *, by):
        """Take a role back; the last administrator's stays. Signal `role_taken`."""
        role = self.Role(role)
        if role == self.Role.ADMINISTRATOR:
            self.refuse_if_the_last_administrator()
        changed = (
            type(self).objects.filter(pk=self.pk, **{f"is_{role}": True}).update(**{f"is_{role}": False})
        )
        self.refresh_from_db()
        if changed:
            open_grants = self.grants.filter(role=role, taken_at=None)
            open_grants.update(taken_at=timezone.now(), taken_by=by)
            signals.role_taken.send(type(self), user=self, role=role, by=by)

    @transaction.atomic
    def empty(self):
        """Forget who this was. The row stays, so that what others said to them keeps its place.

        Rooms above forget what they keep first: `members.Erasure.carry_out`.
        """
        for role in self.roles:
            self.take(role, by=None)
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(
            email=f"{self.pk}@erased.invalid", name="", password=make_password(None), last_login=None,
            language="", time_zone="", is_active=False, is_member=False, erased_at=timezone.now(),
        )  # fmt: skip
        self.end_sessions()
        for theirs in (Authenticator, EmailAddress):
            theirs.objects.filter(user=self).delete()
        self.circles.clear()
        self.groups.clear()
        self.user_permissions.clear()
        self.refresh_from_db()

    def end_sessions(self):
        """Signed out everywhere."""
        sessions = UserSession.objects.filter(user=self)
        keys = list(sessions.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        sessions.delete()

    @property
    def is_guarded(self):
        """Somebody signs in to it, or it has a second step or a role: no new way in without its owner."""
        return bool(self.last_login or self.roles or Authenticator.objects.filter(user=self).exists())

    @transaction.atomic
    def close_into(self, kept):
        """This is the same person's as another account: nobody signs in to it any more. Answers what `reopen`
        needs. Passwords, passkeys, second steps and roles stay behind.

        Its addresses go along only where that account is nobody's door yet. Who reads an address signs in by
        a code: into an account that is used, or that has a role, no merge adds one.
        """
        addresses = EmailAddress.objects.filter(user=self)
        told = {"email": self.email, "is_member": self.is_member}
        told["addresses"] = []
        if not kept.is_guarded:
            told["addresses"] = list(addresses.values_list("pk", "primary"))
            addresses.update(user=kept, primary=False)
        closed = {"email": f"{self.pk}@merged.invalid", "is_active": False, "is_member": False}
        type(self).objects.filter(pk=self.pk).update(**closed)
        self.end_sessions()
        return told

    @transaction.atomic
    def reopen(self, kept, told):
        """It was another person's after all. Refused where the kept account lives by one of the addresses."""
        if type(self).objects.filter(email=told["email"]).exists():
            raise Refused(
                gettext("%(name)s has %(email)s as the first address now. It must be another one first.")
                % {"name": kept, "email": told["email"]}
            )
        for pk, primary in told["addresses"]:
            EmailAddress.objects.filter(pk=pk, user=kept).update(user=self, primary=primary)
        opened = {"email": told["email"], "is_active": True, "is_member": told["is_member"]}
        type(self).objects.filter(pk=self.pk).update(**opened)

    def refuse_if_the_last_administrator(self, leaving=()):
        """Locks the administrators' rows: two who take each other's role together do not both succeed.

        Those who are `leaving` (keys of accounts) will not be one for long.
        """
        administrators = type(self).objects.administrators().order_by("pk").select_for_update()
        if set(administrators.values_list("pk", flat=True)) - set(leaving) == {self.pk}:
            raise Refused(
                gettext(
                    "%(name)s is the only administrator. Make somebody else an administrator first: "
                    "without one, nobody could give roles or change the settings."
                )
                % {"name": self.name}
            )


class GrantQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(taken_at=None)

    def taken_back(self):
        return self.exclude(taken_at=None)

    def with_people(self):
        """With whose it is, who gave it and who took it back."""
        return self.select_related("user", "given_by", "taken_by")


class Grant(models.Model):
    """That someone was given a role: since when and by whom, and when it was taken back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=15, choices=User.Role)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    taken_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(taken_at=None), name="one_grant_of_a_role_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"
