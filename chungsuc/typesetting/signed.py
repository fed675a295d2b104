"""What the digital signatures of a PDF are worth. We verify, never sign; the file is parsed in a limited child process.

The library that checks (pyHanko) is an extra: without it a file is kept and said to be unchecked.
"""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from typing import Any

from chungsuc.sandbox.starting import ChildEnded, answer

SOUND, UNPROVEN, BROKEN, UNSIGNED, UNREADABLE, UNCHECKED = (
    "sound", "unproven", "broken", "unsigned", "unreadable", "unchecked",
)  # fmt: skip
"""Intact and by a certificate we trust · intact, but the chain could not be proven · changed after signing or a
signature that does not hold · no signature · no PDF that can be read · nobody here to check."""
CHAINS = ("trusted", "untrusted", "no_roots")
SECONDS = 20


@dataclass(frozen=True)
class Signer:
    """One signature: whose certificate, when (as the signer's clock or a timestamp says), and whether it holds.

    `covers` is "file", "revision" (what was added later is only another signature) or "part". `why` is the library's
    own word for what is wrong, "" when nothing is.
    """

    name: str
    issuer: str = ""
    at: datetime | None = None
    stamped: bool = False
    covers: str = "part"
    intact: bool = False
    chain: str = "no_roots"
    why: str = ""


@dataclass(frozen=True)
class Signed:
    """A file's outcome and its signatures in the order in which they were made."""

    outcome: str
    signers: tuple[Signer, ...] = field(default=())


def check(data: bytes, roots: Sequence[bytes] = ()) -> Signed:
    """Checks every signature of a PDF against certificates in `roots` (DER). Never raises for what the file holds."""
    if not data.startswith(b"%PDF-"):
        return Signed(UNREADABLE)
    if find_spec("pyhanko") is None:
        return Signed(UNCHECKED)
    told = json.dumps([root.hex() for root in roots])
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        try:
            said = answer(file, "chungsuc.typesetting.signed_child", [told], SECONDS)
        except ChildEnded:
            return Signed(UNREADABLE)
    return read_answer(said)


def read_answer(said: bytes) -> Signed:
    """What the child said, as a value; a child that was taken over can say nothing but this."""
    try:
        found: Any = json.loads(said)
        signers = tuple(_signer(row) for row in found["signers"])
    except (ValueError, KeyError, TypeError):
        return Signed(UNREADABLE)
    return Signed(UNREADABLE if found.get("fault") else outcome_of(signers), signers)


def _signer(row: dict[str, Any]) -> Signer:
    at = datetime.fromisoformat(row["at"]) if row.get("at") else None
    covers = row["covers"] if row.get("covers") in ("file", "revision") else "part"
    chain = row["chain"] if row.get("chain") in CHAINS else "untrusted"
    return Signer(
        name=str(row.get("name", ""))[:300],
        issuer=str(row.get("issuer", ""))[:300],
        at=at,
        stamped=row.get("stamped") is True,
        covers=covers,
        intact=row.get("intact") is True,
        chain=chain,
        why=str(row.get("why", ""))[:300],
    )


def outcome_of(signers: Sequence[Signer]) -> str:
    """What all signatures together are worth: the last one must cover the whole file, each must hold."""
    if not signers:
        return UNSIGNED
    if any(not one.intact or one.covers == "part" for one in signers) or signers[-1].covers != "file":
        return BROKEN
    return SOUND if all(one.chain == "trusted" for one in signers) else UNPROVEN
