"""What this room answers to the rooms below; assembly calls these."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from chungsuc.evidence.registry import register_subject
from chungsuc.imports.kinds import register
from chungsuc.organisations.work import register_work
from chungsuc.reviews.registry import register_award_round

from . import proving, work
from .facts.rounds import round_named
from .kinds import AwardList
from .nominee_lists import NomineeList


def lists_in() -> None:
    """The lists that come in as files."""
    register(AwardList())
    register(NomineeList())


def votes() -> None:
    """What councils vote on: dossiers of award, each by the share of its own form and regime."""
    from chungsuc.councils.registry import register_many_guard, register_matter, register_outcome

    from . import voting

    register_matter(
        voting.MATTER,
        "Xét khen thưởng",
        share_key=voting.SHARE,
        of_key=voting.OF,
        quorum_key=voting.QUORUM,
        candidates=voting.candidates,
        page=voting.page_of,
        brief=voting.brief_of,
        spoken=voting.spoken,
    )
    register_many_guard(voting.MATTER, voting.may_be_voted)
    register_outcome(voting.MATTER, voting.concluded, hold=voting.hold)


def decided() -> None:
    """Whose papers are made here, and the money that decisions come to."""
    from chungsuc.budget.registry import register_award_money
    from chungsuc.documents.registry import register_source

    from .drawing.council import SESSION, session_of
    from .facts.register import award_money
    from .models.decisions import DECISION

    register_source(DECISION, "quyết định khen thưởng", lambda key: reverse("award_decision", args=[key]))
    register_source(SESSION, "phiên họp xét khen thưởng", lambda key: reverse("award_session", args=[session_of(key)]))
    register_award_money(award_money)
    _papers_drawn()


def _papers_drawn() -> None:
    """Where the papers of dossiers, appraisal and the register came from."""
    from chungsuc.documents.registry import register_source

    from .drawing import dossiers
    from .models import Consultation, FieldVisit
    from .models.decisions import AWARD
    from .models.dossiers import SUBJECT

    for source, label, page in (
        (SUBJECT, "hồ sơ đề nghị khen thưởng", "award_dossier"),
        (dossiers.POSTING, "danh sách công khai", "award_posted"),
        (AWARD, "khen thưởng trong sổ", "award"),
    ):
        register_source(source, label, _address_of(page))
    register_source(dossiers.PROPOSAL, "hồ sơ khen thưởng của đơn vị", lambda key: reverse("award_dossiers"))
    register_source(dossiers.CONSULTATION, "lấy ý kiến khen thưởng", _appraisal_of(Consultation))
    register_source(dossiers.VISIT, "kiểm tra thực tế", _appraisal_of(FieldVisit))


def _appraisal_of(model: Any) -> Callable[[str], str]:
    """The appraisal of the dossier that a row of a model is about; one query each time."""

    def address(key: str) -> str:
        found = model.objects.filter(pk=key).values_list("dossier_id", flat=True).first()
        return reverse("award_appraisal", args=[found]) if found else ""

    return address


def _address_of(page: str) -> Callable[[str], str]:
    return lambda key: reverse(page, args=[key])


def dossiers_told() -> None:
    """What dossiers tell the rooms below: what documents are used for, what waits, the round of a conference."""
    register_subject(proving.DOSSIER, proving.DOSSIER_LABEL, proving.dossiers_named)
    register_work("awards.dossiers", "Hồ sơ khen thưởng", work.dossiers_in_hand)
    register_award_round(round_named)


def appraising() -> None:
    """What appraisal asks of people and puts into the calendar."""
    from chungsuc.deadlines.registry import register_dues, register_rows
    from chungsuc.organisations.work import register_work

    from . import appraisal_work as work
    from . import deciding_work, dues

    register_work("awards.examine", "Thẩm định khen thưởng", work.dossiers_to_examine)
    register_work("awards.ntm", "Kết quả nông thôn mới trong hồ sơ khen thưởng", work.results_to_confirm)
    register_work("awards.opinions", "Ý kiến về hồ sơ khen thưởng", work.opinions_to_give)
    register_work("awards.visits", "Kiểm tra thực tế hồ sơ khen thưởng", work.visits_to_countersign)
    register_work("awards.objections", "Ý kiến về danh sách công khai", work.objections_to_answer)
    register_work("awards.results", "Kết quả xét khen thưởng", deciding_work.results_to_carry_on)
    register_work("awards.sign", "Quyết định khen thưởng chờ ký", deciding_work.decisions_to_sign)
    register_dues(dues.CLOCKS, "Kiểm tra, thẩm định hồ sơ khen thưởng", dues.clocks_due)
    register_rows(dues.OPINIONS, "Ý kiến về hồ sơ khen thưởng", dues.opinion_rows, dues.read_opinion)
    register_rows(dues.POSTINGS, "Công khai danh sách khen thưởng", dues.posting_rows, dues.read_posting)
