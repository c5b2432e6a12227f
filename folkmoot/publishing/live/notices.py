"""The letters of live blogs: to a reporter who was named, and to a reader whose question was answered."""

from django.urls import reverse

from folkmoot.activity import mail

FOLDER = "publishing/notices"


def reporter_named(live_blog, user, *, by):
    """To the reporter: where to write, from now on."""
    mail.write(
        f"{FOLDER}/reporter_named.txt", to=[user], kind="account", sender=by.name, by=by.name,
        key=f"reporter-{live_blog.pk}-{user.pk}", title=live_blog.post.title,
        path=reverse("publishing:live", args=[live_blog.post.slug]),
    )  # fmt: skip


def question_answered(question, entry):
    """To the one who asked: the room answered, and here."""
    mail.write(
        f"{FOLDER}/question_answered.txt", to=[question.asker], kind="account", sender=entry.author.name,
        key=f"question-{question.pk}", title=entry.live_blog.post.title, question=question, entry=entry,
        path=entry.url,
    )  # fmt: skip
