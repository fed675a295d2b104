"""How rules of eligibility are called on pages and papers."""

from chungsuc.awards.rules.rule_names import line_words, rule_words, rules_in_short, text_of

LONG = "Có liên kết sản xuất theo chuỗi giá trị; bảo tồn và phát triển ngành nghề truyền thống của địa phương."


def test_the_criteria_of_a_group_are_named_together_where_the_first_of_them_stands() -> None:
    codes = ["recognised_level", "criterion_1", "criterion_2", "quota", "criterion_4"]
    assert rules_in_short((code, LONG) for code in codes) == ["Mức công nhận", "Tiêu chí 1, 2, 4 của nhóm", "Hạn mức"]
    assert rules_in_short([("criterion_1", "")]) == ["Tiêu chí 1 của nhóm"]
    assert rules_in_short([("quota", ""), ("quota", "")]) == ["Hạn mức"]
    assert rules_in_short([]) == []


def test_a_criterion_is_named_by_the_beginning_of_its_text() -> None:
    short = "Tiêu chí 2 “Có liên kết sản xuất theo chuỗi giá trị; bảo tồn và phát triển…”"
    assert rule_words("criterion_2", LONG) == short
    assert line_words("criterion_2", LONG) == short
    assert rules_in_short([("criterion_2", LONG)]) == [short]
    assert rule_words("criterion_4", "Không nợ đọng xây dựng cơ bản.") == "Tiêu chí 4 “Không nợ đọng xây dựng cơ bản”"
    assert rule_words("quota", LONG) == "Hạn mức"
    assert line_words("báo cáo thành tích", LONG) == "báo cáo thành tích"


def test_a_text_is_found_by_the_criterions_number() -> None:
    assert text_of("criterion_2", ("một", "hai")) == "hai"
    assert [text_of(code, ("một", "hai")) for code in ("criterion_3", "criterion_0", "criterion_x", "quota")] == [
        ""
    ] * 4
