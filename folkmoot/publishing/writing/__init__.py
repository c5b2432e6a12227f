"""Members write from the site itself: their draft, an editor's reading, the post that comes of it.

`models/submissions.py` holds what moves. Here: `text` reads its Markdown, `accepting` makes the post in the
office, `changes` shows what an editor changed, `views` are the author's pages and `review` the editors'.
"""
