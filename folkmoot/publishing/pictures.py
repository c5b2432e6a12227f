"""Pictures in the sizes and the format that readers are sent."""

from django.tasks import task
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.images.exceptions import InvalidFilterSpecError

from .blocks import pictures_in
from .models import PostPage

IN_TEXT = (480, 800, 1200)  # widths, each as WebP
IN_LISTS = (240, 480)


def renditions(picture, widths):
    """The renditions in these widths, smallest first, each once; none where the file is broken or gone."""
    if picture is None:
        return []
    try:
        made = picture.get_renditions(*(f"width-{width}|format-webp|webpquality-75" for width in widths))
    except (OSError, InvalidFilterSpecError):
        return []
    return sorted(
        {rendition.width: rendition for rendition in made.values()}.values(), key=lambda one: one.width
    )


def img(picture, words, *, widths=IN_TEXT, sizes="(min-width: 40rem) 34rem, 94vw", lazy=True, plain=False):
    """The `<img>` of a picture, sized, in several widths; nothing where its file cannot be read."""
    made = renditions(picture, widths)
    if not made:
        return ""
    largest = made[-1]
    if plain:
        return format_html('<img src="{}" alt="{}">', largest.url, words)
    srcset = ", ".join(f"{rendition.url} {rendition.width}w" for rendition in made)
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{} decoding="async">',
        made[len(made) // 2].url,
        srcset,
        sizes,
        largest.width,
        largest.height,
        words,
        mark_safe(' loading="lazy"') if lazy else "",
    )


@task(queue_name="default", backend="queue")
def make_renditions(pk):
    """Draw what a published post needs before its first reader has to wait for it."""
    post = PostPage.objects.filter(pk=pk).select_related("picture").first()
    if post is None:
        return
    for picture in pictures_in(post.body):
        renditions(picture, IN_TEXT)
    if post.picture:
        renditions(post.picture, {*IN_LISTS, *IN_TEXT})
