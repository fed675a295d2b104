"""Conditions on results, papers, statements and appraisals."""

from collections.abc import Mapping
from decimal import Decimal

from chungsuc.criteria.rules import MILLION, part_order
from chungsuc.law.figures import show_decimal
from chungsuc.law.periods import show_day
from chungsuc.law.verdicts import Outcome, Reason, Verdict, all_of
from chungsuc.organisations.facts import tree_on
from chungsuc.organisations.models import Unit

from ..casefile import CaseFile, listed, missing_source, ruled
from ..facts import register_on
from ..models import Statement
from ..rules.posting import one


def self_assessed(file: CaseFile) -> Verdict:
    """The unit has figures of the year: its own, or official ones (a level without a set in the pack has none)."""
    if not file.set_code:
        return Verdict(Outcome.MET, ())
    if not file.declared and not file.official:
        return one(f"Chưa có số liệu tự đánh giá năm {file.case.year}.", Outcome.NOT_MET)
    return one(f"Năm {file.case.year}. {_both(file)}", Outcome.MET)


def _both(file: CaseFile) -> str:
    """What was declared and what was verified, apart."""
    told = [("Tự khai", file.declared), ("Số liệu chính thức", file.official)]
    return " ".join(f"{name}: {_counted(outcomes)}." for name, outcomes in told if outcomes)


def _counted(outcomes: Mapping[int, str]) -> str:
    counts = [list(outcomes.values()).count(outcome.value) for outcome in Outcome]
    return f"{counts[0]} tiêu chí đạt, {counts[1]} chưa đạt, {counts[2]} chưa đủ căn cứ"


def self_met(file: CaseFile) -> Verdict:
    """The set is met by the unit's own figures; by the official ones where it declared none."""
    if not file.declared:
        return set_met(file)
    return _whole(file.declared, f"Tự khai năm {file.case.year}")


def set_met(file: CaseFile) -> Verdict:
    """Every criterion of the level's set is met in the assessment year, by verified figures."""
    if file.kind == "village" and not file.set_code:  # else its set came with a pack, and judges like any other
        return ruled(file.rule("rule:village_criteria"), "Đạt bộ tiêu chí của tỉnh theo quyết định cho việc này.")
    if file.kind == "district":
        return ruled(file.rule("rule:district_criteria"), "Đạt chín tiêu chí theo quyết định cho việc này.")
    if not file.set_code:
        return one("Chưa có bộ tiêu chí của mức này.", Outcome.UNDETERMINED, missing_source(file.level.name))
    if not file.official:
        text = f"Chưa có kết quả đánh giá chính thức năm {file.case.year}."
        return one(text, Outcome.UNDETERMINED, missing_source(f"Số liệu năm {file.case.year}"))
    return _whole(file.official, f"Năm {file.case.year}")


def _whole(outcomes: Mapping[int, str], about: str) -> Verdict:
    """All criteria together, naming those that stand in the way."""
    bad = sorted(no for no, outcome in outcomes.items() if outcome == Outcome.NOT_MET.value)
    open_ = sorted(no for no, outcome in outcomes.items() if outcome == Outcome.UNDETERMINED.value)
    reasons = []
    if bad:
        reasons.append(Reason(f"{about}: chưa đạt tiêu chí {_numbers(bad)}.", Outcome.NOT_MET))
    if open_:
        reasons.append(Reason(f"{about}: chưa đủ căn cứ ở tiêu chí {_numbers(open_)}.", Outcome.UNDETERMINED))
    if not reasons:
        reasons.append(Reason(f"{about}: đạt {len(outcomes)}/{len(outcomes)} tiêu chí.", Outcome.MET))
    return Verdict(all_of(reason.outcome for reason in reasons), tuple(reasons))


def _numbers(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))


def dossier(file: CaseFile) -> Verdict:
    """Every item of the dossier is there: put in, or already held by the system."""
    rule = file.rule("rule:dossier_{kind}")
    if rule.missing:
        return rule.undetermined
    lines = [(item["name"], item_held(file, item)) for item in listed(rule)]
    missing = [name for name, held in lines if not held]
    if missing:
        return one(f"Còn thiếu: {'; '.join(missing)}.", Outcome.NOT_MET, rule.citation)
    return one(f"Đủ {len(lines)} thành phần hồ sơ.", Outcome.MET, rule.citation)


def item_held(file: CaseFile, item: dict) -> str:
    """What holds an item of the dossier, in words; "" when nothing does."""
    put_in = file.items.get(item["code"])
    if put_in is not None:
        return f"{put_in.paper}, ngày {show_day(put_in.on)}"
    if item.get("held") == "assessment" and file.assessment is not None:
        return "hệ thống đã có kết quả đánh giá của năm"
    if item.get("held") == "opinions" and file.opinions:
        return "hệ thống đã có các ý kiến bằng văn bản"
    return ""


def demanded_statements(file: CaseFile) -> list[dict]:
    """The conditions that responsible bodies have to confirm for such a unit and level."""
    return [*listed(file.rule("rule:statements_{kind}")), *listed(file.rule("rule:statements_{level}"))]


def statements(file: CaseFile) -> Verdict:
    """Each condition was confirmed in writing by the responsible body."""
    rule = file.rule("rule:statements_{kind}")
    if rule.missing:
        return rule.undetermined
    reasons = [_statement(file, item, rule.citation) for item in demanded_statements(file)]
    return Verdict(all_of(reason.outcome for reason in reasons), tuple(reasons))


