"""Bringing a WordPress site over: its posts, pages, people, comments, files and old addresses.

The story in the order it happens: `source` opens the file and `reader` streams it; `survey` is the first pass,
which writes down every item and changes nothing else; `people`, `terms`, `media` and `writer` are the second;
`content` and `comments` turn its HTML into ours; `addresses` keeps old links working; `undo` takes a run back;
`report` says what was not carried over.
"""
