"""What tells who somebody is, wherever it stands, and is theirs alone: nobody else is forgotten along."""

from django.apps import apps
from django.db.models import Q

from folkmoot.accounts.models import Community, Guest, User


def names_of(user, accounts=()):
    """The names, the addresses, the page's addresses. All of `accounts` are this person's."""
    accounts = [user, *accounts]
    profile = apps.get_model("members", "Profile").objects.filter(user=user).first()
    said = {user.name, profile.name if profile else ""}
    found = [name for name in said if name and not _is_anothers_name(name, accounts)]
    found += user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    found += [address for address in _unproved(user) if not _is_anothers_address(address, accounts)]
    if profile:
        slugs = [profile.slug, *profile.former_slugs.values_list("slug", flat=True)]
        found += [f"people/{slug}" for slug in slugs]
        found += [f"@{slug}" for slug in slugs]  # as people are mentioned
    return sorted(set(found))


def _unproved(user):
    """The account's own, and those the team corrected: anybody may have mistyped them."""
    corrections = apps.get_model("members", "Correction").objects.about(user)
    return {user.email, *corrections.filter(state="done").values_list("before", flat=True)} - {""}


def _is_anothers_name(name, accounts):
    """Of two who are called the same, what stands somewhere may be about the other."""
    others = User.objects.not_forgotten().exclude(pk__in=[account.pk for account in accounts])
    namesakes = others.filter(Q(name__iexact=name) | Q(profile__name__iexact=name))
    is_ours = f" {name} ".casefold() in f" {Community.objects.current().name} ".casefold()
    return is_ours or namesakes.exists()


def _is_anothers_address(address, accounts):
    own = [account.pk for account in accounts]
    contacts = apps.get_model("members", "Contact").objects.filter(email__iexact=address)
    return (
        User.objects.exclude(pk__in=own).filter(emailaddress__email__iexact=address).exists()
        or contacts.exclude(user__in=own).exists()
        or Guest.objects.filter(email__iexact=address, erased_at=None).exists()
    )
