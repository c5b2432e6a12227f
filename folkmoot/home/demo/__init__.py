"""The demo: a year of an invented community, told by the verbs people use.

`people.txt` and `posts/` are its texts, to be read and edited; `texts` reads them, `drawings` draws the
pictures, `story` lets it happen on its days, `crowd` multiplies the members.
"""
