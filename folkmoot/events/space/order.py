"""The order in which what was pitched stands: another for each reader, the same each time, no ranking."""

import hashlib


def shuffled(rows, reader):
    """Nobody's pitch is always the first; who comes back finds each where it was."""
    return sorted(rows, key=lambda pitch: hashlib.sha256(f"{reader}-{pitch.pk}".encode()).digest())
