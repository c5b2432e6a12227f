"""What the layout of every page needs."""

from folkmoot.accounts.models import Community


def house(request):
    return {"community": Community.objects.current()}
