"""What members hands to rooms that gather it: doors, search documents, addresses for search engines."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.models import User
from folkmoot.activity.kinds import Kind
from folkmoot.activity.parts import Part

from . import links, policy
from .counting import how_many
from .models import Contact, Member, Partner, Profile, SavedSearch
from .models.contact import KIND
from .nearby import nearby
from .requests import gathered as requests
from .searches import gathered as searches

JOINING = Kind(
    name=KIND,
    label=gettext_lazy("Interested in joining"),
    help=gettext_lazy("When something opens for people who would like to join."),
    why=gettext_lazy("You get this because you asked to hear when something opens."),
)

SINCE = "members-since-"  # how the key of newcomers begins in a newsletter
SENTENCES = {
    "members.welcomed": gettext_lazy("%(by)s welcomed %(thing)s as a member"),
    "members.enrolled": gettext_lazy(
        "%(by)s moved %(thing)s from the cohort %(before)s to the cohort %(after)s"
    ),
    "members.greeter_offered": gettext_lazy("%(by)s offered to welcome %(thing)s"),
    "members.greeter_stepped_back": gettext_lazy("%(by)s no longer welcomes %(thing)s"),
    "members.buddy_paired": gettext_lazy("%(by)s gave %(thing)s a buddy"),
    "members.buddy_parted": gettext_lazy("%(by)s took the buddy of %(thing)s away"),
    "members.buddy_met": gettext_lazy("%(thing)s and their buddy have been in touch"),
    "members.note_written": gettext_lazy("%(by)s wrote something down about %(thing)s"),
    "members.note_changed": gettext_lazy("%(by)s changed a note about %(thing)s"),
    "members.note_removed": gettext_lazy("%(by)s took a note about %(thing)s away"),
    "members.task_set": gettext_lazy("%(by)s set a task"),
    "members.task_changed": gettext_lazy("%(by)s changed a task: %(fields)s"),
    "members.task_done": gettext_lazy("%(by)s finished a task"),
    "members.task_opened": gettext_lazy("%(by)s opened a task again"),
    "members.left": gettext_lazy("%(thing)s left the community"),
    "members.came_back": gettext_lazy("%(thing)s came back to the community"),
    "members.introduced": gettext_lazy("%(thing)s has a profile"),
    "members.edited": gettext_lazy("%(by)s changed the profile of %(thing)s: %(fields)s"),
    "members.shown": gettext_lazy(
        "%(by)s chose who sees the profile of %(thing)s: from %(before)s to %(after)s"
    ),
    "members.moved": gettext_lazy("%(by)s changed the address of %(thing)s from %(before)s to %(after)s"),
    "members.pictured": gettext_lazy("%(by)s put a picture on the profile of %(thing)s"),
    "members.contact_asked": gettext_lazy("%(thing)s would like to join"),
    "members.contact_confirmed": gettext_lazy("%(thing)s confirmed by mail"),
    "members.contact_stopped": gettext_lazy("%(thing)s wants no more letters"),
    "members.contact_joined": gettext_lazy("%(thing)s has joined"),
    "members.contact_erased": gettext_lazy("A contact was erased: %(thing)s"),
    "members.imported": gettext_lazy("%(by)s welcomed %(thing)s by import %(run)s"),
    "members.import_merged": gettext_lazy("%(by)s changed %(thing)s by import %(run)s: %(fields)s"),
    "members.import_begun": gettext_lazy("%(by)s began an import of people, %(thing)s: %(people)s rows"),
    "members.people_imported": gettext_lazy("People were imported from %(thing)s: %(rows_made)s welcomed"),
    "members.import_undo_begun": gettext_lazy("%(by)s began to take back the import %(thing)s"),
    "members.import_undone": gettext_lazy("The import %(thing)s was taken back: %(rows_undone)s rows"),
    "members.import_declined": gettext_lazy("Someone whom the import %(thing)s brought in said no"),
    "members.listed": gettext_lazy("%(by)s added “%(name)s” to a list people choose from"),
    "members.relisted": gettext_lazy("%(by)s changed “%(name)s” in a list people choose from"),
    "members.retired": gettext_lazy("%(by)s retired “%(name)s”: nobody can choose it any longer"),
    "members.offered_again": gettext_lazy("%(by)s offers “%(name)s” again"),
    "members.organisation_made": gettext_lazy("%(by)s named an organisation: %(name)s"),
    "members.organisation_edited": gettext_lazy("%(by)s changed the organisation %(thing)s: %(fields)s"),
    "members.organisation_named": gettext_lazy("%(by)s gave %(thing)s another name: %(name)s"),
    "members.organisation_took_in": gettext_lazy("%(by)s merged the organisation %(name)s into %(thing)s"),
    "members.partner_appointed": gettext_lazy("%(by)s made %(thing)s a partner: %(kind)s"),
    "members.partner_ended": gettext_lazy("%(by)s ended the partnership of %(thing)s"),
    "members.fields_shown": gettext_lazy(
        "%(by)s chose who sees parts of the profile of %(thing)s: %(fields)s"
    ),
    "members.unpictured": gettext_lazy("%(by)s took the picture of %(thing)s away"),
}
VALUES = {"members.partner_appointed": {"kind": dict(Partner.Kind.choices)}}


def doors(request):
    """People, for everyone; joining, for visitors; one's own profile; the lists of the team."""
    found = [{"label": _("People"), "url": reverse("members:people"), "order": 20, "place": "doors"}]
    if request.user.is_authenticated:
        own = {"label": _("Your profile"), "url": reverse("members:profile"), "order": 10, "place": "account"}
        found.append(own)
    if policy.may_see_people(request.user):
        team = {"label": _("People"), "url": reverse("members:team_people"), "order": 30, "place": "team"}
        found.append(team)
    if policy.may_keep_tasks(request.user):
        tasks = {"label": _("Tasks"), "url": reverse("members:tasks"), "order": 31, "place": "team"}
        found.append(tasks)
    if policy.may_keep_lists(request.user):
        lists = {"label": _("Lists"), "url": reverse("members:lists"), "order": 36, "place": "team"}
        found.append(lists)
        url = reverse("members:organisations")
        found.append({"label": _("Organisations"), "url": url, "order": 37, "place": "team"})
    if policy.may_see_contacts(request.user):
        url = reverse("members:contacts")
        found.append({"label": _("Contacts"), "url": url, "order": 35, "place": "team"})
    if not request.user.is_authenticated:
        found.append({"label": _("Join"), "url": reverse("members:join"), "order": 20, "place": "account"})
    return found


