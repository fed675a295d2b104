"""The faults that tests plant in the small pack, a row each: what stands there, the fault, words of what is told."""

from pathlib import Path
from typing import NamedTuple

from .test_packs import errors, plant


class Planted(NamedTuple):
    """The first `old` of the file becomes `new`; the fault is told `below` so many lines under it."""

    old: str
    new: str
    words: str
    below: int = 0


def assert_told(folder: Path, file: str, fault: Planted) -> None:
    """Plants the fault in the pack of the folder: it is told with its file and line."""
    line = plant(folder, file, fault.old, fault.new) + fault.below
    told = errors(folder)
    assert [(f.file, f.line) for f in told if fault.words in f.message][:1] == [(file, line)], told


def one_more(figure: str) -> tuple[str, str]:
    """One more figure, put before those of the file."""
    return "figures:", f"figures:\n  - {{{figure}, since: 2022-01-01, status: verified, source: a}}"


# fmt: off
PLANTED = {
    "levels.yaml": {
        "unknown key": Planted("rank: 2, includes", "hang: 1, rank: 2, includes", "Khóa “hang”"),
        "unknown default": Planted("defaults: {status", "defaults: {rank: 1, status", "Mặc định “rank”"),
        "text for a number": Planted("rank: 2", "rank: hai", "phải là số"),
        "fraction for a whole number": Planted("rank: 2", "rank: 2.5", "số nguyên"),
        "list for a text": Planted("name: Xã xuất sắc", "name: [Xã xuất sắc]", "phải là chữ"),
        "text for a list": Planted("includes: [dat_chuan]", "includes: dat_chuan", "phải là danh sách"),
        "unknown status": Planted("rank: 2", "status: đúng, rank: 2", "status: đúng"),
        "unknown word": Planted("unit_kind: district", "unit_kind: huyện", "chọn một trong"),
        "unknown source": Planted("rank: 2", "source: [abc], rank: 2", "Nguồn “abc”"),
        "set unknown": Planted("set: mau", "set: la", "mã “la”"),
        "two names of one level": Planted("name: Xã xuất sắc", "name: đạt chuẩn", "dùng cho hai mức"),
        "level that includes itself": Planted("includes: [dat_chuan]", "includes: [dat_chuan, xuat_sac]", "bao gồm chính nó"),
    },
    "rules.yaml": {
        "unknown key of the file": Planted("figures:", "figure: []\nfigures:", "Khóa “figure”"),
        "YAML error at the end": Planted("figures:", "figures: [", "cú pháp YAML", 1),
        "rows that are no list": Planted("figures:", "figures: không\nkhac:", "phải là danh sách các dòng"),
        "figure without value": Planted("value: 2, unit", "unit", "Chưa có “value”"),
        "impossible date as a value": Planted("value: 2, unit", "value: 2024-02-30, unit", "2024-02-30"),
        "figure key of another kind": Planted("rule:below_criteria_count", "target:below", "phải bắt đầu bằng rule:"),
        "overlapping periods": Planted(*one_more('key: "rule:merger_keeps_level", label: Nữa, value: 1'), "hai giá trị cùng lúc", 1),
        "fraction above the whole": Planted(*one_more('key: "share:x", label: X, value: "3/2"'), "hoặc phân số", 1),
        "share of nothing": Planted(*one_more('key: "share:x", label: X, value: "2/0"'), "hoặc phân số", 1),
        "fraction with a unit of measure": Planted(*one_more('key: "share:x", label: X, value: "2/3", unit: "%"'), "không có đơn vị tính", 1),
        "row without source": Planted(", source: tự đặt}", "}", "Thiếu “source”", -1),
        "words where a number is counted": Planted("value: 2, unit", "value: hai, unit", "giá trị phải là số"),
        "words within a table of numbers": Planted("value: 2, unit", "value: {xa: 2, huyen: [3, hai]}, unit", "giá trị phải là số"),
        "days in words": Planted(*one_more('key: "days:thu", label: Thử, value: mười'), "Số ngày phải là số nguyên", 1),
        "share above the whole": Planted(*one_more('key: "share:thu", label: Thử, value: 120'), "Tỷ lệ phải là số từ 0 đến 100", 1),
    },
    "plan.yaml": {
        "missing value": Planted("name: Xã đạt chuẩn, text", "text", "Thiếu “name”"),
        "blank value": Planted("name: Tổng kết, who", "name: , who", "Thiếu “name”"),
        "basis without what follows": Planted("basis_until: 2024-12-31, ", "", "phải đi cùng nhau", -1),
        "unknown parameter": Planted("params: {level: dat_chuan}", "params: {muc: dat_chuan}", "Tham số “muc”"),
        "level unknown": Planted("levels: [huyen_dat_chuan]", "levels: [huyen_la]", "mã “huyen_la”"),
        "level asked without level": Planted("recognised,\n     params: {level: dat_chuan}", "recognised,\n     params: {}", "params: {level"),
        "parameter of another kind": Planted("counted_from: 2021-01-01", "counted_from: sớm", "phải là một ngày"),
        "levels that are no list": Planted("levels: [huyen_dat_chuan]", "levels: huyen_dat_chuan", "phải là danh sách"),
        "target in words": Planted("value: 4, unit", "value: bốn, unit", "phải là một số, ví dụ 43"),
        "milestone for nobody known": Planted("binds: [cac-huyen]", "binds: [cac-tinh]", "Không có đối tượng giao việc mã “cac-tinh”"),
        "subject for nobody known": Planted("binds: [cac-xa]", "binds: [cac-xa-moi]", "Không có đối tượng giao việc mã “cac-xa-moi”"),
        "milestone that opens after its day": Planted("due: 2025-12-31, article", "opens: 2026-01-01, due: 2025-12-31, article", "sau hạn"),
        "milestone for the same twice": Planted("binds: [cac-huyen]", "binds: [cac-huyen, huyen-nua]", "giao cho district hai lần cùng lúc", -1),
    },
    "duties.yaml": {
        "kind unknown": Planted("kinds: [district], status", "kinds: [huyen], status", "Loại đơn vị “huyen” không dùng được"),
        "audience of nobody": Planted(", kinds: [commune]", "", "chưa có đơn vị nào"),
        "unit unknown": Planted("units: [MTTQ]", "units: [HND]", "mã “HND”"),
        "unit left out unknown": Planted("but: [tm-tren]", "but: [tm-98]", "mã “tm-98”"),
        "ends before it begins": Planted("until: 2025-06-30", "until: 2020-06-30", "trước ngày đầu"),
        "sender unknown": Planted("by: province", "by: tỉnh", "chọn một trong"),
        "receiver unknown": Planted("to: [cac-huyen, mat-tran]", "to: [cac-so]", "Không có đối tượng giao việc mã “cac-so”"),
        "instruction for nobody known": Planted("binds: [mat-tran]", "binds: [doan-the]", "Không có đối tượng giao việc mã “doan-the”"),
        "instruction without article": Planted("article: Mục III, ", "", "Thiếu “article”"),
        "phase without end": Planted("since: 2021-01-01, until: 2025-12-31", "since: 2021-01-01", "Thiếu “until”"),
        "two audiences of one code": Planted("code: huyen-nua", "code: cac-huyen", "Mã đối tượng giao việc “cac-huyen” đã dùng"),
    },
    "pack.yaml": {
        "duplicate key": Planted("short_name:", "name: Hai lần\nshort_name:", "Khóa “name” đã có ở dòng 3"),
        "key that is no word": Planted("regions: {", "[a]: b\nregions: {", "Khóa phải là một từ"),
        "alias": Planted("province: tm", "province: *ten", "bí danh"),
        "text for a table": Planted("regions: {dong_bang: Đồng bằng, mien_nui: Miền núi}", "regions: nhiều", "phải là bảng"),
        "period without end": Planted("until: 2025-12-31", "until:", "Thiếu “until”"),
        "sample that is not there": Planted("province: tm", "samples:\n  - {file: khong.xlsx, kind: recognitions}\nprovince: tm", "khong.xlsx", 1),
        "sample outside the pack": Planted(
            "province: tm", "samples:\n  - {file: ../../a.xlsx, kind: recognitions, year: 2023}\nprovince: tm",
            "a.xlsx", 1,
        ),
        "region without name": Planted("mien_nui: Miền núi", "mien_nui:", "“mien_nui” phải là chữ"),
        "province unknown": Planted("province: tm", "province: khac", "mã “khac”"),
        "plan unknown": Planted("plan_document: ", "plan_document: khac-", "Không có văn bản mã “khac-"),
    },
    "bodies.yaml": {
        "tab": Planted("  tm:", "\ttm:", "phím Tab"),
        "units that are no list": Planted("  tm:", "  khac: chữ\n  tm:", "Dưới “khac”"),
    },
    "groups.yaml": {
        "YAML error": Planted("{code: cum-1", "{{code: cum-1", "cú pháp YAML", 1),
        "row that is no table": Planted("groups:", "groups:\n  - chữ", "cặp khóa", 1),
        "group without members": Planted("members_kind: district, ", "", "chưa có thành viên"),
        "member unknown": Planted("members_kind: district", "members: [tm-98]", "mã “tm-98”"),
    },
    "events.yaml": {
        "impossible date": Planted("effective_on: 2024-01-01", "effective_on: 2024-02-31", "2024-02-31"),
        "date in words": Planted("effective_on: 2024-01-01", "effective_on: tháng 1", "tháng 1"),
        "lineage that is no list": Planted("tm-12: [", "tm-13: tm-03\n      tm-12: [", "danh sách các đơn vị cũ"),
        "empty lineage": Planted("lineage:", "lineage: {}\n    note:", "trống"),
        "document unknown": Planted("document: sap-xep-mau", "document: la", "mã “la”"),
        "predecessor that is no text": Planted("[tm-01, {", "[[tm-01], {", "“lineage” phải là chữ"),
    },
    "documents.yaml": {
        "year far away": Planted("issued_on: 2021-03-15", "issued_on: 0021-03-15", "năm không hợp lý"),
        "confirmed number never printed": Planted("number: 12/KH-UBND", "number: 12/KH-UBND, numbers_printed: [13/KH-UBND]", "khác mọi số"),
    },
    "units.yaml": {
        "end before start": Planted('gso: "99002", until: 2023-12-31', 'gso: "99002", until: 1999-12-31', "trước ngày đầu"),
        "point with one number": Planted("point: [105.5, 20.25]", "point: [105.5]", "kinh độ"),
        "point in words": Planted("point: [105.5, 20.25]", "point: [đông, bắc]", "kinh độ"),
        "point off the earth": Planted("point: [105.5, 20.25]", "point: [20.25, 105.5]", "quả đất"),
        "unit unknown": Planted("neighbours: [tm-01, tm-03]", "neighbours: [tm-01, tm-99]", "mã “tm-99”"),
        "unit unknown to a rule": Planted("units: [tm-03]", "units: [tm-03, tm-98]", "mã “tm-98”"),
        "duplicate code": Planted("code: tm-05", "code: tm-04", "“tm-04” đã dùng"),
        "GSO code held twice": Planted('gso: "99005"', 'gso: "99004"', "cùng lúc thuộc"),
        "commune without a place": Planted("communes:", "communes:\n  '':\n    - {code: tm-07, form: xã, name: Xã Bảy}", "chưa ghi thuộc", 2),
        "unit older than its parent": Planted("code: tm-05,", "code: tm-05, since: 1990-01-01,", "trước Huyện Dưới"),
        "commune that goes nowhere": Planted('gso: "99005"', 'gso: "99005", until: 2023-12-31', "không nhập vào đâu"),
        "commune from nowhere": Planted('gso: "99005"', 'gso: "99005", since: 2024-01-01', "không từ đơn vị cũ nào"),
        "region of a unit unknown": Planted("key: region, value: ", "key: region, value: x", "Không có vùng mã “x"),
        "attribute neither yes nor no": Planted('value: "yes"', "value: co", "value: co"),
        "kind of a rule unknown": Planted("kinds: [commune]", "kinds: [xa]", "Loại đơn vị “xa”"),
    },
    "criteria/mau.yaml": {
        "text for yes or no": Planted("by_sex: true", "by_sex: có", "true hoặc false"),
        "value though missing": Planted("year: 2025, status", "year: 2025, value: 1, status", "vẫn là missing"),
        "set without heading": Planted("set:", "sett:", "Thiếu “set”"),
        "set without structure": Planted("  structure: {criteria: 3, indicators: 5}", "  structure: {criteria: 3}", "“structure”"),
        "set without years": Planted("  years: [2021, 2022, 2023, 2024, 2025]", "  years: [21]", "“years”"),
        "threshold of no indicator": Planted('indicator: "1.2"', 'indicator: "1.9"', "không có trong bộ"),
        "threshold not yes or no": Planted("value: true}", "value: 5}", "phải là true"),
        "threshold no number": Planted("value: 90}", "value: cao}", "phải là số"),
        "threshold above the whole": Planted("value: 90}", "value: 190}", "từ 0 đến 100"),
        "threshold of a count in parts": Planted("value: 0}", "value: 0.5}", "số nguyên"),
        "region unknown": Planted("region: mien_nui", "region: bien", "vùng mã “bien”"),
        "operator of yes or no": Planted("kind: boolean, ", 'kind: boolean, operator: ">=", ', "phải là =="),
        "yes or no by sex": Planted("kind: boolean, ", "kind: boolean, by_sex: true, ", "không tách nam nữ"),
        "criterion unknown": Planted('code: "3.2", criterion: 3', 'code: "3.2", criterion: 8', "không có trong bộ"),
        "indicator under another criterion": Planted('code: "3.2", criterion: 3', 'code: "3.2", criterion: 1', "ghi nhầm"),
        "attribute that chooses no region": Planted(
            "region_default:", "region_rule: {mien_nui: mien_nui}\n  region_default:",
            "thuộc tính “mien_nui”",
        ),
        "measure shared by unlike indicators": Planted(
            'code: "1.2", criterion: 1', 'code: "1.2", measure: "mau:1.1", criterion: 1',
            "dùng chung số đo",
        ),
    },
    "owners.yaml": {
        "body unknown": Planted('"3": MTTQ', '"3": HND', "mã “HND”"),
        "owner of no part": Planted('"3": MTTQ', '"3": MTTQ, "3.9": SNN', "không có phần “3.9”"),
        "owner that is no text": Planted('"3": MTTQ', '"3": [MTTQ]', "“3” phải là chữ"),
    },
    "evidence.yaml": {
        "proof of an unknown kind": Planted('"2": {needs: [quyet_dinh]', '"2": {needs: [bao_cao]', "“bao_cao”"),
        "proof of an unknown indicator": Planted('"3.2": {needs', '"3.9": {needs', "chỉ tiêu “3.9”"),
        "proof told twice": Planted("also: [anh, giay_chung_nhan]", "also: [anh, anh]", "đã ghi ở dòng"),
        "proofs that are no list": Planted('"1.2": {needs: [anh]', '"1.2": {needs: anh', "phải là danh sách"),
        "proofs under another word": Planted('"1.2": {needs', '"1.2": {can', "Khóa “can”"),
        "indicator without a table": Planted('"1.2": {needs: [anh]}', '"1.2": anh', "cặp khóa"),
        "kind told twice": Planted("code: anh", "code: quyet_dinh", "“quyet_dinh” đã dùng"),
        "kind with an unknown source": Planted("code: anh, name", "code: anh, source: [x], name", "Nguồn “x”"),
        "validity without sense": Planted("valid_months: 36", "valid_months: 36000", "không hợp lý"),
    },
}
# fmt: on
