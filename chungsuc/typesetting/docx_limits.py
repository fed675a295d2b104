"""How much of a .docx from outside is read before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading, for the child that does it."""

    file_bytes: int = 20 * MIB
    parts: int = 2_000
    unzipped_bytes: int = 200 * MIB
    xml_bytes: int = 32 * MIB
    ratio: int = 200
    ratio_from_bytes: int = 4 * MIB
    lines: int = 50_000
    letters: int = 500_000
    elements: int = 400_000
    """Of the text's own part; a paper of five hundred pages has about 250,000."""
    depth: int = 200
    """Elements inside each other; a paper needs about thirty."""
    memory_bytes: int = 512 * MIB
    processor_seconds: int = 8
    seconds: int = 20


DEFAULT = Limits()
TEMPLATE = Limits(
    file_bytes=5 * MIB, unzipped_bytes=24 * MIB, xml_bytes=8 * MIB, lines=10_000, letters=200_000, elements=40_000
)
"""Of a template, which is read whole by the service itself once the child has found it small: a paper has 5,000."""
