"""A file that is far too large is let run past and thrown away, so that a form can say so and keep what was typed.

The bound is the service's own; a room that takes less says so itself. Fields that stand before the file in the form are
kept, so a form puts its file last.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

FILES_TOGETHER = 4  # times the bound of one file: what one form may bring in all
_MIB = 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that keep bytes; remembers on the request which field brought too much."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.of_file = self.of_all = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.of_file = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.of_file += len(raw_data)
        self.of_all += len(raw_data)
        bound = settings.LARGEST_UPLOAD_MIB * _MIB
        if self.of_file > bound or self.of_all > bound * FILES_TOGETHER:
            self.request._refused_upload = self.field_name  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None


def tell_refused_upload(form: forms.Form, request: HttpRequest, most_mib: int) -> None:
    """Lets the form's file field say that the file was too large, instead of that none was chosen."""
    _ = request.POST  # the form is read now, if it was not before
    name = getattr(request, "_refused_upload", "")
    if name in form.fields:
        field = form.fields[name]
        field.required = True
        field.error_messages["required"] = (
            f"Tệp lớn hơn {most_mib} MB nên không được nhận. Hãy giảm cỡ ảnh hoặc chia thành nhiều tệp rồi chọn lại."
        )
