"""The lines of eligibility. Every rule is data: where the day has none, the line says so and judges nothing."""

from collections.abc import Callable, Iterator

from chungsuc.law.pack_awards import LEVELS as ORDER
from chungsuc.law.periods import show_day

from .eligibility import MET, NEEDS_HUMAN, NOT_MET, UNDETERMINED, Eligibility, Line, outcome
from .eligibility_facts import Evidence, FormLaw, Nominee, StateAward, Stated
from .naming import MERIT, MERIT_KINDS, REWARD
from .rule_names import CRITERION

STATE_LEVEL, YEARLY, ROUNDS, STATE = "nha_nuoc", "yearly", "rounds", "state"
NO_RULE = "dữ liệu chưa có quy định nào của thời kỳ này"
STATE_GUIDANCE = "theo Quyết định 587/QĐ-TTg và hướng dẫn của Trung ương"
TO_ITS_HEAD = "Giấy khen do người đứng đầu xem xét tùy điều kiện thực tế (mục V.2.b), nên không bác."
Lines = Iterator[Line]


def judge(law: FormLaw, nominee: Nominee) -> Eligibility:
    """Every line about a subject and a form, in the order in which an officer asks."""
    lines = tuple(line for part in PARTS for line in part(law, nominee))
    return Eligibility(outcome(line.result for line in lines), lines, law.regime_code)


def _by(rule: Stated, code: str, result: str, reason: str, keys: tuple[str, ...] = ()) -> Line:
    """A line under a rule. What an unread rule forbids is not forbidden yet: somebody has to read it first."""
    if result == NOT_MET and not rule.official:
        return Line(code, NEEDS_HUMAN, f"{reason} Quy định này chưa được đối chiếu.", rule.citation, keys)
    return Line(code, result, reason, rule.citation, keys)


def _regime(law: FormLaw, nominee: Nominee) -> Lines:
    day = show_day(law.received)
    if law.regime is None:
        told = f"Ngày nhận hồ sơ {day} không thuộc thời kỳ pháp luật khen thưởng nào đã ghi."
        yield Line("regime", UNDETERMINED, told, NO_RULE)
    else:
        yield Line("regime", MET, f"Nhận ngày {day}: {law.regime.text}.", law.regime.citation)


def _form(law: FormLaw, nominee: Nominee) -> Lines:
    day = show_day(law.received)
    if law.form is None and law.other and law.other_until and law.other_until < law.received:
        told = f"{law.other.text}: không còn từ sau ngày {show_day(law.other_until)}."
        yield _by(law.other, "form", NOT_MET, told)
    elif law.form is None:
        yield Line("form", UNDETERMINED, f"Dữ liệu chưa có {law.name} của ngày {day}.", NO_RULE)
    elif law.form.value["outside"]:
        told = f"{law.form.text} không thuộc các hình thức khen thưởng ở mục V của kế hoạch."
        yield _by(law.form, "form", NOT_MET, told)
    else:
        yield Line("form", MET, f"Ngày {day} có {law.form.text}.", law.form.citation)


def _subject(law: FormLaw, nominee: Nominee) -> Lines:
    if nominee.kind is None:
        told = f"Loại đối tượng này không có trong quy định của ngày {show_day(law.received)}."
        yield Line("subject", UNDETERMINED, told, NO_RULE)
        return
    only = law.form.value["only"] if law.form else ""
    if only and law.form and nominee.kind.value["as"] != only:
        whom = {"collective": "tập thể", "individual": "cá nhân"}[only]
        yield _by(law.form, "subject", NOT_MET, f"{law.name} chỉ tặng {whom}.")
    else:
        yield Line("subject", MET, f"Đối tượng: {nominee.kind.text}.", nominee.kind.citation)
    if nominee.ended is None:
        return
    heirs = f", nay thuộc {', '.join(nominee.heirs)}" if nominee.heirs else ""
    ended = f"đã kết thúc ngày {show_day(nominee.ended)}{heirs}"
    if nominee.itself:
        told = f"Đơn vị {ended}. Hãy xét ở hồ sơ của đơn vị mới."
        yield Line("unit_stands", NOT_MET, told, "Lịch sử đơn vị đã ghi trong hệ thống")
    else:
        result = MET if len(nominee.heirs) == 1 else NEEDS_HUMAN
        told = f"Đơn vị nơi ở, nơi làm việc {ended}."
        more = "" if result == MET else " Hãy xem đơn vị nào đề nghị."
        yield Line("unit_stands", result, told + more, "Lịch sử đơn vị đã ghi trong hệ thống")


