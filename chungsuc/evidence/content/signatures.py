"""What a file is by its first bytes; its name and what the browser says of it count for nothing."""

from .refusals import FileRefused

JPEG, PNG, WEBP, PDF, ZIP = "jpeg", "png", "webp", "pdf", "zip"
IMAGES = {JPEG, PNG, WEBP}

_KNOWN = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (8, b"WEBP", WEBP),
    (0, b"%PDF-", PDF),
    (0, b"PK\x03\x04", ZIP),
)
_REFUSED = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (0, b"{\\rtf", "old_office"),
    (0, b"GIF8", "picture"),
    (0, b"BM", "picture"),
    (0, b"II*\x00", "picture"),
    (0, b"MM\x00*", "picture"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"Rar!", "program"),
    (0, b"7z\xbc\xaf\x27\x1c", "program"),
    (0, b"\x1f\x8b", "program"),
    (0, b"#!", "program"),
    (0, b"ID3", "video"),
    (0, b"OggS", "video"),
    (0, b"\x1aE\xdf\xa3", "video"),
)
_STILL_PICTURES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
LONGEST = 1024


def kind_of(start: bytes) -> str:
    """JPEG, PNG, WEBP, PDF or ZIP by the first LONGEST bytes of a file; FileRefused for everything else."""
    if not start:
        raise FileRefused("empty")
    for place, mark, kind in _KNOWN:
        if start[place : place + len(mark)] == mark and (kind != WEBP or start[:4] == b"RIFF"):
            return kind
    if start[4:8] == b"ftyp":
        raise FileRefused("heic" if start[8:12] in _STILL_PICTURES else "video")
    for place, mark, code in _REFUSED:
        if start[place : place + len(mark)] == mark:
            raise FileRefused(code)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise FileRefused("web_page")
    raise FileRefused("unknown")
