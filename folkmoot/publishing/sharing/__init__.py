"""How pages look where others link to them, and the links by which readers pass them on.

`lines` breaks a title, `drawing` draws a card, `cards` keeps the drawn ones, `meta` says in the head of a
page what it is, `links` are the places a reader may share it to.
"""
