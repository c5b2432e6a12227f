"""The door: who is expected, who is here, and the code by which each is known."""

from .codes import code_for, code_of, qr_for, registration_of, url_for

__all__ = ["code_for", "code_of", "qr_for", "registration_of", "url_for"]
