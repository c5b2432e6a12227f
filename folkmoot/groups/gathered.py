"""What groups hands to rooms that gather it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User
from folkmoot.activity.kinds import Kind
from folkmoot.activity.models import Level
from folkmoot.activity.parts import Part
from folkmoot.activity.telling.places import keys_among, name_of

from . import policy, taps
from .care import signs_of
from .listing import fitting
from .models import Belonging, Group, GroupThread, Invitation, Merger

GROUPS_ON_A_PROFILE = 12
NEWS = "group-"
GROUPS = Kind(
    name="groups",
    label=gettext_lazy("Groups"),
    help=gettext_lazy(
        "Somebody would like to join a group you convene, or something happens to a group of yours."
    ),
    why=gettext_lazy("You get this because you belong to the group, or because you look after groups."),
)
SENTENCES = {
    "groups.opened": gettext_lazy("%(by)s started the group %(thing)s"),
    "groups.edited": gettext_lazy("%(by)s changed the group %(thing)s: %(fields)s"),
    "groups.moved": gettext_lazy("%(by)s said that the group %(thing)s is “%(after)s”, after “%(before)s”"),
    "groups.proposed": gettext_lazy("By its signs the group %(thing)s looks “%(after)s”, after “%(before)s”"),
    "groups.stage_kept": gettext_lazy("%(by)s left the group %(thing)s as it is: “%(state)s”"),
    "groups.closed": gettext_lazy("%(by)s closed the group %(thing)s"),
    "groups.reopened": gettext_lazy("%(by)s opened the group %(thing)s again"),
    "groups.joined": gettext_lazy("%(by)s joined the group %(thing)s"),
    "groups.asked": gettext_lazy("%(by)s asked to join the group %(thing)s"),
    "groups.let_in": gettext_lazy("%(by)s let somebody into the group %(thing)s"),
    "groups.declined": gettext_lazy("%(by)s did not let somebody into the group %(thing)s"),
    "groups.left": gettext_lazy("%(by)s left the group %(thing)s"),
    "groups.removed": gettext_lazy("%(by)s took somebody out of the group %(thing)s"),
    "groups.convenes": gettext_lazy("%(by)s took on convening the group %(thing)s"),
    "groups.stepped_down": gettext_lazy("A convenor of the group %(thing)s stepped down; %(by)s did it"),
    "groups.invited": gettext_lazy("%(by)s invited somebody to the group %(thing)s: %(role)s"),
    "groups.thread_begun": gettext_lazy("%(by)s began a thread in the group %(thing)s"),
    "groups.merger_asked": gettext_lazy("%(by)s asked that the group %(thing)s goes on in another one"),
    "groups.invitation_declined": gettext_lazy("An invitation to the group %(thing)s was declined"),
    "groups.invitation_withdrawn": gettext_lazy("%(by)s took back an invitation to the group %(thing)s"),
    "groups.merger_withdrawn": gettext_lazy(
        "%(by)s no longer asks that the group %(thing)s goes on elsewhere"
    ),
    "groups.merged": gettext_lazy("%(by)s let another group go on in the group %(thing)s"),
    "groups.merger_declined": gettext_lazy("%(by)s declined that the group %(thing)s goes on in theirs"),
    "groups.file_added": gettext_lazy("%(by)s put a file into the group %(thing)s"),
    "groups.file_shown": gettext_lazy("%(by)s showed a file of the group %(thing)s to all who read it"),
    "groups.file_kept": gettext_lazy("%(by)s kept a file of the group %(thing)s for its people"),
    "groups.file_removed": gettext_lazy("%(by)s threw away a file of the group %(thing)s"),
    "groups.cared": gettext_lazy("%(by)s wrote to the convenors of the group %(thing)s"),
}
_STAGES = dict(Group.State.choices)
VALUES = {
    "groups.moved": {"before": _STAGES, "after": _STAGES},
    "groups.proposed": {"before": _STAGES, "after": _STAGES},
    "groups.stage_kept": {"state": _STAGES},
    "groups.invited": {"role": dict(Invitation.Role.choices)},
    "groups.edited": {"fields": {field.name: field.verbose_name for field in Group._meta.concrete_fields}},
}


def mail_kinds():
    return [GROUPS]


def record_words():
    return SENTENCES


def record_values():
    return VALUES


def doors(request):
    """Groups, for everyone; the care list, for the team."""
    found = [{"label": _("Groups"), "url": reverse("groups:groups"), "order": 30, "place": "doors"}]
    if policy.may_care(request.user):
        found.append(
            {
                "label": _("Groups in need of care"),
                "url": reverse("groups:care"),
                "order": 34,
                "place": "team",
            }
        )
    return found


def thread_owner(thread):
    return thread_owners([thread]).get(thread.pk)


def thread_owners(threads):
    """Under which group each of these threads stands: one query for all."""
    keys = [thread.pk for thread in threads]
    rows = GroupThread.objects.filter(thread__in=keys).select_related("group__theme", "thread")
    groups = {}  # one of each, so that whether somebody belongs is asked once
    for row in rows:
        row.group = groups.setdefault(row.group_id, row.group)
    return {row.thread_id: owner_facts(row) for row in rows}


def owner_facts(row):
    """What conversations knows of the group that a thread (a GroupThread) stands under."""
    group = row.group
    return {
        "title": row.thread.title,
        "url": row.get_absolute_url(),
        "may_read": lambda user: policy.may_read(user, group),
        "may_speak": lambda user: policy.may_talk(user, group),
        "speaks_of": "messages",
        "tell": lambda thread: _to_tell(group),
        "place": name_of(group),
        "place_title": group.name,
    }


def _to_tell(group):
    """Its people: replies and mentions at once, the rest in the digest, unless they chose otherwise."""
    rows = group.belongings.here().order_by("pk").values_list("user", flat=True)
    for user in rows.iterator(chunk_size=500):
        yield user, Level.REPLIES


def place_words(places, reader):
    """The groups among these places that this reader may read."""
    keys = keys_among(places, Group)
    groups = Group.objects.readable_by(reader).filter(pk__in=keys) if keys else []
    return {keys[group.pk]: {"title": group.name, "url": group.get_absolute_url()} for group in groups}


def today(user):
    """What waits for a convenor, what one is invited to, and drafts of groups."""
    lines = []
    convened = Group.objects.convened_by(user).living()
    asking = Exists(Belonging.objects.filter(group=OuterRef("pk"), state="asked"))
    for group in convened.annotate(asked=asking).filter(Q(asked=True) | ~Q(proposed="")).order_by("pk"):
        if group.asked:
            label = _("Somebody asks to join “%(name)s”") % {"name": group.name}
            url = reverse("groups:people", args=[group.slug])
            lines.append({"label": label, "url": url, "words": "", "order": 15})
        if group.proposed:
            stage = str(_STAGES[group.proposed]).lower()
            label = _("“%(name)s” looks %(stage)s: is it so?") % {"name": group.name, "stage": stage}
            lines.append({"label": label, "url": group.get_absolute_url(), "words": "", "order": 30})
    for merger in Merger.objects.open().filter(into__in=convened).select_related("group", "into"):
        label = _("“%(one)s” would like to go on in “%(other)s”") % {
            "one": merger.group,
            "other": merger.into,
        }
        url = reverse("groups:merger", args=[merger.pk])
        lines.append({"label": label, "url": url, "words": "", "order": 20})
    for invitation in Invitation.objects.open().of(user).select_related("group", "by"):
        label = _("You are invited to “%(name)s”") % {"name": invitation.group}
        words = _("By %(name)s.") % {"name": invitation.by} if invitation.by else ""
        lines.append(
            {"label": label, "url": invitation.group.get_absolute_url(), "words": words, "order": 20}
        )
    for draft in Group.objects.drafts_of(user):
        label = _("A group you began: %(name)s") % {"name": draft}
        lines.append(
            {"label": label, "url": reverse("groups:start_check", args=[draft.pk]), "words": "", "order": 45}
        )
    return lines


def to_do(user):
    """A group that fits, for somebody with an hour."""
    return [
        {
            "label": _("Look into the group “%(name)s”") % {"name": group.name},
            "words": why, "url": group.get_absolute_url(), "minutes": 60, "order": 20,
        }
        for group, why in fitting(user)[:1]
    ]  # fmt: skip


def digest_extras(user, since):
    """Groups opened since this person's last digest that fit them, each with the reason."""
    if not Group.objects.living().filter(opened_at__gt=since).exists():  # cheap, and most often so
        return None
    found = [(group, why) for group, why in fitting(user) if group.opened_at > since]
    if not found:
        return None
    lines = [
        {
            "label": group.name,
            "words": why,
            "url": group.get_absolute_url(),
            "tap": taps.joining(group) if group.joining == Group.Joining.OPEN else None,
        }
        for group, why in found
    ]
    return {"title": _("New groups that may be for you"), "lines": lines, "order": 20}


