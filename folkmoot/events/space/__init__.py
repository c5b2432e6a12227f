"""Open space: what those who come pitch, where it finds room, and what became of it."""
