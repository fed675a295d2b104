"""Every rule of the linter finds the slip that was planted for it, there and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from chungsuc.documents.rules.lint import day_of, lint
from chungsuc.documents.rules.lint_shapes import DECREE, RULES, LintFacts
from chungsuc.typesetting.lines import BOX, Line, Text

from .linted import DECISION, FACTS, LETTER, findings, rules, text_of


@pytest.mark.parametrize("lines", [DECISION, LETTER])
def test_a_sound_paper_has_nothing_to_look_at(lines: str) -> None:
    assert findings(lines) == []


# what is replaced in the sound decision, by what, the rule that must find it, its place, what it must say
PLANTED = [
    ("Điều 2. Quyết", "Điều 3. Quyết", ["article-order", "article-order"], "Điều 3, đoạn 1", "Thiếu Điều 2"),
    ("Điều 1. Ban", "Điều 2. Ban", ["article-order", "article-order"], "Điều 2, đoạn 1", "Thiếu Điều 1"),
    ("Điều 3. Chánh", "Điều 5. Chánh", ["article-order", "recipients-article"], "Điều 5, đoạn 1", "Thiếu Điều 3 đến 4"),
    ("Điều 2. Quyết", "Điều …. Quyết", ["article-unnumbered"], "Điều, đoạn 1", "Ghi “Điều 2.”"),
    ("Điều 3. Chánh", "Chánh", ["article-unnumbered"], "Điều 2, đoạn 2", "Ghi “Điều 3.”"),
    ("- Như Điều 3;", "- Như Điều 2;", ["recipients-article"], "Nơi nhận, dòng 1", "Sửa thành “Như Điều 3”"),
    ("- Như Điều 3;", "- Như Điều 7;", ["recipients-article"], "Nơi nhận, dòng 1", "không có Điều 7"),
    ("có hiệu lực kể", "sửa Điều 9 Quyết định này, có hiệu lực kể", ["article-reference"], "Điều 2, đoạn 1", "đến Điều 3"),
    ("II. TỔ", "III. TỔ", ["section-order"], "Phụ lục, mục III, đoạn 1", "Thiếu mục II"),
    ("2. Yêu cầu", "3. Yêu cầu", ["clause-order"], "Phụ lục, mục I.3, đoạn 1", "Thiếu khoản 2"),
    ("2. Yêu cầu", "1. Yêu cầu", ["clause-order"], "Phụ lục, mục I.1, đoạn 1", "Trùng số"),
    ("b) Tiết", "c) Tiết", ["point-order"], "Phụ lục, mục I.2, điểm c, đoạn 1", "là điểm b"),
    ("a) Thiết", "b) Thiết", ["point-order", "point-order"], "Phụ lục, mục I.2, điểm b, đoạn 1", "thiếu điểm a"),
    ("b) Tiết", "f) Tiết", ["point-order"], "Phụ lục, mục I.2, điểm f, đoạn 1", "không có chữ này"),
    ("số 12/QĐ-UBND ngày 05/02", "số 112/QĐ-UBND ngày 05/02", ["annex-number"], "Phụ lục, tên loại và trích yếu, dòng 3", "112/QĐ-UBND"),
    ("ngày 05/02/2024", "ngày 06/02/2024", ["annex-date"], "Phụ lục, tên loại và trích yếu, dòng 3", "06/02/2024"),
    ("Số: 12/QĐ-UBND", "Số: 12/TTr-UBND", ["number-symbol", "annex-number"], "Phần đầu, dòng 5", "“QĐ”"),
    ("Số: 12/QĐ-UBND", "Số: 12/QĐ-HĐND", ["number-symbol", "annex-number"], "Phần đầu, dòng 5", "“UBND”"),
    ("Số: 12/QĐ", "Số: 5/QĐ", ["number-padding", "annex-number"], "Phần đầu, dòng 5", "Số: 05/QĐ-UBND"),
    ("số 15/TTr-SNV", "số 15/QĐ-SNV", ["cited-number"], "Phần căn cứ, dòng 3", "“TTr”"),
    ("số 15/TTr-SNV", "số 15-TTr.SNV", ["cited-number"], "Phần căn cứ, dòng 3", "không đúng dạng"),
    ("số 98/2023/NĐ-CP", "số 98/2023/ND-CP", ["cited-number"], "Phần căn cứ, dòng 2", "“NĐ”"),
    ("ngày 31 tháng 12 năm 2023", "ngày 31 tháng 12 năm 2022", ["cited-number"], "Phần căn cứ, dòng 2", "năm 2023"),
    ("ngày 02 tháng 02", "ngày 31 tháng 02", ["date-impossible"], "Phần căn cứ, dòng 3", "trong lịch"),
    ("ngày 05 tháng 02", "ngày 5 tháng 2", ["date-padding"], "Phần đầu, dòng 6", "ngày 05 tháng 02 năm 2024"),
    ("kể từ ngày ký", "kể từ thứ Hai, ngày 06/02/2024", ["date-weekday"], "Điều 2, đoạn 1", "là thứ ba"),
    ("kể từ ngày ký", "kể từ ngày 06/02/2024 (thứ 7)", ["date-weekday"], "Điều 2, đoạn 1", "là thứ ba"),
    ("ngày 15 tháng 6 năm 2022;", "ngày 26 tháng 11 năm 2003;", ["base-expired"], "Phần căn cứ, dòng 1", "Thay bằng Luật số 06/2022/QH15"),
    ("98/2023/NĐ-CP ngày 31 tháng 12 năm 2023", "91/2017/NĐ-CP ngày 31 tháng 7 năm 2017", ["base-expired"], "Phần căn cứ, dòng 2", "từ 01/01/2024"),
    ("98/2023/NĐ-CP ngày 31 tháng 12 năm 2023", "152/2025/NĐ-CP ngày 14 tháng 6 năm 2025", ["base-early"], "Phần căn cứ, dòng 2", "01/07/2025"),
    ("ngày 02 tháng 02", "ngày 12 tháng 02", ["base-early"], "Phần căn cứ, dòng 3", "sau ngày của văn bản"),
    ("của Chính phủ;", "của Chính phủ.", ["base-mark"], "Phần căn cứ, dòng 2", "chấm phẩy"),
    ("02 năm 2024.", "02 năm 2024;", ["base-mark"], "Phần căn cứ, dòng 3", "dấu chấm (.)"),
    ("TỈNH ĐẮK NÔNG\nCỘNG", "TỈNH ĐẮC NÔNG\nCỘNG", ["unit-spelling"], "Phần đầu, dòng 2", "“Đắk Nông”"),
    ("xã Quảng Hòa", "xã Quang Hòa", ["unit-spelling"], "Điều 1, đoạn 1", "“Quảng Hoà”"),
    ("huyện Đắk Mil", "huyện Đắc Mil", ["unit-spelling"], "Điều 1, đoạn 1", "“Đắk Mil”"),
    ("Sở Nội vụ theo", "Sở Nông nghiệp và Môi trường theo", ["body-gone"], "Phụ lục, mục II.1, đoạn 1", "có từ 01/03/2025"),
    ("nâng cao đời sống", "tránh chòng  chéo, nâng cao đời sống", ["word"], "Phụ lục, mục I.1, đoạn 1", "“chồng chéo”"),
    ("- Lưu: VT, NC.", "- Ban TD-KT;\n- Lưu: VT, NC.", ["word"], "Nơi nhận, dòng 2", "“TĐ - KT”"),
    ("mới của huyện", "mới “ba sạch của huyện", ["quote"], "Điều 1, đoạn 1", "không được đóng"),
    ("mới của huyện", "mới ba sạch” của huyện", ["quote"], "Điều 1, đoạn 1", "không có dấu mở"),
    ("mới của huyện", 'mới "ba sạch của huyện', ["quote"], "Điều 1, đoạn 1", "lẻ"),
    ("Quyết định này./.\nNơi", "Quyết định này.//.\nNơi", ["end-mark"], "Điều 3, đoạn 1", "“.//.”"),
    ("Quyết định này./.\nNơi", "Quyết định này.\nNơi", ["end-mark"], "Điều 3, đoạn 1", "Chưa có dấu kết thúc"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "broken", "place", "words"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_planted_slip_is_found_at_its_place(old: str, new: str, broken: list[str], place: str, words: str) -> None:
    assert DECISION.count(old) >= 1
    found = findings(DECISION.replace(old, new, 1))
    assert [finding.rule for finding in found] == broken
    assert found[0].place == place and words in found[0].message


def test_every_rule_has_a_planted_slip() -> None:
    elsewhere = {"unit-gone", "level-gone", "base-missing", "number-drafter"}
    assert {rule for _, _, broken, _, _ in PLANTED for rule in broken} == set(RULES) - elsewhere


def test_a_decision_without_bases_lacks_them_and_a_letter_does_not() -> None:
    lines = [line for line in DECISION.split("\n") if not line.startswith(("Căn cứ", "Theo đề nghị"))]
    (found,) = findings("\n".join(lines))
    assert (found.rule, found.place) == ("base-missing", "Phần căn cứ")


# units of another day: the paper of 2024 as if it were signed later
LATER = DECISION.replace("ngày 05 tháng 02 năm 2024", "ngày 15 tháng 8 năm 2025")


def test_after_the_merger_former_units_and_bodies_are_told() -> None:
    found = {(finding.rule, finding.place) for finding in findings(LATER)}
    assert {
        ("unit-gone", "Phần đầu, dòng 2"),
        ("unit-gone", "Phần đầu, dòng 6"),
        ("unit-gone", "Điều 1, đoạn 1"),
        ("body-gone", "Phụ lục, mục II.2, đoạn 1"),
        ("base-expired", "Phần căn cứ, dòng 2"),
    } <= found


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2023, huyện Đắk Mil có 6 xã đạt chuẩn.",
        "Xã hình thành từ huyện Đắk Mil (cũ).",
        "Quyết định số 772/QĐ-UBND ngày 25/4/2022 của UBND tỉnh Đắk Nông về nông thôn mới ở huyện Krông Nô.",
        "Đến ngày 30/6/2025, huyện Krông Nô đạt 4 xã.",
        "Xã Đắk Mil, xã Quảng Hoà và xã Quảng Hòa của tỉnh Lâm Đồng.",
        "Phong trào “Đắk Nông chung sức xây dựng nông thôn mới”, Báo Đắk Nông đưa tin.",
        "Ông Nguyễn Tấn Thành, bà Tân Thanh dự họp.",
        "Huyện nghèo, các huyện và xã biên giới.",
        "Nghị quyết số 1671/NQ-UBTVQH15 ngày 16/6/2025 của Quốc hội về sắp xếp xã Đắk Mil của tỉnh Lâm Đồng.",
    ],
)
def test_what_is_said_of_a_former_time_or_a_person_is_no_slip(sentence: str) -> None:
    assert rules(sentence, day=date(2025, 10, 1)) == []


def test_names_of_a_list_are_all_held_against_the_day() -> None:
    found = findings("Các huyện Đắk Mil, Krông Nô và xã Đắk R’Măng báo cáo.", day=date(2025, 10, 1))
    assert [finding.message.split(" không còn")[0] for finding in found] == ["Huyện Đắk Mil", "Xã Đắk R'Măng"] or len(
        found
    ) == 3


def test_no_district_is_addressed_where_there_is_none() -> None:
    after = LETTER.replace("thành phố Gia Nghĩa", "thành phố").replace("tháng 3 năm 2024", "tháng 10 năm 2025")
    assert "level-gone" in rules(after)
    assert "level-gone" not in rules(LETTER)


def test_without_a_day_neither_law_nor_units_are_judged_and_one_may_be_given() -> None:
    undated = DECISION.replace("ngày 05 tháng 02 năm 2024", "ngày … tháng … năm …")
    assert rules(undated) == []
    assert day_of(text_of(undated)) is None and day_of(text_of(DECISION)) == date(2024, 2, 5)
    assert "unit-gone" in rules(undated, day=date(2025, 10, 1))


def test_with_nothing_loaded_only_what_needs_no_facts_is_judged() -> None:
    wrong = DECISION.replace("Điều 3. Chánh", "Chánh").replace("ngày 02 tháng 02", "ngày 31 tháng 02")
    found = findings(wrong.replace("chung là", "chòng chéo"), LintFacts())
    assert [finding.rule for finding in found] == ["date-impossible", "article-unnumbered"]
    assert {finding.citation for finding in found} == {DECREE}


def test_a_finding_cites_where_its_rule_stands_or_where_the_word_was_met() -> None:
    (met,) = findings("Tránh chòng chéo.")
    assert met.citation == "kế hoạch"
    (known,) = findings("Để cũng cố nông thôn mới, chúng ta cũng cố gắng.")
    assert (known.citation, known.message) == ("từ điển", "Viết “cũng cố”; đúng là “củng cố”. Sửa lại.")


def test_numbers_that_word_prints_are_read_like_typed_ones() -> None:
    lines = [Line("Yêu cầu", label="1."), *(Line("việc", label=f"{letter})") for letter in "abcde")]
    (found,) = lint(Text(tuple(lines)), FACTS)
    assert found.rule == "point-order" and "là điểm đ" in found.message


def test_quoted_articles_of_an_amended_paper_are_not_numbered_with_its_own() -> None:
    quoted = "“Điều 9. Sửa đổi\n1. Một\nĐiều 12. Hai.”"
    assert rules(DECISION.replace("Điều 2. Quyết", f"{quoted}\nĐiều 2. Quyết")) == []


def test_lists_begin_anew_under_each_heading_and_sections_may_have_points_only() -> None:
    lines = "I. MỘT\n1. Một\n2. Hai\n1. Một\n2. Hai\nII. HAI\na) Một\nb) Hai\nA. Ba\nI. MỘT\n1.1. Nhỏ\n1.2. Nhỏ"
    assert rules(lines) == []


def test_quantities_at_the_beginning_of_a_line_are_no_clauses() -> None:
    assert rules("43. Xã đạt chuẩn\n17,2 tiêu chí\n12.5 km đường\n2025. Năm cuối\n1. Một\n2. Hai") == []


def test_a_draft_without_number_and_day_is_not_blamed_for_it() -> None:
    draft = DECISION.replace("Số: 12/", "Số:      /").replace("số 12/", "số     /")
    draft = draft.replace("ngày 05 tháng 02 năm 2024", "ngày … tháng … năm …").replace("ngày 05/02/2024", "ngày …/…/…")
    assert rules(draft) == []


def test_a_body_below_a_known_one_may_have_letters_of_its_own() -> None:
    own = LETTER.replace("SỞ NỘI VỤ\nSố: 45/SNV-TĐKT", "SỞ NỘI VỤ\nBAN THI ĐUA\nSố: 45/BTĐ-NV")
    assert rules(own) == []
    assert rules(LETTER.replace("45/SNV", "45/UBND")) == ["number-symbol"]


def test_a_letter_without_the_unit_that_drafted_it_is_told_and_a_decision_names_none() -> None:
    assert rules(LETTER.replace("45/SNV-TĐKT", "45/SNV")) == ["number-drafter"]
    assert "number-drafter" not in rules(DECISION)


def test_letters_of_points_come_from_the_pack() -> None:
    assert rules("1. Một\na) Một\nf) Hai", replace(FACTS, letters=("a", "f"))) == []


# --- less usual papers ---


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        ("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Một\nChương II\nĐiều 2. Hai", []),
        ("Chương I\nĐiều 1. Một\nChương III\nĐiều 2. Hai", ["section-order"]),
        ("Chương 1\nĐiều 1. Một\nChương 3\nĐiều 3. Hai", ["section-order", "article-order"]),
        ("1. Một\n2.1. Của mục khác\n1.1. Một\n1.3. Ba\n1.1.1. Sâu hơn", ["clause-order"]),
        ("1. Một\na) Một\nb) Hai\na) Lại\nb) Lại", []),
        ("1. Một\na) Một\nw) Hai\ng) Ba", ["point-order"]),
        ("1. Một\nz) Một", ["point-order"]),
        ("I. Một\nI. Một", ["section-order"]),
        ("I. Một\nII. Hai\nI. Lại", ["section-order"]),
        ("Điều 2. Một\nĐiều 1. Hai", ["article-order", "article-order"]),
        ("H. Tám\nI. Chín\nJ. Mười", []),
    ],
)
def test_numbers_of_chapters_sections_and_lists(lines: str, broken: list[str]) -> None:
    assert rules(lines) == broken


NO_EXECUTION = DECISION.replace(
    "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.", ""
)


@pytest.mark.parametrize(("number", "broken"), [(2, 0), (3, 1)])
def test_without_an_executing_article_only_a_number_that_is_not_there_is_told(number: int, broken: int) -> None:
    said = rules(NO_EXECUTION.replace("kể từ ngày ký.", "kể từ ngày ký./.").replace("Như Điều 3", f"Như Điều {number}"))
    assert said == ["recipients-article"] * broken


def test_an_executing_clause_or_paragraph_of_its_article_needs_no_number_of_its_own() -> None:
    clause = DECISION.replace("Điều 3. Chánh", "Điều 3. Tổ chức thực hiện\n1. Hiệu lực từ ngày ký.\n2. Chánh")
    assert rules(clause) == []
    under = DECISION.replace("Điều 3. Chánh", "Điều 3. Tổ chức thực hiện\nChánh")
    assert rules(under) == []
    loose = "Điều 1. Một\nChánh Văn phòng chịu trách nhiệm thi hành Quyết định này."
    assert rules(loose) == [] and rules(f"Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.\n{loose}") == []


def test_a_paper_may_begin_with_its_bases_or_its_text() -> None:
    begun = "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017;\nTheo đề nghị của Sở Nội vụ.\nNội dung."
    assert rules(begun, day=date(2024, 2, 5)) == ["base-expired"]
    long = (
        "Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị, địa phương tiếp tục tổ chức thực hiện phong trào thi đua như sau, "
        * 2
    )
    assert rules(f"A\nB\nC\nD\n{long}\n1. Một\n3. Ba") == ["clause-order"]


def test_a_decision_of_laws_cited_by_year_or_not_at_all() -> None:
    by_year = DECISION.replace("ngày 15 tháng 6 năm 2022;", "năm 2003;")
    assert rules(by_year) == ["base-expired"]
    by_name = DECISION.replace(" ngày 15 tháng 6 năm 2022;", ";")
    assert rules(by_name) == []
    amending = DECISION.replace(
        "ngày 15 tháng 6 năm 2022;",
        "ngày 15 tháng 6 năm 2022; Luật sửa đổi Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003;",
    )
    assert rules(amending) == []


def test_a_number_without_its_year_is_known_by_its_day() -> None:
    thing = "Căn cứ Quyết định số 318/QĐ-TTg ngày 08 tháng 3 năm {} của Thủ tướng Chính phủ;\nTheo đề nghị"
    of_2022 = DECISION.replace("Theo đề nghị", thing.format(2022)).replace(
        "ngày 05 tháng 02 năm 2024", "ngày 05 tháng 02 năm 2026"
    )
    assert "base-expired" in rules(of_2022)
    assert rules(DECISION.replace("Theo đề nghị", thing.format(2021))) == []


def test_an_annex_without_a_note_or_with_a_label_is_an_annex() -> None:
    plain = DECISION.replace("(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/02/2024 của Chủ tịch UBND tỉnh)\n", "")
    assert rules(plain) == []
    (found,) = findings(
        DECISION.replace("KẾ HOẠCH\nXây dựng nông thôn mới\n", "PHỤ LỤC II\nDANH SÁCH\n").replace("b) Tiết", "d) Tiết")
    )
    assert found.place == "Phụ lục II, mục I.2, điểm d, đoạn 1"
    middle = "QUYẾT ĐỊNH\nVề việc\nĐiều 1. Một.\nPHỤ LỤC I\nDANH SÁCH\n1. Một\n3. Ba"
    assert findings(middle)[-1].place == "Phụ lục I, mục 3, đoạn 1"


def test_tables_are_told_by_cell_and_their_numbers_are_not_clauses() -> None:
    head = [Line("Điều 1. Danh sách sau.")]
    cells = [Line("1.", (1, 1, 1)), Line("xã Quang Hoà", (1, 1, 2)), Line("3.", (1, 2, 1)), Line("3. Ba", (1, 2, 2))]
    (found,) = lint(Text((*head, *cells)), FACTS)
    assert (found.rule, found.place, found.article) == ("unit-spelling", "Điều 1, bảng 1, dòng 1, cột 2", "Điều 1")


def test_head_and_foot_set_in_tables_are_head_and_foot() -> None:
    lines = [Line(line) for line in DECISION.split("\n")]
    cells = {4: (1, 1, 1), 5: (1, 1, 2), 16: (2, 1, 1), 17: (2, 1, 1), 18: (2, 1, 1), 19: (2, 1, 2), 20: (2, 1, 2)}
    told = [Line(line.text, cells.get(at)) for at, line in enumerate(lines)]
    assert lint(Text(tuple(told)), FACTS) == []
    told[17] = Line("- Như Điều 1;", (2, 1, 1))
    assert [finding.place for finding in lint(Text(tuple(told)), FACTS)] == ["Nơi nhận, dòng 1"]


def test_a_day_that_no_calendar_has_is_told_and_nothing_is_judged_by_it() -> None:
    wrong = DECISION.replace("ngày 05 tháng 02 năm 2024", "ngày 31 tháng 02 năm 2024")
    assert rules(wrong) == ["date-impossible"]
    assert day_of(text_of(wrong)) is None


def test_a_province_of_later_is_no_slip_before_its_day_for_another_bore_its_name() -> None:
    assert rules("Học tập kinh nghiệm của tỉnh Lâm Đồng.", day=date(2023, 5, 1)) == []
    assert rules("Giao xã Đắk Mil thực hiện.", day=date(2023, 5, 1)) == ["unit-gone"]


def test_a_unit_is_called_by_its_form() -> None:
    (found,) = findings("Giao huyện Gia Nghĩa báo cáo.", day=date(2023, 5, 1))
    assert found.rule == "unit-spelling" and "Gia Nghĩa là thành phố vào ngày 01/05/2023" in found.message
    assert rules("Giao xã Quảng Hòa, thành phố Gia Nghĩa báo cáo.", day=date(2023, 5, 1)) == []
    assert rules("Năm 2019, thị xã Gia Nghĩa có 2 xã.", day=date(2023, 5, 1)) == []


def test_a_fifth_session_is_no_thursday() -> None:
    assert rules("Nghị quyết tại kỳ họp thứ Năm, ngày 13/7/2022.", day=date(2023, 5, 1)) == []
    assert rules("Phiên họp thứ Năm, ngày 13/7/2022; họp lại vào thứ Năm, ngày 13/7/2022.") == ["date-weekday"]


def test_a_head_set_in_lines_with_tabs_is_read_as_one_set_in_a_table() -> None:
    head = "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH ĐẮK NÔNG Độc lập - Tự do - Hạnh phúc\n"
    head += "Số: 12/QĐ-UBND Đắk Nông, ngày 05 tháng 02 năm 2024\nQUYẾT ĐỊNH"
    assert rules(head + DECISION.split("QUYẾT ĐỊNH", 1)[1]) == []
    later = head.replace("02 năm 2024", "10 năm 2025")
    assert [f.message.split(" không")[0] for f in findings(later) if f.place == "Phần đầu, dòng 3"] == [
        "Địa danh Đắk Nông"
    ]


def test_towns_are_known_by_their_short_form_too() -> None:
    assert rules("TP. Gia Nghĩa báo cáo.", day=date(2025, 10, 1)) == ["unit-gone"]
    assert rules("Gia Nghĩa là một nơi.", day=date(2025, 10, 1)) == []


def test_an_issuer_that_nobody_knows_is_not_judged() -> None:
    assert rules(LETTER.replace("SỞ NỘI VỤ\n", "BAN LẠ\n").replace("UBND TỈNH ĐẮK NÔNG\n", "")) == []


def test_every_finding_has_a_name_for_people() -> None:
    (found,) = findings("Tránh chòng chéo.")
    assert found.name == "Chính tả"


def test_a_letter_to_bodies_of_one_cell_or_one_line_goes_on() -> None:
    several = LETTER.replace("Kính gửi:\n- Các sở, ban, ngành;\n- UBND", "Kính gửi: Các sở, ban, ngành,\nUBND")
    assert rules(several) == []
    cells = [Line("Kính gửi: Sở Nội vụ", (1, 1, 1)), Line("Sở Tài chính", (1, 1, 1)), Line("Nội dung công văn.")]
    assert lint(Text(tuple(cells)), FACTS) == []


def test_marks_without_words_and_references_that_lead_somewhere_are_passed_over() -> None:
    assert rules(DECISION.replace("Điều 2. Quyết", "***\nĐiều 2. Theo khoản 1 Điều 1 Quyết định này, Quyết")) == []
    assert (
        rules(
            DECISION.replace("khen thưởng ngày 15", "khen thưởng số 06/2022/QH15 ngày 15").replace(
                "Căn cứ Luật Thi đua, khen thưởng số", "Căn cứ Luật số"
            )
        )
        == []
    )


def beside(*asides: tuple[str, str]) -> Text:
    """The sound decision with lines beside its text: (place, line)."""
    return Text((*text_of(DECISION).lines, *(Line(said, place=place) for place, said in asides)))


def test_notes_heads_and_feet_are_read_and_told_by_their_places() -> None:
    found = lint(
        beside(
            ("Chú thích 1", "Theo báo cáo của xã Quang Hòa."),
            ("Chú thích 2", "Số liệu tính đến ngày 31 tháng 02 năm 2024."),
            ("Chú thích 2", "Tránh chòng chéo, “gây phiền hà."),
            ("Đầu trang", "Huyện Đắc Mil"),
            ("Chân trang", "Tờ trình số 15/QĐ-SNV"),
        ),
        FACTS,
    )
    assert [(one.place, one.rule) for one in found] == [
        ("Chú thích 1", "unit-spelling"), ("Chú thích 2", "date-impossible"), ("Chú thích 2, đoạn 2", "quote"),
        ("Chú thích 2, đoạn 2", "word"), ("Đầu trang", "unit-spelling"), ("Chân trang", "cited-number"),
    ]  # fmt: skip


def test_what_stands_beside_the_text_changes_nothing_of_how_the_paper_is_built() -> None:
    asides = [
        ("Đầu trang", "KẾ HOẠCH"),
        ("Chú thích 1", "Điều 9. Khoản 4 này."),
        ("Chân trang", "Nơi nhận:"),
        ("Chú thích 2", "Phụ lục II"),
    ]
    assert lint(beside(*asides), FACTS) == []
    assert lint(Text((*beside(*asides).lines[::-1],)[: len(asides)] + text_of(DECISION).lines), FACTS) == []


def test_a_line_in_a_box_is_part_of_the_text_and_says_that_it_is_in_one() -> None:
    lines = [Line(one.text, place=BOX) if one.text.startswith("Điều 2.") else one for one in text_of(DECISION).lines]
    assert lint(Text(tuple(lines)), FACTS) == []
    wrong = [Line(one.text.replace("kể từ ngày ký", "ở Huyện Đắc Mil"), None, "", one.place) for one in lines]
    assert [(one.place, one.rule) for one in lint(Text(tuple(wrong)), FACTS)] == [
        ("Điều 2, đoạn 1, khung chữ", "unit-spelling")
    ]
