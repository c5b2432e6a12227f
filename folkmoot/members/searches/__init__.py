"""Searches people saved, and who newly fits them."""
