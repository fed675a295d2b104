"""Lists of nominees come in as drafts: three layouts of Word, what the law refuses, who may send what."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.audit.models import Entry
from chungsuc.audit.verification import verify_chain
from chungsuc.awards import events
from chungsuc.awards.models import AwardSubject, Dossier, Round
from chungsuc.awards.nominee_lists import NOT_OWN
from chungsuc.imports import actions
from chungsuc.imports.actions import ImportRefused
from chungsuc.organisations.models import Unit

from . import lists, rows

pytestmark = pytest.mark.usefixtures("bare_province")
DAY = date(2025, 9, 1)
HEADER = ("STT", "Họ và tên", "Chức vụ, nơi công tác", "Loại đối tượng", "Hình thức đề nghị", "Tóm tắt thành tích")
ROW = ("1", "Điểu K'Bé", "Nông dân, xã Nam Đà", "Người lao động", "Giấy khen của Chủ tịch UBND xã", "Hiến 300 m² đất")


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The day of every test is one on which the round of 2023 takes dossiers."""
    told = date(2023, 11, 1)
    for module in ("awards.kinds", "awards.nominee_lists", "awards.actions.imports"):
        monkeypatch.setattr(f"chungsuc.{module}.today", lambda: told)
    yield


def opened() -> Round:
    """The province's round of 2023."""
    return Round.objects.create(
        body=Unit.objects.get(kind="province", since__lte=date(2023, 1, 1)), code="so-ket", year=2023,
        name="Đợt sơ kết 2023", forms=["BK_TINH"], opened_on=date(2023, 10, 1), nominate_until=date(2023, 12, 15), by="snv",
    )  # fmt: skip


def merits() -> list[tuple[str, str, str, str]]:
    """(name, proposing unit, form, merit) of every dossier, in the order of the list."""
    found = Dossier.objects.select_related("subject", "proposer").order_by("pk")
    return [(one.subject.name, one.proposer.code, one.form, one.merit) for one in found]


def test_the_list_of_collectives_comes_in_by_sections_and_merged_cells(tmp_path: Path) -> None:
    opened()
    batch = lists.received(lists.collectives(tmp_path / "a.docx"), "nominations", "lệnh import")
    assert (lists.said(batch), batch.counts["matched"]) == ([], 2)
    assert actions.confirm(batch, by="lệnh import").written == 2
    assert merits() == [
        ("Xã Nam Đà", "dn-24697", "BK_TINH", "Đạt chuẩn nâng cao"),
        ("Xã Đắk Drô", "dn-24700", "BK_TINH", "Làm 12 km đường"),
    ]
    assert set(AwardSubject.objects.values_list("itself", "kind")) == {(True, "xa")}


def test_the_list_of_people_in_an_old_font_goes_on_in_a_second_table(tmp_path: Path) -> None:
    opened()
    batch = lists.received(lists.people(tmp_path / "a.docx"), "nominations", "lệnh import")
    assert [one for one in lists.said(batch) if one[1] == "error"] == [
        ("bảng 2, dòng 2, cột 5", "error", lists.said(batch)[-1][2])
    ]
    assert (batch.counts["matched"], batch.counts["wrong"]) == (1, 1)
    first, second = batch.rows.order_by("pk")
    assert (first.label, second.label) == ("Nguyễn Văn Đức", "Điểu K'Bé")
    assert actions.mend_cell(second, "bảng 2, dòng 2, cột 5", "BK UBND tỉnh", by="lệnh import") == ""
    batch.refresh_from_db()
    assert actions.confirm(batch, by="lệnh import").written == 2
    assert merits() == [
        ("Nguyễn Văn Đức", "dn-24697", "BK_TINH", "Vận động hiến đất"),
        ("Điểu K'Bé", "dn-24697", "BK_TINH", "Hiến 300 m2 đất"),
    ]


def test_the_summary_of_achievements_joins_a_column_a_year(tmp_path: Path) -> None:
    opened()
    batch = lists.received(lists.summaries(tmp_path / "a.docx"), "nominations", "lệnh import")
    assert lists.said(batch) == []
    actions.confirm(batch, by="lệnh import")
    assert merits() == [
        ("Trần Thị Hoa", "dn-24697", "BK_TINH", "Năm 2021: Vận động 20 hộ; Năm 2023: Hiến 100 m² đất"),
    ]


