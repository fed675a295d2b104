"""What a dossier needs before its unit hands it in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from chungsuc.law.periods import show_day

from ..facts.dossiers import claimed
from ..facts.eligibility import eligibility
from ..models import Dossier
from ..models.rounds import CLOSED
from ..rules.eligibility import NOT_MET


def written(dossier: Dossier, day: date) -> Iterable[str]:
    """The merit is told and rests on at least one achievement. One query."""
    if not dossier.merit.strip():
        yield "Chưa ghi thành tích đề nghị khen. Hãy ghi ở phần Nội dung đề nghị."
    if not dossier.uses.exists():
        yield "Chưa chọn thành tích làm căn cứ. Hãy chọn trong hồ sơ thành tích của đối tượng."


def used_once(dossier: Dossier, day: date) -> Iterable[str]:
    """No achievement of this dossier is the ground of another one of the same level. Two queries."""
    yield from claimed(dossier, [(use.key, use.level, use.words) for use in dossier.uses.all()])


def round_takes(dossier: Dossier, day: date) -> Iterable[str]:
    """The round still takes dossiers on `day`."""
    round = dossier.round
    if round is None:
        return
    if round.state == CLOSED:
        yield f"Đợt «{round.name}» đã đóng nên không nhận thêm hồ sơ. Hãy hỏi cơ quan mở đợt."
    elif day > round.nominate_until:
        yield f"Đợt «{round.name}» nhận hồ sơ đến hết ngày {show_day(round.nominate_until)}. Hãy hỏi cơ quan mở đợt."


def own_word(dossier: Dossier, day: date) -> Iterable[str]:
    """Who has no account said itself that it agrees. One query."""
    if not asks_consent(dossier):
        return
    consent = next((one for one in dossier.consents.all() if not one.replaced), None)
    if consent is None or consent.agrees is None:
        yield ("Chưa có xác nhận của người, tổ chức được đề nghị. Hãy cấp mã để họ xác nhận, hoặc gắn giấy có chữ ký.")
    elif not consent.agrees:
        yield ("Người, tổ chức được đề nghị không đồng ý. Hãy rút hồ sơ; nếu họ đổi ý thì ghi lại bằng giấy có chữ ký.")


def law_allows(dossier: Dossier, day: date) -> Iterable[str]:
    """No rule of the law of the day speaks against it; what is undetermined or needs somebody to look is no refusal.
    Five queries, at most six with a round.
    """
    asked: dict[str, Any] = {"round": dossier.round, "but": dossier, "merit_kind": dossier.merit_kind}
    found = eligibility(dossier.subject, dossier.form, day, **asked)
    return [f"{line.reason} ({line.citation})" for line in found.lines if line.result == NOT_MET]


def asks_consent(dossier: Dossier) -> bool:
    """Whether the nominee has no account of its own: everybody but the units of the province."""
    return not dossier.subject.itself


ASKS: Mapping[str, tuple[Callable[[Dossier, date], Iterable[str]], ...]] = {
    "submit": (written, used_once, round_takes, own_word),
}
GUARDS: Mapping[str, tuple[Callable[[Dossier, date], Iterable[str]], ...]] = {"submit": (law_allows,)}
