"""What the public site is made of: pages, posts and their topics, pictures and attachments."""

from .checks import Link, LinkPlace, LinkSearch
from .follows import Follow
from .imports import Import, ImportItem
from .library import Attachment, Picture, PictureRendition
from .links import LinkCard
from .live import LiveBlog
from .live_entries import LiveEntry
from .live_questions import LiveQuestion
from .pages import HomePage, ReadPage, StandardPage
from .posts import PostAuthor, PostPage
from .submission_pictures import SubmissionPicture  # after what it belongs to
from .submissions import Submission
from .topics import Topic

__all__ = [
    "Attachment",
    "Follow",
    "HomePage",
    "Import",
    "ImportItem",
    "Link",
    "LinkCard",
    "LinkPlace",
    "LinkSearch",
    "LiveBlog",
    "LiveEntry",
    "LiveQuestion",
    "Picture",
    "PictureRendition",
    "PostAuthor",
    "PostPage",
    "ReadPage",
    "StandardPage",
    "Submission",
    "SubmissionPicture",
    "Topic",
]
