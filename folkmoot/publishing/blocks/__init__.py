"""What a text may hold, a file for each family. Each block has its template in templates/publishing/blocks/.

`BodyBlock` is the whole text, `FrontBlock` the front page; `reading` says what one reader gets of a text.
"""

from .body import BodyBlock
from .front import FrontBlock
from .pictures import pictures_in
from .prose import INLINE, PROSE, ImportedBlock
from .reading import has_members_part, links_in, words

__all__ = [
    "INLINE",
    "PROSE",
    "BodyBlock",
    "FrontBlock",
    "ImportedBlock",
    "has_members_part",
    "links_in",
    "pictures_in",
    "words",
]
