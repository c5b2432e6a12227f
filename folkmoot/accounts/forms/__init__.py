"""The forms of the door (entrance) and of what lies behind it (own)."""