def _statement(file: CaseFile, item: dict, cited: object) -> Reason:
    row: Statement | None = file.statements.get(item["code"])
    if row is None or row.on > file.day:
        text = f"{item['name']}: chưa có xác nhận bằng văn bản."
        return Reason(text, Outcome.UNDETERMINED, cited)  # type: ignore[arg-type]
    outcome = Outcome.MET if row.outcome == "met" else Outcome.NOT_MET
    text = f"{item['name']}: {outcome.label}, theo {row.paper} ngày {show_day(row.on)}."
    return Reason(text, outcome, cited)  # type: ignore[arg-type]


def level_conditions(file: CaseFile) -> Verdict:
    """What a level asks beyond its set: of a model commune income and smart villages, of a district its communes."""
    if file.kind == "district":
        return _district(file)
    if file.kind != "commune" or file.level.set_code:
        return Verdict(Outcome.MET, ())
    if file.base is None:
        return file.rule("rule:level_base_{level}").undetermined
    reasons = (*_income_above(file).reasons, *_smart_villages(file).reasons)
    return Verdict(all_of(reason.outcome for reason in reasons), reasons)


def _income_above(file: CaseFile) -> Verdict:
    """Income is by so much above what the base level's set asks of the same year."""
    rule, which = file.rule("share:kieu_mau_income_above"), file.rule("rule:kieu_mau_income_indicator")
    if rule.missing or which.missing:
        return (rule if rule.missing else which).undetermined
    finding = None
    for verdict in file.criteria:
        finding = next((f for f in verdict.findings if str(f[0]).split(".")[0] == str(which.value)), finding)
    if finding is None or not isinstance(finding[3], int) or not isinstance(finding[4], int):
        text = "Chưa có số liệu hoặc mức yêu cầu về thu nhập của năm."
        return one(text, Outcome.UNDETERMINED, rule.citation)
    income, asked = Decimal(finding[3]) / MILLION, Decimal(finding[4]) / MILLION
    needed = asked * (100 + rule.value) / 100
    outcome = Outcome.MET if income >= needed else Outcome.NOT_MET
    text = f"Thu nhập {show_decimal(income)}, cần từ {show_decimal(needed)} (cao hơn {show_decimal(rule.value)} %)."
    return one(text, outcome, rule.citation)


def _smart_villages(file: CaseFile) -> Verdict:
    rule = file.rule("rule:kieu_mau_smart_villages")
    if rule.whole is None:
        return rule.undetermined
    row = file.statements.get("smart_villages")
    if row is None or row.number is None:
        return one("Chưa có xác nhận số thôn thông minh.", Outcome.UNDETERMINED, rule.citation)
    outcome = Outcome.MET if row.number >= rule.whole else Outcome.NOT_MET
    return one(f"Có {row.number} thôn thông minh, cần {rule.whole}.", outcome, rule.citation)


def _district(file: CaseFile) -> Verdict:
    """Shares of recognised communes of the district on the day, and its own set."""
    tree = tree_on(file.day)
    communes = [u.id for u in tree.under(file.case.unit_id) if u.in_ntm_scope]
    register = register_on(file.day, communes)
    own = file.rule("share:district_communes_nang_cao_{level}")
    higher = own if own.listed else file.rule("share:district_communes_nang_cao")
    reasons: list[Reason] = []
    first, second = sorted((v for v in register.levels.values() if v.unit_kind == "commune"), key=lambda v: v.rank)[:2]
    for rule, level in ((file.rule("share:district_communes_ntm"), first), (higher, second)):
        if rule.missing:
            reasons += rule.undetermined.reasons
            continue
        held = sum(register.standing(unit, level.code).outcome is Outcome.MET for unit in communes)
        reached = bool(communes) and held * 100 >= rule.value * len(communes)
        text = f"{rule.label}: {held}/{len(communes)} xã, cần {show_decimal(rule.value)} %."
        reasons.append(Reason(text, Outcome.MET if reached else Outcome.NOT_MET, rule.citation))
    reasons += set_met(file).reasons
    return Verdict(all_of(reason.outcome for reason in reasons), tuple(reasons))


def appraised_parts(file: CaseFile) -> dict[str, Unit]:
    """The parts of the set with the body that answers for each on the day: {"17": Unit}."""
    return dict(file.parts)


def appraisals(file: CaseFile) -> Verdict:
    """Each body responsible for a part of the set has appraised it, and found it met."""
    parts = sorted(appraised_parts(file), key=part_order)
    if not parts:
        key = f"rule:appraisal_bodies_{file.set_code or file.level.code}"
        return ruled(file.rule(key), "Đã thẩm định theo phân công riêng cho việc này.")
    met = [part for part in parts if part in file.appraisals and file.appraisals[part].outcome == "met"]
    failed = [part for part in parts if part in file.appraisals and file.appraisals[part].outcome != "met"]
    waiting = [part for part in parts if part not in file.appraisals]
    reasons = []
    if failed:
        reasons.append(Reason(f"Thẩm định chưa đạt: {', '.join(failed)}.", Outcome.NOT_MET))
    if waiting:
        reasons.append(Reason(f"Chưa thẩm định xong: {', '.join(waiting)}.", Outcome.NOT_MET))
    if not reasons:
        reasons.append(Reason(f"Đã thẩm định đạt cả {len(met)} phần.", Outcome.MET))
    return Verdict(all_of(reason.outcome for reason in reasons), tuple(reasons))
