"""What is printed before the day: name badges, and a sheet on which people sign."""

from .pages import CSS, KINDS, html_of

__all__ = ["CSS", "KINDS", "html_of"]
