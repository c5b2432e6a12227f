"""The demo: two years of an invented community, told by the verbs people use.

`people.txt`, `partners.txt` and `posts/` are its texts, to be read and edited; `texts` reads them, `drawings`
draws the pictures, `story` lets it happen on its days. `crowd` multiplies the members: `growth` says who
joined when, `names` and `trades` who they are, `faces` what they show of themselves; `acquainted` lets them
ask each other. `recruited` are the rounds in which people applied, `grouped` the groups they started,
`told` the letters they had about what was said.
"""
