"""The decision of recognition and its certificate as papers: built from the case's own rows, nothing is typed again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chungsuc.councils.facts import ItemResult, result_of
from chungsuc.documents.facts import LetterheadFact
from chungsuc.documents.models import Paper
from chungsuc.documents.workflow import ISSUED
from chungsuc.law.periods import show_day
from chungsuc.organisations.facts import UnitFact, known_as
from chungsuc.rulebook.models import LegalDocument
from chungsuc.rulebook.rule_facts import rule_on
from chungsuc.typesetting.content import Block, Letterhead, Paragraph, Sheet
from chungsuc.typesetting.frozen import sheet_of
from chungsuc.typesetting.wording import day_in_words
from chungsuc.web.numbers import plain

from .casefile import CaseFile, listed
from .models import Case, Recognition
from .models.cases import SUBJECT

KIND, CERTIFICATE = "quyet-dinh", "bang-cong-nhan"
SOURCE = SUBJECT
CERTIFICATE_SOURCE = "recognition.entry"
BASES = "rule:paper_bases_recognition"


def decision_sheet(case: Case, file: CaseFile, head: LetterheadFact, day: date) -> Sheet:
    """The decision that recognises the assessed unit, as of `day`; signer, addressees and number are still to come."""
    unit = unit_on(file, day)
    place = place_of(unit, day)
    result = result_of(SUBJECT, str(case.pk))
    recognised = f"{unit.name}{place} đạt chuẩn {level_words(case)} năm {case.year}"
    return Sheet(
        kind=KIND,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Về việc công nhận {in_sentence(recognised)}",
        authority_line=head.authority_line,
        bases=(*legal_bases(file, day), *_own_bases(case, result)),
        blocks=_articles(case, recognised, head),
        recipients=("Như Điều 3", f"UBND {in_sentence(unit.name)}", "Lưu: VT, hồ sơ công nhận"),
    )


def _articles(case: Case, recognised: str, head: LetterheadFact) -> tuple[Block, ...]:
    body = " ".join(head.body.split()).title().replace("Ủy Ban Nhân Dân Tỉnh", "UBND tỉnh")
    return (
        Paragraph(f"Công nhận {in_sentence(recognised)} và cấp Bằng công nhận.", lead="Điều 1."),
        Paragraph("Quyết định này có hiệu lực kể từ ngày ký.", lead="Điều 2."),
        Paragraph(
            f"Chánh Văn phòng {body}, Thủ trưởng các sở, ban, ngành có liên quan và đơn vị nêu tại Điều 1 chịu trách "
            "nhiệm thi hành Quyết định này.",
            lead="Điều 3.",
        ),
    )


def known_decision(case: Case) -> dict[str, str]:
    """What the issued decision of a case says: number, day and signer; nothing while there is none. One query."""
    issued = Paper.objects.about(SOURCE, str(case.pk)).filter(kind=KIND, state=ISSUED).select_related("number").first()
    if issued is None or issued.number is None or issued.day is None:
        return {}
    signers = [f"{one.name}, {one.office.capitalize()}" for one in sheet_of(issued.sheet).signatures]
    number = issued.number.confirmed or issued.number.printed
    return {"number": number, "on": show_day(issued.day), "signer": "; ".join(signers)}


def legal_bases(file: CaseFile, day: date) -> tuple[str, ...]:
    """The legal documents on which such a decision rests that day, as they are cited; none where the pack is silent."""
    codes = [str(item.get("document", "")) for item in listed(rule_on(BASES, day))]
    if file.level.document:
        codes.append(file.level.document)
    rows = {row.code: row for row in LegalDocument.objects.filter(code__in=codes)}
    standing = (rows[code] for code in dict.fromkeys(codes) if code in rows and _stands(rows[code], day))
    return tuple(cited(row) for row in standing)


def _stands(row: LegalDocument, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or row.until >= day)


def cited(row: LegalDocument) -> str:
    """ "Căn cứ Quyết định số 18/2022/QĐ-TTg ngày 02 tháng 8 năm 2022 của Thủ tướng Chính phủ: …"; a law by its name."""
    day = f" {day_in_words(row.issued_on)}" if row.issued_on else ""
    if row.kind == "Luật":
        return f"Căn cứ {row.title}{day}"
    issuer = f" của {row.issuer}" if row.issuer else ""
    title = f" về {in_sentence(row.title)}" if row.title else ""
    return f"Căn cứ {row.kind} số {row.number_in_papers}{day}{issuer}{title}"


def _own_bases(case: Case, result: ItemResult | None) -> tuple[str, ...]:
    if result is None:
        return ()
    share = f" ({plain(result.yes)}/{plain(result.denominator)} đồng ý)" if result.denominator else ""
    return (f"Căn cứ kết quả bỏ phiếu tại {result.session}, ngày {show_day(result.held_on)}{share}",)


def unit_on(file: CaseFile, day: date) -> UnitFact:
    """The assessed unit as it is called that day, or on its last day."""
    pk = file.assessed.pk
    return known_as([pk], day)[pk]


def place_of(unit: UnitFact, day: date) -> str:
    """ ", huyện Đắk R'Lấp": the unit above, when it is a district."""
    if unit.parent_id is None:
        return ""
    above = known_as([unit.parent_id], day)[unit.parent_id]
    return f", {in_sentence(above.name)}" if above.kind == "district" else ""


def level_words(case: Case) -> str:
    """ "nông thôn mới nâng cao": the level without the kind of unit before it."""
    name = case.level.name
    for start in ("Xã ", "Huyện ", "Thành phố "):
        name = name.removeprefix(start)
    return name[:1].lower() + name[1:]


def in_sentence(name: str) -> str:
    """A name inside a sentence: "Xã Đắk Gằn" → "xã Đắk Gằn"."""
    return name[:1].lower() + name[1:] if name.split(" ")[0] not in ("Ủy", "UBND") else name


def certificate_of(case: Case, entry: Recognition, file: CaseFile, head: LetterheadFact, signer: str) -> dict[str, Any]:
    """What `documents.actions.prepare_batch` needs for the certificate of an entry of the register."""
    unit = unit_on(file, entry.signed_on)
    office = head.offices[0]
    common: Mapping[str, str] = {
        "issuer": head.authority_line,
        "verb": "CÔNG NHẬN",
        "decision": f"Quyết định số {entry.decision_number} ngày {show_day(entry.signed_on)}",
        "place": head.place,
        "authority": office.authority,
        "of": office.of,
        "office": office.office,
        "name": signer,
    }
    place = place_of(unit, entry.signed_on).removeprefix(", ")
    return {
        "day": entry.signed_on,
        "common": common,
        "entries": [
            {
                "recipient": unit.name,
                "detail": place[:1].upper() + place[1:],
                "reason": f"Đạt chuẩn {level_words(case)} năm {entry.for_year}",
            }
        ],
        "source": CERTIFICATE_SOURCE,
        "source_key": str(entry.pk),
    }
