"""Bringing a WordPress site over: its posts, pages, people, comments, files and old addresses.

The story in the order it happens: `source` opens the file and `reader` streams it. `survey` is the first
pass, which writes down every item and changes nothing else. `work` is the second: `people`, `topics`,
`uploads`, `places` (of pages), `texts` with their `comments`, `menus`, `addresses`, `finding`.

`content` (`shortcodes`, `markup`, `flow`) turns its HTML into ours, `resolve` its links; `rows` writes pages
many at a time. `report` says what was not carried over, `undo` takes a run back, `same` lets a person say who
an author is.
"""
