"""What this room tells councils: which dossiers may be put to a vote, why one may not, and what a result brings about.

No label names a person: the journal keeps what a session is about. Members read the dossier, where the name stands.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from chungsuc.councils.registry import Candidate
from chungsuc.law.pack_awards import vote_key
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of
from chungsuc.organisations.facts import known_as

from .access import PROVINCE
from .actions.moving import Said, held, move
from .facts.answering import unanswered
from .facts.checking import eligibilities
from .facts.council import briefed
from .facts.decisions import names_of_forms
from .facts.eligibility import Eligibility
from .facts.outcome import entries_of
from .facts.posting import posting_verdicts
from .models import Dossier
from .models.dossiers import SUBJECT
from .papers.submission import named
from .rules.eligibility import NEEDS_HUMAN, NOT_MET
from .rules.naming import label
from .workflow.dossiers import APPRAISED

MATTER = "award"
SHARE, OF, QUORUM = "share:council_other", "rule:award_vote_of", "share:council_quorum"  # each item has its own share
MOST_WHY = 120


def page_of(key: str) -> str:
    """Where the members read a dossier."""
    return reverse("award_dossier", args=[key])


def brief_of(session_id: int) -> str:
    """Where the members read everything that is put to a session before they vote."""
    return reverse("award_session", args=[session_id])


def candidates(day: date) -> Iterable[Candidate]:
    """The appraised dossiers of the province: those about which somebody disagrees first, then those of which a rule
    asks that a person looks, each with why.
    """
    rows = _rows(Dossier.objects.filter(state=APPRAISED, body__kind=PROVINCE))
    found = eligibilities(rows, day)
    against = {case.dossier_id: case.disagreement for case in briefed(rows, day) if case.disagreement}
    open_ = {row.pk for row in rows if any(line.result == NEEDS_HUMAN for line in found[row.pk].lines)}
    places = known_as({row.subject.unit_id for row in rows}, day)
    names = names_of_forms(day, {row.form for row in rows})
    for row in sorted(
        rows, key=lambda one: (one.pk not in against, one.pk not in open_, one.form, one.received_on, one.pk)
    ):
        about = label(row.subject_id, row.subject.name, places[row.subject.unit_id].name, row.subject.private)
        words = [*against.get(row.pk, ()), *(["có nội dung cần người xem"] if row.pk in open_ else [])]
        why = f" ({'có ý kiến khác: ' if row.pk in against else ''}{'; '.join(words)[:MOST_WHY]})" if words else ""
        text = f"{about}: {names.get(row.form, row.form)}, hồ sơ số {row.pk}"
        share = vote_key(row.form, row.regime)
        yield Candidate(SUBJECT, str(row.pk), f"{text[: 300 - len(why)]}{why}", row.subject.unit_id, share, OF)


def spoken(keys: Sequence[str], day: date) -> dict[str, str]:
    """How signed minutes call the dossiers, with names: "Điểu K'Bé, xã Nhân Cơ: Bằng khen …"; by key."""
    rows = _rows(Dossier.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()]))
    entries = entries_of(rows, day)
    return {str(pk): f"{named(one.name, one.place)}: {one.form_name}" for pk, one in entries.items()}


def may_be_voted(asked: Sequence[Candidate], day: date) -> list[Verdict]:
    """Whether each dossier may be put to the council on a day: appraised, eligible, posted, and nothing in its way.

    As many queries for hundreds of dossiers as for one of each form, day of receipt and round.
    """
    keys = [int(one.key) for one in asked if one.subject == SUBJECT and one.key.isdecimal()]
    rows = {row.pk: row for row in _rows(Dossier.objects.filter(pk__in=keys))}
    received = [row for row in rows.values() if row.received_on is not None]
    found, posted = eligibilities(received, day), posting_verdicts(received, day)
    waiting = unanswered(found)
    told = []
    for one in asked:
        row = rows.get(int(one.key)) if one.subject == SUBJECT and one.key.isdecimal() else None
        if row is None or row.pk not in found:
            told.append(_said("Không có hồ sơ đã nhận nào như thế.", Outcome.NOT_MET))
            continue
        parts = [_at_its_step(row), _eligible(found[row.pk]), posted[row.pk], _answered(waiting[row.pk])]
        reasons = tuple(reason for part in parts for reason in part.reasons)
        told.append(Verdict(all_of(part.outcome for part in parts), reasons))
    return told


def _rows(rows: Any) -> list[Any]:
    return list(rows.select_related("subject", "subject__unit", "round", "body").order_by("pk"))


def _said(text: str, outcome: Outcome) -> Verdict:
    return Verdict(outcome, (Reason(text, outcome),))


def _at_its_step(row: Any) -> Verdict:
    if row.state == APPRAISED and row.body.kind == PROVINCE:
        return _said("Hồ sơ đã thẩm định xong.", Outcome.MET)
    if row.body.kind != PROVINCE:
        return _said("Hồ sơ này do cơ quan khác xét, không do Hội đồng tỉnh.", Outcome.NOT_MET)
    return _said(f"Hồ sơ đang ở bước “{row.state_label}”.", Outcome.NOT_MET)


def _eligible(found: Eligibility) -> Verdict:
    """Only what a rule says is not met stands in the way: what is left open the council sees and weighs itself."""
    failed = [line for line in found.lines if line.result == NOT_MET]
    if not failed:
        return _said("Không có quy tắc nào không đạt.", Outcome.MET)
    texts = [f"{line.reason.rstrip('.')} ({line.citation})" if line.citation else line.reason for line in failed]
    return Verdict(Outcome.NOT_MET, tuple(Reason(text, Outcome.NOT_MET) for text in texts))


def _answered(waiting: Sequence[str]) -> Verdict:
    """What the law does not bar goes on once somebody has written why."""
    if waiting:
        return Verdict(Outcome.NOT_MET, tuple(Reason(words, Outcome.NOT_MET) for words in waiting))
    return _said("Không có việc đang làm rõ, ý kiến đúng nào chưa ai ghi vì sao vẫn trình.", Outcome.MET)


def hold(keys: Iterable[str]) -> None:
    """Holds the dossiers of a vote, in one order, before the first is moved on. The caller has a transaction."""
    asked = [int(key) for key in keys if key.isdecimal()]
    list(Dossier.objects.select_for_update().filter(pk__in=asked).order_by("pk").values_list("pk"))


def concluded(item: Any, result: Any, by: str) -> None:
    """Moves a dossier on by the result: passed or not; an undetermined one leaves it where it is."""
    if item.subject != SUBJECT:
        return
    act = {"met": "council_pass", "not_met": "council_fail"}.get(str(result.outcome))
    if act is None:
        return
    reason = "; ".join(str(one.get("text", "")) for one in result.reasons)
    move(held(Dossier(pk=int(item.key))), act, Said(result.concluded_on, by, reason=reason, paper=str(item.session)))
