"""What follows from a profile, for each kind of reader: words for the search, marks for the directory."""

from django.utils import timezone

from folkmoot.core import text

from .face import Visible
from .listing import Listing


def words_of(face):
    """The facts of a search document: sentences that may be shown, words that are only matched."""
    chosen = [listed.name for listed in (*face.interests, *face.skills, face.region) if listed]
    said = [text.plain(face.about_html), face.ask_me_about, face.want_to_learn, ", ".join(chosen)]
    return {"body": "\n".join(part for part in said if part), "words": face.standing}


def marks_of(face):
    """The marks of a profile for readers of one level, "kind:key" each; none where they do not see it."""
    if not face.is_there or not _belongs(face.profile):
        return []
    chosen = [("interest", face.interests), ("skill", face.skills), ("organisation", face.organisations)]
    marks = [f"{kind}:{listed.pk}" for kind, rows in chosen for listed in rows]
    marks += [f"language:{code}" for code in face.languages]
    if region := face.region:
        marks.append(f"region:{region.pk}")
        marks += [f"region:{region.nation_id}"] * bool(region.nation_id)
    if face.cohort:
        marks.append(f"cohort:{face.cohort.pk}")
    if face.is_open_to_contact:
        marks.append("open:yes")
    if face.place and face.profile.town:
        marks.append(f"town:{face.profile.town}")
    return ["here", *marks]


def write(profile):
    """Keep its row in the directory true."""
    Listing.objects.update_or_create(profile=profile, defaults=facts_of(profile))


def facts_of(profile):
    """The columns of its row. For those who insert rows in bulk, too."""
    membership = getattr(profile.user, "membership", None) if profile.user_id else None
    return {
        "name": profile.sort_name,
        "joined_on": membership.since if membership else None,
        "everyone": _joined(marks_of(profile.face(Visible.PUBLIC))),
        "members": _joined(marks_of(profile.face(Visible.MEMBERS))),
        "is_outdated": False,
        "changed_at": timezone.now(),
    }


def _joined(marks):
    return f" {' '.join(marks)} " if marks else ""


def _belongs(profile):
    """Members and the team stand in the directory; authors without an account are found by their posts."""
    user = profile.user
    return bool(user and user.is_active and (user.is_member or user.is_team))
