"""Places a reader may pass a post on to: plain links, which ask nothing of anyone until they are followed."""

import re
from urllib.parse import quote, urlencode

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)+(?!\d+$){LABEL}")  # a name with a dot in it, never a number


def of(post):
    """(label, address) pairs; a post for members is not for networks."""
    url = settings.SITE_URL + post.get_absolute_url()
    words = f"{post.title} {url}"
    by_mail = [(_("E-mail"), "mailto:?" + urlencode({"subject": post.title, "body": url}, quote_via=quote))]
    if post.is_for_members:
        return by_mail
    return [
        *by_mail,
        ("Mastodon", reverse("publishing:share", args=[post.slug])),
        ("Bluesky", "https://bsky.app/intent/compose?" + urlencode({"text": words})),
        ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?" + urlencode({"url": url})),
    ]


class ServerForm(forms.Form):
    """Where a reader's Mastodon account is: only they know. Nothing of it is kept here."""

    server = forms.CharField(
        label=gettext_lazy("Your server"),
        help_text=gettext_lazy("The part of your address after the last @, for example mastodon.social."),
        max_length=300,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "inputmode": "url"}
        ),
    )

    def clean_server(self):
        """The bare name of a host, out of what people paste: an address of a page or of an account."""
        pasted = self.cleaned_data["server"].strip().lower()
        pasted = pasted.partition("://")[2] or pasted
        name = re.split(r"[/?#]", pasted)[0].rpartition("@")[2]
        try:
            host = name.encode("idna").decode()
        except UnicodeError:
            host = ""
        if len(host) > 253 or not HOST.fullmatch(host):
            raise forms.ValidationError(
                _("This is not the name of a server. It looks like mastodon.social, with a dot in it.")
            )
        return host

    def onward(self, post):
        """The page of that server where the reader writes and sends it, or does not."""
        words = f"{post.title} {settings.SITE_URL}{post.get_absolute_url()}"
        return f"https://{self.cleaned_data['server']}/share?{urlencode({'text': words})}"
