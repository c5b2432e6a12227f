"""Short names of rows, for rooms that do not know each other's models: "conversations.thread-12"."""


def name_of(row):
    """The name of a saved row."""
    return f"{row._meta.label_lower}-{row.pk}"


def keys_among(names, model):
    """key -> name, of those names that are of rows of this model."""
    label = model._meta.label_lower
    pairs = [(name, *name.rsplit("-", 1)) for name in names if "-" in name]
    return {
        int(key): name for name, room, key in pairs if room == label and key.isascii() and key.isdecimal()
    }
