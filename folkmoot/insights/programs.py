"""Which views no person had: programs that say so, and those that behave so. Each is left out by name."""

import re
from functools import lru_cache

from crawlerdetect import CrawlerDetect
from django.utils.translation import gettext_noop

NAMELESS = gettext_noop("without a name")
PRETENDING = gettext_noop("says it is a browser, does not behave like one")
TOO_FAST = gettext_noop("faster than anyone reads")
OURS = {NAMELESS, PRETENDING, TOO_FAST}  # names we give; others are the programs' own
A_MINUTE = 120  # pages one browser may open: a hospital behind one address stays below, a program does not
MOST_BROWSERS = 50_000  # a minute, whose pace is watched

# From these versions on a browser says of each request over HTTPS what it is for.
SAYS_WHAT_FOR = {"Chrome": 80, "Firefox": 90, "Version": 17}
BROWSER = re.compile(r"(Chrome|Firefox|Version)/(\d{1,4})")
NAME = re.compile(r"[^\w .+-]+")

_detect = CrawlerDetect()


@lru_cache(maxsize=5000)
def declared(agent):
    """The name a program gives itself; None for a browser."""
    if not agent.strip():
        return NAMELESS
    if not _detect.is_crawler(agent):
        return None
    return NAME.sub("", _detect.get_matches() or "").strip()[:40] or NAMELESS


@lru_cache(maxsize=5000)
def should_say_what_for(agent):
    """A browser of today, by its own words. In a page over HTTPS it would have sent Sec-Fetch-Mode."""
    return any(int(version) >= SAYS_WHAT_FOR[name] for name, version in BROWSER.findall(agent))


def program(view):
    """The name under which this view is left out; None where it may be a person's."""
    if name := declared(view.agent):
        return name
    if view.silent and should_say_what_for(view.agent):
        return PRETENDING
    return None


class Pace:
    """How many pages each browser opened in the present minute."""

    def __init__(self):
        self.minute, self.opened = None, {}

    def too_fast(self, key, at):
        minute = int(at // 60)
        if minute != self.minute or len(self.opened) >= MOST_BROWSERS:
            self.minute, self.opened = minute, {}
        self.opened[key] = self.opened.get(key, 0) + 1
        return self.opened[key] > A_MINUTE