def test_what_is_not_considered_is_said_at_the_cell_of_the_form_with_its_clause(tmp_path: Path) -> None:
    row = (*ROW[:4], "BK Chủ tịch UBND tỉnh", ROW[5])
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [row], HEADER), "nominations", "xa")
    ((cell, level, text),) = lists.said(batch)
    assert (cell, level) == ("E2", "error")
    assert "chưa có đợt nào nhận hồ sơ" in text
    with pytest.raises(ImportRefused):
        actions.confirm(batch, by="xa", only_good=True)


def test_a_bang_khen_of_2024_is_refused_with_the_plans_clause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chungsuc.awards.nominee_lists.today", lambda: date(2024, 6, 3))
    row = (*ROW[:4], "BK Chủ tịch UBND tỉnh", ROW[5])
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [row], HEADER), "nominations", "xa")
    ((cell, _, text),) = lists.said(batch)
    assert cell == "E2"
    assert "không xét hằng năm" in text
    assert "Mục V.2.b" in text


def test_an_open_round_of_2023_takes_a_list_in_january_2024(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chungsuc.awards.nominee_lists.today", lambda: date(2024, 1, 15))
    Round.objects.filter(pk=opened().pk).update(nominate_until=date(2024, 1, 31))
    row = (*ROW[:4], "BK Chủ tịch UBND tỉnh", ROW[5])
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [row], HEADER), "nominations", "lệnh import")
    assert lists.said(batch) == []
    assert actions.confirm(batch, by="lệnh import").written == 1


def test_a_list_may_say_who_is_a_woman_and_anything_else_is_asked_for(tmp_path: Path) -> None:
    header = (*HEADER, "Giới tính")
    people = [(str(n), f"Người {n}", *ROW[2:], said) for n, said in enumerate(["Nữ", "nam", "", "x"], start=1)]
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", people, header), "nominations", "lệnh import")
    assert lists.said(batch) == [("G5", "error", "“x” không phải là giới tính. Hãy ghi nữ hoặc nam.")]
    actions.confirm(batch, by="lệnh import", only_good=True)
    assert dict(Dossier.objects.values_list("subject__name", "woman")) == {
        "Người 1": True, "Người 2": False, "Người 3": None,
    }  # fmt: skip


def test_a_unit_proposes_its_own_and_not_a_neighbours(tmp_path: Path) -> None:
    sender = rows.commune("dn-24697", date(2023, 11, 1))
    other = ("2", "Lê Thị Mỹ Hạnh", "Giáo viên, xã Đắk Drô", "Cán bộ", *ROW[4:])
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [ROW, other], HEADER), "nominations", sender.username)
    assert lists.said(batch) == [("B3", "error", NOT_OWN)]
    with pytest.raises(ImportRefused):
        actions.confirm(batch, by=sender.username)
    assert Dossier.objects.count() == 0
    own = lists.received(lists.xlsx(tmp_path / "b.xlsx", [ROW], HEADER), "nominations", sender.username)
    assert actions.confirm(own, by=sender.username).written == 1
    assert merits() == [("Điểu K'Bé", "dn-24697", "GK_XA", "Hiến 300 m² đất")]
    assert "K'Bé" not in str([one.__dict__ for one in Entry.objects.filter(act__startswith="awards.")])
    again = lists.received(lists.xlsx(tmp_path / "c.xlsx", [ROW], HEADER), "nominations", sender.username)
    assert (again.counts["changed"], again.counts["unchanged"]) == (0, 1)


