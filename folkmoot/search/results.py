"""What a search found, best first."""


class Results:
    """To come."""

    def __init__(self, found, kind=""):
        self.found = found
