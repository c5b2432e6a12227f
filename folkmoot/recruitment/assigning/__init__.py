"""Which assessor reads which application: the best way there is, with a proof that there is none better.

Numbers in, numbers out: nothing here knows a model. `finding.assign` makes a plan, `proof.verify` proves it
again, `checking.check` names every rule it does not keep, `by_hand.change` tells what a change by hand would
do, and `words.sentence` says it. All but the words need numpy, so code that a web process loads at its start
imports these modules inside the function that uses them.
"""
