"""What search knows of groups and of their files."""

from folkmoot.core.text import plain


def facts(group):
    """A group is found by its name, what it is for, and its key phrases: by who may see that it is there."""
    return {
        "kind": "group",
        "title": group.name,
        "body": " ".join(
            part for part in (group.question, plain(group.about_html), plain(group.learned_html)) if part
        ),
        "words": group.phrases,
        "audience_id": group.face_audience_id,
        "url": group.get_absolute_url(),
        "at": group.opened_at,
    }


def facts_of_paper(paper):
    return {
        "kind": "file",
        "title": paper.title,
        "body": paper.words,
        "words": f"{paper.file.name} {paper.group.name}",
        "audience_id": paper.audience_id,
        "url": paper.get_absolute_url(),
        "at": paper.added_at,
    }


def documents():
    """Everything of this room, for the rebuilding of the index."""
    from .models import Group, Paper

    for group in Group.objects.opened().order_by("pk").iterator(chunk_size=500):
        yield group, facts(group)
    for paper in Paper.objects.select_related("group", "file").order_by("pk").iterator(chunk_size=500):
        yield paper, facts_of_paper(paper)
