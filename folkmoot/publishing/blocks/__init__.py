"""What a text may hold, a file for each family. Each block has its template in templates/publishing/blocks/.

`BodyBlock` is the whole text; `reading` says what one reader gets of it.
"""

from .body import BodyBlock
from .leads import LEADS_ON, LINK_REFUSED
from .pictures import pictures_in
from .prose import INLINE, PROSE, ImportedBlock
from .reading import has_members_part, links_in, words

__all__ = [
    "INLINE",
    "LEADS_ON",
    "LINK_REFUSED",
    "PROSE",
    "BodyBlock",
    "ImportedBlock",
    "has_members_part",
    "links_in",
    "pictures_in",
    "words",
]
