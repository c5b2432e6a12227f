"""The record in sentences. Rooms offer theirs by gathering "record words": verb → lazy sentence.

A sentence names %(by)s, %(thing)s and whatever details its verb records. What a detail is kept as, rooms
put into words by gathering "record values": verb → detail → value → words.
"""

from collections import defaultdict

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.models import User
from folkmoot.core.gathering import gather

OURS = {
    "accounts.signed_up": gettext_lazy("%(thing)s made an account"),
    "accounts.signed_in": gettext_lazy("%(by)s signed in"),
    "accounts.sessions_ended": gettext_lazy("%(by)s ended sessions of their own"),
    "accounts.role_given": gettext_lazy("%(by)s gave %(thing)s the role “%(role)s”"),
    "accounts.role_taken": gettext_lazy("%(by)s took the role “%(role)s” from %(thing)s"),
    "accounts.address_added": gettext_lazy("%(by)s added an e-mail address to the account of %(thing)s"),
    "accounts.address_confirmed": gettext_lazy("%(thing)s confirmed an e-mail address"),
    "accounts.address_removed": gettext_lazy(
        "%(by)s removed an e-mail address from the account of %(thing)s"
    ),
    "accounts.address_changed": gettext_lazy("%(by)s changed the main e-mail address of %(thing)s"),
    "accounts.password_set": gettext_lazy("%(thing)s set a password"),
    "accounts.password_changed": gettext_lazy("%(thing)s changed their password"),
    "accounts.password_reset": gettext_lazy("%(thing)s chose a new password by mail"),
    "accounts.sign_in_step_added": gettext_lazy(
        "%(by)s added a way to sign in to the account of %(thing)s: %(way)s"
    ),
    "accounts.sign_in_step_removed": gettext_lazy(
        "%(by)s removed a way to sign in from the account of %(thing)s: %(way)s"
    ),
    "accounts.sign_in_step_renewed": gettext_lazy("%(by)s renewed a way to sign in of %(thing)s: %(way)s"),
    "accounts.policy_published": gettext_lazy("%(by)s published the policy “%(thing)s”, version %(number)s"),
    "accounts.changed": gettext_lazy("%(by)s changed the settings of the community: %(fields)s"),
    "activity.tried_again": gettext_lazy("%(by)s had %(thing)s sent once more"),
    "activity.mail_let_in": gettext_lazy("%(by)s let %(thing)s in, which was held"),
    "activity.mail_vouched_for": gettext_lazy("%(by)s let in a held mail for %(thing)s: %(place)s"),
    "activity.mail_refused": gettext_lazy("%(by)s refused %(thing)s, which was held"),
    "activity.mail_stopped": gettext_lazy("Letters to %(thing)s were stopped: mail to them comes back"),
    "activity.mail_complained": gettext_lazy("Letters to %(thing)s were stopped: one was reported as spam"),
    "activity.mail_resumed": gettext_lazy("%(by)s had letters sent to %(thing)s again"),
    "activity.exported": gettext_lazy("%(by)s took %(many)s rows of the list “%(list)s” away as a file"),
    "activity.test_sent": gettext_lazy("%(by)s sent a test letter"),
}
WAYS = {
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
}


def vocabulary():
    """Every verb that some room has words for."""
    words = dict(OURS)
    for offered in gather("record words"):
        words |= offered
    return words


def meanings(verb):
    """detail → value → words, of the details of this verb that are kept as a key."""
    return {key: words for offered in gather("record values") for key, words in offered.get(verb, {}).items()}


def sentence(entry, words, *, by="", address=None):
    """What happened, as a sentence in HTML; a verb nobody has words for still reads.

    `by` stands for who did it where a reader is not told; `address` finds the reader's page of a thing.
    """
    known = meanings(entry.verb)
    details = {key: _value(key, value, known.get(key, {})) for key, value in entry.details.items()}
    values = defaultdict(str, details)
    values["by"] = by or _doer(entry)
    values.setdefault("what", entry.verb.partition(".")[2].replace("_", " "))
    template = words.get(entry.verb) or _("%(thing)s: %(what)s, by %(by)s")
    if names_its_thing(entry, words):
        values["thing"] = label(entry, address)
    safe = defaultdict(str, {key: conditional_escape(value) for key, value in values.items()})
    return mark_safe(conditional_escape(str(template)) % safe)


def _doer(entry):
    if entry.by_id:
        return _link(f"?by={entry.by_id}", entry.by)
    return _("Somebody") if entry.details.get("is_nameless") else _("The site itself")


def names_its_thing(entry, words):
    """Whether its sentence names the thing; where it does not, nobody needs to look the thing up."""
    return "%(thing)s" in str(words.get(entry.verb, "%(thing)s"))


def label(entry, address=None):
    """The thing by its name today, as a link where it has a page."""
    kind = entry.content_type.model_class()
    thing = entry.thing if kind else None
    if thing is None:
        what = kind._meta.verbose_name if kind else _("something")
        return _("%(what)s %(number)s, which is gone") % {"what": what, "number": entry.object_id}
    name = str(thing)
    if address:
        url = address(thing)
    else:
        url = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
    return _link(url, name) if url else name


def _link(url, words):
    return format_html('<a href="{}">{}</a>', url, words)


def _value(key, value, known):
    if isinstance(value, str) and value in known:
        return known[value]
    if key == "role" and value in User.Role:
        return User.Role(value).label
    if key == "way" and value in WAYS:
        return WAYS[value]
    return ", ".join(map(str, value)) if isinstance(value, list) else value
