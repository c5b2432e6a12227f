"""Static files under hashed names, also inside JavaScript modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import "./x.js"` to the hashed name too, so that modules are cached for ever."""

    support_js_module_import_aggregation = True
