"""The parent's end of the inspecting child: start it, take its word with caution, end it when it takes too long."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from chungsuc.sandbox.starting import TIMEOUT, ChildEnded, answer

from .child import MEDIA
from .limits import Limits
from .refusals import SENTENCES, FileRefused
from .signatures import LONGEST, kind_of

_PICTURES = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Inspected:
    """What a file is. `picture` holds the bytes to keep instead of those received; None keeps them as they came."""

    extension: str
    media_type: str
    width: int | None = None
    height: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    taken_on: date | None = None
    picture: bytes | None = None


def inspect(file: IO[bytes], limits: Limits) -> Inspected:
    """What an open file is, told by a limited child; FileRefused with a sentence. Writes nothing."""
    file.seek(0)
    kind_of(file.read(LONGEST))  # what is refused at sight needs no child
    file.seek(0)
    try:
        said = answer(file, "chungsuc.evidence.content.child", [json.dumps(asdict(limits))], limits.seconds)
    except ChildEnded as ended:
        raise FileRefused("timeout" if ended.why == TIMEOUT else "bomb") from None
    return _understood(said, limits)


def _understood(said: bytes, limits: Limits) -> Inspected:
    """The child may have been taken over by the file, so its words are checked, not trusted."""
    line, _, picture = said.partition(b"\n")
    try:
        verdict, told = json.loads(line)
    except (ValueError, TypeError, RecursionError) as error:
        raise FileRefused("damaged") from error
    if verdict != "kept" or not isinstance(told, dict):
        code = told if isinstance(told, str) and told in SENTENCES else "damaged"
        raise FileRefused(code, most=limits.file_bytes // (1024 * 1024))
    extension = told.get("extension")
    if extension in _PICTURES:
        return _picture(told, picture, str(extension), limits)
    if extension not in MEDIA or picture:
        raise FileRefused("damaged")
    return Inspected(str(extension), MEDIA[str(extension)])


def _picture(told: dict[str, Any], picture: bytes, extension: str, limits: Limits) -> Inspected:
    if not picture or len(picture) > limits.kept_bytes or kind_of(picture[:LONGEST])[:2] != _PICTURES[extension][6:8]:
        raise FileRefused("damaged")
    return Inspected(
        extension,
        _PICTURES[extension],
        width=_safely(int, told.get("width")),
        height=_safely(int, told.get("height")),
        latitude=_safely(Decimal, told.get("latitude")),
        longitude=_safely(Decimal, told.get("longitude")),
        taken_on=_safely(date.fromisoformat, told.get("taken_on")),
        picture=picture,
    )


def _safely(read: Callable[[Any], Any], said: Any) -> Any:
    try:
        return None if said is None else read(said)
    except (ValueError, TypeError, InvalidOperation):
        return None
