"""What becomes of an award after it was given: corrected, revoked, replaced. What was given stays in the step."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.actions import change_where, record
from chungsuc.documents.actions import revoke_about
from chungsuc.documents.models import CertificateBatch
from chungsuc.law.periods import show_day
from chungsuc.law.spelling import nfc
from chungsuc.organisations.access import Person
from chungsuc.organisations.facts import known_as

from .. import events
from ..models import Award, AwardStep
from ..models.decisions import AWARD, DECISION, REPLACED, REVOKED, STANDING
from ..register_access import records
from ..rules.naming import label, subject_key
from ..workflow.dossiers import DECIDES
from .dossiers import told_kind
from .refusals import AwardRefused, Stale

STALE = "Khen thưởng này vừa được người khác đính chính, thu hồi hoặc thay nên chưa ghi gì. Hãy mở lại trang để xem."
CORRECT, REVOKE, REPLACE = "correct", "revoke", "replace"
CORRECTED = {"name": 300, "place": 400, "merit": 4000, "number": 100, "signer": 300, "works": 300, "merit_kind": 20}
"""What a correction may change, with the longest text of each."""


@dataclass(frozen=True)
class Because:
    """On whose paper something becomes of an award, why, and from which day."""

    paper: str
    reason: str
    on: date


@transaction.atomic
def correct_award(award: Award, version: int, says: dict[str, str], because: Because, *, acting: Person) -> Award:
    """Corrects what the register says of an award (`CORRECTED`): `says` has the new texts.

    Writes the award, a step with what was there before, one event. PermissionDenied without the right; AwardRefused at
    its field; Stale when somebody was first. A certificate that is misprinted is given again where certificates are.
    """
    fresh = _held(award, version, acting)
    _grounds(because, fresh, acting)
    texts = {name: nfc(" ".join(says[name].split()))[:longest] for name, longest in CORRECTED.items() if name in says}
    if empty := next((name for name in ("name", "number") if name in texts and not texts[name]), ""):
        raise AwardRefused("Ô này không được để trống.", empty)
    told_kind(texts.get("merit_kind", ""), None)
    changed = {name: text for name, text in texts.items() if text != getattr(fresh, name)}
    if not changed:
        raise AwardRefused("Chưa sửa ô nào. Hãy ghi lại chỗ cần đính chính.")
    before = {name: getattr(fresh, name) for name in changed}
    if "name" in changed:
        changed["name_key"] = subject_key(changed["name"])[:400]
    try:
        with transaction.atomic():
            _change(fresh, version, **changed)
    except IntegrityError:
        raise AwardRefused("Sổ đã có đúng khen thưởng này với số quyết định ấy.", "number") from None
    _stepped(fresh, CORRECT, because, acting, before)
    _told(events.AWARD_CORRECTED, fresh, because, acting, {"changed": sorted(before)})
    return fresh


@transaction.atomic
def revoke_award(award: Award, version: int, because: Because, *, acting: Person) -> int:
    """Records that an award was revoked or annulled by a paper: its certificate says so at once.

    Writes the award, a step, one event, and the end of its certificates with theirs; returns how many ended.
    PermissionDenied, AwardRefused and Stale as for a correction.
    """
    fresh = _held(award, version, acting)
    _grounds(because, fresh, acting)
    _no_batch_waits(fresh)
    _change(fresh, version, state=REVOKED)
    _stepped(fresh, REVOKE, because, acting, {"state": STANDING})
    _told(events.AWARD_REVOKED, fresh, because, acting, {"on": because.on.isoformat()})
    return _end_certificates(fresh, because, acting)


@transaction.atomic
def replace_award(
    award: Award, version: int, *, number: str, signer: str, because: Because, acting: Person, says: dict[str, str]
) -> Award:
    """Records another decision in place of the one that gave an award; `says`: name, place, merit as that one has them.

    Writes the former award with a step, the new one (form, years, bonus as before: money is paid once), one event, and
    the end of the former certificates; returns the new award. PermissionDenied, AwardRefused and Stale as before.
    """
    fresh = _held(award, version, acting)
    _grounds(because, fresh, acting)
    _no_batch_waits(fresh)
    told = {name: nfc(" ".join(says.get(name, "").split())) or getattr(fresh, name) for name in ("name", "place")}
    if not nfc(number).strip() or not nfc(signer).strip():
        raise AwardRefused("Chưa ghi đủ số quyết định mới và người ký.", "signer" if number.strip() else "number")
    _change(fresh, version, state=REPLACED)
    given = {name: getattr(fresh, name) for name in _CARRIED}
    try:
        with transaction.atomic():
            made = Award.objects.create(
                **given, supersedes=fresh, decided_on=because.on, number=nfc(number).strip()[:100],
                signer=nfc(signer).strip()[:300], name=told["name"][:300], name_key=subject_key(told["name"])[:400],
                place=told["place"][:400], merit=nfc(says.get("merit", "")).strip() or fresh.merit, by=acting.username,
            )  # fmt: skip
    except IntegrityError:
        raise AwardRefused("Sổ đã có khen thưởng này theo đúng số, ngày của quyết định ấy.", "number") from None
    _stepped(fresh, REPLACE, because, acting, {"state": STANDING})
    _told(events.AWARD_REPLACED, fresh, because, acting, {"by": made.pk})
    _end_certificates(fresh, because, acting)
    return made


_CARRIED = (
    "subject_id", "form", "form_name", "collective", "regime", "since", "until", "bonus", "coefficient", "base_salary",
    "bonus_words", "works", "merit_kind",
)  # fmt: skip


def _held(award: Award, version: int, acting: Person) -> Award:
    """The award, held until the transaction ends; the right, the version and that it still stands are checked."""
    rows = Award.objects.select_for_update(of=("self",)).prefetch_related("subject", "decision__body")
    fresh: Award = rows.get(pk=award.pk)
    if not records(acting, fresh):
        raise PermissionDenied(DECIDES)
    if fresh.version != version:
        raise Stale(STALE)
    if fresh.state != STANDING:
        raise AwardRefused(f"Khen thưởng này {fresh.state_label}, không ghi thêm được.")
    return fresh


def _grounds(because: Because, award: Award, acting: Person) -> None:
    if not because.paper.strip():
        raise AwardRefused("Chưa ghi văn bản. Hãy ghi số, ngày của văn bản.", "paper")
    if not because.reason.strip():
        raise AwardRefused("Chưa ghi lý do. Hãy ghi lý do.", "reason")
    if because.on > acting.day or because.on < award.decided_on:
        raise AwardRefused(
            f"Ngày phải từ ngày quyết định khen thưởng ({show_day(award.decided_on)}) đến hôm nay. Hãy xem lại.", "on"
        )


def _no_batch_waits(award: Award) -> None:
    """AwardRefused while certificates of the decision wait for their numbers: this name would still be printed."""
    if award.decision_id is None:
        return
    about = CertificateBatch.objects.filter(source=DECISION, source_key=str(award.decision_id))
    batches = about.select_for_update(of=("self",)).order_by("pk")
    for batch in batches:
        if batch.state == "prepared" and any(entry.get("key") == str(award.pk) for entry in batch.entries):
            raise AwardRefused(
                f"Đợt in bằng số {batch.pk} chưa cấp số và còn tên này. Hãy bỏ đợt ấy trước, rồi lập lại đợt khác."
            )


def _change(award: Award, version: int, **after: object) -> None:
    if not change_where(award, {"version": version, "state": STANDING}, version=version + 1, **after):
        raise Stale(STALE)


def _end_certificates(award: Award, because: Because, acting: Person) -> int:
    if award.decision_id is None:
        return 0
    said = {"on": because.on, "paper": because.paper, "reason": because.reason, "by": acting.username}
    return int(revoke_about(DECISION, str(award.decision_id), entry=str(award.pk), **said))  # type: ignore[arg-type]


def _stepped(award: Award, act: str, because: Because, acting: Person, before: dict[str, object]) -> None:
    AwardStep.objects.create(
        award=award, act=act, paper=nfc(because.paper).strip()[:300], reason=nfc(because.reason).strip(), on=because.on,
        before=before, by=acting.username, by_name=acting.name[:200],
    )  # fmt: skip


def _told(event: str, award: Award, because: Because, acting: Person, details: dict[str, object]) -> None:
    """Records an event about an award, without a name of a person. The paper is named, the reason stays in the step."""
    place = known_as([award.subject.unit_id], acting.day)[award.subject.unit_id]
    about = label(award.subject_id, award.subject.name, place.name, award.subject.private)
    record(
        event,
        actor=acting.username,
        actor_post=acting.title[:200],
        subject_type=AWARD,
        subject_id=str(award.pk),
        subject_label=f"Khen thưởng số {award.pk}: {about}"[:200],
        unit_code=place.code,
        details=details,
        reason=because.reason.strip(),
        paper=because.paper.strip()[:200],
    )
