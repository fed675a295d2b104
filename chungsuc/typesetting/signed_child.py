"""The child that checks signatures: parses one hostile PDF under limits and says who signed, in one line of JSON.

Run by `sandbox.starting` with the file on standard input: no Django, no database, no secrets, no network, nothing
written. Argument: the trusted certificates as a JSON list of hex DER.
"""

import asyncio
import json
import sys
from datetime import datetime
from typing import Any, BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from chungsuc.sandbox.bounds import restrict

MEMORY = 512 * 1024 * 1024
SECONDS = 15
MOST = 50  # signatures looked at


def told(file: BinaryIO, roots: list[bytes]) -> dict[str, Any]:
    """Every signature of a file; "fault" when it cannot be read as a PDF."""
    try:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            return {"fault": "encrypted", "signers": []}
        found = reader.embedded_regular_signatures[:MOST]
        return {"signers": [asyncio.run(_signer(one, roots)) for one in found]}
    except MemoryError:
        return {"fault": "memory", "signers": []}
    except Exception as error:  # whatever a parser trips over in a hostile file means one thing
        return {"fault": type(error).__name__, "signers": []}


async def _signer(embedded: Any, roots: list[bytes]) -> dict[str, Any]:
    certificate = embedded.signer_cert
    row: dict[str, Any] = {
        "name": _name(certificate.subject),
        "issuer": _name(certificate.issuer),
        "chain": "no_roots",
        "intact": False,
        "covers": "part",
    }
    reported = embedded.self_reported_timestamp
    try:
        status = await async_validate_pdf_signature(embedded, _context(roots, reported))
    except Exception as error:
        return {**row, "why": f"{type(error).__name__}: {error}"[:300]}
    stamp = status.timestamp_validity
    moment = stamp.timestamp if stamp is not None and stamp.valid else (status.signer_reported_dt or reported)
    modified = status.modification_level
    harmless = modified in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    covers = "part"
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        covers = "file"
    elif status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and harmless and status.docmdp_ok:
        covers = "revision"
    return {
        **row,
        "at": moment.isoformat() if moment else "",
        "stamped": bool(stamp is not None and stamp.valid),
        "intact": bool(status.intact and status.valid),
        "covers": covers,
        "chain": ("trusted" if status.trusted else "untrusted") if roots else "no_roots",
        "why": "" if status.trusted else str(status.trust_problem_indic or "")[:300],
    }


def _context(roots: list[bytes], moment: datetime | None) -> ValidationContext:
    """Nothing is fetched. Certificates are judged as of the moment of signing, which papers long outlive."""
    return ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=moment,
    )


def _name(name: Any) -> str:
    """The common name of a certificate's holder, or all that is said of it."""
    native = name.native
    common = native.get("common_name") if isinstance(native, dict) else None
    if isinstance(common, list):
        common = ", ".join(common)
    return str(common or name.human_friendly)


def main(arguments: list[str]) -> None:
    """Argument: the trusted certificates as a JSON list of hex DER."""
    roots = [bytes.fromhex(text) for text in json.loads(arguments[0])]
    restrict(MEMORY, SECONDS)
    sys.stdout.write(json.dumps(told(sys.stdin.buffer, roots)))
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
