"""The inspecting child: looks at one hostile file under limits and says what it is.

Run as `python -I … -m chungsuc.evidence.content.child`, the file on standard input. It knows no Django, no database
and no secrets (its environment is empty) and cannot write files: a file that exhausts memory or time, or takes over a
decoder, ends or owns only this process. It answers with one line of JSON, ["kept", {…}] or ["refused", code], and for a
picture with the bytes of the new picture after it.
"""

import contextlib
import json
import sys
from typing import Any, BinaryIO

from chungsuc.evidence.content.limits import Limits
from chungsuc.evidence.content.pdf import check_pdf
from chungsuc.evidence.content.refusals import FileRefused
from chungsuc.evidence.content.signatures import IMAGES, LONGEST, PDF, kind_of
from chungsuc.sandbox.bounds import restrict
from chungsuc.sandbox.office import OfficeRefused, check_office

_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
}


def looked_at(file: BinaryIO, limits: Limits) -> tuple[list[Any], bytes]:
    """The answer for an open file, and the new picture's bytes; every failure is a refusal."""
    try:
        size = file.seek(0, 2)
        file.seek(0)
        kind = kind_of(file.read(LONGEST))
        file.seek(0)
        if kind in IMAGES:
            from chungsuc.evidence.content.pictures import redrawn  # decoders are loaded for pictures only

            said, picture = redrawn(file, limits)
            return ["kept", said], picture
        if kind == PDF:
            check_pdf(file.read(), limits)
            extension = "pdf"
        else:
            extension = check_office(file, size, limits)
        return ["kept", {"extension": extension, "media_type": MEDIA[extension]}], b""
    except (FileRefused, OfficeRefused) as refusal:
        return ["refused", refusal.code], b""
    except MemoryError:
        return ["refused", "bomb"], b""
    except Exception:  # whatever a decoder trips over in a hostile file means one thing to the sender
        return ["refused", "damaged"], b""


def main(arguments: list[str]) -> None:
    """Argument: the limits as JSON."""
    limits = Limits(**json.loads(arguments[0]))
    with contextlib.suppress(ImportError):
        import chungsuc.evidence.content.pictures  # noqa: F401 - loaded before the limits, so that they count the file
    restrict(limits.memory_bytes, limits.processor_seconds)
    answer, picture = looked_at(sys.stdin.buffer, limits)
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n" + picture)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
