"""Conditions on the unit, the level, the year and the register."""

from datetime import date

from chungsuc.law.citations import Citation, Status
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of
from chungsuc.organisations.models import Attribute
from chungsuc.rulebook.models import LegalDocument

from ..casefile import CaseFile
from ..facts import register_on
from ..models import Recognition
from ..rules.dates import fault_of_year
from ..rules.posting import one


def _cited(file: CaseFile) -> Citation:
    """Where the level comes from; the document by its code, which pages put into words."""
    document = LegalDocument.objects.filter(code=file.level.document).first() if file.level.document else None
    return Citation(
        str(document) if document else file.level.name, source=file.level.source, status=Status(file.level.status)
    )


def unit_fits_level(file: CaseFile) -> Verdict:
    """The unit is of the level's kind, exists on the day, and belongs to the programme."""
    unit, level, cited = file.case.unit, file.level, _cited(file)
    if unit.kind != level.unit_kind:
        return one(f"{level.name} không xét cho loại đơn vị này.", Outcome.NOT_MET, cited)
    if unit.since > file.day or (unit.until is not None and unit.until < file.day):
        ended = f", đã kết thúc ngày {show_day(unit.until)}" if unit.until and unit.until < file.day else ""
        return one(f"Đơn vị không tồn tại vào ngày {show_day(file.day)}{ended}.", Outcome.NOT_MET, cited)
    if level.unit_kind == "commune":
        rows = Attribute.objects.on(file.day).filter(unit=unit, key="in_ntm_scope")
        if "yes" not in rows.values_list("value", flat=True):
            return one("Phường, thị trấn không thuộc diện xét nông thôn mới.", Outcome.NOT_MET, cited)
    return one("Đơn vị thuộc diện xét.", Outcome.MET, cited)


def level_open(file: CaseFile) -> Verdict:
    """New recognitions at the level are still given on the day."""
    level, cited = file.level, _cited(file)
    if level.until is not None and level.until < file.day:
        text = f"Từ sau ngày {show_day(level.until)} không còn công nhận mới mức “{level.name}”."
        return one(text, Outcome.NOT_MET, cited)
    if level.since is not None and file.day < level.since:
        return one(f"Mức “{level.name}” có từ ngày {show_day(level.since)}.", Outcome.NOT_MET, cited)
    return one(f"Mức “{level.name}” đang được xét.", Outcome.MET, cited)


def level_over(file: CaseFile) -> Verdict:
    """No new recognition at the level can be given any more."""
    verdict = level_open(file)
    outcome = Outcome.MET if verdict.outcome is Outcome.NOT_MET else Outcome.NOT_MET
    return Verdict(outcome, tuple(Reason(r.text, outcome, r.citation) for r in verdict.reasons))


def year_fits(file: CaseFile) -> Verdict:
    """The assessment year has come."""
    fault = fault_of_year(file.case.year, file.day)
    return one(fault or f"Đánh giá cho năm {file.case.year}.", Outcome.NOT_MET if fault else Outcome.MET)


def lower_level_held(file: CaseFile) -> Verdict:
    """Every level that this one stands on was recognised (counted through mergers)."""
    lower = file.level.includes
    if not lower:
        return Verdict(Outcome.MET, ())
    register = register_on(file.day, [file.case.unit_id])
    reasons = []
    for code in lower:
        outcome = register.standing(file.case.unit_id, code).outcome
        name = register.levels[code].name if code in register.levels else code
        said = {Outcome.MET: "đã được công nhận", Outcome.NOT_MET: "chưa được công nhận"}
        reasons.append(Reason(f"{name}: {said.get(outcome, outcome.label)}.", outcome, _cited(file)))
    return Verdict(all_of(reason.outcome for reason in reasons), tuple(reasons))


def not_recognised(file: CaseFile) -> Verdict:
    """The register has no entry in force for the assessed unit at this or a higher level."""
    rows = Recognition.objects.in_force(date.max).filter(unit=file.assessed).select_related("level")
    for entry in rows:
        if entry.level_id == file.level.pk or file.level.code in entry.level.includes:
            text = (
                f"Đã được công nhận {entry.level.name} theo Quyết định {entry.decision_number} "
                f"ngày {show_day(entry.signed_on)}."
            )
            return one(text, Outcome.NOT_MET)
    return one("Sổ công nhận chưa có mức này của đơn vị.", Outcome.MET)


def merged(file: CaseFile) -> Verdict:
    """The unit that carries the case has been merged into exactly one other."""
    until = file.case.holder.until
    if until is None or until >= file.day:
        return one("Đơn vị vẫn đang hoạt động.", Outcome.NOT_MET)
    if file.successor is None:
        return one("Chưa ghi đơn vị kế thừa duy nhất.", Outcome.UNDETERMINED)
    return one(f"Đơn vị đã kết thúc ngày {show_day(until)}.", Outcome.MET)


def revocation_grounds(file: CaseFile) -> Verdict:
    """The year's verdicts give grounds to revoke the recognition."""
    from ..rechecks import rechecked

    if file.case.recognition is None:
        return one("Chưa nêu quyết định công nhận.", Outcome.UNDETERMINED)
    return rechecked(file.case.recognition, file.case.year, file.day).verdict


def still_recognised(file: CaseFile) -> Verdict:
    """The recognition is still in force."""
    entry = file.case.recognition
    if entry is None or not Recognition.objects.in_force(date.max).filter(pk=entry.pk).exists():
        return one("Công nhận này đã bị thu hồi hoặc đã rút khỏi sổ.", Outcome.NOT_MET)
    return one(f"Quyết định {entry.decision_number} còn hiệu lực.", Outcome.MET)
