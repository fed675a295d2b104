"""How much of a workbook is read before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading. `seconds` is time waited for the child, so a slow consumer does not use it up."""

    file_bytes: int = 20 * MIB
    unzipped_bytes: int = 300 * MIB
    parts: int = 1_000
    ratio: int = 200
    """Unzipped to zipped, of one part, once the part is larger than `ratio_from_bytes`."""
    ratio_from_bytes: int = 4 * MIB
    cells: int = 2_000_000
    """Every cell element counts, blank ones too: they cost time whether or not they hold anything."""
    rows: int = 50_000
    columns: int = 400
    sheets: int = 20
    text: int = 50_000_000
    """Characters of text and formulas in the whole file."""
    cell_text: int = 32_767
    """Characters in one cell: what Excel itself can hold."""
    small_part_bytes: int = 8 * MIB
    """Parts read in one go: the list of sheets, relationships, styles."""
    seconds: int = 60
    memory_bytes: int = 512 * MIB


DEFAULT = Limits()
