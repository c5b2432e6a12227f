"""Which groups need care, by signs anyone can check, and the letter that could help."""

from .signs import proposals, signs_of

__all__ = ["proposals", "signs_of"]
