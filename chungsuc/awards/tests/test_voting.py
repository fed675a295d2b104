"""Dossiers before the council: who comes first and why, what stops one, the share of each form, what a result does."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from chungsuc.audit.models import Entry
from chungsuc.awards import voting
from chungsuc.awards.facts.answering import CASE, UPHELD, WORDS
from chungsuc.awards.facts.outcome import entries_of
from chungsuc.awards.models import Bar, Consultation, Dossier, Finding, Objection, Posting
from chungsuc.awards.workflow import CONFIRM
from chungsuc.councils import actions, registry
from chungsuc.councils.actions import CouncilRefused
from chungsuc.councils.models import Item
from chungsuc.councils.tests.hall import Hall
from chungsuc.law.verdicts import Outcome
from chungsuc.organisations.models import Unit

from .decided import TODAY, somebody, waiting
from .rows import achievement, commune, judged

pytestmark = pytest.mark.usefixtures("bare_province")
HELD = date(2025, 12, 24)


def appraised(name: str = "Điểu K'Bé", **more: Any) -> Dossier:
    """A dossier that waits for the council, of somebody with a confirmed achievement."""
    owner = more.pop("of", None) or somebody(name)
    made = achievement(of=owner)
    judged(made, CONFIRM, commune("ld-24751", made.on, name="can-bo-hai"))
    return waiting(name, of=owner, state="appraised", **more)


def candidate_of(dossier: Dossier) -> registry.Candidate:
    return next(one for one in voting.candidates(TODAY) if one.key == str(dossier.pk))


def reasons(dossier: Dossier, day: date = TODAY) -> list[str]:
    [verdict] = voting.may_be_voted([registry.Candidate("awards.dossier", str(dossier.pk), "")], day)
    return [reason.text for reason in verdict.reasons if reason.outcome is not Outcome.MET]


def asked_of(dossier: Dossier, answer: str) -> None:
    Consultation.objects.create(
        dossier=dossier, agency=Unit.objects.get(code="STC"), about="thuế", asked_on=TODAY, due_on=TODAY, by="x",
        answered_on=TODAY, answer=answer,
    )  # fmt: skip


def test_each_candidate_brings_the_share_of_its_form_and_regime_and_names_no_person() -> None:
    one = candidate_of(appraised("Điểu K'Lung Bé"))
    assert (one.share_key, one.of_key) == ("share:award_vote_bk_tinh_r2022b", "rule:award_vote_of")
    assert "Lung" not in one.label and "Bằng khen của Chủ tịch UBND tỉnh" in one.label
    other = candidate_of(appraised("Hai", form="BK_TTG", regime="R2022A", received_on=date(2025, 6, 30)))
    assert other.share_key == "share:award_vote_bk_ttg_r2022a"


def test_those_about_whom_somebody_disagrees_come_first_with_why() -> None:
    plain, opposed, failed = appraised("Một"), appraised("Hai"), appraised("Ba")
    asked_of(plain, "agrees")
    asked_of(opposed, "objects")
    for met in (True, False):
        Finding.objects.create(
            dossier=failed, kind="content", line="thời gian", met=met, note="sai", on=TODAY, by="x",
            body=failed.body,
        )  # fmt: skip
    order = [one.key for one in voting.candidates(TODAY)]
    assert order == [str(opposed.pk), str(failed.pk), str(plain.pk)]
    assert "có ý kiến khác: Sở Tài chính không nhất trí" in candidate_of(opposed).label
    assert "có ý kiến khác: chưa đạt: thời gian" in candidate_of(failed).label
    assert "có ý kiến khác" not in candidate_of(plain).label


def test_what_is_not_appraised_barred_or_refused_by_a_rule_is_not_put_to_the_council() -> None:
    drafted = waiting("Một", state="content")
    assert "Hồ sơ đang ở bước “đang thẩm định”." in reasons(drafted)
    barred = appraised("Hai")
    before = reasons(barred)
    Bar.objects.create(subject=barred.subject, kind="inspection", source="TT 1", since=TODAY, by="x")
    assert any("Nghị định 152/2025/NĐ-CP" in text and "nguồn: TT 1" in text for text in reasons(barred))
    assert before == [text for text in reasons(barred) if "đang làm rõ" not in text]
    early = appraised("Ba", received_on=date(2024, 3, 1), regime="R2022A", stamp_year=2024)
    assert any("Mục V.2.b" in text for text in reasons(early))
    own = appraised("Bốn", body=Unit.objects.get(code="SXD"), form="GK_SO")
    assert "Hồ sơ này do cơ quan khác xét, không do Hội đồng tỉnh." in reasons(own)
    assert reasons(Dossier(pk=0)) == ["Không có hồ sơ đã nhận nào như thế."]


def test_what_no_rule_bars_goes_to_the_council_once_somebody_wrote_why() -> None:
    dossier = appraised("Hai", form="BK_TTG", regime="R2022A", received_on=date(2025, 6, 30))
    before = reasons(dossier)
    Bar.objects.create(subject=dossier.subject, kind="inspection", source="TT 1", since=TODAY, by="x")
    assert [text for text in reasons(dossier) if text not in before] == [WORDS[CASE]]
    said = {"dossier": dossier, "kind": "content", "on": TODAY, "by": "x", "body": dossier.body}
    Finding.objects.create(line=CASE, met=True, note="Không liên quan.", **said)
    assert reasons(dossier) == before
    listed = Posting.objects.create(
        body=dossier.body, form=dossier.form, title="x", since=TODAY, days=1, until=TODAY, rule="x", by="x", proof="x"
    )
    Objection.objects.create(
        posting=listed, dossier=dossier, received_on=TODAY, words="x", answered_on=TODAY, upheld=True, answer="đúng",
        answered_by="x",
    )  # fmt: skip
    assert [text for text in reasons(dossier) if text not in before] == [WORDS[UPHELD]]
    Finding.objects.create(line=UPHELD, met=False, note="Phải xem lại.", **said)
    assert WORDS[UPHELD] in reasons(dossier)
    Finding.objects.create(line=UPHELD, met=True, note="Đã sửa số liệu.", **said)
    assert reasons(dossier) == before


def test_a_state_award_whose_posting_is_not_over_is_refused() -> None:
    dossier = appraised(form="HCLD_3", regime="R2022A", received_on=date(2025, 6, 30))
    told = " ".join(reasons(dossier))
    assert "công khai" in told.lower()


def test_many_dossiers_cost_as_many_queries_as_one(django_assert_max_num_queries: Any) -> None:
    made = [appraised("Một")]
    with django_assert_max_num_queries(24):
        voting.may_be_voted([registry.Candidate("awards.dossier", str(one.pk), "") for one in made], TODAY)
    made += [appraised(f"Người {number}") for number in range(20)]
    with django_assert_max_num_queries(24):
        told = voting.may_be_voted([registry.Candidate("awards.dossier", str(one.pk), "") for one in made], TODAY)
    assert len(told) == 21


@pytest.mark.parametrize(
    ("outcome", "state"), [("met", "passed"), ("not_met", "failed"), ("undetermined", "appraised")]
)
def test_a_result_moves_the_dossier_and_an_undetermined_one_leaves_it(outcome: str, state: str) -> None:
    dossier = appraised()
    item = SimpleNamespace(subject="awards.dossier", key=str(dossier.pk), session="Phiên số 1, Hội đồng")
    result = SimpleNamespace(outcome=outcome, concluded_on=TODAY, reasons=[{"text": "Đồng ý 9/9."}])
    with transaction.atomic():
        registry.hold("award", [item])
        registry.tell("award", item, result, "thư ký")
    dossier.refresh_from_db()
    assert dossier.state == state
    steps = [(step.act, step.on, step.reason, step.paper) for step in dossier.steps.all()]
    moved = {"met": "council_pass", "not_met": "council_fail"}.get(outcome)
    assert steps == ([(moved, TODAY, "Đồng ý 9/9.", "Phiên số 1, Hội đồng")] if moved else [])
    assert dossier.uses.filter(live=True).exists() is (state != "failed")


def test_a_session_about_dossiers_is_convened_with_their_rules_and_no_name_gets_into_the_journal() -> None:
    hall = Hall()
    dossier, late = appraised("Điểu K'Lung Bé"), waiting("Điểu Hai", state="content")
    one = candidate_of(dossier)
    assert reasons(dossier) == []
    given: dict[str, Any] = {"matter": "award", "held_on": HELD, "on": TODAY, "by": "bài thử"}
    with pytest.raises(CouncilRefused, match="Chưa đưa “Hai” ra Hội đồng được: Hồ sơ đang ở bước “đang thẩm định”"):
        actions.convene(
            hall.council, candidates=[one, registry.Candidate("awards.dossier", str(late.pk), "Hai")], **given
        )
    session = actions.convene(hall.council, candidates=[one], **given)
    item = Item.objects.get(session=session)
    assert (item.share_key, item.of_key, session.quorum_key) == (one.share_key, one.of_key, "share:council_quorum")
    assert entries_of([dossier], TODAY)[dossier.pk].name == "Điểu K'Lung Bé"
    told = "".join(f"{e.subject_label}{e.details}{e.reason}" for e in Entry.objects.filter(act__startswith="councils"))
    assert "Lung" not in told and f"hồ sơ số {dossier.pk}" in told
