"""People before their browsers, in one round: they look, and they press."""

from django.test import Client
from django.urls import reverse


class Browsers:
    """Each has one of their own, until everybody signs in anew."""

    def __init__(self, round):
        self.round, self.clients = round, {}

    def sign_in_anew(self):
        """Weeks have passed, and sessions end."""
        self.clients.clear()

    def address(self, name, *more):
        return reverse(f"recruitment:{name}", args=[self.round.slug, *more])

    def of(self, who):
        if who.pk not in self.clients:
            self.clients[who.pk] = Client()
            self.clients[who.pk].force_login(who)
        return self.clients[who.pk]

    def look(self, who, name, *more, expect=200, **asked):
        answer = self.of(who).get(self.address(name, *more), asked)
        assert answer.status_code == expect, (name, more, answer.status_code)
        return answer

    def press(self, who, name, *more, expect=302, **data):
        answer = self.of(who).post(self.address(name, *more), data)
        assert answer.status_code == expect, (name, more, answer.status_code, _faults(answer))
        self.round.refresh_from_db()
        return answer


def _faults(answer):
    form = (answer.context or {}).get("form")
    return form.errors if form else answer.content.decode()[-1500:]
