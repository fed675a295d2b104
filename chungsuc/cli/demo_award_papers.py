"""The papers and the sessions that the dossiers of the demonstration need, each an act of its room."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

MARK = "trình diễn"
OFFICER = "thidua"
KINDS = ("bao_cao", "bien_ban_hop", "van_ban_xac_nhan")
TITLES = {
    "bao_cao": f"Tờ trình, báo cáo thành tích ({MARK})",
    "bien_ban_hop": f"Biên bản họp xét ({MARK})",
    "van_ban_xac_nhan": f"Văn bản xác nhận nghĩa vụ ({MARK})",
}
MINUTES, CONFIRMED = "biên bản", ("xác nhận", "hiệp y")


def person(username: str, day: date) -> Any:
    """Somebody of the demonstration with the posts of a day."""
    from chungsuc.accounts.models import User
    from chungsuc.organisations.access import person_on

    return person_on(User.objects.get(username=username), day)


def unit(code: str) -> Any:
    from chungsuc.organisations.models import Unit

    return Unit.objects.get(code=code)


def put_in(dossier: Any, acting: Any) -> None:
    """A document for every component that the law of the day names, of those that the unit keeps."""
    from chungsuc.awards.actions import components
    from chungsuc.awards.facts.dossiers import contents_of

    for part in contents_of(dossier, acting.day, offer=False).components:
        dossier.refresh_from_db()
        document = _document(dossier.proposer, _kind_of(part.part), acting)
        components.put_in(dossier, dossier.version, part=part.part, document=document, acting=acting)


def _kind_of(part: str) -> str:
    if MINUTES in part:
        return "bien_ban_hop"
    return "van_ban_xac_nhan" if part.startswith(CONFIRMED) or any(word in part for word in CONFIRMED) else "bao_cao"


def _document(of: Any, kind: str, acting: Any) -> Any:
    """The unit's document of a kind, taken in when it is first needed."""
    from chungsuc.evidence.actions import Told, take_in
    from chungsuc.evidence.models import Document

    known = Document.objects.filter(unit=of, kind__code=kind, title=TITLES[kind]).first()
    if known is not None:
        return known
    file = io.BytesIO(_paper(TITLES[kind], of.code))
    return take_in(file, unit=of, kind=kind, by=acting.username, told=Told(TITLES[kind]), post=acting.title[:200])


def _paper(title: str, code: str) -> bytes:
    """One page that says that it is a demonstration."""
    from chungsuc.documents.facts import layout_on
    from chungsuc.typesetting.content import Letterhead, Paragraph, Sheet
    from chungsuc.typesetting.pdf import pdf
    from chungsuc.web.day import today

    words = Paragraph(f"Tài liệu {MARK} của đơn vị {code}: {title}. Không dùng làm căn cứ.")
    sheet = Sheet("bao-cao", "BÁO CÁO", Letterhead("ĐƠN VỊ TRÌNH DIỄN"), title, blocks=(words,), demonstration=True)
    return pdf(sheet, layout_on(today()))


def convened(code: str, dossiers: Sequence[int], on: date, held_on: date) -> Any:
    """A session about dossiers, its papers sent out."""
    from chungsuc.accounts.models import User
    from chungsuc.awards import voting
    from chungsuc.councils import actions
    from chungsuc.councils.models import Council

    wanted = {str(pk) for pk in dossiers}
    items = [one for one in voting.candidates(on) if one.key in wanted]
    session = actions.convene(
        Council.objects.get(code=code), matter=voting.MATTER, candidates=items, held_on=held_on, on=on, by=OFFICER,
        place="Phòng họp số 1", clerk=User.objects.get(username="thanhtra"),
    )  # fmt: skip
    actions.add_paper(session, title=f"Báo cáo thẩm định ({MARK})", by=OFFICER)
    return actions.send_papers(session, on=on, by=OFFICER)


def voted(code: str, dossiers: Sequence[int], on: date, held_on: date, share: int) -> None:
    """A session that was held: everybody came, the chairman wrote down the missing share, all agreed by paper."""
    from chungsuc.councils import actions
    from chungsuc.councils.facts import roll_on

    session = convened(code, dossiers, on, held_on)
    roll = roll_on(session.council_id, held_on)
    actions.mark_attendance(session, {member.id: "present" for member in roll}, by=OFFICER)
    session = actions.open_session(session, on=held_on, by=OFFICER)
    for key in sorted({item.share_key for item in session.items.all()}):
        actions.fix_rule(
            session, key, value=share, paper=f"Kết luận 01/KL-HĐ ({MARK})", by=OFFICER, on=held_on,
            reason=f"Chưa có quy định của thời kỳ này ({MARK}).", decided_by=f"Chủ tịch Hội đồng ({MARK})",
        )  # fmt: skip
    session = actions.open_voting(session, on=held_on, by=OFFICER)
    for member in roll:
        actions.hand_in(session, member.id, channel="room", by=OFFICER)
    counted = {item.pk: {"yes": len(roll)} for item in session.items.all()}
    for counter in (OFFICER, "thanhtra"):
        actions.count_papers(session, counted, by=counter)
    actions.close_voting(session, on=held_on, by=OFFICER)
