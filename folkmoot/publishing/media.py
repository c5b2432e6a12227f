"""Pictures as readers are sent them. Nothing else that lies in the files folder is served here."""

import mimetypes

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseNotModified
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

PUBLIC = "images/"  # renditions; originals, attachments and private files lie elsewhere
KINDS = {"image/webp", "image/jpeg", "image/png", "image/gif", "image/avif", "image/svg+xml", "image/x-icon"}


@require_safe
@login_not_required
def media(request, path):
    """One public picture, good for ever: a changed picture has another name."""
    kind, _encoding = mimetypes.guess_type(path)
    if not path.startswith(PUBLIC) or kind not in KINDS or ".." in path:
        raise Http404
    try:
        if not default_storage.exists(path):
            raise Http404
        changed_at = default_storage.get_modified_time(path).timestamp()
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
    if was_modified_since(request.headers.get("if-modified-since"), changed_at):
        response = FileResponse(default_storage.open(path), content_type=kind)
    else:
        response = HttpResponseNotModified()
    response["Last-Modified"] = http_date(changed_at)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
