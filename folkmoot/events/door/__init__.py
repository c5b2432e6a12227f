"""The door: who is expected, who is here, and the code by which each is known."""

from .codes import code_for, qr_for, registration_of, url_for

__all__ = ["code_for", "qr_for", "registration_of", "url_for"]
