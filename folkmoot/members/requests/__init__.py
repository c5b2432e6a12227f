"""Asking someone to be in touch: letters, limits, whom else to ask. The rows stand in `models`."""
