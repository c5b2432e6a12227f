"""What is destroyed by itself; `folkmoot/clock.py` says when."""

from .rules import carry_out


def destroy_papers():
    """Each night."""
    carry_out()
