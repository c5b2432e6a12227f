"""A person as the components show one: a name and, where given, role, place, picture and address."""

from typing import NamedTuple


class Shown(NamedTuple):
    name: str
    role: str = ""
    place: str = ""
    picture: str = ""
    url: str = ""

    @property
    def initials(self):
        """One or two letters; a single name gives one."""
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        chosen = words if len(words) < 2 else [words[0], words[-1]]
        return "".join(word[0] for word in chosen).upper()


def _of(someone, name):
    value = someone.get(name) if isinstance(someone, dict) else getattr(someone, name, "")
    return value or ""


def shown(someone, **given):
    """What to show of anything with a name; `given` wins over what it says itself."""
    if isinstance(someone, Shown):
        return someone._replace(**given)
    if isinstance(someone, str):
        return Shown(someone, **given)
    url = _of(someone, "url") or getattr(someone, "get_absolute_url", str)()
    picture = _of(someone, "picture")
    read = {
        "name": _of(someone, "name") or str(someone),
        "role": _of(someone, "role"),
        "place": _of(someone, "place"),
        "picture": getattr(picture, "url", picture) if picture else "",
        "url": url,
    }
    return Shown(**{**read, **given})
