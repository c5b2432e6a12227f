"""What each role may do, in a sentence for the person who has it."""

from django.utils.translation import gettext_lazy as _

from .models import User

MAY = {
    User.Role.TEAM: _(
        "Approve, hide and answer for comments, look after people, change the settings and policies, "
        "and read the outbox."
    ),
    User.Role.EDITOR: _("Write, schedule and publish pages and posts in the editors' office."),
    User.Role.ADMINISTRATOR: _(
        "Give and take roles, import a site, and do everything that the team and editors do."
    ),
}
