"""Walking the way in as a person does."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from chungsuc.imports import actions
from chungsuc.imports.models import Batch
from tests.province import PACK

GOOD, FAULTY = "bieu-tong-hop-2023.xlsx", "bieu-tong-hop-2023-co-loi.xlsx"
TICKS, REGISTER = "ket-qua-tieu-chi-2021.xlsx", "so-cong-nhan.xlsx"
KINDS = {GOOD: "indicator-values", FAULTY: "indicator-values", TICKS: "criterion-results", REGISTER: "recognitions"}


def read_batch(name: str, by: str = "coordinator", **asked: Any) -> Batch:
    """A batch of a sample, read and waiting to be confirmed."""
    with (PACK / "samples" / name).open("rb") as stream:
        batch = actions.receive(stream, filename=name, kind=KINDS[name], by=by, **asked)
    return actions.read(batch)


def read_file(path: Path, kind: str, **asked: Any) -> Batch:
    """A batch of any file."""
    with path.open("rb") as stream:
        batch = actions.receive(stream, filename=path.name, kind=kind, by="coordinator", **asked)
    return actions.read(batch)


def sample_upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (PACK / "samples" / name).read_bytes())


def counts_of_tables() -> dict[str, int]:
    """How many rows every table of the service has, without the batches and the journal."""
    models = [m for m in apps.get_models() if m.__module__.startswith("chungsuc.")]
    apart = ("imports_batch", "audit_entry", "audit_chainhead", "jobs_job", "accounts_user", "organisations_post")
    return {m._meta.db_table: m.objects.count() for m in models if m._meta.db_table not in apart}


def text_of(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("&quot;", '"')


Clients = Callable[[Any], Any]
