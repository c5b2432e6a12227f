"""What the tests of recruitment begin with, beside the cast."""

from .permissions import permissions  # noqa: F401 (a fixture)
