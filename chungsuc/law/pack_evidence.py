"""Reading and checking evidence.yaml: the kinds of documents, and which of them prove which indicator."""

from collections.abc import Iterator

from .pack_nodes import Ledger, Node
from .pack_rows import Row
from .pack_shapes import KindShape, Pack, Place, ProofShape

LONGEST_VALIDITY = 600  # months: more is a slip of the keyboard
_NEEDS, _ALSO = "needs", "also"


def read_kind(row: Row) -> KindShape:
    """A kind of document. Without `valid_months` it does not lapse by itself."""
    months = row.integer("valid_months") if row.find("valid_months") else None
    if months is not None and not 1 <= months <= LONGEST_VALIDITY:
        row.refuse(f"“valid_months: {months}” không hợp lý; ghi số tháng từ 1 đến {LONGEST_VALIDITY}.")
    return KindShape(
        code=row.text("code"),
        name=row.text("name"),
        issuer=row.text_or("issuer"),
        example=row.text_or("example"),
        valid_months=months,
        source=row.source(),
        status=row.status(),
        place=row.place,
    )


def read_proofs(row: Row) -> tuple[ProofShape, ...]:
    """The proofs of one set: a table of indicator: {needs: [kinds], also: [kinds]}."""
    set_code = row.text("set")
    found: list[ProofShape] = []
    for indicator, node in row.table("indicators").items():
        rows = row.inside(node, lambda item, indicator=indicator: tuple(_proofs(item, set_code, indicator)))  # type: ignore[misc]
        found.extend(rows or ())
    return tuple(found)


def _proofs(row: Row, set_code: str, indicator: str) -> Iterator[ProofShape]:
    for key in (_NEEDS, _ALSO):
        named = row.find(key)
        for node in _items(row, key, named):
            yield ProofShape(set_code, indicator, row.text_of(key, node), key == _NEEDS, node.place)


def _items(row: Row, key: str, named: Node | None) -> tuple[Node, ...]:
    if named is None:
        return ()
    if named.kind != "list":
        row.refuse(f"“{key}” phải là danh sách; đặt trong ngoặc vuông.", named)
        return ()
    return named.items


def check_proofs(pack: Pack, ledger: Ledger) -> None:
    """Every proof names a kind and an indicator that exist, once; an indicator of a set with proofs has one."""
    kinds = {kind.code for kind in pack.kinds}
    indicators = {shape.code: {item.code for item in shape.indicators} for shape in pack.sets}
    first: dict[tuple[str, str, str], Place] = {}
    for proof in pack.proofs:
        if proof.kind not in kinds:
            ledger.error(proof.place, f"Không có loại minh chứng “{proof.kind}”; sửa mã hoặc thêm vào bảng kinds.")
        if proof.indicator not in indicators.get(proof.set_code, {proof.indicator}):
            ledger.error(proof.place, f"Bộ tiêu chí không có chỉ tiêu “{proof.indicator}”; sửa mã chỉ tiêu.")
        key = (proof.set_code, proof.indicator, proof.kind)
        if key in first:
            line = first[key].line
            ledger.error(proof.place, f"Loại minh chứng “{proof.kind}” đã ghi ở dòng {line}; bỏ một chỗ.")
        first.setdefault(key, proof.place)
    for set_code in {proof.set_code for proof in pack.proofs}:
        proved = {proof.indicator for proof in pack.proofs if proof.set_code == set_code}
        place = next(proof.place for proof in pack.proofs if proof.set_code == set_code)
        for code in sorted(indicators.get(set_code, set()) - proved):
            ledger.say(place, "warning", f"Chỉ tiêu {code} chưa có loại minh chứng nào; bổ sung.")
