"""Every act on an exemplar: permitted, forbidden, stale, recorded once, and never with a person's name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from chungsuc.audit.models import Entry
from chungsuc.exemplars import actions
from chungsuc.exemplars.actions import Agreed, ExemplarRefused, Stale, Written
from chungsuc.exemplars.facts import exemplars_of
from chungsuc.exemplars.models import Consent, CopyResult, Exemplar, Verification
from chungsuc.exemplars.workflow import ENDED, FOUND, REFUTED, VERIFIED
from chungsuc.organisations.models import Unit

from . import rows
from .rows import LATER, NAME, WRITTEN, agreed, commune, department, emulation, exemplar, verified

pytestmark = pytest.mark.usefixtures("bare_province")
STRANGER = "dn-24751"


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = "2024-04-01"


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def said_of(made: Exemplar) -> str:
    return " ".join(str(vars(entry)) for entry in Entry.objects.filter(subject_id=str(made.pk)))


def test_an_exemplar_is_found_by_its_commune_and_the_journal_does_not_name_the_person() -> None:
    made = exemplar()
    assert (made.state, made.finder_id, made.found_by) == (FOUND, made.unit_id, "commune-dn-24673")
    assert [story.title for story in made.stories.all()] == [WRITTEN.title]
    [entry] = Entry.objects.filter(subject_type="exemplars.exemplar")
    assert entry.subject_label == f"Điển hình số {made.pk} (một hộ ở xã Đắk Gằn)"
    assert entry.unit_code == "dn-24673"
    assert NAME not in said_of(made)


def test_a_department_finds_anywhere_and_a_commune_only_at_home() -> None:
    found = actions.find(
        kind="model", unit=unit("dn-24673"), found_on=LATER, written=Written("Thôn sáng", "a", "b"), acting=department()
    )
    assert found.finder.code == "SXD"
    with pytest.raises(PermissionDenied):
        actions.find(kind="model", unit=unit(STRANGER), found_on=LATER, written=WRITTEN, acting=commune())
    with pytest.raises(PermissionDenied):
        actions.find(
            kind="model", unit=unit(STRANGER), found_on=LATER, written=WRITTEN,
            acting=rows.person("province_leader", "VPUB"),
        )  # fmt: skip
    assert Exemplar.objects.count() == 1


def test_the_press_finds_in_any_commune() -> None:
    made = actions.find(
        kind="household", unit=unit("dn-24673"), found_on=LATER, written=WRITTEN, acting=rows.person("press", "BAO")
    )
    assert made.finder.code == "BAO"


@pytest.mark.parametrize(
    ("written", "found_on", "said"),
    [
        (Written(NAME, f"{NAME} hiến đất", "Nội dung"), LATER, "Đừng ghi tên người"),
        (Written(NAME, "Hiến đất", "Ông dieu k lung be làm đường; DIEU KLUNG BE"), LATER, "Đừng ghi tên người"),
        (Written("Bé", "Hiến đất", "Nội dung"), LATER, "đủ họ và tên"),
        (Written(NAME, " ", "Nội dung"), LATER, "Chưa ghi việc làm được"),
        (WRITTEN, date(2024, 4, 2), "sau hôm nay"),
        (WRITTEN, date(1999, 1, 1), "không có đơn vị này"),
    ],
)
def test_an_impossible_discovery_is_refused_and_leaves_nothing(written: Written, found_on: date, said: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(ExemplarRefused, match=said):
        actions.find(kind="household", unit=unit("dn-24673"), found_on=found_on, written=written, acting=commune())
    assert (Exemplar.objects.count(), Entry.objects.count()) == (0, before)


def test_somebody_else_verifies_with_a_reason() -> None:
    made = exemplar()
    before = Entry.objects.count()
    done = actions.verify(made, 1, outcome="confirmed", on=LATER, reason="Đã xem tại thôn 3.", acting=department())
    made.refresh_from_db()
    assert (made.state, made.version, done.body.code, done.finder) == (VERIFIED, 2, "SXD", "commune-dn-24673")
    assert Entry.objects.count() == before + 1
    with pytest.raises(ExemplarRefused, match="đã xác minh"):
        actions.verify(made, 2, outcome="confirmed", on=LATER, reason="Lần nữa", acting=department())


def test_the_finder_does_not_verify_even_by_the_database() -> None:
    made = exemplar()
    with pytest.raises(ExemplarRefused, match="không tự xác minh"):
        actions.verify(made, 1, outcome="confirmed", on=LATER, reason="Đúng", acting=commune())
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.create(
            exemplar=made, story=made.stories.get(), outcome="confirmed", reason="Đúng", on=LATER, body=made.unit,
            by="x", finder="x", recorded_at=made.recorded_at,
        )  # fmt: skip
    colleague = rows.person("commune", "dn-24673", name="can-bo-khac")
    assert (
        actions.verify(made, 1, outcome="confirmed", on=LATER, reason="Đã xem.", acting=colleague).body_id
        == made.unit_id
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": " "}, "lý do"),
        ({"on": date(2024, 2, 1)}, "Ngày xác minh"),
        ({"reason": f"Gặp {NAME}"}, "Đừng ghi tên"),
    ],
)
def test_an_impossible_verification_is_refused(more: dict[str, Any], said: str) -> None:
    made = exemplar()
    with pytest.raises(ExemplarRefused, match=said):
        actions.verify(
            made, 1, **{"outcome": "confirmed", "on": LATER, "reason": "Đã xem", "acting": department(), **more}
        )
    assert not Verification.objects.exists()


def test_what_was_refuted_is_written_anew_and_looked_at_again() -> None:
    made = exemplar()
    actions.verify(made, 1, outcome="refuted", on=LATER, reason="Chưa thấy đường.", acting=department())
    made.refresh_from_db()
    assert (made.state, exemplars_of(LATER)) == (REFUTED, [])
    made = actions.ask_again(made, 2, Written("", "Hiến 200 m²", "Đã đo lại"), reason="Đã đo lại", acting=commune())
    assert (made.state, made.stories.count(), made.name) == (FOUND, 2, WRITTEN.name)
    verified(made)
    assert [fact.title for fact in exemplars_of(LATER)] == ["Hiến 200 m²"]


def test_a_new_story_of_what_was_verified_waits_for_another_look() -> None:
    made = verified(exemplar())
    made = actions.rewrite(made, made.version, Written(NAME, "Hiến 500 m²", "Thêm"), acting=commune())
    assert (made.state, [story.number for story in made.stories.all()]) == (FOUND, [1, 2])
    assert exemplars_of(LATER) == []


def test_an_exemplar_is_ended_with_a_reason_and_stays_good_for_the_days_before() -> None:
    made = verified(exemplar())
    made = actions.end(made, made.version, on=LATER, reason="Bỏ không làm nữa.", acting=emulation())
    assert made.state == ENDED
    assert (len(exemplars_of(date(2024, 3, 31))), exemplars_of(LATER)) == (1, [])


ACTS: dict[str, Callable[[Exemplar, int, Any], Any]] = {
    "verify": lambda e, v, who: actions.verify(e, v, outcome="confirmed", on=LATER, reason="Đã xem", acting=who),
    "rewrite": lambda e, v, who: actions.rewrite(e, v, WRITTEN, acting=who),
    "consent": lambda e, v, who: actions.give_consent(e, v, Agreed("name", "public", LATER, None, "Thôn"), acting=who),
    "photo": lambda e, v, who: actions.add_photo(e, v, rows.picture("dn-24673"), caption="Đường thôn", acting=who),
    "copy": lambda e, v, who: actions.copy(e, v, unit=unit("SNV"), since=LATER, acting=who),
    "end": lambda e, v, who: actions.end(e, v, on=LATER, reason="Thôi", acting=who),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_for_its_desk_is_refused_to_others_and_when_stale_and_leaves_one_entry(act: str) -> None:
    made = exemplar() if act == "verify" else verified(exemplar())
    version, keeper = made.version, department() if act == "verify" else commune()
    with pytest.raises(PermissionDenied):
        ACTS[act](made, version, rows.person("commune", STRANGER))
    with pytest.raises(PermissionDenied):
        ACTS[act](made, version, rows.person("inspector", "TTT"))
    with pytest.raises(Stale):
        ACTS[act](made, version - 1, keeper)
    before = Entry.objects.filter(act__startswith="exemplars.").count()
    ACTS[act](made, version, keeper)
    made.refresh_from_db()
    assert made.version == version + 1
    assert Entry.objects.filter(act__startswith="exemplars.").count() == before + 1
    with pytest.raises(Stale):
        ACTS[act](made, version, keeper)
    assert NAME not in said_of(made)


def test_a_department_keeps_what_it_found_and_nothing_else() -> None:
    theirs = exemplar()
    with pytest.raises(PermissionDenied):
        actions.rewrite(theirs, 1, WRITTEN, acting=department())
    own = actions.find(kind="household", unit=unit("dn-24673"), found_on=LATER, written=WRITTEN, acting=department())
    assert actions.rewrite(own, 1, WRITTEN, acting=department()).version == 2


def test_a_former_communes_exemplar_is_kept_by_the_commune_it_went_into(settings: Any) -> None:
    made = exemplar()
    settings.TODAY = "2025-08-01"
    heir = rows.person("commune", "ld-24670", date(2025, 8, 1))
    assert actions.rewrite(made, 1, WRITTEN, acting=heir).version == 2


# --- consent ---


def test_a_consent_needs_its_proof_and_stands_once() -> None:
    made = exemplar()
    with pytest.raises(ExemplarRefused, match="người chứng kiến"):
        actions.give_consent(made, 1, Agreed("name", "public", LATER), acting=commune())
    with pytest.raises(ExemplarRefused, match="sau hôm nay"):
        actions.give_consent(made, 1, Agreed("name", "public", date(2024, 4, 2), None, "Thôn"), acting=commune())
    agreed(made)
    with pytest.raises(ExemplarRefused, match="Đang có sự đồng ý nêu tên"):
        agreed(made, scope="inside")
    agreed(made, "photo")
    assert Consent.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            exemplar=made,
            about="photo",
            scope="public",
            how="word",
            given_on=LATER,
            recorded_by="x",
            recorded_at=made.recorded_at,
        )


def test_a_consent_is_taken_back_once_and_the_register_keeps_that_it_was() -> None:
    made = verified(exemplar())
    consent = agreed(made)
    with pytest.raises(PermissionDenied):
        actions.withdraw_consent(consent, on=LATER, how="Báo xã", acting=rows.person("commune", STRANGER))
    with pytest.raises(ExemplarRefused, match="bằng cách nào"):
        actions.withdraw_consent(consent, on=LATER, how=" ", acting=commune())
    seen_twice = Consent.objects.get(pk=consent.pk)
    actions.withdraw_consent(consent, on=LATER, how="Người ấy báo tại UBND xã.", acting=commune())
    with pytest.raises(Stale):
        actions.withdraw_consent(seen_twice, on=LATER, how="Báo xã", acting=commune())
    assert Entry.objects.filter(act="exemplars.consent_withdrawn").count() == 1
    assert NAME not in said_of(made)
    agreed(made, scope="inside")
    assert Consent.objects.count() == 2


def test_with_consent_a_report_names_and_without_it_calls_by_the_place() -> None:
    made = verified(exemplar())
    assert [fact.label for fact in exemplars_of(LATER)] == ["một hộ ở xã Đắk Gằn"]
    consent = agreed(made, scope="inside")
    assert [fact.label for fact in exemplars_of(LATER)] == [WRITTEN.name]
    actions.withdraw_consent(consent, on=LATER, how="Báo xã", acting=commune())
    assert [fact.label for fact in exemplars_of(LATER)] == ["một hộ ở xã Đắk Gằn"]
    assert exemplars_of(date(2024, 3, 15))[0].label == "một hộ ở xã Đắk Gằn"  # of the days before, too


def test_only_what_is_verified_and_agreed_for_all_is_for_the_public() -> None:
    made = exemplar()
    model = verified(exemplar(kind="model", name="Thôn sáng"))
    agreed(made)
    assert list(Exemplar.objects.publishable(LATER)) == [model]
    verified(made)
    assert set(Exemplar.objects.publishable(LATER)) == {model, made}
    actions.withdraw_consent(Consent.objects.get(), on=LATER, how="Báo xã", acting=commune())
    agreed(made, scope="inside")
    assert list(Exemplar.objects.publishable(LATER)) == [model]


# --- photographs, copies ---


def test_a_photograph_is_a_picture_of_the_place_added_once_and_taken_off() -> None:
    made = exemplar()
    shot = rows.picture("dn-24673")
    with pytest.raises(ExemplarRefused, match="không phải ảnh"):
        actions.add_photo(made, 1, rows.picture(STRANGER), caption="Đường", acting=commune())
    kept = actions.add_photo(made, 1, shot, caption="Đường thôn", acting=commune())
    with pytest.raises(ExemplarRefused, match="đã có"):
        actions.add_photo(made, 2, shot, caption="Đường thôn", acting=commune())
    actions.remove_photo(kept, acting=commune())
    with pytest.raises(Stale):
        kept.removed_at = None
        actions.remove_photo(kept, acting=commune())
    assert made.photos.filter(removed_at=None).count() == 0


def test_a_result_is_due_a_year_after_the_copy_by_the_rule_of_the_pack() -> None:
    made = verified(exemplar())
    with pytest.raises(ExemplarRefused, match="nơi có điển hình"):
        actions.copy(made, made.version, unit=made.unit, since=LATER, acting=commune())
    kept = actions.copy(made, made.version, unit=unit(STRANGER), since=LATER, acting=commune())
    assert kept.due == date(2025, 4, 1)
    made.refresh_from_db()
    with pytest.raises(ExemplarRefused, match="đã được ghi"):
        actions.copy(made, made.version, unit=unit(STRANGER), since=LATER, acting=commune())


def test_without_the_rule_no_day_is_guessed() -> None:
    from chungsuc.rulebook.models import Figure

    Figure.objects.filter(key="rule:exemplar_result_months").update(value_json="null", status="missing")
    made = verified(exemplar())
    assert actions.copy(made, made.version, unit=unit(STRANGER), since=LATER, acting=commune()).due is None


def test_the_unit_that_copies_tells_its_result_and_two_at_once_are_not_both_first() -> None:
    kept = rows.copied(verified(exemplar()))
    told = {"outcome": "kept", "text": "Thêm 2 thôn làm theo.", "on": LATER}
    with pytest.raises(PermissionDenied):
        actions.tell_result(kept, 1, acting=rows.person("commune", STRANGER), **told)
    copier = rows.person("department", kept.unit.code)
    actions.tell_result(kept, 1, acting=copier, **told)
    with pytest.raises(Stale):
        actions.tell_result(kept, 1, acting=commune(), **told)
    actions.tell_result(kept, 2, acting=commune(), **told)
    assert [row.number for row in CopyResult.objects.all()] == [1, 2]


def test_two_who_answer_a_candidate_at_once_do_not_both_succeed() -> None:
    from chungsuc.exemplars.rules.candidates import Candidate

    one = Candidate(f"riser:{unit('dn-24673').pk}:2021-2023:5", "riser", unit("dn-24673").pk, (), ())
    with pytest.raises(PermissionDenied):
        actions.set_aside(one, reason="Không", acting=rows.person("commune", STRANGER))
    with pytest.raises(ExemplarRefused, match="lý do"):
        actions.set_aside(one, reason=" ", acting=commune())
    actions.set_aside(one, reason="Số liệu đang xem lại", acting=commune())
    with pytest.raises(Stale):
        actions.find(
            kind="collective",
            unit=unit("dn-24673"),
            found_on=LATER,
            written=Written("Xã", "Tiến nhanh", "a"),
            acting=commune(),
            candidate=one,
        )
    assert Exemplar.objects.count() == 0
    assert Entry.objects.filter(act="exemplars.candidate_set_aside").count() == 1
