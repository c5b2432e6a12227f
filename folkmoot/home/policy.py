"""Who may do what on the roof. The house's own rules stand in accounts."""

from folkmoot.accounts.policy import may_change_settings, may_give_roles, may_run

__all__ = ["may_change", "may_change_settings", "may_run"]

RISKY = {"letters", "rules"}  # parts of the settings that only administrators change


def may_change(user, part):
    """Change one part of the settings."""
    return may_give_roles(user) if part in RISKY else may_change_settings(user)
