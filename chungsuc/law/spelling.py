"""Vietnamese names as people type them: one form to keep, one to compare, one to sort by; legacy TCVN3 and VNI.

Official texts spell the same place in several ways (Đăk/Đắk, R'Lấp/R’Lấp, Hoà/Hòa). The spelling of each source is
kept with `nfc`; everything is compared on `fold`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

# Invisible marks that Word, PDF and web pages leave in copied text. The soft hyphen is not here: in TCVN3 it is "ư".
_INVISIBLE = "\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_CONTROLS = "".join(chr(code) for code in (*range(0x09), *range(0x0E, 0x1C), 0x7F))
_DROPPED = dict.fromkeys(map(ord, _INVISIBLE + _CONTROLS))
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′‛ʹʻˋˊ＇"))
# Eth and African D look like Đ, and some keyboards type them for it.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng; ngang is 0


def nfc(text: str) -> str:
    """The text to keep: Unicode NFC, without invisible marks, blanks collapsed to single spaces and trimmed.

    Text in the legacy TCVN3 encoding has to go through `from_tcvn3` first.
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(_DROPPED)).split())


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text to search and compare by: lower case, no marks, no apostrophes, single spaces ("dak rlap")."""
    plain = unicodedata.normalize("NFKD", nfc(text).translate(_LOOKALIKES).translate(_APOSTROPHES))
    return " ".join("".join(map(_folded, plain.lower().replace("đ", "d").translate(_APOSTROPHES))).split())


def _folded(char: str) -> str:
    if char.isalnum():
        return char
    # Marks and format characters (the soft hyphen among them) stand inside words; all else stands between them.
    category = unicodedata.category(char)
    return "" if category.startswith("M") or category == "Cf" else " "


# --- alphabetical order -------------------------------------------------------------------------------------------

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_END, _SPACE, _OTHER = "00", "01", "zz"


def _letter_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for letter in _ALPHABET:
        base = "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
        codes[letter] = f"{base}{sum(code.startswith(base) for code in codes.values())}"
    return codes


_LETTER_CODES = _letter_codes()


def sort_key(text: str) -> str:
    """A key that sorts in Vietnamese alphabetical order: letters first (a ă â b … đ …), then tones word by word.

    Only ASCII digits and lower-case letters, so a database sorts it alike under any collation. Numbers sort by value
    ("Thôn 2" before "Thôn 10"). The key is about twice as long as the text, plus one character a word.
    """
    words = _words(unicodedata.normalize("NFD", nfc(text).translate(_LOOKALIKES).lower()))
    letters = _SPACE.join(_word_code(word) for word in words)
    tones = "".join(str(max(_TONES.get(char, 0) for char in word)) for word in words)
    return letters + _END + tones


def _words(decomposed: str) -> list[str]:
    bare = decomposed.translate(_APOSTROPHES)
    return "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in bare).split()


def _word_code(word: str) -> str:
    toneless = unicodedata.normalize("NFC", "".join(char for char in word if char not in _TONES))
    return "".join(_piece_code(piece) for piece in re.findall(r"[0-9]+|.", toneless))


def _piece_code(piece: str) -> str:
    if piece.isascii() and piece.isdigit():
        digits = piece.lstrip("0") or "0"
        return f"1{min(len(digits), 9)}" + "".join(f"1{digit}" for digit in digits)
    base = piece if piece in _LETTER_CODES else unicodedata.normalize("NFD", piece)[0]
    return _LETTER_CODES.get(base, f"{_OTHER}{ord(base):06x}")


# --- administrative prefixes --------------------------------------------------------------------------------------

UNIT_PREFIXES: Mapping[str, str] = MappingProxyType({
    "xã": "xã", "phường": "phường", "thị trấn": "thị trấn", "huyện": "huyện", "thành phố": "thành phố",
    "thị xã": "thị xã", "tỉnh": "tỉnh", "đặc khu": "đặc khu",
    "x.": "xã", "p.": "phường", "tt.": "thị trấn", "tt": "thị trấn", "h.": "huyện", "tp.": "thành phố",
    "tp": "thành phố", "tx.": "thị xã", "tx": "thị xã",
})  # fmt: skip
"""How a unit's form is written in front of its name, in lower case, and the form it says."""

