"""What a contribution may say, what it is worth, and what its giver is called without consent. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from chungsuc.exemplars.rules.naming import PERSON, bare_name, tells
from chungsuc.law.spelling import fold, nfc

MONEY, LABOUR, LAND, GOODS = "money", "labour", "land", "goods"


@dataclass(frozen=True)
class Kind:
    """A kind of contribution: its name and what it is counted in ("" where each contribution names its own)."""

    code: str
    name: str
    measure: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind(MONEY, "tiền", "đồng"),
        Kind(LABOUR, "ngày công", "ngày công"),
        Kind(LAND, "đất", "m²"),
        Kind(GOODS, "hiện vật", ""),
    )
}
KIND_CHOICES = [(kind.code, kind.name) for kind in KINDS.values()]


@dataclass(frozen=True)
class Source:
    """Where contributions come from. `unnamed`: what a giver is called without consent; "" where names are open."""

    code: str
    name: str
    unnamed: str = ""


@dataclass(frozen=True)
class Gift:
    """What is told of a contribution. `quantity` is in `measure`; `value` in đồng, None where nothing says the worth;
    `basis` says from where the worth is known.
    """

    given_on: date
    source: Source
    kind: str
    quantity: Decimal
    measure: str = ""
    value: Decimal | None = None
    basis: str = ""
    giver: str = ""
    purpose: str = ""

    @property
    def whole(self) -> "Gift":
        """The same with what follows from it: money is worth itself, days and land have their own measure."""
        kind = KINDS[self.kind]
        said = replace(
            self, measure=kind.measure or nfc(self.measure), basis=nfc(self.basis), giver=nfc(self.giver),
            purpose=nfc(self.purpose),
        )  # fmt: skip
        return replace(said, value=said.quantity, basis="") if self.kind == MONEY else said


def why_not(gift: Gift, today: date) -> list[tuple[str, str]]:
    """What is wrong with a contribution: (field, sentence) each; none when nothing is."""
    found = []
    if gift.given_on > today:
        found.append(("given_on", "Ngày đóng góp sau hôm nay. Hãy xem lại ngày."))
    if gift.quantity <= 0:
        found.append(("quantity", "Số lượng phải lớn hơn 0. Hãy ghi lại."))
    if gift.kind == MONEY and gift.quantity != gift.quantity.to_integral_value():
        found.append(("quantity", "Tiền ghi tròn đồng, không có phần thập phân."))
    if gift.kind == GOODS and not nfc(gift.measure):
        found.append(("measure", "Chưa ghi đơn vị tính của hiện vật. Hãy ghi, ví dụ: bao xi măng, cây, bộ."))
    if not nfc(gift.purpose):
        found.append(("purpose", "Chưa ghi đóng góp cho công trình, nhiệm vụ nào. Hãy ghi ngắn gọn."))
    found += _unfounded(gift)
    if names(gift.source.unnamed, gift.giver, gift.purpose, gift.basis):
        found.append(("purpose", NAMELESS))
    return found


NAMELESS = (
    "Đừng ghi tên người đóng góp ở đây: tên chỉ ghi ở ô tên, để khi người ấy rút đồng ý thì không còn ở đâu khác."
)


def _unfounded(gift: Gift) -> list[tuple[str, str]]:
    """A worth without a basis is a guess, and a basis without a worth says nothing."""
    if gift.kind == MONEY:
        return []
    if gift.value is not None and gift.value <= 0:
        return [("value", "Giá trị phải lớn hơn 0; chưa biết thì để trống.")]
    if gift.value is not None and gift.value != gift.value.to_integral_value():
        return [("value", "Giá trị ghi tròn đồng, không có phần thập phân.")]
    if gift.value is not None and not nfc(gift.basis):
        return [("basis", "Chưa ghi căn cứ quy đổi. Hãy ghi quyết định, bảng giá và ngày; chưa có thì xóa giá trị.")]
    if gift.value is None and nfc(gift.basis):
        return [("value", "Đã có căn cứ quy đổi mà chưa ghi giá trị. Hãy ghi giá trị bằng đồng, hoặc xóa căn cứ.")]
    return []


def names(unnamed: str, giver: str, *texts: str) -> bool:
    """Whether a text gives away a giver whose name needs consent; a name of one word is like any word."""
    if not unnamed or len(bare_name(giver).split()) < 2:
        return False
    return any(tells(text, PERSON, giver) for text in texts)


def worth(quantity: Decimal, price: Decimal) -> Decimal:
    """What a quantity is worth at a price, in whole đồng."""
    return (quantity * price).quantize(Decimal(1))


def giver_key(giver: str) -> str:
    """A giver's name so that the same giver is found again: without accents, titles and capitals."""
    return bare_name(giver) if fold(giver) else ""


_WITHHELD = "{} (số {}, không hiện tên)"
_WITHHELD_READ = re.compile(r".+ \(số ([0-9]{1,12}), không hiện tên\)")


def withheld_giver(unnamed: str, number: int) -> str:
    """What stands in a file for a giver whose name the reader may not see."""
    return _WITHHELD.format(unnamed, number)


def is_withheld(giver: str) -> bool:
    """Whether a text is such a stand-in."""
    return _WITHHELD_READ.fullmatch(giver.strip()) is not None
