"""Texts for the tests, written and sent in as a member does."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.publishing.models import PostPage, Submission


def begun(author, title="Nine lifts", standfirst="We waited.", source="We waited for the lift.", topics=()):
    """A draft with words in it."""
    text = Submission.objects.create(author=author)
    text.write(seen=0, title=title, standfirst=standfirst, source=source, topics=list(topics))
    return text


def sent_in(author, **words):
    text = begun(author, **words)
    text.submit(by=author)
    return text


def accepted(author, *, by, **words):
    text = sent_in(author, **words)
    text.accept(by=by, seen=text.revision)
    return text


def published(author, *, by, edit=None, **words):
    """Accepted, perhaps edited (a function of the post), and published in the office."""
    text = accepted(author, by=by, **words)
    post = PostPage.objects.get(pk=text.post_id)
    if edit:
        edit(post)
    post.save_revision(user=by).publish(user=by)
    return Submission.objects.get(pk=text.pk)


def form(seen, title="Nine lifts", standfirst="We waited.", source="", **fields):
    """What the page of a text sends."""
    return {"_revision": seen, "title": title, "standfirst": standfirst, "source": source, **fields}


def picture(name="lift.png", size=(600, 400)):
    data = BytesIO()
    Image.new("RGB", size, "#345678").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")
