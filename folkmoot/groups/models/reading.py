"""Every read of groups that has a name."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from folkmoot.accounts.policy import belongs, may_run
from folkmoot.conversations.models import Thread
from folkmoot.members.models import Profile


class GroupQuerySet(models.QuerySet):
    def opened(self):
        """Those that are more than somebody's draft."""
        return self.exclude(state="draft")

    def living(self):
        """Opened and not closed."""
        return self.exclude(state__in=["draft", "closed"])

    def visible_to(self, user):
        """Whose page this person sees: drafts their starter's; public ones everyone's, others members'.

        A group that only its people read and nobody enters uninvited is seen by its people, by whom it
        invited, and by the team, who see that it is there and not what it says.
        """
        seen = Q(reading="public")
        if not user.is_authenticated:
            return self.opened().filter(seen)
        if may_run(user):
            return self.filter(~Q(state="draft") | Q(started_by=user))
        invited = self.model.invitations.rel.related_model.objects.open().of(user)
        seen |= self._belonging_to(user) | Q(pk__in=invited.order_by().values("group"))
        if belongs(user):
            seen |= ~Q(reading="group", joining="invitation")
        return self.filter(Q(state="draft", started_by=user) | (seen & ~Q(state="draft")))

    def secret_to(self, user):
        """Hidden ones this person is not in: that they are there is all the team sees."""
        hidden = self.filter(reading="group", joining="invitation")
        return hidden.exclude(belongings__user=user, belongings__state="in")

    def _belonging_to(self, user):
        belongings = self.model.belongings.rel.related_model.objects.filter(user=user, state="in")
        return Q(pk__in=belongings.order_by().values("group"))

    def readable_by(self, user):
        """Whose talk this person may read."""
        readable = Q(reading="public")
        if user.is_authenticated:
            readable |= self._belonging_to(user)
            if belongs(user):
                readable |= Q(reading="members")
        return self.filter(readable & ~Q(state="draft"))

    def of(self, user):
        """Those this person belongs to."""
        return self.opened().filter(self._belonging_to(user))

    def convened_by(self, user):
        rows = self.model.belongings.rel.related_model.objects.convening().filter(user=user)
        return self.opened().filter(pk__in=rows.order_by().values("group"))

    def drafts_of(self, user):
        return self.filter(state="draft", started_by=user).order_by("-pk")

    def with_counts(self):
        """With `many`, its people, and `talked_at`, when what was last said in it was written."""
        belongings = self.model.belongings.rel.related_model.objects
        people = belongings.filter(group=OuterRef("pk"), state="in").order_by().values("group")
        threads = Thread.objects.filter(group_thread__group=OuterRef("pk")).order_by()
        newest = threads.values("group_thread__group").annotate(newest=Max("last_at")).values("newest")
        return self.annotate(
            many=Coalesce(Subquery(people.annotate(many=Count("pk")).values("many")), 0),
            talked_at=Subquery(newest),
        )

    def near(self, user):
        """Living ones for this person's region, or about what they are interested in (`is_of_interest`)."""
        own = Profile.objects.filter(user=user)
        chosen = Profile.interests.through.objects.filter(profile__in=own, interest=OuterRef("theme"))
        groups = self.living().annotate(is_of_interest=Exists(chosen))
        return groups.filter(Q(is_of_interest=True) | Q(region__in=own.values("region")))

    def without(self, user):
        """Those this person is not in, does not ask to be in and was not taken out of."""
        rows = self.model.belongings.rel.related_model.objects
        here = rows.filter(group=OuterRef("pk"), user=user, state__in=["in", "asked", "removed"])
        return self.filter(~Exists(here))

    def abandoned(self):
        """Drafts half a year old in which nothing stands."""
        words = dict.fromkeys(
            ("name", "about", "question", "phrases", "welcome", "first_months", "support"), ""
        )
        old = self.filter(state="draft", begun_at__lt=timezone.now() - timedelta(days=180), **words)
        planned = self.model.invitations.rel.related_model.objects.planned().filter(group=OuterRef("pk"))
        return old.filter(~Exists(planned))