def _years(law: FormLaw, nominee: Nominee) -> Lines:
    season = law.form.value["season"] if law.form else ""
    if law.years is not None:
        allowed = law.years.value["years"]
        whose = f"của đợt {law.in_round}" if law.in_round else "nhận hồ sơ"
        told = ", ".join(str(year) for year in allowed)
        if law.year in allowed:
            yield Line("review_rounds", MET, f"Năm {law.year} ({whose}) là năm được xét.", law.years.citation)
        else:
            reason = f"Năm {law.year} ({whose}) không xét {law.name}; chỉ xét trong các năm {told}. {law.years.text}"
            yield _by(law.years, "review_rounds", NOT_MET, reason)
    elif season == ROUNDS and law.form:
        told = f"Chưa có quy định năm nào xét {law.name} cho hồ sơ nhận ngày {show_day(law.received)}."
        yield Line("review_rounds", UNDETERMINED, told, NO_RULE)
    elif season == STATE and law.form:
        yield Line("season", NEEDS_HUMAN, f"Xét {STATE_GUIDANCE}; hãy đối chiếu hướng dẫn của đợt.", law.form.citation)
    elif law.form:
        yield Line("season", MET, f"{law.name} được xét hằng năm, tùy điều kiện thực tế.", law.form.citation)


def rests_on(law: FormLaw, nominee: Nominee) -> tuple[Evidence, ...]:
    """What may be a ground for the form: of the movement's years; of rewards only those of a lower level."""
    rank = ORDER.index(law.level) if law.level in ORDER else 0
    return tuple(
        one
        for one in nominee.evidence
        if one.year >= law.plan_since
        and (one.kind != REWARD or (one.form in law.levels and ORDER.index(law.levels[one.form]) < rank))
    )


def _listed(some: tuple[Evidence, ...], most: int = 3) -> str:
    told = "; ".join(f"năm {one.year}: {one.words}" for one in some[:most])
    return f"{told}; và {len(some) - most} thành tích khác" if len(some) > most else told


def _cited_form(law: FormLaw) -> str:
    known = law.form or law.other
    return known.citation if known else NO_RULE


def _achievements(law: FormLaw, nominee: Nominee) -> Lines:
    every = rests_on(law, nominee)
    sure = tuple(one for one in every if one.confirmed)
    # What a case is about stands on its own page, for whoever records or oversees cases.
    keys = tuple(one.key for one in sure)
    if sure:
        told = f"{len(sure)} thành tích đã xác nhận: {_listed(sure)}."
        yield Line("achievements", MET, told, _cited_form(law), keys)
    elif every:
        told = f"{len(every)} thành tích, chưa có cái nào được xác nhận: {_listed(every)}."
        yield Line("achievements", UNDETERMINED, told, _cited_form(law), tuple(one.key for one in every))
    else:
        since = f" từ năm {law.plan_since}" if law.plan_since else ""
        told = f"Đến ngày {show_day(law.received)} chưa có thành tích nào{since} trong hồ sơ để làm căn cứ."
        yield Line("achievements", NOT_MET, told, _cited_form(law))


def _criteria(law: FormLaw, nominee: Nominee) -> Lines:
    """The criteria of section IV. Of a yearly Giấy khen the plan leaves to its head what weighs (V.2.b): no refusal."""
    yearly = law.form is not None and law.form.value["season"] == YEARLY
    for one in nominee.criteria:
        code = f"{CRITERION}{one.no}" if one.no else "recognised_level"
        if one.result == NOT_MET and yearly:
            yield Line(code, NEEDS_HUMAN, f"{one.words} {TO_ITS_HEAD}", one.citation, one.keys, one.text)
        elif one.result:
            yield Line(code, one.result, one.words, one.citation, one.keys, one.text)
        else:
            yield Line(code, NEEDS_HUMAN, f"Cần người xem: {one.text}", one.citation, (), one.text)


def _once(law: FormLaw, nominee: Nominee) -> Lines:
    rule = law.rule("once")
    sure = tuple(one for one in rests_on(law, nominee) if one.confirmed)
    free = tuple(one for one in sure if one.key not in nominee.used)
    code, keys = "one_award_an_achievement", tuple(one.key for one in free)
    taken = len(sure) - len(free)
    if rule is None:
        if taken:
            yield Line(code, NEEDS_HUMAN, f"{taken} thành tích đang là căn cứ của hồ sơ khác cùng cấp.", NO_RULE)
    elif not sure:
        yield Line(code, UNDETERMINED, "Chưa có thành tích đã xác nhận để soát trùng.", rule.citation)
    elif not free:
        told = f"Cả {taken} thành tích đã xác nhận đang là căn cứ của hồ sơ khác cùng cấp khen. {rule.text}"
        yield _by(rule, code, NOT_MET, told)
    else:
        told = f"{len(free)} thành tích chưa dùng cho hình thức cùng cấp" + (f", {taken} đã dùng" if taken else "")
        yield Line(code, MET, f"{told}: {_listed(free)}.", rule.citation, keys)


