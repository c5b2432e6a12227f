"""Who may do what with the public site. Reading is decided by `visible_to`; the office by Wagtail's rights."""


def may_write(user):
    """Write, publish and withdraw pages in the office."""
    return user.is_authenticated and user.is_active and user.is_staff
