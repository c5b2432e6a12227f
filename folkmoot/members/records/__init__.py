"""One record for each person, for the team: the list of everybody, and what is kept of one."""
