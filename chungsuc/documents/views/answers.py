"""How a page answers an act: done and on, back with the reason at its field, or too late with what changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from chungsuc.web.answers import SeeOther, never_active
from chungsuc.web.context import Place

from .. import storage
from ..actions import PaperRefused, Stale
from ..models import KeptFile

HOME = "Văn bản"
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def home(*more: Place) -> list[Place]:
    """The breadcrumb of a page of the room."""
    return [Place(HOME, reverse("papers")), *more]


def carried_out(
    request: HttpRequest, form: Any, does: Callable[[], Any], done: str, to: Callable[[Any], str], here: str
) -> HttpResponse | None:
    """Does an act and goes on to `to(what it gave)`; the refusal at its field and None to correct it; 409 too late."""
    try:
        given = does()
    except Stale as stale:
        return too_late(request, stale, here)
    except PaperRefused as refused:
        form.refuse(refused)
        return None
    messages.success(request, done)
    return SeeOther(to(given))


def too_late(request: HttpRequest, stale: Stale, here: str) -> HttpResponse:
    """The page for whoever came second; what was typed stays in the browser's page before this one."""
    context = {"told": str(stale), "here": here, "place": home(Place("Chưa ghi được"))}
    return render(request, "documents/stale.html", context, status=409)


def kept_file(file: KeptFile, name: str) -> FileResponse:
    """A kept file, to be saved; Http404 when it is missing on the disk. Nothing in it ever runs."""
    path = storage.path_of(file.sha256)
    if not path.exists():
        raise Http404("file")
    return never_active(
        FileResponse(Path(path).open("rb"), as_attachment=True, filename=name, content_type=MEDIA[file.extension])
    )


def made_file(content: bytes, name: str) -> HttpResponse:
    """Bytes made just now, to be saved."""
    answer = HttpResponse(content, content_type=MEDIA[name.rsplit(".", 1)[1]])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return never_active(answer)
