"""Every read of messages that has a name."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from folkmoot.accounts.policy import may_run
from folkmoot.search.models import Document

from .reading_mark import ReadingMark
from .thread import Thread

UNCONFIRMED_IS_KEPT_FOR = timedelta(days=14)


class MessageReads(models.QuerySet):
    """The reads of `Message.objects`; its writing verbs stand in `writing.py`."""

    def visible_to(self, user):
        """The shown ones of the threads a person may read, their own in any state; the team reads all."""
        readable = self.filter(thread__in=Thread.objects.visible_to(user))
        if not user.is_authenticated:
            return readable.shown()
        if may_run(user):
            return readable
        return readable.filter(Q(state="shown") | Q(author=user))

    def shown(self):
        return self.filter(state="shown")

    def found(self, user, *, words="", name="", thread=None, after=None, before=None):
        """Shown ones that this person may read and that fit: words, who wrote, where, and when."""
        found = self.filter(thread__in=Thread.objects.visible_to(user)).shown()
        if words:
            documents = Document.objects.visible_to(user).of_kind("comment").matching(words)
            found = found.filter(pk__in=documents.values("object_id"))
        if name:
            found = found.filter(Q(author__name__icontains=name) | Q(guest__name__icontains=name))
        if thread is not None:
            found = found.filter(thread=thread)
        if after:
            found = found.filter(created_at__gte=_begins(after))
        return found.filter(created_at__lt=_begins(before)) if before else found

    def unread_by(self, user):
        """Shown ones, by others, beyond what this person has read in their threads."""
        mark = ReadingMark.objects.of(user).filter(thread=OuterRef("thread")).values("number")
        return self.shown().exclude(author=user).filter(number__gt=Coalesce(Subquery(mark), 0))

    def held(self):
        """Those that wait for the team."""
        return self.filter(state="held")

    def flagged(self):
        """Those with a flag that nobody answered."""
        flags = self.model.flags.rel.related_model.objects.open().filter(message=OuterRef("pk"))
        return self.filter(Exists(flags))

    def appealed(self):
        """Hidden ones whose author asked the team to look again, and nobody has."""
        return self.filter(state="hidden", appeals__outcome="", appeals__isnull=False)

    def for_the_team(self):
        """The moderation queue: held ones, those flagged while shown, and appeals; oldest first."""
        flagged = Q(state="shown", pk__in=self.model.objects.flagged().values("pk"))
        appealed = Q(pk__in=self.model.objects.appealed().values("pk"))
        return self.filter(Q(state="held") | flagged | appealed).order_by("created_at", "pk")

    def not_by(self, user):
        """What others wrote: nobody decides on their own words, nor sees who flagged them."""
        return self.exclude(author=user)

    def cases_for(self, user):
        """What one of the team may have before them: of rooms they do not read, only what is a case."""
        flagged = Q(state="shown", pk__in=self.model.objects.flagged().values("pk"))
        case = Q(state__in=["held", "hidden"]) | flagged
        return self.not_by(user).filter(Q(thread__in=Thread.objects.visible_to(user)) | case)

    def saying_who_reads(self, user):
        """Says of each whether this person reads its thread anyway: `is_readable`."""
        return self.annotate(
            is_readable=Exists(Thread.objects.visible_to(user).filter(pk=OuterRef("thread")))
        )

    def waiting_counts(self):
        """How many wait for the team: held, flagged, appeals, and all of them."""
        queue = self.for_the_team().order_by()
        return queue.aggregate(
            all=Count("pk"),
            held=Count("pk", filter=Q(state="held")),
            flagged=Count("pk", filter=Q(state="shown")),
            appealed=Count("pk", filter=Q(state="hidden")),
        )

    def unconfirmed_for_long(self):
        """Guests' messages whose link nobody opened in time."""
        return self.filter(state="waiting", created_at__lt=timezone.now() - UNCONFIRMED_IS_KEPT_FOR)

    def with_authors(self):
        """For showing: everything a page says about each message, in one more query or none."""
        return self.select_related("author__profile__picture", "guest", "parent__author", "parent__guest")

    def saying_what_came(self):
        """Says of each whether it was reworded, thanked for and has files: no further query."""
        came = {"is_reworded": "wordings", "is_thanked": "reactions", "has_files": "enclosures"}
        models = {name: getattr(self.model, relation).rel.related_model for name, relation in came.items()}
        about = {name: model.objects.filter(message=OuterRef("pk")) for name, model in models.items()}
        return self.annotate(**{name: Exists(rows) for name, rows in about.items()})

    def with_mentions(self):
        """With whom each mentions and whether their pages are open: one more query."""
        mentions = self.model.mentions.rel.related_model.objects.with_pages()
        return self.prefetch_related(Prefetch("mentions", mentions))

    def with_names(self):
        """For a list of results: who wrote each and in which thread, and nothing else of them."""
        named = self.select_related("thread", "author", "guest")
        return named.only("thread__audience", "thread__last_number", "author__name", "guest__name")

    def standing(self):
        """What a thread shows, in reading order: shown ones, and tombstones where replies still stand."""
        others = self.model.objects.filter(state="shown")
        replies = others.filter(parent=OuterRef("pk"))
        branch = others.filter(thread=OuterRef("thread"), branch=OuterRef("number"))
        gone = Q(state__in=["hidden", "deleted"], number__isnull=False)
        return self.filter(Q(state="shown") | gone & (Exists(replies) | Exists(branch))).order_by(
            "branch", "number"
        )

    def before(self, message):
        """Those that stand above `message` in reading order."""
        earlier = Q(branch__lt=message.branch) | Q(branch=message.branch, number__lt=message.number)
        return self.filter(earlier)

    def approved_of(self, author):
        """What the team let stand of this account: it tells whether the next one is shown at once."""
        return self.filter(author=author, shown_at__isnull=False).exclude(state="hidden")

    def adopted_from(self, addresses):
        """What guests wrote with one of these addresses and confirmed, or an import brought."""
        return self.filter(guest__email__in=addresses, guest__erased_at=None).exclude(state="waiting")


def _begins(day):
    """The moment at which a day begins where the reader is."""
    return timezone.make_aware(datetime.combine(day, time.min))