def documents():
    """Every profile that someone else may find."""
    shown = Profile.objects.exclude(visible=Profile.Visible.NOBODY)
    for profile in shown.iterator(chunk_size=500):
        yield profile, {"audience_id": profile.audience_id, **profile.as_document()}


def public_pages():
    """(address, when it changed) of what everyone may read here."""
    yield reverse("members:people"), None
    yield reverse("members:join"), None
    for profile in (
        Profile.objects.public().order_by("pk").only("slug", "changed_at").iterator(chunk_size=2000)
    ):
        yield profile.get_absolute_url(), profile.changed_at


def account_link(request):
    return {
        "label": _("Your profile"),
        "url": reverse("members:profile"),
        "words": _("How others know you here, and who sees it."),
        "order": 10,
    }


def data_held(user):
    """What members keeps about a person."""
    rows = []
    asked = Contact.objects.filter(user=OuterRef("pk")).values("pk")[:1]
    counted = {"asked": Subquery(asked), **requests.held_of(user)}
    counted["searches_held"] = how_many(SavedSearch.objects.of(user))
    known = User.objects.select_related("membership", "profile").annotate(**counted).get(pk=user.pk)
    if member := getattr(known, "membership", None):
        words = _("Since %(date)s") % {"date": date_format(member.since)}
        if member.left_on:
            words = _("%(since)s, until %(date)s") % {"since": words, "date": date_format(member.left_on)}
        rows.append({"label": _("Membership"), "value": words})
    for contact in Contact.objects.filter(user=user) if known.asked else []:
        words = _("Asked on %(date)s: %(state)s") % {
            "date": date_format(contact.asked_at), "state": contact.get_state_display()
        }  # fmt: skip
        url = links.path_for(contact)
        rows.append({"label": _("Interested in joining"), "value": words, "url": url})
    if profile := getattr(known, "profile", None):
        words = _("What you wrote about yourself, seen by: %(who)s") % {"who": profile.get_visible_display()}
        rows.append({"label": _("Profile"), "value": words, "url": profile.get_absolute_url()})
    return rows + requests.data_held(known) + searches.data_held(known)


def record_words():
    return SENTENCES


def record_values():
    return VALUES


def waiting(user):
    """A member who has said nothing yet is asked to."""
    profile = getattr(user, "profile", None) if user.is_member else None
    if profile is None or profile.role or profile.about:
        return []
    return [
        {
            "label": _("Say who you are"),
            "url": reverse("members:profile"),
            "words": _("Your page has only your name. Two sentences are enough for others to find you."),
            "order": 40,
        }
    ]


def parts():
    """Whom the team can write to from here: those who belong now."""
    members = User.objects.active().filter(is_member=True)
    return [
        Part(name="members", label=_("All members"), users=members),
        Part(
            name="contacts",
            label=_("Contacts interested in joining"),
            help=_("People without membership who asked to hear when something opens."),
            guests=Contact.objects.reachable(),
            kind=KIND,
        ),
        *(_contacts_in(region) for region in Contact.objects.regions()),
    ]


def _contacts_in(region):
    return Part(
        name=f"contacts:{region.key}",
        label=_("Contacts in %(region)s") % {"region": region.name},
        guests=Contact.objects.reachable().filter(contact__region__in=region.spellings),
        kind=KIND,
        many=region.many,
    )


def mail_kinds():
    return [JOINING]


def guest_link(guest):
    """What is kept of a guest who would like to join, from the page on which they choose their letters."""
    contact = Contact.objects.filter(email=guest.email).first() if guest.email else None
    if contact is None:
        return None
    return {"label": _("What we keep about you, and erasing it"), "url": links.path_for(contact)}


def newsletter_items(since):
    """How many came to belong since then; nothing where nobody did."""
    return _newcomers(timezone.localdate(since))


def newsletter_items_now(keys):
    """Of these items of a newsletter, the newcomers of whom some still belong."""
    days = [date.fromisoformat(key.removeprefix(SINCE)) for key in keys if key.startswith(SINCE)]
    return [item for day in days for item in _newcomers(day)]


def _newcomers(day):
    many = Member.objects.current().filter(since__gt=day).count()
    if not many:
        return []
    title = ngettext("%(many)s new member", "%(many)s new members", many) % {"many": many}
    return [{"key": f"{SINCE}{day}", "title": title, "url": reverse("members:people"), "order": 80}]


def digest_extras(user, since):
    """Who joined near this person since their last digest."""
    own = Profile.objects.filter(user=user).select_related("region").first()
    new = nearby(user, own, timezone.localdate(since))
    if not new.faces:
        return None
    lines = [
        {
            "label": face.name,
            "words": ", ".join(filter(None, [face.role, face.place])),
            "url": reverse("members:person", args=[face.slug]),
        }
        for face in new.faces
    ]
    return {"title": _("New near %(place)s") % {"place": new.place}, "lines": lines, "order": 10}
