"""Whom somebody means: by an address, or by a name as the directory has it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext as _

from folkmoot.members.models import Profile

MOST_AT_ONCE = 20
LONGEST_ADDRESS = 254  # that can be kept


def somebody(said, *, by):
    """{"email": …} or {"user": …} of what was typed; raises ValidationError with words for people."""
    said = " ".join(said.split())
    if "@" in said:
        try:
            validate_email(said)
            MaxLengthValidator(LONGEST_ADDRESS)(said)
        except ValidationError:
            raise ValidationError(_("“%(said)s” is no e-mail address.") % {"said": said}) from None
        return {"email": said.lower()}
    found = Profile.objects.visible_to(by).belonging().filter(name__iexact=said).select_related("user")
    found = list(found.exclude(user=None)[:2])
    if not found:
        raise ValidationError(
            _("Nobody called “%(said)s” is in the directory. Write an e-mail address instead.")
            % {"said": said}
        )
    if len(found) > 1:
        raise ValidationError(
            _("More than one person is called “%(said)s”. Write an e-mail address instead.") % {"said": said}
        )
    return {"user": found[0].user}


def everybody(said, *, by):
    """The same of a list, one a line or parted by commas; raises a ValidationError with all that is wrong."""
    found, wrong = [], []
    lines = [line.strip() for line in said.replace(",", "\n").replace(";", "\n").splitlines() if line.strip()]
    if len(lines) > MOST_AT_ONCE:
        raise ValidationError(_("At most %(most)s people at once.") % {"most": MOST_AT_ONCE})
    for line in lines:
        try:
            one = somebody(line, by=by)
        except ValidationError as error:
            wrong += error.messages
        else:
            if one not in found:
                found.append(one)
    if wrong:
        raise ValidationError(wrong)
    return found
