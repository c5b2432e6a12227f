"""One row of a table read: what it says in the shape in which it is written, and what is wrong with it."""

import re
from datetime import datetime
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from folkmoot.core.names import LINK, NO_NAME
from folkmoot.core.sheets import FORMULA, plain
from folkmoot.members.forms import MOST_ORGANISATIONS
from folkmoot.members.models import Profile
from folkmoot.members.models.organisation import LONGEST as LONGEST_ORGANISATION
from folkmoot.members.models.organisation import key

from .columns import parted

LINES = {  # in one line, with at most so many characters
    field: Profile._meta.get_field(field).max_length
    for field in ("role", "place", "pronouns", "ask_me_about", "want_to_learn")
}
LONGEST_ABOUT = 3000
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d", "%d/%m/%y"]
HOUR = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
EARLIEST = 1900
LISTED = {"interests": "interest", "skills": "skill"}


class Reading:
    """What one row says: `data` by column, `faults` that keep it out, `remarks` that do not."""

    def __init__(self, line, cells, columns, choices):
        self.line, self.choices = line, choices
        self.data, self.faults, self.remarks = {}, [], []
        self.said = self._said(cells, columns)
        self.email, self.name = self._email(), self._name()
        for field, most in LINES.items():
            if words := self._line(field, most):
                self.data[field] = words
        self._about()
        self._organisations()
        for kind in ("region", "cohort"):
            self._one(kind)
        for field, kind in LISTED.items():
            self._several(field, kind)
        self._languages()
        self._since()

    def _said(self, cells, columns):
        """{column: what stands there}, each formula taken as words."""
        if len(cells) < len(columns):
            self.remarks.append(["short", {}])
        if any(cells[len(columns) :]):
            self.faults.append(["wide", {}])
        said = {}
        for column, cell in zip(columns, cells, strict=False):
            if column and (words := plain(cell).strip()):
                said[column] = words
                if FORMULA.match(words) and column not in {"name", "first_name", "last_name", "email"}:
                    self.remarks.append(["formula", {"field": column}])
        return said

    def _email(self):
        given = self.said.get("email", "").removeprefix("mailto:")
        address = (parseaddr(given)[1] if "<" in given else given).strip().lower()
        if not address:
            self.faults.append(["no_email", {}])
            return ""
        try:
            validate_email(address)
        except ValidationError:
            self.faults.append(["email", {"value": given[:80]}])
            return ""
        if len(address) > 254:
            self.faults.append(["long", {"field": "email", "most": 254}])
            return ""
        return address

    def _name(self):
        parts = (self.said.get("first_name", ""), self.said.get("last_name", ""))
        name = " ".join((self.said.get("name") or " ".join(parts)).split())
        if not name:
            self.faults.append(["no_name", {}])
        elif FORMULA.match(name):
            self.faults.append(["formula_name", {"value": name[:80]}])
        elif len(name) > 150:
            self.faults.append(["long", {"field": "name", "most": 150}])
        elif re.search(f"{NO_NAME}|{LINK}", name):
            self.faults.append(["name", {"value": name[:80]}])
        return name[:150]

    def _line(self, field, most):
        words = " ".join(self.said.get(field, "").split())
        if len(words) > most:
            self.faults.append(["long", {"field": field, "most": most}])
            return ""
        return words

    def _about(self):
        about = self.said.get("about", "").replace("\r\n", "\n").replace("\r", "\n")
        if len(about) > LONGEST_ABOUT:
            self.faults.append(["long", {"field": "about", "most": LONGEST_ABOUT}])
        elif about:
            self.data["about"] = about

    def _organisations(self):
        names = {key(name): name for name in parted(self.said.get("organisations", "")) if key(name)}
        if any(len(name) > LONGEST_ORGANISATION for name in names.values()):
            most = {"field": "organisations", "most": LONGEST_ORGANISATION}
            self.faults.append(["long", most])
        elif len(names) > MOST_ORGANISATIONS:
            self.faults.append(["many", {"field": "organisations", "most": MOST_ORGANISATIONS}])
        elif names:
            self.data["organisations"] = list(names.values())

    def _one(self, kind):
        """A region or a cohort: one of the list, else the row is not brought in."""
        word = " ".join(self.said.get(kind, "").split())
        if not word:
            return
        is_known, pk = self.choices.find(kind, word)
        if not is_known:
            self.faults.append([f"no_{kind}", {"value": word[:80]}])
        elif pk:
            self.data[kind] = pk

    def _several(self, field, kind):
        """Interests or skills: those of the list; the others are named and left out."""
        found = {}
        for word in self._listed(field, kind):
            is_known, pk = self.choices.find(kind, word)
            if not is_known:
                self.remarks.append([f"no_{kind}", {"value": word[:80]}])
            elif pk:
                found[pk] = word
        if found:
            self.data[field] = sorted(found)

    def _listed(self, field, kind):
        """Most tables part them by commas, too; a name that has one itself is tried as a whole first."""
        words = []
        for part in parted(self.said.get(field, "")):
            whole = "," not in part or part.casefold() in self.choices.names[kind]
            words += [part] if whole else [" ".join(one.split()) for one in part.split(",") if one.strip()]
        return words

    def _languages(self):
        codes = []
        for word in re.split(r"[;|,\n/]", self.said.get("languages", "")):
            if word := " ".join(word.split()):
                code = self.choices.language(word)
                if code:
                    codes.append(code)
                else:
                    self.remarks.append(["language", {"value": word[:80]}])
        if codes:
            self.data["languages"] = list(dict.fromkeys(codes))

    def _since(self):
        given = self.said.get("since", "")
        if not given:
            return
        day = day_of(given)
        if day is None or day.year < EARLIEST:
            self.faults.append(["since", {"value": given[:40]}])
        elif day > timezone.localdate():
            self.faults.append(["future", {}])
        else:
            self.data["since"] = day.isoformat()


def day_of(given):
    """The day of these words, the day of the month first where it could be either; None for none."""
    words = HOUR.sub("", given.strip())
    for form in DAYS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None
