"""How every form of the site looks: `{{ form }}`, `{{ form.as_div }}`, `{{ form.as_p }}` come out alike.

`FORM_RENDERER` names `Renderer`. Label above, hint under it, "(optional)" where an answer may be left out,
what is wrong beside the field and once more in a summary at the top. A widget attribute `data-words="300"`
adds a word count; `say_optional = False` on a form leaves out "(optional)": for filters, all of whose
fields are.
"""

from django.forms.renderers import DjangoTemplates

OURS = {
    "django/forms/div.html": "ui/forms/form.html",
    "django/forms/p.html": "ui/forms/form.html",
    "django/forms/field.html": "ui/forms/field.html",
    "django/forms/widgets/clearable_file_input.html": "ui/forms/file.html",
}


class Renderer(DjangoTemplates):
    """Django's own, with our templates in place of its plain ones."""

    def get_template(self, template_name):
        return super().get_template(OURS.get(template_name, template_name))
