"""Receiving uploads: what is too large is thrown away while it comes in, not kept to be refused."""

from functools import wraps

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.views.decorators.csrf import csrf_exempt, csrf_protect


class NoLargerThan(FileUploadHandler):
    """Lets files of at most `largest` bytes through. The names of the others stand in `request.too_large`."""

    def __init__(self, request, largest):
        super().__init__(request)
        self.largest = largest
        request.too_large = []

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.largest:
            self.request.too_large.append(self.file_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def files_up_to(largest):
    """Decorates a view: of its files none larger than `largest` bytes is kept; the rest of its form is."""

    def decorate(view):
        guarded = csrf_protect(view)

        @csrf_exempt  # the token is read after the handler is in place, by csrf_protect
        @wraps(view)
        def receiving(request, *args, **kwargs):
            if not hasattr(request, "_post"):  # nothing has read the form yet
                request.upload_handlers.insert(0, NoLargerThan(request, largest))
            return guarded(request, *args, **kwargs)

        return receiving

    return decorate