def desk(user):
    """How many groups need care."""
    if not policy.may_care(user):
        return []
    groups = list(Group.objects.living().only("opened_at", "alone_since"))
    many = sum(bool(signs) for signs in signs_of(groups).values()) if groups else 0
    if not many:
        return []
    label = ngettext("%(many)s group needs care", "%(many)s groups need care", many) % {"many": many}
    words = _("By signs anyone can check; each with a letter drafted for its convenors.")
    return [{"label": label, "url": reverse("groups:care"), "count": many, "words": words, "order": 60}]


def profile_section(profile, request):
    """The groups somebody is in, as far as the reader may see who is in them."""
    if not profile.user_id:
        return None
    groups = Group.objects.visible_to(request.user).readable_by(request.user).living().of(profile.user)
    groups = list(groups.order_by("name", "pk")[:GROUPS_ON_A_PROFILE])
    if not groups:
        return None
    html = render_to_string("groups/profile_section.html", {"groups": groups}, request)
    return {"title": _("Groups"), "order": 30, "html": html}


def data_held(user):
    many = Group.objects.of(user).count()
    if not many:
        return []
    value = ngettext("%(many)s group", "%(many)s groups", many) % {"many": many}
    return [{"label": _("Groups"), "value": value, "url": f"{reverse('groups:groups')}?show=yours"}]


