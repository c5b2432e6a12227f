"""The lists behind the filters of the directory: what an address says, what a mark says, what people read."""

from django.apps import apps
from django.db.models import CharField, Value

MODELS = {name: name.capitalize() for name in ("region", "interest", "skill", "organisation", "cohort")}


def rows_of(wanted):
    """(filter, pk, slug, name) of rows of several lists, in one query; {filter: what to look for}."""
    each = [
        apps.get_model("members", MODELS[name])
        .objects.filter(**condition)
        .order_by()
        .values_list(Value(name, output_field=CharField()), "pk", "slug", "name")
        for name, condition in wanted.items()
    ]
    return list(each[0].union(*each[1:], all=True)) if each else []
