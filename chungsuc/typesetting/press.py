"""The press: fixed typst sources, the content handed over as data and never pasted, set by a child process.

The sources lie in `typst/` beside this file; they see nothing but that folder and the fonts of `fonts.chosen()`. A PDF
is PDF/A-2b with its fonts inside, and carries the day of its paper instead of the time of its making: the same content
gives the same bytes. A child, because typst keeps what it has set in memory and a paper may be of any length: when the
child ends, its memory is free again, and a service that has printed stays as small as it was.
"""

import json
import tempfile
from collections.abc import Mapping
from datetime import date
from typing import Any

from chungsuc.sandbox.starting import TIMEOUT, ChildEnded, answer
from chungsuc.typesetting import fonts

_CHILD = "chungsuc.typesetting.press_child"
SECONDS = 300  # a table of 5,000 rows takes 4, a batch of 500 certificates 3
_UNDATED = date(2000, 1, 1)  # a fixed day for what has none yet


class NotPrinted(Exception):
    """A paper that could not be set; its text is one sentence for people."""


def pdf(source: str, data: Mapping[str, Any], day: date | None) -> bytes:
    """The PDF/A-2b file that `source` (a name in `typst/`) makes of the data; `day` is written as its time.

    Raises NotPrinted when the paper is too large to be set.
    """
    return _answered({**_order(source, data), "make": "pdf", "day": (day or _UNDATED).isoformat()})[0]


def png(source: str, data: Mapping[str, Any], ppi: float) -> list[bytes]:
    """The pages as PNG pictures of `ppi` dots an inch, for looking at. Raises NotPrinted."""
    return _answered({**_order(source, data), "make": "png", "ppi": ppi})


def told(source: str, data: Mapping[str, Any], label: str) -> list[Any]:
    """The values that the source puts under a label while it sets the data, in page order. Raises NotPrinted."""
    return list(json.loads(_answered({**_order(source, data), "make": "told", "label": label})[0]))


def inputs(data: Mapping[str, Any]) -> dict[str, str]:
    """The data as a source takes it, with the families of letters it may use."""
    families = list(fonts.chosen().families)
    return {"data": json.dumps({**data, "font": families}, ensure_ascii=False, separators=(",", ":"))}


def font_folders() -> list[str]:
    """The folders of our own font files; what the wheel holds is always there besides."""
    return sorted({str(path.parent) for path in fonts.chosen().files})


def _order(source: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"source": source, "inputs": inputs(data), "fonts": font_folders()}


def _answered(order: Mapping[str, Any]) -> list[bytes]:
    """What the child makes of an order. Its answer: a line with the lengths of the files, then the files."""
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(order).encode("ascii"))
        file.seek(0)
        try:
            head, _, body = answer(file, _CHILD, [], SECONDS).partition(b"\n")
            lengths: list[int] = json.loads(head)
        except ChildEnded as ended:
            raise NotPrinted(_sentence(ended.why)) from None
        except ValueError:
            raise NotPrinted(_sentence("")) from None
    files, at = [], 0
    for length in lengths:
        files.append(body[at : at + length])
        at += length
    if at != len(body) or not files:
        raise NotPrinted(_sentence(""))
    return files


def _sentence(why: str) -> str:
    if why == TIMEOUT:
        minutes = SECONDS // 60
        return f"Chưa lập được tệp in: văn bản quá dài, sau {minutes} phút chưa dàn xong. Hãy chia thành nhiều phần."
    return "Chưa lập được tệp in. Hãy thử lại; nếu vẫn không được, hãy chia văn bản thành nhiều phần hoặc báo kỹ thuật."
