"""Mail that code of others sends with Django's own means is a letter of ours, too."""

from django.core import mail as post
from wagtail.admin.mail import send_mail

from folkmoot.activity.models import Email


def test_the_offices_mail_is_a_letter_to_each(cast, committed):
    with committed():
        send_mail(
            "Dev commented on a page",
            "Look at:\nhttps://example.org/<x>",
            ["ada@example.org", "x@example.org"],
        )

    rows = Email.objects.order_by("pk")
    assert [(row.user, row.address, row.kind, row.state) for row in rows] == [
        (cast.ada, "ada@example.org", "account", "sent"),
        (None, "x@example.org", "account", "sent"),
    ]
    assert rows[0].subject == "Dev commented on a page"
    assert rows[0].text.startswith("Look at:\nhttps://example.org/<x>\n")
    assert len(post.outbox) == 2
