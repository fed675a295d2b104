"""The register: corrected, revoked, replaced; what was there stays readable; certificates end with their award."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chungsuc.audit.models import Entry
from chungsuc.awards.actions import AwardRefused, Stale
from chungsuc.awards.actions.awarded import Because, correct_award, replace_award, revoke_award
from chungsuc.awards.facts.register import award_money, certificates_of, record_of
from chungsuc.awards.models import Award, AwardStep
from chungsuc.awards.register_access import award_for, named
from chungsuc.documents.actions import drop_batch, number_batch, prepare_batch
from chungsuc.documents.certificate_facts import public_certificate
from chungsuc.documents.models import Certificate, CertificateBatch
from chungsuc.exemplars.tests.rows import person

from .decided import DECIDED, TODAY, awarded, emulation, leader, somebody, waiting

pytestmark = pytest.mark.usefixtures("bare_province")
BECAUSE = Because("Quyết định số 9/QĐ-UBND ngày 16/12/2025", "Kết luận gian dối.", TODAY)


def acts() -> list[str]:
    return list(Entry.objects.filter(subject_type="awards.award").order_by("seq").values_list("act", flat=True))


def two() -> list[Award]:
    return awarded(waiting(), waiting("Điểu Hai"))


def certified(rows: list[Award]) -> CertificateBatch:
    """Certificates for awards of one decision, prepared but not numbered yet."""
    entries = [{"recipient": row.name, "key": str(row.pk)} for row in rows]
    decision = rows[0].decision
    assert decision is not None
    common = {"issuer": "CHỦ TỊCH", "decision": "QĐ", "office": "CHỦ TỊCH", "name": "Hồ Văn M", "place": "Lâm Đồng"}
    return prepare_batch(
        decision.body, "bang-khen", day=DECIDED, common=common, entries=entries, by=emulation(),
        source="awards.decision", source_key=str(decision.pk),
    )  # fmt: skip


def test_a_correction_keeps_what_was_there_and_is_found_by_the_new_name() -> None:
    row, _ = two()
    correct_award(row, 1, {"name": "Điểu K'Bê", "place": row.place, "merit": row.merit}, BECAUSE, acting=emulation())
    row.refresh_from_db()
    assert (row.name, row.name_key, row.version, row.state) == ("Điểu K'Bê", "dieu kbe", 2, "standing")
    step = AwardStep.objects.get()
    assert (step.act, step.before, step.paper, step.reason) == (
        "correct", {"name": "Điểu K'Bé"}, BECAUSE.paper, BECAUSE.reason,
    )  # fmt: skip
    told = record_of(row).steps
    assert [(one.label, one.before) for one in told] == [("Đính chính", (("tên", "Điểu K'Bé"),))]
    assert acts() == ["awards.award_corrected"]
    entry = Entry.objects.get(act="awards.award_corrected")
    assert entry.details == {"changed": ["name"]} and "K'B" not in entry.subject_label


def test_a_revoked_award_counts_for_no_money_and_nothing_follows_it() -> None:
    row, other = two()
    before = award_money(2025, TODAY).amount
    revoke_award(row, 1, BECAUSE, acting=leader())
    row.refresh_from_db()
    assert (row.state, row.state_label, row.version) == ("revoked", "đã thu hồi, hủy bỏ", 2)
    assert before - award_money(2025, TODAY).amount == row.bonus
    for act in (
        lambda: revoke_award(row, 2, BECAUSE, acting=leader()),
        lambda: correct_award(row, 2, {"name": "x"}, BECAUSE, acting=leader()),
    ):
        with pytest.raises(AwardRefused, match="đã thu hồi, hủy bỏ, không ghi thêm được"):
            act()
    assert acts() == ["awards.award_revoked"] and Award.objects.get(pk=other.pk).state == "standing"


def test_a_replacing_decision_carries_form_years_and_bonus_over_and_money_is_counted_once() -> None:
    row, _ = two()
    before = award_money(2025, TODAY).amount
    made = replace_award(
        row, 1, number="50/QĐ-UBND", signer="Hồ Văn M", because=BECAUSE, acting=emulation(),
        says={"name": "Điểu K'Bê"},
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.state, made.state, made.supersedes, made.number, made.decided_on) == (
        "replaced", "standing", row, "50/QĐ-UBND", TODAY,
    )  # fmt: skip
    assert (made.form, made.since, made.until, made.bonus, made.merit) == (
        row.form, row.since, row.until, row.bonus, row.merit,
    )  # fmt: skip
    assert (record_of(made).former, record_of(row).later) == (row, made)
    assert acts() == ["awards.award_replaced"]
    assert award_money(2025, TODAY).amount == before
    revoke_award(made, 1, BECAUSE, acting=leader())
    assert before - award_money(2025, TODAY).amount == made.bonus


def test_only_the_office_and_who_decides_write_in_the_register() -> None:
    row, _ = two()
    for acting in (
        person("inspector", "TTT", TODAY), person("department", "SXD", TODAY), person("commune", "ld-24751", TODAY),
        person("ntm_coordinator", "VPDP", TODAY),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            revoke_award(row, 1, BECAUSE, acting=acting)
    assert acts() == []


@pytest.mark.parametrize(
    ("because", "field", "words"),
    [
        (Because(" ", "x", TODAY), "paper", "Chưa ghi văn bản"),
        (Because("QĐ 9", " ", TODAY), "reason", "Chưa ghi lý do"),
        (Because("QĐ 9", "x", date(2025, 12, 14)), "on", "từ ngày quyết định khen thưởng \\(15/12/2025\\)"),
        (Because("QĐ 9", "x", date(2025, 12, 17)), "on", "đến hôm nay"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(because: Because, field: str, words: str) -> None:
    row, _ = two()
    with pytest.raises(AwardRefused, match=words) as refused:
        revoke_award(row, 1, because, acting=leader())
    assert refused.value.field == field and not AwardStep.objects.exists()


def test_an_old_page_and_a_correction_of_nothing_write_nothing() -> None:
    row, _ = two()
    with pytest.raises(Stale):
        revoke_award(row, 7, BECAUSE, acting=leader())
    with pytest.raises(AwardRefused, match="Chưa sửa ô nào"):
        correct_award(row, 1, {"name": row.name}, BECAUSE, acting=leader())
    with pytest.raises(AwardRefused, match="không được để trống"):
        correct_award(row, 1, {"name": " "}, BECAUSE, acting=leader())
    assert acts() == [] and not AwardStep.objects.exists()


def test_the_certificate_of_a_revoked_award_says_so_at_once_and_the_others_stand() -> None:
    rows = two()
    batch = certified(rows)
    number_batch(batch, by=leader())
    before = {one.recipient: one.code for one in Certificate.objects.all()}
    assert revoke_award(rows[0], 1, BECAUSE, acting=leader()) == 1
    told = {name: public_certificate(code) for name, code in before.items()}
    assert {name: fact.state for name, fact in told.items() if fact} == {"Điểu K'Bé": "revoked", "Điểu Hai": "valid"}
    ended = told["Điểu K'Bé"]
    assert ended is not None and (ended.ended_on, ended.ended_paper) == (TODAY, BECAUSE.paper)
    assert [one.state for one in certificates_of(rows[0])] == ["revoked"]


def test_a_name_that_waits_to_be_printed_is_taken_out_before_its_award_is_revoked() -> None:
    rows = two()
    batch = certified(rows)
    with pytest.raises(AwardRefused, match=f"Đợt in bằng số {batch.pk} chưa cấp số và còn tên này"):
        revoke_award(rows[0], 1, BECAUSE, acting=leader())
    drop_batch(batch, by=emulation())
    certified(rows[1:])
    assert revoke_award(rows[0], 1, BECAUSE, acting=leader()) == 0


def test_names_of_persons_are_told_to_their_unit_the_office_and_overseers_and_to_nobody_else() -> None:
    row, _ = two()
    unit = awarded(waiting(of=somebody("", kind="xa")), number="46/QĐ-UBND")[0]
    reads: dict[str, Any] = {
        "commune": person("commune", "ld-24751", TODAY),
        "emulation": emulation(),
        "leader": leader(),
        "inspector": person("inspector", "TTT", TODAY),
        "neighbour": person("commune", "ld-24616", TODAY),
        "department": person("department", "SXD", TODAY),
        "coordinator": person("ntm_coordinator", "VPDP", TODAY),
        "council": person("council_member", "SNV", TODAY),
    }
    seen = {
        name: set(Award.objects.filter(named(who)).values_list("pk", flat=True)) & {row.pk, unit.pk}
        for name, who in reads.items()
    }
    every, units = {row.pk, unit.pk}, {unit.pk}
    assert seen == dict.fromkeys(("commune", "emulation", "leader", "inspector"), every) | dict.fromkeys(
        ("neighbour", "department", "coordinator", "council"), units
    )
    assert award_for(reads["department"], unit.pk).pk == unit.pk
    with pytest.raises(Http404):  # another commune reads its own alone
        award_for(reads["neighbour"], unit.pk)
