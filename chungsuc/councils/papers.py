"""The minutes of a session as a paper: everything in it comes from the session's own rows, nothing is typed again."""

from collections.abc import Mapping
from decimal import Decimal

from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome
from chungsuc.rulebook.rule_facts import RuleFact
from chungsuc.typesetting.content import Block, Column, Heading, Letterhead, Paragraph, Sheet, Signature, Table
from chungsuc.web.numbers import plain

from .facts import SessionRecord
from .facts.rules_of_day import value_said
from .registry import matter_of

KIND = "bien-ban"
SOURCE = "councils.session"
_COLUMNS = (
    Column("TT", 5, "centre"), Column("Nội dung", 20), Column("Phiếu thu về", 8, "right"), Column("Đồng ý", 8, "right"),
    Column("Không đồng ý", 8, "right"), Column("Không có ý kiến", 8, "right"), Column("Không hợp lệ", 8, "right"),
    Column("Tỷ lệ đồng ý, %", 8, "right"), Column("Kết luận", 9),
)  # fmt: skip


def minutes_sheet(record: SessionRecord) -> Sheet:
    """The minutes of a counted session, to be signed by the secretary and whoever presided."""
    session, words = record.session, item_words(record)
    return Sheet(
        kind=KIND,
        kind_name="",
        letterhead=Letterhead(""),
        subject=f"Phiên họp số {session.number} của {session.council.name}, ngày {show_day(session.held_on)}",
        blocks=(
            *_opening(record),
            *_attendance(record),
            *_before(record, words),
            *_votes(record, words),
            *_closing(record),
        ),
        signatures=_signatures(record),
        recipients=("Thành viên Hội đồng", "Lưu: VT, hồ sơ phiên họp"),
    )


def item_words(record: SessionRecord) -> dict[int, str]:
    """How the minutes call each item: by name where its matter has one to tell, else by its label."""
    spoken = matter_of(record.session.matter).spoken
    told = spoken([item.key for item in record.items], record.session.held_on) if spoken else {}
    return {item.pk: told.get(item.key, item.label) for item in record.items}


def _opening(record: SessionRecord) -> list[Block]:
    session = record.session
    place = f" tại {session.place}" if session.place else ""
    sent = f"; tài liệu gửi ngày {show_day(session.papers_sent_on)}" if session.papers_sent_on else ""
    return [
        Paragraph(
            f"{session.council.name} (thành lập theo {session.council.paper}) họp phiên số {session.number} ngày "
            f"{show_day(session.held_on)}{place}. Triệu tập ngày {show_day(session.convened_on)}{sent}."
        )
    ]


def _attendance(record: SessionRecord) -> list[Block]:
    came = [member for member in record.members if member.present]
    away = [member for member in record.members if not member.present]
    told: list[Block] = [
        Heading("I. THÀNH PHẦN"),
        Paragraph(f"Dự họp {plain(len(came))} trên {plain(len(record.members))} thành viên:"),
    ]
    for number, member in enumerate(came, 1):
        position = f", {member.position}" if member.position else ""
        end = "." if number == len(came) else ";"
        told.append(Paragraph(f"{number}. {member.full_name}{position} ({member.role_label.lower()}){end}"))
    if away:
        names = "; ".join(f"{m.full_name}{' (biểu quyết bằng phiếu gửi thư)' if m.by_letter else ''}" for m in away)
        told.append(Paragraph(f"Vắng mặt {plain(len(away))}: {names}."))
    return told


def _before(record: SessionRecord, words: Mapping[int, str]) -> list[Block]:
    """Papers, interests, and the rules that the vote is held against."""
    told: list[Block] = [Heading("II. TÀI LIỆU, LIÊN QUAN, QUY ĐỊNH ÁP DỤNG")]
    papers = "; ".join(f"{p.title}{f' ({p.number})' if p.number else ''}" for p in record.papers)
    told.append(Paragraph(f"1. Tài liệu: {papers or 'không có'}."))
    interests = "; ".join(
        f"{one.member}, nội dung “{words[one.item_id]}”: {one.kind}, {one.decision}" for one in record.interests
    )
    told.append(Paragraph(f"2. Liên quan đến nội dung họp: {interests or 'không có'}."))
    rules = "; ".join(
        f"{fact.label}: {value_said(fact.key, fact.value, fact.unit)}{_cited(fact)}"
        for fact in record.rules.values()
        if not fact.missing
    )
    told.append(Paragraph(f"3. Quy định áp dụng: {rules or 'chưa có quy định'}."))
    return told


def _cited(fact: RuleFact) -> str:
    """The article that a rule stands on; nothing where only the rule itself is known."""
    citation = fact.citation
    place = " ".join(part for part in (citation.article, citation.document) if part and part != fact.label)
    return f" ({place})" if place else ""


def _votes(record: SessionRecord, words: Mapping[int, str]) -> list[Block]:
    rows = []
    for item in record.items:
        result = record.results[item.pk]
        counts = (result.turnout, result.yes, result.no, result.abstain, result.invalid)
        share = plain(Decimal(result.share)) if result.share is not None else "chưa tính được"
        outcome = Outcome(result.outcome).label.capitalize()
        rows.append((str(item.order), words[item.pk], *(plain(count) for count in counts), share, outcome))
    told: list[Block] = [Heading("III. KẾT QUẢ BỎ PHIẾU KÍN"), Table(_COLUMNS, tuple(rows))]
    for item in record.items:
        result = record.results[item.pk]
        recused = f", không biểu quyết do liên quan {plain(result.recused)}" if result.recused else ""
        told.append(
            Paragraph(
                f"Nội dung {item.order}: dự họp {plain(result.present)}/{plain(result.roll)}{recused}; phiếu phát ra "
                f"{plain(sum(record.turnout[item.pk].values()))}, thu về {plain(result.turnout)} "
                f"(gửi thư {plain(result.letters)})."
            )
        )
    return told


def _closing(record: SessionRecord) -> list[Block]:
    words = [
        f"{one.name}, ngày {show_day(one.counted_on)}: {'khớp' if one.agrees else 'không khớp'}"
        for one in record.recounts
    ]
    return [
        Heading("IV. KIỂM LẠI PHIẾU"),
        Paragraph(f"{'; '.join(words)}." if words else "Chưa có người kiểm phiếu độc lập kiểm lại."),
    ]


def _signatures(record: SessionRecord) -> tuple[Signature, ...]:
    """The secretary left, whoever presided right: who signed here, else who holds the seat."""
    signed = {one.capacity: one.name for one in record.signatures}
    seats = {member.role: member.full_name for member in reversed(record.members)}
    return (
        Signature("THƯ KÝ", signed.get("secretary") or seats.get("secretary", "")),
        Signature("CHỦ TRÌ", signed.get("chair") or seats.get("chair", "")),
    )
