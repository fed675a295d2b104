"""Households answer: by phone with a code, or on paper. Turnout is tied to a household, the answer never."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from .. import events, workflow
from ..facts import survey_rules
from ..models import PAPER, PHONE, Survey, SurveyBox, SurveyHamlet, SurveyHousehold
from ..rules import ANSWERS, Ballot
from .preparing import SurveyRefused, held, told

LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none of them is taken for another
CODE_LENGTH = 10  # 26^10: guessing one of 20,000 codes takes longer than any survey


@transaction.atomic
def issue_codes(survey: Survey, hamlet: SurveyHamlet, *, by: str, post: str = "") -> list[tuple[int, str]]:
    """Gives every household of a hamlet that has not answered a new code; returns (number, code), told only now.

    Writes the codes' hashes (former codes stop working) and one entry.
    """
    survey = held(survey, workflow.ISSUE)
    rows = list(hamlet.asked.select_for_update().filter(turned_out=False))
    made = [(row.number, _new_code()) for row in rows]
    for row, (_, code) in zip(rows, made, strict=True):
        row.code_hash = hashed(code)
    SurveyHousehold.objects.bulk_update(rows, ["code_hash"], batch_size=500)
    told(events.CODES_ISSUED, survey, by=by, post=post, details={"hamlet": hamlet.name, "households": len(made)})
    return made


def _new_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def hashed(code: str) -> str:
    """What is kept of a code, however it was typed: in small letters, with blanks, without the dash."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(f"chungsuc/phieu/{letters}".encode()).hexdigest()


@transaction.atomic
def answer(survey: Survey, *, code: str, ballots: Mapping[str, Ballot], on: date) -> str:
    """Takes the ballots of one household (by kind) into the boxes; returns the receipt code, told only now.

    Writes the household's turnout, the boxes as a whole, and one entry that names neither household nor answer.
    SurveyRefused for an unknown code, a household that has answered, or a survey that is over.
    """
    survey = held(survey, workflow.ANSWER)
    if survey.closes_on is not None and on > survey.closes_on:
        raise SurveyRefused("Đã hết thời gian lấy ý kiến nên phiếu không được ghi.")
    given = hashed(code)
    household = SurveyHousehold.objects.select_related("hamlet").filter(
        code_hash=given, hamlet__survey=survey
    ).first()  # fmt: skip
    if household is None:
        raise SurveyRefused("Mã phiếu không đúng. Hãy xem lại mã in trên giấy báo, hoặc hỏi cán bộ Mặt trận của thôn.")
    taken = SurveyHousehold.objects.filter(pk=household.pk, turned_out=False, code_hash=given)
    if not taken.update(turned_out=True, channel=PHONE):
        raise SurveyRefused("Hộ này đã nộp phiếu nên không gửi lại được. Mỗi hộ chỉ có một phiếu.")
    receipt = new_receipt()
    put_in(household.hamlet, {kind: [(receipt, ballot)] for kind, ballot in checked(survey, ballots, on).items()})
    told(events.BALLOT_SENT, survey, by="hộ dân", details={"hamlet": household.hamlet.name})
    return receipt


def new_receipt() -> str:
    """A random code for one ballot, the same for phone and paper: a box must not tell them apart."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def checked(survey: Survey, ballots: Mapping[str, Ballot], on: date) -> dict[str, Ballot]:
    """The ballots with the known kinds, contents and answers only; SurveyRefused when one is left out."""
    found: dict[str, Ballot] = {}
    for kind in survey_rules(survey, on).kinds:
        ballot = ballots.get(kind.code, {})
        for content in kind.contents:
            if ballot.get(content.code) not in ANSWERS:
                raise SurveyRefused(f"Chưa trả lời câu «{content.text}». Hãy chọn một trong ba ý.")
        found[kind.code] = {content.code: ballot[content.code] for content in kind.contents}
    return found


def put_in(hamlet: SurveyHamlet, ballots: Mapping[str, Iterable[tuple[str, Ballot]]]) -> None:
    """Puts ballots into a hamlet's boxes by kind and sorts each box by its random codes. The caller records."""
    for kind, added in sorted(ballots.items()):
        box = SurveyBox.objects.select_for_update().get(hamlet=hamlet, kind=kind)
        fresh = [{"code": code, "answers": dict(ballot)} for code, ballot in added]
        box.ballots = sorted([*box.ballots, *fresh], key=lambda ballot: str(ballot["code"]))
        box.save(update_fields=["ballots"])


@transaction.atomic
def mark_turnout(survey: Survey, hamlet: SurveyHamlet, numbers: Iterable[int], *, by: str, post: str = "") -> int:
    """Notes which households of a hamlet handed in paper ballots; returns how many are new.

    Writes turnout (their phone codes stop working) and one entry with the number only. A household that has answered
    by phone stays as it is and is told.
    """
    survey = held(survey, workflow.TURN_OUT)
    wanted = set(numbers)
    rows = {row.number: row for row in hamlet.asked.select_for_update().filter(number__in=wanted)}
    strangers = sorted(wanted - set(rows))
    if strangers:
        said = ", ".join(map(str, strangers[:10]))
        raise SurveyRefused(f"{hamlet.name} không có hộ số {said} trong danh sách được hỏi. Hãy kiểm tra lại.")
    by_phone = sorted(number for number, row in rows.items() if row.channel == PHONE)
    if by_phone:
        said = ", ".join(map(str, by_phone[:10]))
        raise SurveyRefused(f"Hộ số {said} đã gửi phiếu bằng điện thoại. Hãy bỏ phiếu giấy của các hộ này ra.")
    fresh = [row.pk for row in rows.values() if not row.turned_out]
    SurveyHousehold.objects.filter(pk__in=fresh, turned_out=False).update(turned_out=True, channel=PAPER, code_hash="")
    told(events.TURNOUT_MARKED, survey, by=by, post=post, details={"hamlet": hamlet.name, "households": len(fresh)})
    return len(fresh)
