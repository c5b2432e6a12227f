"""Writing a text: paragraphs where WordPress would have made them, elements closed, pictures between."""

import re
from html import escape

WRAPS = {"", "blockquote", "details"}  # in these, loose words are wrapped in paragraphs
STRUCTURE = {"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr"}  # white space in these means nothing
ONE_AT_A_TIME = {"p", "h2", "h3", "h4"}  # these close each other
LONGEST_CAPTION = 500
EMPTY = re.compile(
    r"<(p|figure|figcaption|a|em|strong|s|small|h[234]|blockquote|details)(?: [^>]*)?>(?:\s|<br>)*</\1>"
)


class Flow:
    """Takes words and elements in order; `blocks` ends as ("imported", html) and (kind, fields) pairs."""

    def __init__(self):
        self.blocks = []
        self.stack = []  # open block elements
        self.inline = []  # open inline elements: (name, start tag)
        self.wordy = False  # the innermost paragraph or block has words
        self.owed = ""  # the white space or line break that stands before the next words, if any come
        self._done = []  # finished root elements
        self._root = []  # the root element being written
        self._root_wordy = False
        self._paragraph = False  # a paragraph of ours is open
        self._before, self._after = [], []  # blocks around the root element
        self._figures = []  # of each open figure: its newest picture, or None
        self._caption_from = None

    @property
    def context(self):
        return self.stack[-1] if self.stack else ""

    @property
    def is_open(self):
        """Whether words would continue something, rather than begin a paragraph."""
        return self._paragraph or self.context not in WRAPS

    def words(self, text, *, raw=False):
        """Some words; `raw` when they are HTML already."""
        self._begin()
        self._root.append(text if raw else escape(text, quote=False))
        self.wordy = self._root_wordy = True

    def line_break(self):
        if self.is_open and self.wordy:
            self.owed = "<br>"

    def space(self):
        self.owed = self.owed or " "

    def _begin(self):
        if not self.is_open:
            self._paragraph, self.wordy, self.owed = True, False, ""
            self._root.append("<p>" + "".join(start for _name, start in self.inline))
        if self.wordy:
            self._root.append(self.owed)
        self.owed = ""

    def start_inline(self, name, start):
        if self.is_open:
            if self.wordy:
                self._root.append(self.owed)
            self.owed = ""
            self._root.append(start)
        self.inline.append((name, start))

    def end_inline(self, name):
        if name not in (opened for opened, _start in self.inline):
            return
        reopened = []
        while True:
            opened, start = self.inline.pop()
            if self.is_open:
                self._root.append(f"</{opened}>")
            if opened == name:
                break
            reopened.append((opened, start))
        for opened, start in reversed(reopened):
            self.start_inline(opened, start)

    def paragraph_ends(self):
        """An empty line, or the edge of something unwrapped."""
        if self._paragraph:
            self._root.append("".join(f"</{name}>" for name, _start in reversed(self.inline)) + "</p>")
            self._paragraph = False
            if not self.stack:
                self._root_ends()
        elif self.is_open and self.context not in STRUCTURE:
            self.line_break()
            return
        self.owed = ""

    def start_block(self, name, start):
        self._leave_paragraph()
        if self.context in ONE_AT_A_TIME:
            self.end_block(self.context)
        if name == "figure":
            self._figures.append(None)
        self.stack.append(name)
        self._root.append(start)
        if name == "figcaption":
            self._caption_from = len(self._root)
        if name not in STRUCTURE | WRAPS:
            self._root.extend(opened for _name, opened in self.inline)
        self.wordy, self.owed = False, ""

    def end_block(self, name):
        self._leave_paragraph()
        if name in self.stack:
            while self._end_innermost() != name:
                pass
        self.owed = ""

    def _leave_paragraph(self):
        if self._paragraph:
            self.paragraph_ends()
        self.owed = ""

    def _end_innermost(self):
        name = self.stack.pop()
        if name not in STRUCTURE | WRAPS:
            self._root.extend(f"</{opened}>" for opened, _start in reversed(self.inline))
        if name == "figcaption":
            self._caption_ends()
        self._root.append(f"</{name}>")
        if name == "figure" and self._figures:
            self._figures.pop()
        self.wordy = bool(self.stack)
        if not self.stack:
            self._root_ends()
        return name

    def rule(self):
        self._leave_paragraph()
        while self.stack:
            self._end_innermost()
        self._root.append("<hr>")
        self._root_ends()

    def picture(self, fields):
        """A picture of ours, to which the caption of the open figure belongs."""
        if self._figures:
            self._figures[-1] = fields
        self.place("picture", fields)

    def place(self, kind, fields):
        """A block by itself: it stands above the paragraph whose words it precedes, else below."""
        (self._after if self._root_wordy else self._before).append((kind, fields))

    def _caption_ends(self):
        """A caption goes with its picture, when the picture was carried."""
        start, self._caption_from = self._caption_from, None
        picture = self._figures[-1] if self._figures else None
        if start is None or picture is None:
            return
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", "".join(self._root[start:]))).strip()
        if len(words) <= LONGEST_CAPTION:
            picture["links"] = re.findall(r'href="([^"]*)"', "".join(self._root[start:]))
            picture["caption"] = words
            del self._root[start:]

    def _root_ends(self):
        if self._before:
            self._flush()
            self.blocks.extend(self._before)
        self._done.extend(self._root)
        if self._after:
            self._flush()
            self.blocks.extend(self._after)
        self._root, self._before, self._after = [], [], []
        self.wordy = self._root_wordy = False

    def _flush(self):
        html, self._done = "".join(self._done), []
        while True:
            html, emptied = EMPTY.subn("", html)
            if not emptied:
                break
        if html.strip():
            self.blocks.append(("imported", html))

    def finish(self):
        self._leave_paragraph()
        while self.stack:
            self._end_innermost()
        self._root_ends()
        self._flush()
        return self.blocks
