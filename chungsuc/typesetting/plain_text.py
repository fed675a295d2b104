"""Text as paper takes it: in NFC, without what a file cannot hold and without what turns a line around unseen."""

import re
import unicodedata

# controls but the line break; halves of surrogate pairs; what XML forbids; marks that override the reading direction
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r" +")


def printable(text: str) -> str:
    """The text without what no file may hold; spaces stay as they are."""
    return _UNPRINTABLE.sub("", text)


def plain(text: str) -> str:
    """The text to set: NFC, tabs and odd line ends as spaces, nothing unprintable; "\\n" stays a line break."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    cleaned = (_SPACES.sub(" ", printable(line)).strip() for line in lines)
    return unicodedata.normalize("NFC", "\n".join(cleaned).strip("\n"))


def one_line(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(plain(text).split("\n"))
