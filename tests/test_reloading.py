"""An edited pack loaded again: what changed is taken as new rows or told, each change is one entry, the rest stays."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.cli.evaluate import evaluated
from chungsuc.cli.load_pack import load
from chungsuc.cli.words import CannotRun
from chungsuc.criteria.models import Indicator, Owner
from chungsuc.movement.facts import as_json, progress_on
from chungsuc.movement.models import Milestone, Plan, Target
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import Attribute, Group, Identity, LegalEvent, Membership, Unit
from chungsuc.recognition.models import Level
from chungsuc.rulebook.actions import amend_figure, confirm_number
from chungsuc.rulebook.models import DayOff, Figure, LegalDocument
from tests.province import PACK, Province

Edit = tuple[str, str, str]  # file, what stands there, what shall stand there
Loading = Callable[..., list[str]]


@pytest.fixture
def loading(tmp_path: Path) -> Loading:
    """`loading((file, old, new), …)`: the pack is edited, once more each time, and loaded; what the command says."""
    copy = tmp_path / "bo"
    shutil.copytree(PACK, copy)

    def edited(*edits: Edit) -> list[str]:
        for file, old, new in edits:
            path = copy / file
            text = path.read_text(encoding="utf-8")
            assert text.count(old) >= 1, old
            path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        return load(str(copy)).splitlines()

    return edited


def fresh_entries(before: int) -> list[Entry]:
    return list(Entry.objects.order_by("seq")[before:])


def kept(told: list[str]) -> list[str]:
    """The lines of what was not taken."""
    head = "Chưa nhận, giữ như đã nạp:"
    return told[told.index(head) + 1 :] if head in told else []


OWNER = ("owners.yaml", '"8": STTTT', '"8": SVHTTDL')
LATER_OWNER = (
    "owners.yaml",
    '      "19.2": CAT\n',
    '      "19.2": CAT\n  - set: xa_ntm_2021_2025\n    since: 2025-09-01\n    status: verified\n'
    '    source: QĐ 77/QĐ-UBND\n    owners: {"9": SCT}\n',
)
DIFFICULT = (
    "units.yaml",
    "  # Xã biên giới: ghi",
    '  - {key: special_difficulty, value: "yes", status: verified, source: QĐ 99, from: 2024-07-01, units: [dn-24631]}\n'
    "  # Xã biên giới: ghi",
)
TAKEN: dict[str, tuple[Edit, int, str]] = {
    "the title of a document": (
        ("documents.yaml", "title: Đề nghị ban hành Kế hoạch", "title: Về việc ban hành Kế hoạch"),
        1,
        "văn bản Tờ trình 256/TTr-SNV",
    ),
    "a new document": (
        (
            "documents.yaml",
            "",
            '\n  - {code: moi, kind: Công văn, number: 1/CV, issuer: UBND tỉnh, issued_on: 2024-01-02, role: other, '
            "title: Thử, source: [chung], status: recalled}\n",
        ),
        1,
        "1 văn bản, số liệu quy định, ngày nghỉ",
    ),
    "a new day off": (
        ("calendar.yaml", "2026: [2026-01-01,", "2026: [2026-03-03, 2026-01-01,"),
        1,
        "1 văn bản, số liệu quy định, ngày nghỉ",
    ),
    "another source of the days off": (
        ("calendar.yaml", "source: ghi theo hiểu biết chung về các thông báo nghỉ lễ hằng năm", "source: Thông báo 1"),
        74,
        "nguồn: Thông báo 1",
    ),
    "another value of a figure": (("rules.yaml", "value: 60, unit: ngày", "value: 45, unit: ngày"), 1, "60 → 45"),
    "another owner from a later day": (LATER_OWNER, 2, "Sở Công Thương từ 01/09/2025"),
    "an attribute from a day after the results": (DIFFICULT, 1, "đặc biệt khó khăn: chưa có → có từ 01/07/2024"),
    "another point on the map": (
        ("units.yaml", "point: [107.827, 11.9228]", "point: [107.9, 11.9]"),
        1,
        "Xã Quảng Khê, vị trí trên bản đồ: 107.827 11.9228 → 107.9 11.9",
    ),
    "another spelling": (
        ("units.yaml", "name: Xã Đắk Wer, ", "name: Xã Đắk Wer, also_spelled: [Xã Đak Ver], "),
        1,
        "Xã Đắk Wer, cách viết khác: chưa có → Xã Đak Ver",
    ),
    "the name of a cluster": (("groups.yaml", "Khối thi đua lực lượng", "Khối lực lượng"), 1, "Khối lực lượng"),
    "a member of a cluster for a part of its time": (
        ("groups.yaml", "[BCHQS, CAT, BDBP]", "[BCHQS, CAT, BDBP, {unit: CTK, since: 2026-01-01}]"),
        1,
        "Cục Thống kê tỉnh: chưa có → thành viên từ 01/01/2026",
    ),
    "the aliases of a level": (("levels.yaml", "[Nông thôn mới, NTM,", "[Nông thôn mới, Chuẩn NTM, NTM,"), 1, "mức Xã"),
    "the text of a target": (
        ("plan.yaml", "text: có ít nhất 43 xã đạt", "text: ít nhất có 43 xã đạt"),
        1,
        "nội dung: ít nhất có 43 xã",
    ),
    "the words of an indicator": (("criteria/xa_ntm_2021_2025.yaml", "name: Quy hoạch,", "name: Quy hoạch xã,"), 1, "tên"),
    "the title of an event": (("events.yaml", "title: Hợp nhất các sở", "title: Sáp nhập các sở"), 1, "sự kiện Hợp nhất"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_an_edit_is_taken_recorded_and_told(province: Province, loading: Loading, name: str) -> None:
    edit, entries, said = TAKEN[name]
    before = Entry.objects.count()
    told = loading(edit)
    assert any(said in line for line in told), told
    assert kept(told) == []
    found = fresh_entries(before)
    assert len(found) == entries
    assert {entry.actor for entry in found} == {"lệnh load-pack"}
    assert verify_chain() is None
    assert loading()[0].endswith("đã nạp từ trước, không có gì mới.")
    assert Entry.objects.count() == before + entries


REFUSED: dict[str, tuple[Edit, str, str]] = {
    "another owner from the same day": (OWNER, "owners.yaml:17", "thêm một dòng có ngày bắt đầu mới"),
    "an attribute of a day with results": (
        (DIFFICULT[0], DIFFICULT[1], DIFFICULT[2].replace("2024-07-01", "2022-01-01")),
        "units.yaml:178",
        "đã có kết quả đến 31/12/2023",
    ),
    "another name": (("units.yaml", "name: Xã Quảng Khê", "name: Xã Quảng Khe"), "units.yaml:53", "Ghi sự kiện đơn vị"),
    "another first day": (("bodies.yaml", "{code: VPUB,", "{code: VPUB, since: 2005-01-01,"), "bodies.yaml:", "ngày đầu"),
    "another rank of a level with decisions": (
        ("levels.yaml", "unit_kind: commune, rank: 1", "unit_kind: commune, rank: 4"),
        "levels.yaml:6",
        "quyết định công nhận ở mức này",
    ),
    "another way of counting a target": (
        ("plan.yaml", "measure: average_criteria\n    params: {level: xa_ntm}", "measure: average_criteria\n    params: {level: xa_ntm_nang_cao}"),
        "plan.yaml:",
        "cách tính đã dùng",
    ),
    "another comparison of a judged indicator": (
        ("criteria/xa_ntm_2021_2025.yaml", 'operator: ">="', 'operator: "<="'),
        "criteria/xa_ntm_2021_2025.yaml:",
        "đã có kết quả đánh giá theo bộ này",
    ),
    "another day of an event": (
        ("events.yaml", "      SKHCN: [STTTT]\n      SNV: [SLDTBXH]", "      SNV: [STTTT, SLDTBXH]"), "events.yaml:", "làm đổi những ngày đã qua"
    ),
    "another first day of a cluster": (
        ("groups.yaml", "name: Khối thi đua lực lượng vũ trang,", "name: Khối thi đua lực lượng vũ trang, since: 2022-01-01,"),
        "groups.yaml:12",
        "Lập cụm mới",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_rewrite_the_past_stays_and_is_told_with_its_place(
    province: Province, loading: Loading, name: str
) -> None:
    edit, place, advice = REFUSED[name]
    before, state = Entry.objects.count(), everything()
    told = loading(edit)
    assert any(place in line and advice in line for line in kept(told)), told
    assert everything() == state
    assert Entry.objects.count() == before
    assert kept(loading()) == kept(told)  # told again, until it is put right


def everything() -> list[Any]:
    """All that packs write about the past, and what it leads to."""
    tables = (Owner, Attribute, Identity, Level, Target, Group, Membership, LegalEvent, Indicator, Unit)
    plan = Plan.objects.get()
    days = (date(2021, 12, 31), date(2023, 12, 31), date(2025, 6, 30), date(2025, 7, 1))
    return [
        *(list(model._default_manager.order_by("pk").values()) for model in tables),
        [as_json(row) for day in days for row in progress_on(plan, day)],
        evaluated("xa_ntm_2021_2025", 2023),
        [sorted(tree_on(day).units) for day in days],
    ]


GONE: dict[str, tuple[Edit, str]] = {
    "an owner": (("owners.yaml", '      "18.4": STP\n', ""), "cơ quan phụ trách chỉ tiêu 18.4"),
    "a document": (("documents.yaml", "  - {code: tt-256-snv-2022,", "  - {code: tt-khac,"), "văn bản tt-256-snv-2022"),
    "a day off": (("calendar.yaml", "2026-01-01, 2026-01-02, ", "2026-01-01, "), "ngày làm bù 2026-01-02"),
    "a member of a cluster": (("groups.yaml", "[BCHQS, CAT, BDBP]", "[BCHQS, CAT]"), "Bộ đội Biên phòng tỉnh"),
    "an attribute": (("units.yaml", "dn-24722, dn-24724, dn-24736,", "dn-24722, dn-24724,"), "biên giới (có từ"),
    "a figure": (("rules.yaml", '"days:evidence_expiry_warning"', '"days:other_warning"'), "báo trước khi một minh chứng"),
}  # fmt: skip


@pytest.mark.parametrize("name", GONE)
def test_what_the_pack_no_longer_says_stays_and_is_told(province: Province, loading: Loading, name: str) -> None:
    edit, said = GONE[name]
    counts = [model._default_manager.count() for model in (Owner, LegalDocument, DayOff, Membership, Attribute)]
    told = loading(edit)
    assert any(said in line for line in kept(told)), told
    after = [model._default_manager.count() for model in (Owner, LegalDocument, DayOff, Membership, Attribute)]
    assert all(one >= other for one, other in zip(after, counts, strict=True))


def test_an_owner_edited_in_place_from_a_later_day_ends_the_former(province: Province, loading: Loading) -> None:
    loading(LATER_OWNER)
    rows = Owner.objects.filter(set__code="xa_ntm_2021_2025", part="9").order_by("since")
    assert [(row.body.code, row.since, row.until) for row in rows] == [
        ("SXD", date(2021, 1, 1), date(2025, 8, 31)), ("SCT", date(2025, 9, 1), None),
    ]  # fmt: skip


def test_another_text_says_from_what_to_what_in_the_journal(province: Province, loading: Loading) -> None:
    before = Entry.objects.count()
    loading(TAKEN["the text of a target"][0])
    [entry] = fresh_entries(before)
    assert (entry.act, entry.subject_id) == ("movement.pack_changed", "xa_ntm")
    assert entry.details == {
        "before": "nội dung: có ít nhất 43 xã đạt chuẩn nông thôn mới",
        "after": "nội dung: ít nhất có 43 xã đạt chuẩn nông thôn mới",
    }
    assert Target.objects.get(code="xa_ntm").text == "ít nhất có 43 xã đạt chuẩn nông thôn mới"


def test_a_figure_given_from_a_later_day_ends_the_former_version(province: Province, loading: Loading) -> None:
    told = loading(("rules.yaml", "unit: ngày, since: 2021-01-01", "unit: ngày, since: 2026-01-01"))
    rows = Figure.objects.current().filter(key="days:evidence_expiry_warning").order_by("since")
    assert [(row.since, row.until) for row in rows] == [
        (date(2021, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), None),
    ]  # fmt: skip
    assert kept(told) == []
    assert loading()[0].endswith("không có gì mới.")


ASKED = '{indicator: "2.1", region: "*", value: 90, status: demonstration, source: [demo]}'
NEW = '{indicator: "2.1", region: tay_nguyen, value: 99, status: demonstration, source: [demo]}'


@pytest.mark.parametrize("given", [ASKED.replace("90", "99"), f"{ASKED}\n  - {NEW}"], ids=["edited", "added"])
def test_what_an_indicator_has_to_reach_is_judged_again(province: Province, loading: Loading, given: str) -> None:
    before = evaluated("xa_ntm_2021_2025", 2023)
    told = loading(("criteria/xa_ntm_2021_2025.yaml", ASKED, given))
    assert kept(told) == []
    assert evaluated("xa_ntm_2021_2025", 2023) != before
    assert Entry.objects.filter(act="criteria.rejudged").exists()
    assert loading()[0].endswith("không có gì mới.")


def test_an_officers_word_outranks_the_pack_and_that_is_told(province: Province, loading: Loading) -> None:
    officer: dict[str, Any] = {"by": "a", "by_name": "Lê Văn An", "on": date(2024, 1, 2)}
    figure = Figure.objects.current().get(key="days:evidence_expiry_warning")
    amend_figure(figure, value=30, source="QĐ 5", **officer)
    paper = LegalDocument.objects.get(code="qd-ke-hoach-2022")
    confirm_number(paper, number="1337/QĐ-UBND", paper="CV 45", **officer)
    assert len(kept(loading())) == 1  # the amendment alone: the pack says nothing of the number
    told = loading(("documents.yaml", 'number_confirmed: ""', "number_confirmed: 137/QĐ-UBND"))
    assert any("documents.yaml:13" in line and "Lê Văn An" in line for line in kept(told)), told
    assert Figure.objects.current().get(key="days:evidence_expiry_warning").value == 30
    paper.refresh_from_db()
    assert paper.number_confirmed == "1337/QĐ-UBND"


def test_a_merger_added_to_the_pack_closes_the_former_units_and_leaves_the_days_before(
    province: Province, loading: Loading
) -> None:
    text = (PACK / "units_2025.yaml").read_text(encoding="utf-8")
    olds = {
        code: next(one for one in text.splitlines() if f"code: {code}," in one) for code in ("ld-24616", "ld-24620")
    }
    new = "- {code: ld-moi, form: xã, name: Xã Thử Mới, since: 2025-12-31}"
    edits = [
        ("units_2025.yaml", row, row.replace(f"code: {code},", f"code: {code}, until: 2025-12-30,"))
        for code, row in olds.items()
    ]
    first = olds["ld-24616"]
    indent = first[: first.index("- {")]
    edits.append(("units_2025.yaml", edits[0][2], f"{indent}{new}\n{edits[0][2]}"))
    event = (
        "  - code: nhap-thu\n    kind: merge\n    effective_on: 2025-12-31\n    document: nq-1671-ubtvqh15-2025\n"
        "    title: Nhập thử\n    status: recalled\n    source: thử\n    lineage: {ld-moi: [ld-24616, ld-24620]}\n\n"
    )
    edits.append(("events.yaml", "  - code: sap-xep-so", f"{event}  - code: sap-xep-so"))
    state = everything()[-3:]
    told = loading(*edits)
    assert sum("ngày cuối: còn hoạt động → 30/12/2025" in line for line in told) == 2, told
    assert everything()[-3:] == state
    names = {unit.name for unit in tree_on(date(2025, 12, 31)).units.values()}
    assert "Xã Thử Mới" in names and "Xã Quảng Sơn" not in names
    assert Attribute.objects.filter(unit__code="ld-24616", until=None).count() == 0
    assert loading()[0].endswith("không có gì mới.")


def test_a_unit_is_not_ended_before_results_that_are_out(province: Province, loading: Loading) -> None:
    Unit.objects.filter(code="dn-24631").update(until=None)
    before = Entry.objects.count()
    with pytest.raises(CannotRun, match="units.yaml:53: Xã Quảng Khê đã có kết quả đến"):
        loading(
            ("units.yaml", "name: Xã Quảng Khê, gso", "name: Xã Quảng Khê, until: 2022-12-31, gso"),
            ("events.yaml", "ld-24631: [dn-24634, dn-24631]", "ld-24631: [dn-24634]"),
        )
    assert Entry.objects.count() == before


def test_a_database_of_before_is_read_the_same_way(province: Province, loading: Loading) -> None:
    """What the pack held was not remembered then: nothing is called gone, and an edit is taken all the same."""
    Plan.objects.update(contents={})
    before = Entry.objects.count()
    assert kept(loading()) == []
    assert Entry.objects.count() == before
    Plan.objects.update(contents={})
    assert any("Sở Công Thương" in line for line in loading(LATER_OWNER))


def test_milestones_follow_the_pack(province: Province, loading: Loading) -> None:
    first = Milestone.objects.order_by("pk")[0]
    told = loading(("plan.yaml", first.name, f"{first.name} (sửa)"))
    first.refresh_from_db()
    assert first.name.endswith("(sửa)")
    assert any(first.name in line for line in told)
