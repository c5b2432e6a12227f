"""Many people who do one thing at the same time, each with a browser of their own so far as that needs it."""

import json
import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

MEMBERS = """
import json
from django.conf import settings
from django.test import Client
from folkmoot.accounts.models import User
told = {{}}
for number in range(1, {many} + 1):
    email = f"{name}{{number:02}}@example.org"
    user = User.objects.create_user(email=email, name=f"{name} {{number:02}}".title(), is_member=True)
    client = Client()
    client.force_login(user)
    told[email] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps(told))
"""


def members(site, name, many):
    """{address: session} of so many new members who are signed in."""
    return json.loads(site.manage("shell", "-v0", "-c", MEMBERS.format(name=name, many=many)))


class Browser:
    """Keeps the session and the token of forms; follows where an answer sends it."""

    def __init__(self, session):
        self.session, self.token = session, ""

    def open(self, address, said=None):
        """The page at this address, or what comes of sending a form there."""
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        request = urllib.request.Request(address, headers={"Cookie": cookies, "Referer": address})
        if said is not None:
            request.data = urllib.parse.urlencode(said | {"csrfmiddlewaretoken": self.token}).encode()
        with urllib.request.urlopen(request, timeout=60) as answer:
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                if found := re.match(r"csrftoken=(\w+)", cookie):
                    self.token = found[1]
            return answer.read().decode()


def register(event, sessions):
    """All of them fill in the form, eight at a time: {address: the page of the event as they see it then}."""

    def come(one):
        email, session = one
        browser = Browser(session)
        browser.open(f"{event}register/?mode=in_person")
        said = {"filled-in": "1", "mode": "in_person", "access": "A hearing loop."}
        return email, browser.open(f"{event}register/", said)

    with ThreadPoolExecutor(8) as together:
        return dict(together.map(come, sessions.items()))


def as_one(new_page, server, session, **options):
    """A page on a phone, without JavaScript, for whoever has this session."""
    page = new_page(width=320, height=640, javascript=False, **options)
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])
    return page
