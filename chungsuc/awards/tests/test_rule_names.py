"""How rules of eligibility are called on pages and papers."""

from chungsuc.awards.rules.rule_names import rules_in_short


def test_the_criteria_of_a_group_are_named_together_where_the_first_of_them_stands() -> None:
    codes = ["recognised_level", "criterion_1", "criterion_2", "quota", "criterion_4"]
    assert rules_in_short(codes) == ["Mức công nhận", "Tiêu chí 1, 2, 4 của nhóm", "Hạn mức"]
    assert rules_in_short(["criterion_1"]) == ["Tiêu chí 1 của nhóm"]
    assert rules_in_short(["quota", "quota"]) == ["Hạn mức"]
    assert rules_in_short([]) == []
