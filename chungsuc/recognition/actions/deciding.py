"""What a step brings about beyond its case: the register's entry, its announcement, a revocation, a new holder."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chungsuc.law.periods import show_day

from .. import events
from ..casefile import CaseFile
from ..models import Case, Decision, Level, Recognition, Revocation
from ..models.deciding import RECOGNISE
from ..refusals import StepRefused
from ..rules.dates import fault_of_announcement, fault_of_decision
from ..workflow import RECOGNITION, REVOCATION
from .register import revoke
from .saying import By, Effect, Said, record_about


def _recognise(case: Case, said: Said, by: By) -> dict[str, Any]:
    """The signed decision and its entry in the register, for the unit that was assessed."""
    file = CaseFile(case, said.on)
    submitted = file.on_of("council_pass", "forward") or file.last_on or said.on
    fault = fault_of_decision(said.number, said.on, year=case.year, submitted_on=submitted, today=date.max)
    if fault:
        raise StepRefused(fault, field="number" if not said.number.strip() else "on")
    _write_decision(case, "recognise", said, by)
    entry = Recognition.objects.create(
        unit=file.assessed,
        level=case.level,
        for_year=case.year,
        decision_number=said.number.strip(),
        signed_on=said.on,
        certificate_number=said.certificate.strip(),
        recorded_by=by.username,
        recorded_at=timezone.now(),
    )
    details = {"entry": entry.pk, "signed_on": said.on.isoformat(), "for_year": case.year}
    record_about(case, events.RECOGNISED, by.username, details, paper=entry.decision_number, post=by.post)
    return {"recognition": entry}


def _write_decision(case: Case, kind: str, said: Said, by: By) -> None:
    """The number of a decision is used once in a year, and the number of a certificate once at all.

    Only a decision that says that it is joint may take a number again: of the same day, signer and kind.
    """
    number, joint = said.number.strip(), said.joint and kind == RECOGNISE
    list(Level.objects.select_for_update(no_key=True).order_by("pk").values_list("pk")[:1])  # numbers one at a time
    if not joint or not _same_paper(number, said):
        _refuse_known_number(number, said.on, joint)
    try:
        with transaction.atomic():
            Decision.objects.create(
                case=case,
                kind=kind,
                number=number,
                year=said.on.year,
                signed_on=said.on,
                signer=said.signer.strip(),
                certificate_number=said.certificate.strip(),
                joint=joint,
                by=by.username,
            )
    except IntegrityError:
        if not joint:
            _refuse_known_number(number, said.on, joint)
        if said.certificate.strip():
            text = f"Số Bằng {said.certificate.strip()} đã cấp rồi. Hãy kiểm tra lại số Bằng."
            raise StepRefused(text, field="certificate") from None
        raise StepRefused("Hồ sơ này vừa có quyết định khác. Hãy mở lại trang.") from None


def _same_paper(number: str, said: Said) -> bool:
    """Whether everything known under a number is the same paper: recognitions of that day, by that signer."""
    of_year = {"signed_on__year": said.on.year}
    decisions = list(Decision.objects.select_for_update().filter(number__iexact=number, year=said.on.year))
    alike = all(
        known.kind == RECOGNISE and known.signed_on == said.on and known.signer.lower() == said.signer.strip().lower()
        for known in decisions
    )
    entries = Recognition.objects.standing().filter(decision_number__iexact=number, **of_year)
    revoked = Revocation.objects.filter(decision_number__iexact=number, **of_year)
    return alike and not entries.exclude(signed_on=said.on).exists() and not revoked.exists()


def _refuse_known_number(number: str, signed_on: date, joint: bool) -> None:
    """StepRefused when a decision of that number and year is known to the register already."""
    known = Decision.objects.filter(number__iexact=number, year=signed_on.year).first()
    entries = Recognition.objects.standing().filter(decision_number__iexact=number, signed_on__year=signed_on.year)
    entry = (
        entries.first()
        or Revocation.objects.filter(decision_number__iexact=number, signed_on__year=signed_on.year).first()
    )
    if known or entry:
        on = (known or entry).signed_on  # type: ignore[union-attr]
        how = (
            "Quyết định chung phải cùng ngày ký, cùng người ký; hãy kiểm tra lại."
            if joint
            else "Hãy kiểm tra lại số; nếu một quyết định công nhận nhiều đơn vị thì đánh dấu ô quyết định chung."
        )
        text = f"Số quyết định {number} đã dùng cho quyết định ký ngày {show_day(on)}. {how}"
        raise StepRefused(text, field="number")


def _announce(case: Case, said: Said, by: By) -> dict[str, Any]:
    """The third date: the day the recognition was announced."""
    entry = case.recognition
    if entry is None:
        raise StepRefused("Hồ sơ chưa có quyết định công nhận.")
    fault = fault_of_announcement(said.on, entry.signed_on, date.max)
    if fault:
        raise StepRefused(fault, field="on")
    if not Recognition.objects.standing().filter(pk=entry.pk, announced_on=None).update(announced_on=said.on):
        raise StepRefused("Quyết định này đã ghi ngày công bố hoặc đã rút khỏi sổ. Hãy mở lại trang.")
    details = {"entry": entry.pk, "announced_on": said.on.isoformat()}
    record_about(case, events.ANNOUNCED, by.username, details, paper=said.paper, post=by.post)
    return {}


def _revoke(case: Case, said: Said, by: By) -> dict[str, Any]:
    """The decision to revoke and the end of the register's entry."""
    entry = case.recognition
    if entry is None:
        raise StepRefused("Hồ sơ chưa nêu quyết định công nhận bị thu hồi.")
    if said.on < entry.signed_on:
        text = f"Ngày ký {show_day(said.on)} trước ngày công nhận ({show_day(entry.signed_on)}). Hãy kiểm tra lại."
        raise StepRefused(text, field="on")
    _write_decision(case, "revoke", said, by)
    try:
        with transaction.atomic():
            revoke(entry, decision_number=said.number.strip(), signed_on=said.on, reason=said.reason, by=by.username)
    except IntegrityError:
        raise StepRefused("Công nhận này vừa bị thu hồi bằng quyết định khác. Hãy mở lại trang.") from None
    return {}


def _carry_over(case: Case, said: Said, by: By) -> dict[str, Any]:
    """The successor carries the case on; the assessed unit and the history stay."""
    successor = CaseFile(case, said.on).successor
    if successor is None:
        raise StepRefused("Chưa ghi đơn vị kế thừa duy nhất của đơn vị này.")
    return {"holder": successor}


EFFECTS: dict[tuple[str, str], Effect] = {
    (RECOGNITION, "decide"): _recognise,
    (RECOGNITION, "announce"): _announce,
    (RECOGNITION, "carry_over"): _carry_over,
    (REVOCATION, "revoke"): _revoke,
}
