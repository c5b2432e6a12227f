"""Handing out a file, to those who may read it."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from .models import File

FOR_EVER = "public, max-age=31536000, immutable"
FOR_ITS_READER = "private, max-age=600"


@require_safe
@login_not_required
@csp_override({"default-src": [CSP.NONE], "sandbox": True})
def file(request, token, name):
    """The bytes of a file; 404 for whoever may not read it. A public one asks nothing about its reader."""
    file = File.objects.filter(token=token).first()
    if file is None or not _may_read(request, file):
        raise Http404
    try:
        content = file.stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=not file.is_picture,
        filename=file.name,
        content_type=f"{file.media_type}; charset=utf-8" if file.is_text else file.media_type,
    )
    response["Cache-Control"] = FOR_EVER if file.is_public else FOR_ITS_READER
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _may_read(request, file):
    if file.is_public or file.opens_with(request.GET.get("key", "")):
        return True
    return File.objects.visible_to(request.user).filter(pk=file.pk).exists()
