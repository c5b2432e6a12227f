"""Parts of the community: who is in each, and how many."""

from folkmoot.activity.parts import parts


def test_everyone_the_roles_and_the_members(cast):
    cast.hana.is_active = False
    cast.hana.save()
    found = {part.name: part for part in parts()}

    def names(part):
        return sorted(user.name.split()[0] for user in found[part].users)

    assert names("everyone") == ["Ada", "Ben", "Cora", "Dev", "Eve", "Fay"]
    assert names("members") == ["Ada", "Cora", "Dev"]
    assert names("role:team") == ["Cora"]
    assert names("role:editor") == ["Dev"]
    assert names("role:administrator") == ["Fay"]
    sizes = {part.name: part.size for part in parts() if part.users is not None}
    assert sizes == {name: len(names(name)) for name in sizes}
