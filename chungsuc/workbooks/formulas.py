"""Formulas are never calculated here, only recognised: which of them reach outside the workbook."""

import re

_QUOTED_TEXT = re.compile(r'"(?:[^"]|"")*"')
_OUTSIDE = re.compile(
    r"\b(?:HYPERLINK|WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|FILTERXML|IMAGE|DDE)\s*\("  # functions that fetch or run
    r"|\[[^\]]*\][\w .\-]*'?!"  # [1]Sheet!A1, '[other.xlsx]Sheet'!A1, [1]!Name
    r"|\||\\\\|[a-z]+://",  # cmd|'/c …'!A0 (DDE), a network share, an address
    re.IGNORECASE,
)


def is_link(formula: str) -> bool:
    """Whether a formula links outside the workbook: HYPERLINK, another file, DDE, the web."""
    return bool(_OUTSIDE.search(_QUOTED_TEXT.sub('""', formula)))
