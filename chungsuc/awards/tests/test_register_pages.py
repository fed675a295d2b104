"""From announced dossiers to the register through the pages: lists, papers, signing, certificates, search, what leaks."""

import json
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from chungsuc.awards.facts.decisions import names_of_forms
from chungsuc.awards.models import Award, Decision
from chungsuc.cli import parser
from chungsuc.documents.models import CertificateBatch, Paper
from chungsuc.organisations.tests.events_support import text_of
from chungsuc.typesetting.content import Paragraph, Table
from chungsuc.typesetting.frozen import sheet_of
from chungsuc.web.paging import FromNearerEnd
from tests.province import Province

from . import many
from .decided import DECIDED, TODAY, awarded, prepared, somebody, waiting

pytestmark = pytest.mark.usefixtures("bare_province")


@pytest.fixture(autouse=True)
def present_day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def test_announced_dossiers_become_a_list_papers_a_decision_certificates_and_entries(
    bare_province: Province, client_as: Any
) -> None:
    office, leader = (client_as(bare_province.account(name)) for name in ("emulation", "leader"))
    one, unit = waiting("Điểu K'Bé"), waiting(of=somebody("", kind="xa"), merit="Đạt chuẩn năm 2024")
    assert "2 hồ sơ: Bằng khen của Chủ tịch UBND tỉnh" in text_of(office.get(reverse("award_decisions")))
    draw = reverse("award_decision_new", args=[one.body_id, "BK_TINH"])
    assert office.post(draw, {}).status_code == 422
    answer = office.post(draw, {"hs": [one.pk, unit.pk]})
    made = Decision.objects.get()
    here = reverse("award_decision", args=[made.pk])
    assert (answer.status_code, answer["Location"]) == (303, here)
    assert "tiền thưởng nếu ký hôm nay 10.530.000 đồng" in text_of(office.get(here))
    papers = reverse("award_decision_paper", args=[made.pk])
    for asked in ("quyet-dinh", "to-trinh", "tom-tat", "quyet-dinh"):
        assert office.post(papers, {"viec": asked}).status_code == 303
    assert sorted(Paper.objects.values_list("kind", flat=True)) == ["bao-cao", "quyet-dinh", "to-trinh"]
    assert leader.post(papers, {"viec": "to-trinh"}).status_code == 403
    listed = text_of(leader.get(reverse("awards_to_sign")))
    assert "Danh sách số" in listed and "chưa có số liệu" not in listed
    said = {"viec": "ghi", "version": 1, "number": "45/QĐ-UBND", "on": "15/12/2025", "signer": "Hồ Văn M"}
    assert office.post(here, said).status_code == 404
    assert leader.post(here, said | {"number": ""}).status_code == 422
    assert leader.post(here, said).status_code == 303
    assert Award.objects.count() == 2
    assert office.post(papers, {"viec": "bang"}).status_code == 303
    batch = CertificateBatch.objects.get()
    assert [entry["recipient"] for entry in batch.entries] == [row.name for row in Award.objects.order_by("pk")]
    assert batch.common["decision"] == "Quyết định số 45/QĐ-UBND ngày 15/12/2025"


def test_the_decision_says_line_by_line_what_the_dossiers_say(bare_province: Province, client_as: Any) -> None:
    made = prepared(waiting("Điểu K'Bé"), waiting(of=somebody("", kind="xa"), merit="Đạt chuẩn năm 2024"))
    office = client_as(bare_province.account("emulation"))
    office.post(reverse("award_decision_paper", args=[made.pk]), {"viec": "quyet-dinh"})
    sheet = sheet_of(Paper.objects.get().sheet)
    assert sheet.subject == "Về việc tặng Bằng khen của Chủ tịch UBND tỉnh"
    assert sheet.authority_line == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG"
    assert any("152/2025/NĐ-CP" in line for line in sheet.bases)
    assert not any("91/2017/NĐ-CP" in line for line in sheet.bases)
    told = [(block.lead, block.text) for block in sheet.blocks if isinstance(block, Paragraph)]
    assert [lead for lead, _ in told] == ["Điều 1.", "Điều 2.", "Điều 3.", "Điều 4."]
    assert told[0][1].startswith("Tặng Bằng khen của Chủ tịch UBND tỉnh cho 1 tập thể và 1 cá nhân đã có thành tích")
    assert "tổng số 10.530.000 đồng" in told[1][1]
    tables = [block for block in sheet.annexes[0].blocks if isinstance(block, Table)]
    place = somebody("", kind="xa").name
    assert [table.rows for table in tables] == [
        (("1", place, "", "Đạt chuẩn năm 2024", "7.020.000"),),
        (("1", "Điểu K'Bé", place, "Hiến 300 m² đất làm đường thôn", "3.510.000"),),
    ]