def test_a_preview_tells_nothing_of_who_stands_proposed_in_a_neighbours_unit(tmp_path: Path) -> None:
    there = rows.commune("dn-24700", date(2023, 11, 1), "lang-gieng")
    other = ("2", "Lê Thị Mỹ Hạnh", "Giáo viên, xã Đắk Drô", "Cán bộ", *ROW[4:])
    theirs = lists.received(lists.xlsx(tmp_path / "a.xlsx", [other], HEADER), "nominations", there.username)
    actions.confirm(theirs, by=there.username)
    asking = rows.commune("dn-24697", date(2023, 11, 1))
    unknown = ("3", "Không Có Ai", *other[2:])
    told = []
    for name, row in (("b.xlsx", other), ("c.xlsx", unknown)):
        batch = lists.received(lists.xlsx(tmp_path / name, [row], HEADER), "nominations", asking.username)
        counts = {key: batch.counts[key] for key in ("matched", "wrong", "changed", "unchanged")}
        told.append((counts, [text for _, _, text in lists.said(batch)]))
    assert told[0] == told[1] == ({"matched": 0, "wrong": 1, "changed": 0, "unchanged": 0}, [NOT_OWN])


def test_undoing_withdraws_the_drafts_that_nobody_went_on_with(tmp_path: Path) -> None:
    sender = rows.commune("dn-24697", date(2023, 11, 1))
    more = ("2", "Lê Thị Mỹ Hạnh", "Giáo viên, xã Nam Đà", "Cán bộ", *ROW[4:])
    batch = lists.received(lists.xlsx(tmp_path / "a.xlsx", [ROW, more], HEADER), "nominations", sender.username)
    actions.confirm(batch, by=sender.username)
    Dossier.objects.filter(subject__name="Điểu K'Bé").update(version=2)
    undone = actions.undo(batch, by=sender.username, reason="Nhầm tệp")
    assert (undone.written, undone.kept) == (1, ("1 hồ sơ đã được sửa hoặc nộp nên giữ nguyên.",))
    assert dict(Dossier.objects.values_list("subject__name", "state")) == {
        "Điểu K'Bé": "draft", "Lê Thị Mỹ Hạnh": "withdrawn",
    }  # fmt: skip
    assert Entry.objects.filter(act=events.NOMINEES_UNDONE).count() == 1


def _many(tmp_path: Path, number: int, sender: str) -> object:
    """A batch of so many nominees of one commune, people whom no file has."""
    people = [(str(n), f"Nguyễn Thử {number} {n}", *ROW[2:]) for n in range(1, number + 1)]
    batch = lists.received(lists.xlsx(tmp_path / f"{number}.xlsx", people, HEADER), "nominations", sender)
    assert batch.counts["matched"] == number
    return batch


def test_two_hundred_nominees_are_drafted_and_taken_back_with_the_questions_of_twenty(tmp_path: Path) -> None:
    sender = rows.commune("dn-24697", date(2023, 11, 1)).username
    rows.subject("dn-24697", name="Người đã có trong hồ sơ")
    asked, written = [], []
    for number in (20, 200):
        batch = _many(tmp_path, number, sender)
        before = Entry.objects.count()
        with CaptureQueriesContext(connection) as done:
            assert actions.confirm(batch, by=sender).written == number
        assert Entry.objects.count() - before == 2 * number + 2  # each subject, each draft, the batch in both rooms
        with CaptureQueriesContext(connection) as undone:
            assert actions.undo(batch, by=sender, reason="Nhầm tệp").written == number
        assert Entry.objects.count() - before == 3 * number + 4
        for queries in (done, undone):
            told = [one["sql"].startswith("INSERT") for one in queries.captured_queries]
            asked.append(told.count(False))
            written.append(told.count(True))
        drafts = Dossier.objects.filter(imported=batch)
        assert {(one.state, one.version, one.steps.count()) for one in drafts} == {("withdrawn", 2, 2)}
    assert asked[:2] == asked[2:]
    assert max(written) <= 24  # SQLite takes some fifty rows in one statement
    assert verify_chain() is None


def test_a_row_that_the_law_refuses_lets_none_of_its_list_in(tmp_path: Path) -> None:
    sender = rows.commune("dn-24697", date(2023, 11, 1)).username
    batch = _many(tmp_path, 3, sender)
    last = batch.rows.order_by("-number").first()
    last.payload = [{**item, "v": "BK_TINH"} if item["f"] == "form" else item for item in last.payload]
    last.save()
    before = Entry.objects.count()
    with pytest.raises(ImportRefused, match=f"Ô {last.label_cell}: .*chỉ xét trong đợt"):
        actions.confirm(batch, by=sender)
    assert (Dossier.objects.count(), AwardSubject.objects.count(), Entry.objects.count()) == (0, 0, before)