def _state_year(law: FormLaw, nominee: Nominee) -> Lines:
    """Two state awards in a year, but for the kinds that the rule leaves out. What nobody said the kind of, of this
    proposal or of the other award, refuses nobody: somebody has to say it.
    """
    if (rule := law.rule("state_year")) is None:
        return
    code, year, but = "two_state_awards", law.received.year, rule.value["but"]
    counted = tuple(one for one in nominee.state_awards if one.merit_kind not in but)
    told = "; ".join(one.words for one in counted)
    if not nominee.state_awards:
        yield Line(code, MET, f"Trong năm {year} không có hình thức cấp Nhà nước nào khác.", rule.citation)
    elif not counted:
        left = "; ".join(one.words for one in nominee.state_awards)
        yield Line(code, MET, f"Trong năm {year} có, thuộc trường hợp được trừ: {left}.", rule.citation)
    elif nominee.merit_kind in but:
        kind = MERIT_KINDS[nominee.merit_kind]
        yield Line(code, MET, f"Đề nghị khen {kind} nên được trừ; trong năm {year} đã có: {told}.", rule.citation)
    elif nominee.merit_kind and any(one.sure and one.merit_kind for one in counted):
        yield _by(rule, code, NOT_MET, f"Trong năm {year} đã có: {told}. {rule.text}")
    else:
        asked = " ".join(_unsaid(nominee, counted))
        yield Line(code, NEEDS_HUMAN, f"Trong năm {year} đã có: {told}. {asked} {rule.text}", rule.citation)


def _unsaid(nominee: Nominee, counted: tuple[StateAward, ...]) -> Iterator[str]:
    """What is missing before two state awards of a year can be judged, a sentence each."""
    if not nominee.merit_kind:
        yield "Hồ sơ này chưa ghi khen theo công trạng, chuyên đề, đột xuất hay cống hiến."
    if any(not one.merit_kind for one in counted):
        yield "Khen thưởng kia chưa ghi khen theo gì."
    if any(not one.sure for one in counted):
        yield "Hãy xem khen thưởng kia có đúng là của đối tượng này không."


def _thematic(law: FormLaw, nominee: Nominee) -> Lines:
    """What is no ground for an award for merit; of the movement's own proposals the rule asks nothing."""
    if (rule := law.rule("thematic")) is None:
        return
    code = "thematic"
    if nominee.merit_kind != MERIT:
        kind = MERIT_KINDS.get(nominee.merit_kind)
        what = f"Đề nghị khen {kind}" if kind else "Phong trào này là chuyên đề"
        told = f"{what}: không đòi hình thức thấp hơn trước, không làm căn cứ khen công trạng."
        yield Line(code, MET, told, rule.citation)
        return
    given = tuple(one for one in rests_on(law, nominee) if one.kind == REWARD)
    barred = tuple(one for one in given if one.merit_kind in rule.value["no_ground"])
    unsaid = tuple(one for one in given if not one.merit_kind)
    rest = any(one.confirmed and one not in barred for one in rests_on(law, nominee))
    keys = tuple(one.key for one in (*barred, *unsaid))
    if barred and not rest:
        told = f"Đề nghị khen công trạng mà chỉ có: {_listed(barred)}. {rule.text}"
        yield _by(rule, code, NOT_MET, told, keys)
    elif barred:
        told = f"Đề nghị khen công trạng; không làm căn cứ: {_listed(barred)}. Hãy xem căn cứ còn lại có đủ không."
        yield Line(code, NEEDS_HUMAN, f"{told} {rule.text}", rule.citation, keys)
    elif unsaid:
        told = f"Đề nghị khen công trạng; chưa ghi khen theo gì: {_listed(unsaid)}. {rule.text}"
        yield Line(code, NEEDS_HUMAN, told, rule.citation, keys)
    else:
        told = "Đề nghị khen công trạng; không có khen thưởng theo chuyên đề, đột xuất nào trong căn cứ."
        yield Line(code, MET, told, rule.citation)


def _open_case(law: FormLaw, nominee: Nominee) -> Lines:
    rule = law.rule("bars")
    named = rule.value["bars"] if rule else ()
    keys = tuple(one.key for one in nominee.open_cases if one.key)
    told = "; ".join(f"từ ngày {show_day(one.since)}, nguồn: {one.source}" for one in nominee.open_cases)
    if not nominee.open_cases:
        none = f"Đến ngày {show_day(law.received)} không có việc nào đang làm rõ được ghi."
        yield Line("open_case", MET, none, rule.citation if rule else NO_RULE)
    elif rule is not None and any(one.kind in named for one in nominee.open_cases):
        yield _by(rule, "open_case", NOT_MET, f"Có việc đang làm rõ: {told}. {rule.text}", keys)
    else:
        cited = rule.citation if rule else NO_RULE
        yield Line("open_case", NEEDS_HUMAN, f"Có việc đang làm rõ: {told}.", cited, keys)


