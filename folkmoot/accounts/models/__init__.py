"""Whose house this is, who can sign in, who writes as a guest, who may read what, what people agreed to."""

from .audience import Audience, AudienceQuerySet
from .community import Community, CommunityQuerySet, default_languages
from .guest import Guest, GuestQuerySet
from .policy import Agreement, AgreementQuerySet, Policy, PolicyQuerySet
from .spending import Spending, SpendingQuerySet
from .user import Grant, GrantQuerySet, User, UserManager, UserQuerySet

__all__ = [
    "Agreement",
    "AgreementQuerySet",
    "Audience",
    "AudienceQuerySet",
    "Community",
    "CommunityQuerySet",
    "Grant",
    "GrantQuerySet",
    "Guest",
    "GuestQuerySet",
    "Policy",
    "PolicyQuerySet",
    "Spending",
    "SpendingQuerySet",
    "User",
    "UserManager",
    "UserQuerySet",
    "default_languages",
]
