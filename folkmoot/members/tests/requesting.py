"""What the tests of contact requests say to one another."""

from django.urls import reverse

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.members.models import ContactRequest, Member

WORDS = "You wrote about the **night desk**. May I ring you?"
ASK = {"purpose": "learn", "words": WORDS}


def asks(sender, recipient, **changes):
    return ContactRequest.objects.ask(recipient, sender=sender, **{**ASK, **changes})


def letters():
    """(to whom, what about) of every letter, in order."""
    return list(Email.objects.order_by("pk").values_list("address", "subject"))


def ask_page(profile):
    return reverse("members:ask", args=[profile.slug])


def answer(client, asked, **values):
    return client.post(asked.get_absolute_url(), values)


def members(count):
    for number in range(count):
        user = User.objects.create_user(f"many{number}@example.org", f"Person {number}", confirmed=True)
        Member.objects.welcome(user)
        yield user