def _overlap(years: tuple[int, int] | None, evidence: tuple[Evidence, ...]) -> bool:
    return years is not None and any(years[0] <= one.year <= years[1] for one in evidence if one.confirmed)


def _former(law: FormLaw, nominee: Nominee) -> Lines:
    back = law.years_back
    cited = back.citation if back else NO_RULE
    if back is None:
        yield Line("former_awards", UNDETERMINED, "Chưa có quy định soát khen thưởng trong bao nhiêu năm.", cited)
        return
    asked, seen = [], []
    rank = ORDER.index(law.level) if law.level in ORDER else 0
    for one in nominee.former:
        if one.award.revoked:
            continue
        told = f"{one.award.words} ({one.why})"
        higher = one.award.level in ORDER and ORDER.index(one.award.level) >= rank
        same = one.award.form == law.code or (higher and _overlap(one.award.years, rests_on(law, nominee)))
        if same and not one.dismissed:
            asked.append(told)
        else:
            seen.append(f"{told}, đã kết luận không tính: {one.dismissed}" if one.dismissed else told)
    years = int(back.value["value"])
    if asked:
        told = f"Trong {years} năm đã có cùng hình thức hoặc cùng thời gian thành tích: {'; '.join(asked)}."
        yield Line("former_awards", NEEDS_HUMAN, f"{told} Hãy xem có đúng là một không.", cited)
    elif seen:
        yield Line("former_awards", MET, f"Trong {years} năm có, không trùng: {'; '.join(seen)}.", cited)
    else:
        yield Line("former_awards", MET, f"Trong {years} năm không thấy khen thưởng nào.", cited)


def _from_decision(law: FormLaw, nominee: Nominee) -> Lines:
    """The period runs from the years in the last decision of the level. A match by name alone refuses nobody."""
    rule = law.rule("from_decision")
    known = [
        one
        for one in nominee.former
        if not one.dismissed and not one.award.revoked and one.award.level == law.level and law.level
    ]
    if rule is None or not known:
        return
    found = next((one for one in known if one.own), known[0])
    last, code = found.award, "counted_from_decision"
    after = tuple(
        one for one in rests_on(law, nominee) if one.confirmed and last.years and one.year > last.years[1]
    )  # fmt: skip
    if last.years is None:
        yield Line(code, NEEDS_HUMAN, f"Quyết định lần trước chưa ghi thời gian: {last.words}.", rule.citation)
    elif after:
        told = f"Tính từ sau năm {last.years[1]} ({last.words}): {_listed(after)}."
        yield Line(code, MET, told, rule.citation, tuple(one.key for one in after))
    elif not found.own:
        told = f"Nếu {last.words} là của đối tượng này ({found.why}) thì chưa có thành tích sau năm {last.years[1]}."
        yield Line(code, NEEDS_HUMAN, f"{told} Hãy xem có đúng là một không.", rule.citation)
    else:
        told = f"Chưa có thành tích đã xác nhận sau năm {last.years[1]} ghi ở lần trước ({last.words}). {rule.text}"
        yield _by(rule, code, NOT_MET, told)


def _revoked(law: FormLaw, nominee: Nominee) -> Lines:
    rule = law.rule("revoked")
    found = [one for one in nominee.former if one.award.revoked and not one.dismissed]
    if found:
        told = "; ".join(f"{one.award.words} ({one.why})" for one in found)
        told = f"Đã từng bị thu hồi, hủy bỏ: {told}. Hãy xem lý do thu hồi."
        yield Line("revoked", NEEDS_HUMAN, told, rule.citation if rule else NO_RULE)
    elif rule is not None:
        yield Line("revoked", MET, "Không thấy khen thưởng nào bị thu hồi, hủy bỏ.", rule.citation)


def _quota(law: FormLaw, nominee: Nominee) -> Lines:
    if law.level != STATE_LEVEL:
        return
    found = nominee.quota
    if found is None or found.allotted is None:
        counted = f"; đã đề nghị {found.counted}" if found else ""
        yield Line("quota", UNDETERMINED, f"Chưa có hạn mức{counted}.", found.citation if found else NO_RULE)
    else:
        result = MET if found.counted < found.allotted else NOT_MET
        told = f"{found.label}: hạn mức {found.allotted}{found.how}, đã đề nghị {found.counted}."
        yield Line("quota", result, told, found.citation)


PARTS: tuple[Callable[[FormLaw, Nominee], Lines], ...] = (
    _regime, _form, _subject, _years, _achievements, _criteria, _once, _state_year, _thematic, _open_case, _former,
    _from_decision, _revoked, _quota,
)  # fmt: skip