def test_the_register_is_searched_without_accents_and_tells_no_name_out_of_reach(
    bare_province: Province, client_as: Any
) -> None:
    [row] = awarded(waiting("Điểu K'Lung Bé"))
    office, other, away = (
        client_as(bare_province.account(name)) for name in ("emulation", "department", "other_commune")
    )
    address = reverse("award_register")
    assert "45/QĐ-UBND" not in text_of(away.get(address))
    for words, count in (("dieu klung", 1), ("45/QĐ", 1), ("khong co ai", 0)):
        assert f"{count} khen thưởng hợp" in text_of(office.get(address, {"q": words}))
    page = text_of(other.get(address))
    assert "Lung" not in page and f"Cá nhân số {row.subject_id}" in page and "Hiến 300" not in page
    assert "0 khen thưởng hợp" in text_of(other.get(address, {"q": "klung"}))
    assert other.get(reverse("award", args=[row.pk])).status_code == 404
    file = other.get(reverse("award_register_file", args=["csv"]))
    told = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "Lung" not in told and "45/QĐ-UBND" in told
    own = b"".join(office.get(reverse("award_register_file", args=["csv"])).streaming_content).decode("utf-8-sig")
    assert "Điểu K'Lung Bé" in own and "3510000" in own


def test_an_award_is_revoked_through_its_page_once(bare_province: Province, client_as: Any) -> None:
    [row] = awarded(waiting("Điểu K'Bé"))
    office = client_as(bare_province.account("emulation"))
    address = reverse("award_act", args=[row.pk, "thu-hoi"])
    assert "không còn tính vào kinh phí khen thưởng" in text_of(office.get(address))
    said = {"version": 1, "paper": "QĐ 9/QĐ-UBND", "on": "16/12/2025", "reason": "Gian dối."}
    assert office.post(address, said | {"reason": ""}).status_code == 422
    assert office.post(address, said).status_code == 303
    assert office.post(address, said).status_code == 409
    page = text_of(office.get(reverse("award", args=[row.pk])))
    assert "đã thu hồi, hủy bỏ" in page and "QĐ 9/QĐ-UBND" in page


def test_a_thousand_awards_cost_the_page_no_more_queries_than_one(
    bare_province: Province, client_as: Any, django_assert_max_num_queries: Any
) -> None:
    [row] = awarded(waiting())
    copies = [
        Award(
            subject_id=row.subject_id, form=row.form, form_name=row.form_name, name=f"Điểu {n}", name_key=f"dieu {n}",
            collective=False, decided_on=DECIDED, number=f"{n}/QĐ", by="x",
        )
        for n in range(1000)
    ]  # fmt: skip
    Award.objects.bulk_create(copies)
    client = client_as(bare_province.account("emulation"))
    with django_assert_max_num_queries(10):
        page = text_of(client.get(reverse("award_register")))
    assert "1.001 khen thưởng" in page and "Trang 1/21" in page


def test_the_command_prints_numbers_for_persons_and_names_when_asked(capsys: Any) -> None:
    awarded(waiting("Điểu K'Lung Bé"))

    def ran(*words: str) -> Any:
        options = parser().parse_args(["register", "--json", *words])
        assert options.verb.run(options) == 0
        return json.loads(capsys.readouterr().out)

    told = ran()
    [one] = told["awards"]
    assert (one["form"], one["number"], one["on"], one["bonus"], one["state"]) == (
        "BK_TINH", "45/QĐ-UBND", "2025-12-15", 3510000, "standing",
    )  # fmt: skip
    assert "Lung" not in json.dumps(told, ensure_ascii=False)
    assert ran("--names")["awards"][0]["name"] == "Điểu K'Lung Bé"
    assert ran("--year", "2024")["count"] == 0 and ran("--unit", "ld-24751", "--form", "BK_TINH")["count"] == 1
    assert date.fromisoformat(one["on"]) == DECIDED


@pytest.mark.parametrize("number", [0, 1, 5, 12])
def test_a_long_list_has_the_same_pages_counted_from_either_end(bare_province: Province, number: int) -> None:
    many.awards(number)
    rows = Award.objects.order_by("-decided_on", "-pk").values_list("pk", flat=True)
    paged, whole = FromNearerEnd(rows), list(rows)
    assert len(paged) == number
    for size in (1, 4, 5):
        assert [pk for first in range(0, number, size) for pk in paged[first : first + size]] == whole
    assert [paged[at] for at in range(number)] == whole


def test_the_last_page_passes_over_no_more_rows_than_the_first(
    bare_province: Province, client_as: Any, django_assert_max_num_queries: Any
) -> None:
    many.awards(160)
    office, address = client_as(bare_province.account("emulation")), reverse("award_register")
    with django_assert_max_num_queries(10) as asked:
        page = text_of(office.get(address, {"trang": "4"}))
    first, last = Award.objects.order_by("-decided_on", "-pk")[0], Award.objects.order_by("decided_on", "pk")[0]
    assert "Trang 4/4" in page and last.name in page and f"{first.name} " not in page
    assert not any("OFFSET" in one["sql"] for one in asked.captured_queries)


def test_a_form_that_is_gone_is_called_as_the_register_last_called_it(bare_province: Province) -> None:
    many.awards(3)
    rows = list(Award.objects.order_by("decided_on"))
    for row, name in zip(rows, ("Tên đầu", "Tên giữa", "Tên cuối"), strict=True):
        Award.objects.filter(pk=row.pk).update(form="XUA", form_name=name)
    names = names_of_forms(date(2025, 12, 1), ["XUA", "BK_TINH", "CHUA_CO"])
    assert names["XUA"] == "Tên cuối" and names["BK_TINH"] and "CHUA_CO" not in names
