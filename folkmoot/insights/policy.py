"""Who may see what was counted, and write down what others counted."""

from folkmoot.accounts.policy import may_edit_site, may_run


def may_see_figures(user):
    """The team, and those who write: they see what is read."""
    return may_run(user) or may_edit_site(user)