# A single letter is a prefix only with its dot ("P. Nghĩa Đức"): "H Mông" is a name.
_PREFIXED = re.compile(
    r"(?:(?P<word>thành phố|thị trấn|thị xã|đặc khu|phường|huyện|tỉnh|xã|tp|tt|tx)(?:\s*[.:]\s*|\s+)"
    r"|(?P<letter>[xph])\s?\.\s*)(?P<name>.*[^\W_].*)",
    re.IGNORECASE,
)


def _split_unit(name: str) -> tuple[str, str]:
    """The form ("" when the text does not say it) and the name without it."""
    text = nfc(name).translate(_LOOKALIKES)
    found = _PREFIXED.fullmatch(text)
    if found is None:
        return "", text
    written = found["word"] or f"{found['letter']}."
    return UNIT_PREFIXES[written.lower()], found["name"]


def unit_key(name: str) -> str:
    """`fold` of a unit's name without its form: "Xã Đắk R'Măng", "X. Đăk R’Măng" → "dak rmang"."""
    return fold(_split_unit(name)[1])


def unit_form(name: str) -> str:
    """The form that the prefix says ("xã", "thị trấn", …), "" when there is none."""
    return _split_unit(name)[0]


# --- TCVN3 (ABC fonts, .VnTime) -----------------------------------------------------------------------------------

_TCVN3_FROM_80 = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_TCVN3_FROM_A1 = "ĂÂÊÔƠƯĐăâêôơưđẰ"
_TCVN3_FROM_B5 = "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
_TCVN3_CONTROLS = dict(zip((1, 2, 4, 5, 6, *range(17, 24)), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))
# ABC fonts draw these as Windows does, and real text is full of them; as letters they only come read as Latin-1.
_WINDOWS_PUNCTUATION = "‚„…‘’“”•–—‹›"
# Loose marks: only after a vowel, so that "37°" and "m²" stay what they are.
_TCVN3_MARKS = {"°": "\u0300", "±": "\u0309", "²": "\u0303", "³": "\u0301", "´": "\u0323"}
_MARKED = re.compile(r"(?<=[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[°±²³´]")


def _tcvn3_table() -> dict[int, str]:
    table = dict(_TCVN3_CONTROLS)
    for start, letters in ((0x80, _TCVN3_FROM_80), (0xA1, _TCVN3_FROM_A1), (0xB5, _TCVN3_FROM_B5)):
        table.update(enumerate(letters, start))
    for code in range(0x80, 0xA0):
        windows = bytes([code]).decode("cp1252", "ignore")
        if windows and windows not in _WINDOWS_PUNCTUATION:
            table[ord(windows)] = table[code]
    return table


_TCVN3 = _tcvn3_table()
_WORD_BREAK = re.compile(r"[\s!-/:-@\[-`{-~‚„…‘’“”•–—‹›]+")
_CAPITAL = re.compile(r"[A-Z¡-§]")


def from_tcvn3(text: str) -> str:
    """Unicode of TCVN3 text that was read as Windows-1252 or Latin-1: "X· §¾k Ha" → "Xã Đắk Ha".

    Call it before `nfc`, which drops control characters that are letters here. The capital fonts (.VnTimeH) keep
    small letters and draw them large: text whose plain letters are all capitals comes back in capitals.
    """
    decoded = _MARKED.sub(lambda mark: _TCVN3_MARKS[mark[0]], text.translate(_TCVN3))
    composed = unicodedata.normalize("NFC", decoded)
    return composed.upper() if _in_capitals(text) else composed


def _in_capitals(text: str) -> bool:
    # One capital starts a name ("X· Hµ"); two in one word mean that the font was a capital one.
    return not re.search(r"[a-z]", text) and any(len(_CAPITAL.findall(word)) > 1 for word in _WORD_BREAK.split(text))


_NUCLEI = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|ea|eo|eô|êa|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ôi|ôô|ơi|"
    "ua|uâ|uây|uê|uêu|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu"
)
# Wide enough for names of the Central Highlands (Đrông, Búk, Môl, Tíh) and too narrow for most foreign words.
_SYLLABLE = re.compile(rf"(?:gi|qu|[bcdđghjklmnpqrstvwxz]{{0,3}})(?:{_NUCLEI})(?:ng|nh|ch|[chklmnprst])?")
_MEASURES = frozenset({"µg", "µl", "µm", "µs", "nº"})


