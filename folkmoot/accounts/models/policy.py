"""What the community asks of people, version by version, and who agreed to which."""

import re

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.core import freshness
from folkmoot.core.text import markdown

from .. import signals
from .audience import Audience
from .user import User


class PolicyQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def in_force(self):
        """The newest version of each policy."""
        newer = Policy.objects.published().filter(slug=OuterRef("slug"), number__gt=OuterRef("number"))
        return self.published().filter(~Exists(newer)).order_by("title")

    def to_agree(self):
        """The versions in force that people must agree to."""
        return self.in_force().filter(must_agree=True)

    def outstanding(self, user):
        """What this person has still to agree to: no agreement since the last version that asks again."""
        asking = Policy.objects.published().filter(slug=OuterRef("slug"), asks_again=True).order_by("-number")
        agreed = Agreement.objects.filter(
            user=user,
            policy__slug=OuterRef("slug"),
            policy__number__gte=Coalesce(OuterRef("asked_since"), 1),
        )
        return (
            self.to_agree().alias(asked_since=Subquery(asking.values("number")[:1])).filter(~Exists(agreed))
        )

    @transaction.atomic
    def publish(
        self, slug, *, title, text, language="", must_agree=False, asks_again=True, changes="", by=None
    ):
        """Bring a new version into force; earlier ones stay as they were. Signal `policy_published`.

        The same words sent twice are one version, and two people who publish together make two, in turn.
        """
        list(Audience.objects.select_for_update(no_key=True).filter(pk=Audience.EVERYONE))  # one at a time
        latest = self.filter(slug=slug).order_by("-number").first()
        if latest and (latest.title, latest.text, latest.must_agree) == (title, text, must_agree):
            return latest
        policy = self.create(
            slug=slug,
            number=latest.number + 1 if latest else 1,
            title=title,
            text=text,
            html=markdown(text),
            language=language,
            must_agree=must_agree,
            asks_again=asks_again,
            changes=changes,
            published_at=timezone.now(),
            published_by=by,
        )
        signals.policy_published.send(Policy, policy=policy, by=by)
        freshness.touch()  # the foot of every public page names the policies
        return policy


class Policy(models.Model):
    """One version of a policy: its words stay as they were when people agreed to them."""

    slug = models.SlugField(max_length=40)  # comments, privacy, conduct …
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    html = models.TextField(editable=False)
    language = models.CharField(max_length=10, blank=True, editable=False)  # where it is known
    must_agree = models.BooleanField(_("people must agree to it"), default=False)
    changes = models.CharField(_("what changed"), max_length=300, blank=True)
    asks_again = models.BooleanField(_("those who agreed before are asked again"), default=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        constraints = [models.UniqueConstraint(fields=["slug", "number"], name="one_text_a_version")]

    def __str__(self):
        return self.title

    @property
    def html_of_a_page(self):
        """The text as a page of its own: its headings, stored from h3 on, come straight under the title."""
        return re.sub(r"(</?h)([34])>", lambda tag: f"{tag[1]}{int(tag[2]) - 1}>", self.html)


class AgreementQuerySet(models.QuerySet):
    def give(self, users, policies):
        """Each of these people agrees to each of these versions, now; who did before keeps that time."""
        return self.bulk_create(
            [Agreement(user=user, policy=policy) for user in users for policy in policies],
            ignore_conflicts=True,
        )


class Agreement(models.Model):
    """That someone agreed to a version of a policy, and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="agreements")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="agreements")
    agreed_at = models.DateTimeField(auto_now_add=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "policy"], name="one_agreement_a_version")]

    def __str__(self):
        return f"{self.user}: {self.policy} {self.policy.number}"
