"""Live blogs: told from a phone in the room, read as it happens, with questions from those at home."""
