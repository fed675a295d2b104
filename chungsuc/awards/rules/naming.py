"""How a subject and an achievement are called, also where nobody may be named. Pure."""

from chungsuc.law.spelling import fold, nfc

PROVINCE = "province"
"""The kind of unit whose chairman decides about Bằng khen and hands state awards on."""
REWARD, INITIATIVE, MONEY, LABOUR, LAND, OTHER = "reward", "initiative", "money", "labour", "land", "other"
ACHIEVEMENTS = {
    REWARD: "khen thưởng đã nhận",
    INITIATIVE: "sáng kiến, cách làm",
    MONEY: "góp tiền",
    LABOUR: "góp ngày công",
    LAND: "hiến đất",
    OTHER: "thành tích khác",
}
UNITS = {MONEY: "đồng", LABOUR: "ngày công", LAND: "m²"}
"""What contributions are counted in."""
MERIT, THEMATIC, SUDDEN, SERVICE = "cong_trang", "chuyen_de", "dot_xuat", "cong_hien"
MERIT_KINDS = {
    MERIT: "công trạng",
    THEMATIC: "đợt, chuyên đề",
    SUDDEN: "đột xuất",
    SERVICE: "quá trình cống hiến",
}
"""What an award is for, as the laws of 2003 and 2022 part awards; "" where nobody has said it."""


def subject_key(name: str) -> str:
    """The name as it is searched and compared: without accents, capitals and marks."""
    return fold(nfc(name))


def why_no_amount(kind: str, amount: object) -> str:
    """What is wrong with an amount, in words; "" when nothing is."""
    if kind in UNITS and amount is None:
        return f"Chưa ghi số lượng. Hãy ghi bao nhiêu {UNITS[kind]}."
    if kind not in UNITS and amount is not None:
        return "Loại thành tích này không có số lượng. Hãy để trống ô số lượng."
    return ""


def label(number: int, name: str, place: str, private: bool) -> str:
    """What the journal calls a subject: a person by number and place only, since an entry cannot be taken back."""
    return f"Đối tượng khen thưởng số {number} ({place})" if private else f"{name} ({place})" if place != name else name


def report_forms(merit_kind: str, *, collective: bool) -> tuple[str, ...]:
    """The codes of the forms of report for a kind of merit, the first that the regime has: of a sudden feat its own and
    none else; of merit and long service that of the subject's side; else the movement's own before that."""
    side = "tap_the" if collective else "ca_nhan"
    if merit_kind == SUDDEN:
        return (SUDDEN,)
    return (side,) if merit_kind in (MERIT, SERVICE) else (THEMATIC, side)


PLACES = ("Xã ", "Phường ", "Thị trấn ", "Thị xã ", "Huyện ", "Thành phố ", "Tỉnh ", "Thôn ", "Bon ", "Buôn ", "Tổ ")
"""How names of places begin: inside a sentence such a word is written small."""


def inside(name: str) -> str:
    """A name as it stands inside a sentence: "Xã Đắk Gằn" → "xã Đắk Gằn"; "Sở Nội vụ" stays."""
    return name[:1].lower() + name[1:] if name.startswith(PLACES) else name


def clause(words: str) -> str:
    """Words as they go on inside a sentence: "Hiến 300 m² đất" → "hiến 300 m² đất"; "OCOP 4 sao" stays."""
    return words[:1].lower() + words[1:] if not words[1:2].isupper() else words


def merit_said(merit: str, movement: str) -> str:
    """The merit as a paper of award says it: "Đã có thành tích trong phong trào …: hiến 300 m² đất".

    What begins as such a sentence stays as it was written.
    """
    text = " ".join(merit.split())
    if not text or text.casefold().startswith(("đã ", "có thành tích")):
        return text
    return f"Đã có thành tích trong {movement}: {clause(text)}"
