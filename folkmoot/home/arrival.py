"""Signing in by a link that works once: printed by whoever runs the machine, where no mail leaves it."""

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36
from django.views.decorators.cache import never_cache

from folkmoot.accounts.models import User

GOOD_FOR = 24 * 3600  # seconds


class OnceTokens(PasswordResetTokenGenerator):
    """Good until the person signs in, for a day at most."""

    key_salt = "folkmoot.home.arrival"

    def check_token(self, user, token):
        return super().check_token(user, token) and self._age(token) <= GOOD_FOR

    def _age(self, token):
        return self._num_seconds(self._now()) - base36_to_int(token.partition("-")[0])


tokens = OnceTokens()


def link(user):
    """The address that signs `user` in, once."""
    path = reverse("home:arrive", args=[int_to_base36(user.pk), tokens.make_token(user)])
    return settings.SITE_URL + path


@login_not_required
@never_cache
def arrive(request, number, token):
    """GET says who would be signed in; POST signs in, so that a mail scanner's look uses nothing up."""
    try:
        user = User.objects.active().filter(pk=base36_to_int(number)).first()
    except ValueError:
        raise Http404 from None
    if user is None or not tokens.check_token(user, token):
        return render(request, "home/arrive.html", {"person": None}, status=410)
    if request.method == "POST":
        return perform_login(request, user, email_verification="none")
    return render(request, "home/arrive.html", {"person": user})
