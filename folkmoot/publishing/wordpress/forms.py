"""What an administrator gives and decides for an import."""

import shutil
import tempfile
from pathlib import Path

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.publishing.models import Import

FOLDER = Path(settings.DATA) / "imports"


class UploadForm(forms.Form):
    """The export of a WordPress site, and its pictures and files."""

    file = forms.FileField(
        label=gettext_lazy("Export file"),
        help_text=gettext_lazy(
            "In WordPress: Tools, Export, All content. It ends in .xml and may be packed (.gz, .zip)."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.gz,.zip"}),
    )
    media = forms.FileField(
        label=gettext_lazy("Pictures and files"),
        required=False,
        help_text=gettext_lazy("The folder wp-content/uploads as a ZIP. It can be given in a later run too."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )

    def clean_media(self):
        upload = self.cleaned_data["media"]
        if upload:
            start = upload.read(4)
            upload.seek(0)
            if start != b"PK\x03\x04":
                raise forms.ValidationError(
                    _("This is not a ZIP. Pack the folder wp-content/uploads as one.")
                )
        return upload

    def keep(self, *, by):
        """A new run over these files: they lie where nothing serves them, and go when the run has ended."""
        FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(dir=FOLDER))
        upload, media = self.cleaned_data["file"], self.cleaned_data.get("media")
        return Import.objects.create(
            file=_laid_down(upload, folder / "export"),
            file_name=upload.name[:255],
            media=_laid_down(media, folder / "media.zip") if media else "",
            is_uploaded=True,
            by=by,
        )


def _laid_down(upload, path):
    """The upload under this path: moved where it lies on disk already, never held in memory."""
    if hasattr(upload, "temporary_file_path"):
        shutil.move(upload.temporary_file_path(), path)
    else:
        with open(path, "wb") as file:
            shutil.copyfileobj(upload, file)
    path.chmod(0o600)
    return str(path)


class ChooseForm(forms.Form):
    """Which other kinds of content and lists of words to bring; made of what the check found."""

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.run = run
        for name, many in run.found.get("types", {}).items():
            self.fields[f"type:{name}"] = forms.ChoiceField(
                label=_("%(many)s × “%(name)s”") % {"many": many, "name": name},
                choices=[("", _("Leave out")), ("post", _("Bring as posts")), ("page", _("Bring as pages"))],
                required=False,
                initial=run.types.get(name, ""),
            )
        lists = {**run.found.get("taxonomies", {}), **dict.fromkeys(run.taxonomies, 0)}
        for name in lists:
            self.fields[f"list:{name}"] = forms.BooleanField(
                label=_("Words of the list “%(name)s” become topics") % {"name": name},
                required=False,
                initial=name in run.taxonomies,
            )

    def decisions(self):
        data = self.cleaned_data
        return {
            "types": {key[5:]: value for key, value in data.items() if key.startswith("type:") and value},
            "taxonomies": [key[5:] for key, value in data.items() if key.startswith("list:") and value],
        }
