"""Decisions about an award that was given: it is corrected, revoked and annulled, or replaced by another."""

from collections.abc import Mapping
from typing import Any

from chungsuc.documents.facts import LetterheadFact
from chungsuc.law.figures import show_decimal
from chungsuc.typesetting.content import Letterhead, Paragraph, Sheet
from chungsuc.typesetting.wording import day_in_words

from ..rules.naming import MERIT_KINDS, clause, inside, merit_said
from .decision import KIND, plan_name, spoken

PARTS = {
    "name": "tên", "place": "chức vụ, đơn vị", "merit": "thành tích", "number": "số quyết định", "signer": "người ký",
    "works": "công trình được thưởng", "merit_kind": "khen theo",
}  # fmt: skip
SUBJECTS = {
    "correct": "Về việc đính chính {former} về việc tặng {form}",
    "revoke": "Về việc thu hồi, hủy bỏ {form} tại {former}",
    "replace": "Về việc tặng {form}, thay thế {former}",
}


def undoing_sheet(
    award: Any, act: str, says: Mapping[str, str], reason: str, bases: tuple[str, ...], head: LetterheadFact,
    giver: str = "",
) -> Sheet:  # fmt: skip
    """The decision that does `act` to an award; `says`: the new texts of a correction or a replacement; `giver`: whose
    decision gave it, where that is known."""
    former = f"Quyết định số {award.number} {day_in_words(award.decided_on)}"
    articles = {"correct": _corrects, "revoke": _revokes, "replace": _replaces}[act](award, says, former, reason)
    articles.append("Quyết định này có hiệu lực kể từ ngày ký.")
    articles.append(
        f"Thủ trưởng các cơ quan, đơn vị có liên quan và {'tập thể' if award.collective else 'cá nhân'} có tên tại "
        "Điều 1 chịu trách nhiệm thi hành Quyết định này."
    )
    return Sheet(
        kind=KIND,
        kind_name="",
        letterhead=Letterhead(""),
        subject=SUBJECTS[act].format(former=former, form=award.form_name),
        authority_line=head.authority_line,
        bases=(
            *bases,
            f"Căn cứ {former}{f' của {giver}' if giver else ''} về việc tặng {award.form_name}",
        ),
        blocks=tuple(Paragraph(text, lead=f"Điều {number}.") for number, text in enumerate(articles, 1)),
        recipients=(f"Như Điều {len(articles)}", "Lưu: VT, hồ sơ khen thưởng"),
    )


def _named(award: Any) -> str:
    return ", ".join(part for part in (award.name, inside(award.place)) if part)


def _because(reason: str) -> str:
    return f" Lý do: {' '.join(reason.split()).rstrip('.')}."


def _said(text: str) -> str:
    return MERIT_KINDS.get(text, text) or "để trống"


def _corrects(award: Any, says: Mapping[str, str], former: str, reason: str) -> list[str]:
    changed = [
        f"{PARTS[name]}: đã ghi “{_said(getattr(award, name))}”, nay sửa là “{_said(text)}”"
        for name, text in says.items()
        if text != getattr(award, name)
    ]
    return [
        f"Đính chính {former} về việc tặng {award.form_name} cho {_named(award)} như sau: {'; '.join(changed)}."
        f"{_because(reason)}",
        f"Các nội dung khác của {former} giữ nguyên.",
    ]


def _revokes(award: Any, says: Mapping[str, str], former: str, reason: str) -> list[str]:
    money = f" và tiền thưởng {show_decimal(award.bonus)} đồng ({spoken(award.bonus)})" if award.bonus else ""
    return [
        f"Thu hồi, hủy bỏ {award.form_name} đã tặng {_named(award)} tại {former}.{_because(reason)}",
        f"{'Tập thể' if award.collective else 'Cá nhân'} có tên tại Điều 1 nộp lại hiện vật khen thưởng{money} đã "
        "nhận, theo quy định của pháp luật về thi đua, khen thưởng.",
    ]


def _replaces(award: Any, says: Mapping[str, str], former: str, reason: str) -> list[str]:
    told = {name: says.get(name) or getattr(award, name) for name in ("name", "place", "merit")}
    who = ", ".join(part for part in (told["name"], inside(told["place"])) if part)
    merit = " ".join(told["merit"].split()).rstrip(".")
    return [
        f"Tặng {award.form_name} cho {who}, {clause(merit_said(merit, plan_name()))}.{_because(reason)}",
        f"Quyết định này thay thế nội dung đã tặng {_named(award)} tại {former}; tiền thưởng không chi thêm.",
    ]
