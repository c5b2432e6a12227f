"""Choosing what happens at an event, before it does."""