def looks_like_tcvn3(text: str) -> bool:
    """Whether the text is TCVN3 read as Windows-1252 or Latin-1, and not Unicode Vietnamese or a foreign word.

    It is when some words make no Vietnamese syllable as they stand but do once decoded, and they are more than the
    words that decoding would spoil. Words that read well both ways prove nothing.
    """
    if any(ord(char) > 0xFF and ord(char) not in _TCVN3 and char not in _WINDOWS_PUNCTUATION for char in text):
        return False
    return _speaks_for(text, from_tcvn3) > 0


def _speaks_for(text: str, decode: Callable[[str], str]) -> int:
    """By how many words a text speaks for an encoding; below 1 it does not."""
    return sum(_sign(word, decode) for word in _WORD_BREAK.split(text))


def _sign(word: str, decode: Callable[[str], str]) -> int:
    """1 when the word speaks for a legacy encoding, -1 when it speaks against, 0 when it says nothing."""
    decoded = decode(word)
    signs_only = len(word) == 1 or not any(map(str.isalpha, word))
    if decoded == word or signs_only or word.lower() in _MEASURES or _is_syllable(word):
        return 0
    return 1 if _is_syllable(decoded) else -1


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = sum(char in _TONES for char in decomposed)
    toneless = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(toneless) is not None


# --- VNI (VNI-Times): a letter of Windows-1252, then a sign that says its mark and tone -----------------------------

_ROUND = {"â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
          "ä": "\u0302\u0323"}  # fmt: skip
_SHORT = {"ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
          "ë": "\u0306\u0323"}  # fmt: skip
_TONE_SIGNS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_SIGNS = {
    **{vowel: _TONE_SIGNS for vowel in "uyôö"}, "a": _TONE_SIGNS | _ROUND | _SHORT, "e": _TONE_SIGNS | _ROUND,
    "o": _TONE_SIGNS | _ROUND,
}  # fmt: skip
_VNI_WHOLE = {"ö": "ư", "ô": "ơ", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = {
    first + sign: unicodedata.normalize("NFC", _VNI_WHOLE.get(first, first) + marks)
    for first, signs in _VNI_SIGNS.items()
    for sign, marks in signs.items()
} | _VNI_WHOLE
_VNI |= {written.upper(): letter.upper() for written, letter in _VNI.items()} | {
    written[0].upper() + written[1:]: letter.upper() for written, letter in _VNI.items()
}
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def from_vni(text: str) -> str:
    """Unicode of VNI text that was read as Windows-1252: "Nguyeãn Vaên Ñöùc" → "Nguyễn Văn Đức"."""
    return _VNI_LETTER.sub(lambda found: _VNI[found[0]], text)


def looks_like_vni(text: str) -> bool:
    """Whether the text is VNI read as Windows-1252; judged like TCVN3, by syllables that only decoding makes."""
    if any(ord(char) > 0xFF and char not in _WINDOWS_PUNCTUATION for char in text):
        return False
    return _speaks_for(text, from_vni) > 0


def from_legacy(text: str) -> tuple[str, str]:
    """The text in Unicode, and the name of the old encoding it was typed in ("" when it was none)."""
    tcvn3 = _speaks_for(text, from_tcvn3) if looks_like_tcvn3(text) else 0
    vni = _speaks_for(text, from_vni) if looks_like_vni(text) else 0
    if not tcvn3 and not vni:
        return text, ""
    return (from_vni(text), "VNI") if vni > tcvn3 else (from_tcvn3(text), "TCVN3")


def from_font(text: str, font: str) -> str:
    """What a text shows in the font that it is set in: .VnTime and VNI-Times draw other letters than they are given.

    Text that is Unicode already, whatever its font says, stays as it is. A capital font (.VnTimeH) shows capitals.
    """
    named = font.lower().lstrip()
    if not named.startswith((".vn", "vni")):
        return text
    plain = text.translate(_PRIVATE)
    if named.startswith("vni"):
        return text if _is_unicode(plain, {}) else from_vni(plain)
    if _is_unicode(plain, _TCVN3):
        return text
    shown = from_tcvn3(plain)
    return shown.upper() if named.endswith("h") else shown


_PRIVATE = {code: code - 0xF000 for code in range(0xF020, 0xF100)}  # how Word keeps letters of fonts of signs


def _is_unicode(text: str, drawn: Mapping[int, str]) -> bool:
    return any(ord(char) > 0xFF and ord(char) not in drawn and char not in _WINDOWS_PUNCTUATION for char in text)