def person_record(person, request):
    """The groups of an account, for the team's record of them; no hidden ones but those they are in."""
    if not isinstance(person, User):
        return None
    theirs = (
        Belonging.objects.here().filter(user=person).exclude(group__in=Group.objects.secret_to(request.user))
    )
    theirs = theirs.select_related("group").order_by("-joined_at", "pk")
    rows = [
        {
            "label": one.group.name, "url": one.group.get_absolute_url(),
            "words": f"{one.get_role_display()}, {date_format(one.joined_at, 'SHORT_DATE_FORMAT')}",
        }
        for one in theirs[:6]
    ]  # fmt: skip
    if not rows:
        return None
    more = _("There are more.") if len(rows) > 5 else ""
    return {"title": _("Groups"), "order": 40, "rows": rows[:5], "more": more}


def record_hides(user):
    """What happened in hidden groups that this person is not in: who came, who wrote, who was invited."""
    if not user.is_authenticated:
        return None
    kind = ContentType.objects.get_for_model(Group)
    keys = [str(key) for key in Group.objects.secret_to(user).values_list("pk", flat=True)]
    seen = [f"groups.{act}" for act in ("opened", "closed", "reopened", "moved", "proposed", "cared")]
    return Q(content_type=kind, object_id__in=keys) & ~Q(verb__in=seen) if keys else None


def public_pages():
    """(address, when it changed) of what everyone may read here."""
    for group in Group.objects.opened().filter(reading="public").order_by("pk").only("slug", "moved_at"):
        yield group.get_absolute_url(), group.moved_at


def newsletter_items(since):
    """Groups that were opened since then, the oldest first, in the words of their question."""
    return [_news(group) for group in _tellable().filter(opened_at__gt=since).order_by("opened_at", "pk")]


def newsletter_items_now(keys):
    """Of these items of a newsletter, the groups that can still be told of, as they are now."""
    groups = [int(key.removeprefix(NEWS)) for key in keys if key.startswith(NEWS)]
    return [_news(group) for group in (_tellable().filter(pk__in=groups) if groups else [])]


def _tellable():
    return Group.objects.living().filter(reading__in=["public", "members"])


def _news(group):
    return {
        "key": f"{NEWS}{group.pk}",
        "title": _("A new group: %(name)s") % {"name": group.name},
        "url": group.get_absolute_url(),
        "blurb": group.question,
        "is_for_members": group.reading != Group.Reading.PUBLIC,
        "order": 40,
    }


def parts():
    """The people of each living group that is not hidden, and the convenors of all."""
    active = Q(belongings__state="in", belongings__user__is_active=True)
    groups = Group.objects.living().exclude(reading="group", joining="invitation")
    groups = groups.annotate(people=Count("pk", filter=active)).filter(people__gt=0).order_by("name", "pk")
    found = [
        Part(
            name=f"group:{group.pk}",
            label=_("The group “%(name)s”") % {"name": group.name},
            users=User.objects.active().filter(belongings__group=group, belongings__state="in"),
            many=group.people,
        )
        for group in groups
    ]
    convening = Belonging.objects.convening().exclude(group__state="closed").values("user")
    convenors = User.objects.active().filter(pk__in=convening)
    if many := convenors.count():
        found.insert(
            0, Part(name="convenors", label=_("The convenors of groups"), users=convenors, many=many)
        )
    return found
