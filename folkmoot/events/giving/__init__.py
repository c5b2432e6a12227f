"""How places are given where it is not first come, first served: by the hosts, or by a draw."""
